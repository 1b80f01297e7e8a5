package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"time"

	"porthole/internal/model"
	"porthole/internal/notify"
	"porthole/internal/server/start"
	"porthole/internal/store"
)

// mailFlags are the flags of the mail as they were typed. The password is in the
// environment alone: arguments are in the list of processes, for everybody to
// read.
type mailFlags struct {
	host, port, user, from, encryption, publicHost, delay *string
	password                                              string
}

func addMailFlags(f *start.Flags, getenv func(string) string) mailFlags {
	return mailFlags{
		host:       f.Text("smtp-host", "HOST", "PORTHOLE_SMTP_HOST", "start.flag.smtp_host"),
		port:       f.Text("smtp-port", "PORT", "PORTHOLE_SMTP_PORT", "start.flag.smtp_port"),
		user:       f.Text("smtp-user", "USER", "PORTHOLE_SMTP_USER", "start.flag.smtp_user"),
		from:       f.Text("smtp-from", "EMAIL", "PORTHOLE_SMTP_FROM", "start.flag.smtp_from"),
		encryption: f.Text("smtp-tls", "MODE", "PORTHOLE_SMTP_TLS", "start.flag.smtp_tls"),
		publicHost: f.Text("public-host", "HOST", "PORTHOLE_PUBLIC_HOST", "start.flag.public_host"),
		delay:      f.Text("mail-delay", "TIME", "PORTHOLE_MAIL_DELAY", "start.flag.mail_delay"),
		password:   getenv("PORTHOLE_SMTP_PASSWORD"),
	}
}

// mail is how mail goes out.
type mail struct {
	settings   *notify.Settings // nil: it waits in the outbox
	publicHost string           // empty: as the server is reached
	delay      time.Duration    // 0: the usual one
}

// read reads the flags. The error is a Fault.
func (f mailFlags) read() (m mail, err error) {
	if *f.publicHost != "" {
		if m.publicHost, err = notify.CheckHost(*f.publicHost); err != nil {
			return m, err //nolint:wrapcheck // a Fault
		}
	}
	if *f.delay != "" {
		if m.delay, err = time.ParseDuration(*f.delay); err != nil || m.delay < 0 {
			return m, model.NewFault("start.mail.delay", model.Line(*f.delay, model.RefCells).String())
		}
		m.delay = max(m.delay, 1) // at once, if that is what was asked for
	}
	if *f.host == "" {
		return m, nil
	}
	s := notify.Settings{
		Host: *f.host, User: *f.user, Password: f.password, From: *f.from, Encryption: notify.Encryption(*f.encryption),
		PublicHost: m.publicHost,
	}
	if *f.port != "" {
		if s.Port, err = strconv.Atoi(*f.port); err != nil || s.Port == 0 {
			return m, model.NewFault("start.mail.port", model.Line(*f.port, model.RefCells).String())
		}
	}
	m.settings = &s
	if s.PublicHost == "" {
		s.PublicHost = "localhost" // until it is known where the server listens
	}
	return m, m.settings.Check() //nolint:wrapcheck // a Fault
}

// send sends mail until ctx ends, and says when nothing of it is left. Without
// a mail server everything waits, and the outbox says so.
func (m mail) send(ctx context.Context, st *store.Store, addr net.Addr, fingerprint, web string, now func() time.Time, log *slog.Logger) (done <-chan struct{}, err error) {
	ended := make(chan struct{})
	box := st.Outbox()
	if m.delay > 0 {
		box.SetDelay(m.delay)
	}
	// What a server before this one was told, or met, is no news of this one.
	if err := box.SetServer(ctx, m.settings == nil, model.Text{}); err != nil {
		return nil, fmt.Errorf("looking at the outbox: %w", err)
	}
	if m.settings == nil {
		close(ended)
		return ended, nil
	}
	settings := *m.settings
	settings.PublicHost, settings.PublicWeb, settings.Fingerprint = m.host(addr), web, fingerprint
	if err := settings.Check(); err != nil {
		return nil, err //nolint:wrapcheck // a Fault
	}
	go func() {
		defer close(ended)
		notify.NewSender(box, settings, now, log).Run(ctx)
	}()
	return ended, nil
}

// host is what customers type behind ssh, with the port.
func (m mail) host(addr net.Addr) string {
	if m.publicHost != "" {
		return m.publicHost
	}
	return ownHost(addr)
}

// ownHost is the best guess at what customers type behind ssh, where nobody has
// said it: the address that is listened on, or this machine's name.
func ownHost(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return "localhost"
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		if host, err = os.Hostname(); err != nil {
			host = "localhost"
		}
	}
	return net.JoinHostPort(host, port)
}
