// Command tui shows Porthole's screens, and runs its commands, on a local store:
// no server, no keys. It reads flags and joins the parts.
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
	code := run(ctx, surroundings{args: os.Args[1:], environ: os.Environ(), in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
