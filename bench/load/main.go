// Command load opens many SSH sessions on a server of this machine and prints,
// as one line of JSON, what that took: times, bytes, memory, processor time and
// goroutines. See package figures for what the line holds.
//
// It shares the machine with the server that it measures, and so is made cheap:
// one goroutine of its own for each session, no screen emulator, and times taken
// where the bytes arrive. It talks to loopback addresses alone.
//
//	load --addr 127.0.0.1:2222 --keys DIR --sessions 1000 --watch 'SHP/' --pid PID
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	raiseFiles()
	d, err := newDriver(o)
	if err != nil {
		return err
	}
	if err := d.run(ctx); err != nil {
		return err
	}
	line, err := json.Marshal(d.report)
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	fmt.Println(string(line))
	return nil
}
