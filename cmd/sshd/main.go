// Command sshd serves Porthole over SSH. It reads flags and joins the parts;
// whatever they do is theirs.
package main

import (
	"context"
	"os"
	"os/signal"
	_ "time/tzdata" // zones must be known on machines that have none

	"porthole/internal/server/start"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), start.Signals()...)
	// A second signal is for those who cannot wait: it ends the process at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}
