// Command floor is the bare server that ours is held against: x/crypto/ssh and
// Wish with nothing on top. What it costs is what SSH itself costs, with the same
// libraries, the same algorithms and the same kind of host key.
//
//	floor echo                   # writes back what is typed
//	floor repaint --frame FILE   # writes a whole screen for each key
//
// A command, whatever it is, writes 100 bytes into every open session. Like sshd
// it prints `listening on ADDR` when it is ready.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"charm.land/ssh"

	"porthole/bench/loopback"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

// onLoopback refuses addresses that others could reach: the floor lets everybody
// in.
func onLoopback(addrs ...string) error {
	for _, addr := range addrs {
		if addr == "" {
			continue
		}
		if err := loopback.Check(addr); err != nil {
			return err //nolint:wrapcheck // says what is wrong by itself
		}
	}
	return nil
}

func run(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("floor", flag.ContinueOnError)
	addr := f.String("addr", "127.0.0.1:0", "where to listen")
	metrics := f.String("metrics", "", "where to tell the number of goroutines; empty: nowhere")
	frame := f.String("frame", "", "file with the screen that repaint writes; empty: plain text that fills it")
	if len(args) == 0 {
		return errors.New("say echo or repaint")
	}
	if err := f.Parse(args[1:]); err != nil {
		return err //nolint:wrapcheck // says what is wrong by itself
	}
	if err := onLoopback(*addr, *metrics); err != nil {
		return err
	}
	answer, err := answerOf(args[0], *frame)
	if err != nil {
		return err
	}
	server, err := newServer(answer)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	if err := tell(ctx, *metrics); err != nil {
		return err
	}
	fmt.Println("listening on", listener.Addr())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case <-ctx.Done():
		return server.Close() //nolint:wrapcheck // the last thing that is said
	case err := <-ended:
		if errors.Is(err, ssh.ErrServerClosed) {
			return nil
		}
		return fmt.Errorf("serving: %w", err)
	}
}
