package main

import (
	"context"
	"time"

	"porthole/bench/figures"
)

// commands signs in and runs the command, over and over, one at a time.
func (d *driver) commands(ctx context.Context) error {
	var handshakes, whole []time.Duration
	for i := 0; i < d.o.sessions && ctx.Err() == nil; i++ {
		c, err := d.connect(d.keys[i%len(d.keys)])
		if err != nil {
			return err
		}
		err = c.exec(d.o.exec)
		handshakes = append(handshakes, c.signed.Sub(c.opened))
		whole = append(whole, time.Since(c.opened))
		_ = c.Close()
		if err != nil {
			return err
		}
		d.report.Opened++
	}
	d.report.Handshake, d.report.Exec = figures.SpreadOf(handshakes), figures.SpreadOf(whole)
	return nil
}
