// Command table measures everything that Porthole states about its speed and
// its size, each beside its floor, and writes docs/performance.md. It is what
// bench/run starts, in the module's root:
//
//	table                # the real sizes
//	BENCH_SMALL=1 table  # small sizes, into a temporary file
//
// A figure that is compared is measured in turn with its floor, several times,
// and the medians are written down: the machine may be busy with something else.
// Whatever was started is ended again, by its process alone.
//
// BENCH_SESSIONS, BENCH_WINDOWS, BENCH_CROWD, BENCH_REPEATS, BENCH_SHIPMENTS and
// BENCH_IMPORT change a size, BENCH_ROWS the kinds of rows that are measured, and
// BENCH_OUT the file; BENCH_RAW names one to which every single report is added.
// PORTHOLE_BENCH_STORE keeps the large store for the next time, and with
// PORTHOLE_BENCH_OTHERS so many shipments of other partners are in it too. TMPDIR
// should lie on the kind of disk that will be used.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	s, err := sizesFrom(os.Getenv)
	if err != nil {
		return err
	}
	b, err := newBench(ctx, s)
	if err != nil {
		return err
	}
	defer b.clean()
	rows, failed := b.measure(ctx)
	if ctx.Err() != nil {
		return failed
	}
	// What could be measured is written down, whatever else went wrong.
	return errors.Join(failed, write(s, page(s, rows, machine())))
}

func write(s sizes, text []byte) error {
	path, err := outFile(s)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	fmt.Println("written to", path)
	return nil
}

// outFile is where the table goes: nobody commits the figures of a small run.
func outFile(s sizes) (string, error) {
	switch {
	case s.out != "":
		return s.out, nil
	case !s.small:
		return "docs/performance.md", nil
	}
	file, err := os.CreateTemp("", "porthole-performance-*.md")
	if err != nil {
		return "", fmt.Errorf("making a file: %w", err)
	}
	return file.Name(), file.Close()
}
