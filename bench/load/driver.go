package main

import (
	"context"
	"errors"
	"os"

	"golang.org/x/crypto/ssh"

	"porthole/bench/figures"
)

// driver is one run.
type driver struct {
	o       options
	keys    []ssh.Signer
	hostKey ssh.HostKeyCallback
	fleet   fleet
	process process
	report  figures.Report
}

func newDriver(o options) (*driver, error) {
	d := &driver{o: o, process: process{pid: o.pid}, report: figures.Report{Asked: o.sessions}}
	var err error
	if d.keys, err = readKeys(o.keys); err != nil {
		return nil, err
	}
	d.hostKey, err = hostKeys(o.known)
	return d, err
}

func (d *driver) run(ctx context.Context) error {
	switch {
	case d.o.exec != "":
		return d.commands(ctx)
	case d.o.once:
		d.visits(ctx)
		return nil
	}
	leave, err := openPages(ctx, d.o)
	defer leave()
	if err != nil {
		return err
	}
	d.report.RSSBefore = d.process.resident()
	d.report.GoroutinesBefore = d.goroutines(ctx)
	d.open(ctx)
	defer d.fleet.leave()
	d.opened()
	if len(d.fleet.windows) == 0 {
		return errors.New("no session came about")
	}
	pause(ctx, d.o.settle)
	d.idle(ctx)
	if err := d.repaint(ctx); err != nil {
		return err
	}
	d.typeKeys(ctx)
	if err := d.fanout(ctx); err != nil {
		return err
	}
	d.report.RSSPeak = max(d.process.peak(), d.report.RSS)
	d.report.Dropped = d.fleet.dropped()
	return ctx.Err() //nolint:wrapcheck // the driver was told to stop
}

// opened reports what opening the sessions took.
func (d *driver) opened() {
	d.report.Opened, d.report.Refused = len(d.fleet.windows), d.fleet.refused
	d.report.Handshake = figures.SpreadOf(d.fleet.handshakes.all())
	d.report.FirstFrame = figures.SpreadOf(d.fleet.frames.all())
}

// idle watches the server while nobody does anything.
func (d *driver) idle(ctx context.Context) {
	n := float64(len(d.fleet.windows))
	if d.o.hold > 0 {
		d.report.IdleCPU = d.process.idle(ctx, d.o.hold, n)
	}
	if d.report.RSS = d.process.resident(); d.report.RSS > 0 {
		d.report.RSSPerSession = (d.report.RSS - d.report.RSSBefore) / int64(n)
	}
	d.report.Goroutines = d.goroutines(ctx)
	if d.report.Goroutines != nil && d.report.GoroutinesBefore != nil {
		each := float64(*d.report.Goroutines-*d.report.GoroutinesBefore) / n
		d.report.GoroutinesPerSession = &each
	}
}

// visits opens sessions one after another, each only until its first frame.
func (d *driver) visits(ctx context.Context) {
	for i := 0; i < d.o.sessions && ctx.Err() == nil; i++ {
		w, err := d.begin(ctx, i)
		d.fleet.take(w, err)
		if err == nil {
			w.leave()
			<-w.ended
		}
	}
	d.opened()
}

// save writes bytes to a file, when one is named.
func save(path string, b []byte) error {
	if path == "" {
		return nil
	}
	return os.WriteFile(path, b, 0o600) //nolint:wrapcheck // says which file
}
