package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/crypto/ssh"
)

// repaint changes the size of one window and back, and reports how many bytes
// the screen took in its first size: all of it, as it stands.
func (d *driver) repaint(ctx context.Context) error {
	if !d.o.repaint {
		return nil
	}
	w := d.fleet.windows[:1]
	atRest(ctx, w, d.o.patience)
	if err := w[0].resize(columns+1, rows); err != nil {
		return err
	}
	pause(ctx, quiet)
	atRest(ctx, w, d.o.patience)
	var kept recording
	w[0].keep.Store(&kept)
	if err := w[0].resize(columns, rows); err != nil {
		return err
	}
	pause(ctx, quiet+100*time.Millisecond)
	atRest(ctx, w, d.o.patience)
	w[0].keep.Store(nil)
	painted := kept.all()
	d.report.Repaint = float64(len(painted))
	return save(d.o.saveTo, painted)
}

func (w *window) resize(width, height uint32) error {
	if _, err := w.ch.SendRequest("window-change", false, ssh.Marshal(windowRequest{Columns: width, Rows: height})); err != nil {
		return fmt.Errorf("changing the size: %w", err)
	}
	return nil
}
