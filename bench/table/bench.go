package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"porthole/bench/figures"
)

// bench is one run of everything.
type bench struct {
	sizes
	folder  string // for programs, stores and keys; gone afterwards
	metrics bool   // sshd tells its goroutines
}

// newBench builds the programs.
func newBench(ctx context.Context, s sizes) (*bench, error) {
	folder, err := os.MkdirTemp("", "porthole-bench-")
	if err != nil {
		return nil, fmt.Errorf("making a folder: %w", err)
	}
	b := &bench{sizes: s, folder: folder}
	say("building")
	for module, programs := range map[string][]string{".": {"./cmd/sshd"}, "bench": {"./load", "./floor", "./fixture"}} {
		build := exec.CommandContext(ctx, "go", append([]string{"-C", module, "build", "-o", folder + string(filepath.Separator)}, programs...)...)
		if out, err := build.CombinedOutput(); err != nil {
			b.clean()
			return nil, fmt.Errorf("building: %w\n%s", err, out)
		}
	}
	help, err := exec.CommandContext(ctx, b.path("sshd"), "--help").CombinedOutput()
	b.metrics = err == nil && strings.Contains(string(help), "--metrics")
	return b, nil
}

func (b *bench) clean() { _ = os.RemoveAll(b.folder) }

func (b *bench) path(name string) string { return filepath.Join(b.folder, name) }

// say tells whoever waits what is going on.
func say(format string, args ...any) {
	fmt.Fprintln(os.Stderr, time.Now().Format(time.TimeOnly), fmt.Sprintf(format, args...))
}

// ground is a data folder that was filled, and the keys to it.
type ground struct{ data, keys, ops string }

// fill makes a ground.
func (b *bench) fill(ctx context.Context, name string, partners, shipments, accounts int) (ground, error) {
	say("filling %s: %d × %d shipments, %d accounts", name, partners, shipments, accounts)
	g := ground{data: b.path(name + "-data"), keys: b.path(name + "-keys"), ops: b.path(name + "-keys-staff/ops")}
	made := exec.CommandContext(ctx, b.path("fixture"), "--data", g.data, "--keys", g.keys,
		"--partners", strconv.Itoa(partners), "--shipments", strconv.Itoa(shipments), "--accounts", strconv.Itoa(accounts))
	if out, err := made.CombinedOutput(); err != nil {
		return g, fmt.Errorf("filling %s: %w\n%s", name, err, out)
	}
	return g, nil
}

// load runs the driver on a server.
func (b *bench) load(ctx context.Context, s *server, g ground, args ...string) (r figures.Report, err error) {
	begun := time.Now()
	defer func() { say("%s: %v", s.name, time.Since(begun).Round(time.Second/10)) }()
	args = append([]string{"--addr", s.addr, "--keys", g.keys, "--pid", strconv.Itoa(s.pid())}, args...)
	if s.metrics != "" {
		args = append(args, "--metrics", s.metrics)
	}
	driver := exec.CommandContext(ctx, b.path("load"), args...)
	driver.Stderr = os.Stderr
	line, err := driver.Output()
	if err != nil {
		return r, fmt.Errorf("measuring %s: %w", s.name, err)
	}
	if r, err = figures.Parse(line); err == nil {
		err = b.keep(s.name, line)
	}
	if err != nil {
		return r, fmt.Errorf("measuring %s: %w", s.name, err)
	}
	if r.Refused > 0 || r.Dropped > 0 {
		say("%s: %d refused, %d dropped of %d", s.name, r.Refused, r.Dropped, r.Asked)
	}
	return r, nil
}

// keep adds a report to the file of all of them, when there is to be one.
func (b *bench) keep(name string, line []byte) error {
	if b.raw == "" {
		return nil
	}
	file, err := os.OpenFile(b.raw, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err //nolint:wrapcheck // says which file
	}
	_, err = fmt.Fprintf(file, "%s\t%s", name, line)
	return errors.Join(err, file.Close())
}

// both runs the same on ours and on the floor, in turn, so often, each on a
// fresh server, and keeps what came of it.
func (b *bench) both(ctx context.Context, ours, floor func(context.Context) (figures.Report, error)) (p pair, err error) {
	for i := range b.repeats {
		say("round %d of %d", i+1, b.repeats)
		o, err := ours(ctx)
		if err != nil {
			return p, err
		}
		f, err := floor(ctx)
		if err != nil {
			return p, err
		}
		p.ours, p.floor = append(p.ours, o), append(p.floor, f)
	}
	return p, nil
}

// wanted says whether rows of a kind are to be measured.
func (b *bench) wanted(kind string) bool { return len(b.rows) == 0 || b.rows[kind] }

// lastPlace is where the rows stand that came to nothing.
const lastPlace = 99

// measure measures all the rows. One kind that fails does not keep the others
// from being measured.
func (b *bench) measure(ctx context.Context) (rows []row, err error) {
	for _, part := range []struct {
		kind string
		run  func(context.Context) ([]row, error)
	}{
		{"sessions", b.manySessions},
		{"one", b.oneSession},
		{"connect", b.connecting},
		{"fanout", b.fanout},
		{"store", b.pages},
		{"crowd", b.crowded},
		{"import", b.importing},
	} {
		if !b.wanted(part.kind) {
			continue
		}
		more, failed := part.run(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err() //nolint:wrapcheck // whoever started it has stopped it
		}
		if failed != nil {
			failed = fmt.Errorf("the rows of %s: %w", part.kind, failed)
			more = []row{row{place: lastPlace, what: "the rows of " + part.kind}.unmeasured(oneLine(failed))}
			err = errors.Join(err, failed)
		}
		rows = append(rows, more...)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return a.place - b.place })
	return rows, err
}
