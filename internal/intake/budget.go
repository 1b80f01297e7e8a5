package intake

import (
	"context"
	"fmt"
	"sync"
)

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
