package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// mostTold bounds how many reasons for refusals are written to standard error.
const mostTold = 5

// fleet is all the sessions that came about.
type fleet struct {
	mu      sync.Mutex
	windows []*window
	refused int

	handshakes, frames samples
}

// errNoFrame is for a session whose first frame did not come.
var errNoFrame = errors.New("the first frame did not come in time")

// open opens the sessions, so many at a time, and returns when all of them have
// their first frame.
func (d *driver) open(ctx context.Context) {
	numbers := make(chan int)
	var work sync.WaitGroup
	for range d.o.parallel {
		work.Go(func() {
			for i := range numbers {
				d.fleet.take(d.begin(ctx, i))
			}
		})
	}
	for i := range d.o.sessions {
		if ctx.Err() != nil {
			break
		}
		numbers <- i
	}
	close(numbers)
	work.Wait()
}

// begin opens the i-th session and waits for its first frame.
func (d *driver) begin(ctx context.Context, i int) (*window, error) {
	c, err := d.connect(d.keys[i%len(d.keys)])
	if err != nil {
		return nil, err
	}
	d.fleet.handshakes.add(c.signed.Sub(c.opened))
	w := newWindow(c, d.o.watch)
	if err := w.open(); err != nil {
		w.leave()
		return nil, err
	}
	timer := time.NewTimer(d.o.patience)
	defer timer.Stop()
	select {
	case at := <-w.first:
		d.fleet.frames.add(at.Sub(c.opened))
		return w, nil
	case <-w.ended:
		err = fmt.Errorf("the session ended before its first frame")
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
		err = errNoFrame
	}
	w.leave()
	return nil, err
}

// take adds what came of an attempt.
func (f *fleet) take(w *window, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err == nil {
		f.windows = append(f.windows, w)
		return
	}
	if f.refused++; f.refused <= mostTold {
		fmt.Fprintln(os.Stderr, "refused:", err)
	}
}

// dropped counts the sessions that ended by themselves.
func (f *fleet) dropped() (n int) {
	for _, w := range f.windows {
		if !w.alive() && !w.left.Load() {
			n++
		}
	}
	return n
}

func (f *fleet) leave() {
	for _, w := range f.windows {
		w.leave()
	}
}
