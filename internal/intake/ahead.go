package intake

import (
	"context"
	"fmt"
)

// aheadJobs is how many shipments are read before they are taken.
const aheadJobs = 64

// readFunc makes a job of what the spool has of one shipment.
type readFunc func(items [][]byte) (job, error)

// prepared is a job with how many bytes of the file it has, or what went wrong.
type prepared struct {
	job   job
	bytes int
	err   error
}

// ahead reads the shipments of a spool in a goroutine of its own: the next ones
// are read while the store writes a batch and waits for the disk. What read
// keeps between two shipments belongs to that goroutine until stop has returned.
func ahead(ctx context.Context, s *spool, limit int, read readFunc) (jobs <-chan prepared, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ready := make(chan prepared, aheadJobs)
	go func() {
		defer close(ready)
		for n := range s.keys {
			p := prepare(s, n, limit, read)
			select {
			case ready <- p:
			case <-ctx.Done():
				return
			}
			if p.err != nil {
				return
			}
		}
	}()
	return ready, func() {
		cancel()
		for range ready {
			continue // until the goroutine has ended
		}
	}
}

// prepare reads one shipment. A panic ends the import and not the process.
func prepare(s *spool, n, limit int, read readFunc) (p prepared) {
	defer func() {
		if r := recover(); r != nil {
			p = prepared{err: fmt.Errorf("read the rows of a shipment: %v", r)}
		}
	}()
	items, err := s.get(n, limit)
	if err != nil {
		return prepared{err: err}
	}
	for _, item := range items {
		p.bytes += len(item)
	}
	p.job, p.err = read(items)
	return p
}
