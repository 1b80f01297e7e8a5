package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"

	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"porthole/internal/demo"
	"porthole/internal/model"
	"porthole/internal/server/start"
)

// runDemo builds the demo and serves it. Without a folder it lives in a temporary
// one, which is gone afterwards.
func runDemo(ctx context.Context, console start.Console, o options, log *slog.Logger) (err error) {
	stop := console.Say("start.demo.stop_keep", o.data)
	if o.data == "" {
		if o.data, err = os.MkdirTemp("", "porthole-demo-"); err != nil {
			return fmt.Errorf("making a folder for the demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.data)) }()
		stop = console.Say("start.demo.stop")
	}
	if _, err := start.Prepare(o.data, log); err != nil {
		return err //nolint:wrapcheck // a Fault
	}
	people, err := demo.Build(ctx, o.data)
	if err != nil {
		if ctx.Err() != nil {
			return nil // it was not wanted any more
		}
		return fmt.Errorf("building the demo: %w", err)
	}
	return serve(ctx, console, o, log, func(addr net.Addr, key gossh.PublicKey) error {
		return invite(console, people, reachable(addr), key, stop)
	})
}

// invite prints, for each of the demo's people, the command to paste. It also
// writes down the host key beside theirs, so that nobody is asked about it.
func invite(console start.Console, people []demo.Entry, addr string, key gossh.PublicKey, stop string) error {
	if len(people) == 0 {
		return nil
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("reading the address: %w", err)
	}
	folder, err := filepath.Abs(filepath.Dir(people[0].KeyPath))
	if err != nil {
		return fmt.Errorf("finding the demo's keys: %w", err)
	}
	known := filepath.Join(folder, "known_hosts")
	line := knownhosts.Line([]string{net.JoinHostPort(host, port)}, key) + "\n"
	if err := os.WriteFile(known, []byte(line), 0o600); err != nil {
		return fmt.Errorf("writing down the host key: %w", err)
	}
	var text strings.Builder
	text.WriteString(console.Say("start.demo") + "\n\n")
	for _, person := range people {
		fmt.Fprintf(&text, "  %s\n  %s\n\n", title(console, person), pasteLine(host, port, filepath.Join(folder, person.Name), known))
	}
	text.WriteString(stop + "\n")
	_, _ = fmt.Fprint(console.Out, text.String())
	return nil
}

func title(console start.Console, person demo.Entry) string {
	if person.Role == model.Portal {
		return console.Say("start.demo.customer", person.Partner)
	}
	return console.Say("start.demo.staff", person.Role)
}

// pasteLine is the whole command, which asks nothing and leaves nothing behind
// in the newcomer's own SSH files.
func pasteLine(host, port, key, known string) string {
	return strings.Join([]string{
		"ssh", "-p", port, "-i", quote(key), "-o", "IdentitiesOnly=yes",
		"-o", quote("UserKnownHostsFile=" + inConfig(known)), "-o", "StrictHostKeyChecking=yes", host,
	}, " ")
}

// inConfig quotes a path for ssh, which splits it at spaces.
func inConfig(path string) string {
	if strings.ContainsAny(path, " \t") {
		return `"` + path + `"`
	}
	return path
}

// quote quotes for a shell, where needed.
func quote(word string) string {
	plain := func(r rune) bool {
		return !strings.ContainsRune("/._-=:@%+,", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}
	if !strings.ContainsFunc(word, plain) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
