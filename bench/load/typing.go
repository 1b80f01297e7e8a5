package main

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"porthole/bench/figures"
)

// quiet is how long nothing must come until a screen is taken to be at rest.
const quiet = 300 * time.Millisecond

// traffic is how many bytes have gone by.
type traffic struct{ inside, in, out int64 }

func trafficOf(windows []*window) (t traffic) {
	for _, w := range windows {
		t.inside += w.got.Load()
		t.in += w.wire.in.Load()
		t.out += w.wire.out.Load()
	}
	return t
}

// typeKeys has the sessions type that are to, spread over all of them, and
// reports how long the answers took and how large they were.
func (d *driver) typeKeys(ctx context.Context) {
	who := d.typists()
	if len(who) == 0 || ctx.Err() != nil {
		return
	}
	atRest(ctx, who, d.o.patience)
	before := trafficOf(who)
	var answers samples
	var work sync.WaitGroup
	counts := make([]int, len(who))
	until := time.Now().Add(d.o.typeFor)
	for i, w := range who {
		work.Go(func() { counts[i] = d.typist(ctx, w, &answers, until) })
	}
	work.Wait()
	answered(ctx, who, d.o.patience)
	atRest(ctx, who, d.o.patience)
	after := trafficOf(who)
	for i, w := range who {
		d.report.Keys += counts[i]
		if w.asked.Swap(0) != 0 {
			d.report.Unanswered++
		}
	}
	keys := float64(max(d.report.Keys, 1))
	d.report.Key = figures.SpreadOf(answers.all())
	d.report.KeyBytes = rounded(float64(after.inside-before.inside) / keys)
	d.report.KeyWire = rounded(float64(after.in-before.in) / keys)
	d.report.KeyWireUp = rounded(float64(after.out-before.out) / keys)
}

// typists are those who type: every so-manieth session.
func (d *driver) typists() []*window {
	n := int(math.Round(d.o.typing * float64(d.o.sessions)))
	if d.o.typing > 0 {
		n = max(n, 1)
	}
	all := d.fleet.windows
	n = min(n, len(all))
	who := make([]*window, 0, n)
	for i := range n {
		who = append(who, all[i*len(all)/n])
	}
	return who
}

// typist types on one session at its pace, whether answers come or not, and
// returns how many keys it pressed. The pace begins at random, since people do
// not type in step.
func (d *driver) typist(ctx context.Context, w *window, answers *samples, until time.Time) (pressed int) {
	step := time.Duration(float64(time.Second) / d.o.rate)
	if !pause(ctx, rand.N(step)) {
		return 0
	}
	tick := time.NewTicker(step)
	defer tick.Stop()
	for time.Now().Before(until) && w.alive() {
		key := d.o.typed[pressed%len(d.o.typed)]
		w.wait(time.Now(), answers)
		if _, err := w.ch.Write([]byte{key}); err != nil {
			return pressed
		}
		pressed++
		select {
		case <-ctx.Done():
			return pressed
		case <-tick.C:
		}
	}
	return pressed
}

// answered waits until nobody waits for an answer any more.
func answered(ctx context.Context, windows []*window, patience time.Duration) {
	waits := func(w *window) bool { return w.asked.Load() != 0 && w.alive() }
	for until := time.Now().Add(patience); slices.ContainsFunc(windows, waits) && time.Now().Before(until); {
		if !pause(ctx, quiet/4) {
			return
		}
	}
}

// atRest waits until nothing has come for a while.
func atRest(ctx context.Context, windows []*window, patience time.Duration) {
	for until := time.Now().Add(patience); time.Now().Before(until); {
		var last int64
		for _, w := range windows {
			last = max(last, w.heard.Load())
		}
		if time.Since(time.Unix(0, last)) > quiet || !pause(ctx, quiet/4) {
			return
		}
	}
}

func rounded(f float64) float64 { return math.Round(f*10) / 10 }
