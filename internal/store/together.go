package store

import (
	"context"
	"fmt"
	"sync"

	"porthole/internal/store/engine"
)

// together writes in one transaction what many want to write at once: while one
// of them waits for the disk, those who come meanwhile gather, and the first of
// them writes for all. bbolt can do that too, but in a goroutine of its own, in
// which a damaged file would end the process; here each goroutine that writes is
// a caller's, and guarded.
type together struct {
	mu      sync.Mutex // of waiting
	waiting []*act
	turn    sync.Mutex // of who writes
}

// act is what one caller wants to write.
type act struct {
	fn   func(tx engine.Tx) error
	over bool // err is how it ended; both belong to who has the turn
	err  error
}

func (t *together) join(a *act) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = append(t.waiting, a)
}

func (t *together) take() []*act {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.waiting
	t.waiting = nil
	return taken
}

// updateTogether is update for small things that many do at once. fn may be run
// more than once, and another's error is nobody else's.
func (s *Store) updateTogether(ctx context.Context, fn func(tx engine.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	mine := &act{fn: fn}
	s.together.join(mine)
	s.together.turn.Lock()
	defer s.together.turn.Unlock()
	if !mine.over {
		s.writeAll(s.together.take())
	}
	return mine.err
}

// writeAll writes all of them in one transaction; when that fails, each in one of
// its own. None of them is given up because another's caller has left.
func (s *Store) writeAll(acts []*act) {
	err := s.update(context.Background(), func(tx engine.Tx) error {
		for _, a := range acts {
			if err := a.fn(tx); err != nil {
				return err
			}
		}
		return nil
	})
	for _, a := range acts {
		if err != nil && len(acts) > 1 {
			a.err = s.update(context.Background(), a.fn)
		} else {
			a.err = err
		}
		a.over = true
	}
}
