// Command sshd serves Porthole over SSH. It reads flags and joins the parts;
// whatever they do is theirs.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones must be known on machines that have none

	"porthole/internal/server/start"
)

func main() {
	// A log that nobody reads any more ends nobody's session.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), start.Signals()...)
	// Somebody who presses ctrl+c again cannot wait, and the process ends at once. A
	// service manager that repeats itself changes nothing.
	context.AfterFunc(ctx, func() { signal.Reset(os.Interrupt) })
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
