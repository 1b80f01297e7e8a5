package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"porthole/internal/command"
	"porthole/internal/demo"
	"porthole/internal/isolation"
	"porthole/internal/model"
	"porthole/internal/server/memory"
	"porthole/internal/server/start"
	"porthole/internal/store"
	"porthole/internal/store/location"
	"porthole/internal/words"
)

// surroundings are what a program is started with.
type surroundings struct {
	args, environ []string
	in, out, err  *os.File
}

// run is the program; it returns the exit code.
func run(ctx context.Context, sur surroundings) int {
	console := start.NewConsole(sur.environ, sur.out, sur.err)
	o, err := read(console, sur.args, sur.environ)
	if err != nil {
		return console.Fail(err)
	}
	// The log would be written over the screen, so it is kept until that is left.
	var kept bytes.Buffer
	log := slog.New(slog.NewTextHandler(&kept, &slog.HandlerOptions{Level: slog.LevelWarn}))
	code := start.Done
	switch {
	case o.backup != "":
		err = restore(ctx, sur, console, o, log)
	case o.from != "":
		err = copyStore(ctx, sur, console, o, log)
	default:
		code, err = open(ctx, sur, console, o, log)
	}
	_, _ = sur.err.Write(kept.Bytes())
	if err != nil {
		return console.Fail(err)
	}
	return code
}

// open opens the store, or makes the demo's, and shows what was asked for.
func open(ctx context.Context, sur surroundings, console start.Console, o options, log *slog.Logger) (code int, err error) {
	if o.demo && o.data == "" {
		if o.data, err = os.MkdirTemp("", "porthole-demo-"); err != nil {
			return 0, fmt.Errorf("making a folder for the demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.data)) }()
	}
	_, missing := os.Stat(filepath.Join(o.data, "porthole.db"))
	account := ""
	if o.demo {
		if _, err := start.Prepare(o.data, log); err != nil {
			return 0, err //nolint:wrapcheck // a Fault
		}
		people, err := demo.Build(ctx, o.data)
		if err != nil {
			return 0, fmt.Errorf("building the demo: %w", err)
		}
		if account, err = accountOf(people, o.as); err != nil {
			return 0, err
		}
	}
	verifies := len(o.command) > 0 && o.command[0] == "verify" // which changes nothing
	// Without its host key the server does not start, but nobody is kept from the data.
	st, _, err := start.Open(o.data, o.hostKey, false, log, store.Options{Now: o.now, Holder: "porthole", Log: log, AsItIs: verifies})
	if err != nil {
		return 0, err //nolint:wrapcheck // a Fault, or the store's
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if !o.demo && !location.Shares(o.data) && errors.Is(missing, fs.ErrNotExist) {
		console.Note(console.Say("start.tui.made", o.data))
	}
	p, err := principal(ctx, st, account)
	if err != nil {
		return 0, err
	}
	l := local{sur: sur, o: o, store: st, who: p, log: log, say: catalogue(ctx, st, p, sur.environ)}
	if len(o.command) > 0 {
		return l.run(ctx), nil
	}
	if slices.Contains(sur.environ, "TERM=dumb") {
		l.o.command = []string{"shipments"}
		code = l.run(ctx)
		console.Note("", console.Say("start.tui.lines"))
		return code, nil
	}
	return 0, l.show(ctx)
}

// accountOf finds one of the demo's people, by their short name or address.
func accountOf(people []demo.Entry, as string) (string, error) {
	var names []string
	for _, person := range people {
		if as == person.Name || as == person.Account {
			return person.Account, nil
		}
		names = append(names, person.Name)
	}
	return "", model.NewFault("start.account", model.Line(as, model.RefCells).String(), strings.Join(names, ", "))
}

// principal is whose eyes to look with: those of an account, or one's own.
func principal(ctx context.Context, st *store.Store, email string) (model.Principal, error) {
	p := start.Local()
	if email == "" {
		return p, nil
	}
	office, err := st.Office(p)
	if err != nil {
		return p, fmt.Errorf("opening the office: %w", err)
	}
	account, err := office.Account(ctx, email)
	if err != nil {
		return p, fmt.Errorf("finding the account: %w", err)
	}
	return model.Principal{
		Account: account.Email, Role: account.Role, Partner: account.Partner, Language: account.Language, Remote: p.Remote,
	}, nil
}

// catalogue speaks the language of the account, or else of the environment, in
// the zone of the forwarder.
func catalogue(ctx context.Context, st *store.Store, p model.Principal, environ []string) words.Catalogue {
	zone := time.UTC
	forwarder, err := st.Directory().Forwarder(ctx)
	if err == nil {
		zone = model.ZoneNamed(forwarder.Zone)
	}
	return words.In(words.Choose(p.Language, environ, forwarder.Language), zone).At(environ)
}

// local is one run on an open store.
type local struct {
	sur   surroundings
	o     options
	store *store.Store
	who   model.Principal
	say   words.Catalogue
	log   *slog.Logger
}

// run runs a command and returns its exit code.
func (l *local) run(ctx context.Context) int {
	width := 0
	terminal := term.IsTerminal(l.sur.out.Fd())
	if w, _, err := term.GetSize(l.sur.out.Fd()); terminal && err == nil {
		width = w
	}
	prefix := "porthole --data " + location.Shown(l.o.data)
	if l.o.demo {
		prefix = "porthole --demo --as " + l.o.as
	}
	return command.Run(ctx, command.Deps{
		Store: l.store, Principal: l.who, Words: l.say, Now: l.o.now,
		In: l.sur.in, Out: l.sur.out, Err: l.sur.err, Terminal: terminal, Width: width,
		Local: true, Prefix: prefix, Log: l.log, Frugal: memory.ForImport, Isolation: isolation.Checker(l.store, l.o.now, l.log),
	}, l.o.command)
}
