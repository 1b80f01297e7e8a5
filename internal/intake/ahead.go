package intake

import (
	"context"
	"fmt"
	"iter"
	"sync"
)

// aheadJobs is how many shipments are read before they are taken, if the bytes
// allow it.
const aheadJobs = 64

// readFunc makes a job of what the spool has of one shipment.
type readFunc func(items [][]byte) (job, error)

// prepared is a job with how many bytes of the file it has, or what went wrong.
type prepared struct {
	job   job
	bytes int
	err   error
}

// ahead are the shipments of a spool, read in a goroutine of its own: the next
// ones are read while the store writes a batch and waits for the disk. What read
// keeps between two shipments belongs to that goroutine until the loop is over.
func ahead(ctx context.Context, s *spool, l limits, read readFunc) iter.Seq[prepared] {
	return func(yield func(prepared) bool) {
		ctx, cancel := context.WithCancel(ctx)
		r := reader{spool: s, limit: l.shipment, read: read, budget: newBudget(l.aheadBytes), ready: make(chan prepared, aheadJobs)}
		go r.run(ctx)
		defer func() {
			cancel()
			for range r.ready {
				continue // until the goroutine has ended
			}
		}()
		for p := range r.ready {
			r.budget.give(p.bytes)
			if !yield(p) {
				return
			}
		}
	}
}

// reader reads ahead.
type reader struct {
	spool  *spool
	limit  int // items of one shipment
	read   readFunc
	budget *budget
	ready  chan prepared
}

// run reads one shipment after the other until there are no more, one cannot be
// read, or ctx ends.
func (r reader) run(ctx context.Context) {
	defer close(r.ready)
	for n := range r.spool.keys {
		p := r.prepare(ctx, n)
		select {
		case r.ready <- p:
		case <-ctx.Done():
			return
		}
		if p.err != nil {
			return
		}
	}
}

// prepare reads one shipment. A panic ends the import and not the process.
func (r reader) prepare(ctx context.Context, n int) (p prepared) {
	defer func() {
		if caught := recover(); caught != nil {
			p.job, p.err = nil, fmt.Errorf("read the rows of a shipment: %v", caught)
		}
	}()
	items, err := r.spool.get(n, r.limit)
	if err != nil {
		return prepared{err: err}
	}
	bytes := 0
	for _, item := range items {
		bytes += len(item)
	}
	if err := r.budget.take(ctx, bytes); err != nil {
		return prepared{err: err}
	}
	p.bytes = bytes
	p.job, p.err = r.read(items)
	return p
}

// budget bounds how many bytes of a file are read ahead. One goroutine takes from
// it, and another gives back.
type budget struct {
	most  int
	freed chan struct{}

	mu   sync.Mutex
	held int
}

func newBudget(most int) *budget { return &budget{most: most, freed: make(chan struct{}, 1)} }

// take waits until there is room for so many bytes. What is larger than all of it
// gets it for itself.
func (b *budget) take(ctx context.Context, bytes int) error {
	for !b.fits(bytes) {
		select {
		case <-b.freed:
		case <-ctx.Done():
			return fmt.Errorf("read ahead: %w", ctx.Err())
		}
	}
	return nil
}

// fits takes the bytes if there is room for them.
func (b *budget) fits(bytes int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held > 0 && b.held+bytes > b.most {
		return false
	}
	b.held += bytes
	return true
}

// give gives bytes back that were taken.
func (b *budget) give(bytes int) {
	b.mu.Lock()
	b.held -= bytes
	b.mu.Unlock()
	select {
	case b.freed <- struct{}{}:
	default: // whoever waits is told already
	}
}
