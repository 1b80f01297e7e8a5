package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/isolation"
	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/server"
	"porthole/internal/server/memory"
	"porthole/internal/server/start"
	"porthole/internal/store"
	"porthole/internal/store/location"
)

// run is the program; it returns the exit code.
func run(ctx context.Context, args, environ []string, stdout, stderr io.Writer) int {
	console := start.NewConsole(environ, stdout, stderr)
	o, err := read(console, args, environ)
	if err != nil {
		return console.Fail(err)
	}
	memory.Tune()
	level := slog.LevelInfo
	if o.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
	slog.SetDefault(log)
	if o.demo {
		err = runDemo(ctx, console, o, log)
	} else {
		err = serve(ctx, console, o, log, nil)
	}
	if err != nil {
		return console.Fail(err)
	}
	return start.Done
}

// serve opens the store and serves it until the context ends. It calls announce
// when connections are taken, before it says so itself.
func serve(ctx context.Context, console start.Console, o options, log *slog.Logger, announce func(addr net.Addr, key gossh.PublicKey) error) (err error) {
	seen, err := listenForMetrics(o.metrics, o.health)
	if err != nil {
		return err
	}
	defer seen.close()
	st, hostKey, err := start.Open(o.data, o.hostKey, true, log, store.Options{Now: o.now, Holder: "portholed", Log: log, Observer: seen.store()})
	if err != nil {
		return err //nolint:wrapcheck // a Fault, or the store's
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := seed(ctx, console, st, o); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return model.NewFault("error.server_listen", model.Line(o.addr, model.NameCells).String(), listenCause(err))
	}
	s, err := server.New(server.Options{
		Store: st, HostKey: hostKey, Limits: o.limits, Now: o.now, Log: log,
		Isolation: isolation.Checker(st, o.now, log), Public: notify.Paste("", o.mail.host(listener.Addr())), Web: o.web.public,
		Observer: seen.server(),
	})
	if err != nil {
		return errors.Join(fmt.Errorf("making the server: %w", err), listener.Close())
	}
	page, closeWeb, err := o.web.serve(ctx, o, st, s, notify.Paste("track", o.mail.host(listener.Addr())), log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer closeWeb()
	defer seen.serve(ctx, s, st, page, log)()
	if announce != nil {
		if err := announce(listener.Addr(), hostKey.PublicKey()); err != nil {
			return errors.Join(err, listener.Close())
		}
	}
	posting, stop := context.WithCancel(ctx)
	posted, err := o.mail.send(posting, st, listener.Addr(), access.Fingerprint(hostKey.PublicKey()), o.web.public, o.now, log)
	if err != nil {
		stop()
		return errors.Join(err, listener.Close())
	}
	defer func() { stop(); <-posted }()
	log.Info("serving", "addr", listener.Addr().String(), "data", location.Shown(o.data), "host_key", gossh.FingerprintSHA256(hostKey.PublicKey()))
	_, _ = fmt.Fprintln(console.Out, "listening on "+reachable(listener.Addr()))
	return s.Serve(ctx, listener) //nolint:wrapcheck // wrapped there
}

// seed makes the first administrators, or says that there is none.
func seed(ctx context.Context, console start.Console, st *store.Store, o options) error {
	if o.adminKey != "" {
		file, err := os.Open(o.adminKey)
		if err != nil {
			return model.NewFault("error.server_admin_key", o.adminKey, listenCause(err))
		}
		defer func() { _ = file.Close() }()
		made, err := access.SeedAdmins(ctx, st.Directory(), file)
		if err != nil {
			return fmt.Errorf("reading %s: %w", o.adminKey, err)
		}
		if made > 0 {
			console.Note(console.Say("start.admins", made))
		}
	}
	known, err := start.HasAdmin(ctx, st)
	if err != nil {
		return fmt.Errorf("starting: %w", err)
	}
	if !known {
		console.Note(console.Say("start.no_admin"), console.Say("start.no_admin.hint", location.Shown(o.data)))
	}
	return nil
}

// reachable is an address that can be pasted on this machine: one that listens
// everywhere is reached at the loopback.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort("127.0.0.1", fmt.Sprint(tcp.Port))
}

// listenCause is the innermost of what went wrong, which is what matters.
func listenCause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
