package store

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// touchDelay is how long the last use of keys waits to be written, so that a
// thousand logins after a restart are one write to the disk.
const touchDelay = 200 * time.Millisecond

// touches are the uses of keys that are not on disk yet.
type touches struct {
	mu      sync.Mutex
	pending map[string]time.Time
	writing map[string]time.Time // taken from pending, and not on disk for certain
	timer   *time.Timer
	stopped bool
}

// touch remembers a use, and sees to it that it is written soon.
func (s *Store) touch(fingerprint string, at time.Time) {
	t := &s.used
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped {
		return
	}
	if t.pending == nil {
		t.pending = map[string]time.Time{}
	}
	t.pending[fingerprint] = at
	if t.timer == nil {
		t.timer = time.AfterFunc(touchDelay, func() {
			if err := s.flushTouches(); err != nil {
				s.log.Warn("store: last use of keys not written", "cause", fmt.Sprintf("%q", err.Error()))
			}
		})
	}
}

// take empties the list.
func (t *touches) take() map[string]time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.pending
	t.pending, t.timer, t.writing = nil, nil, taken
	return taken
}

// forget lets go of the uses of a key that is taken away.
func (t *touches) forget(fingerprint string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.pending, fingerprint)
	t.writing = maps.Clone(t.writing) // it may be under way to the disk
	delete(t.writing, fingerprint)
}

// stop takes no more.
func (t *touches) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	if t.timer != nil {
		t.timer.Stop()
	}
}

// flushTouches writes what has gathered. Keys that are gone meanwhile are left
// out.
func (s *Store) flushTouches() error {
	pending := s.used.take()
	if len(pending) == 0 {
		return nil
	}
	return s.update(context.Background(), func(tx bolt.Tx) error {
		for fingerprint, at := range pending {
			_, found, err := keys.get(tx, fingerprint)
			if found {
				err = uses.put(tx, at.UTC(), fingerprint)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// lastUsed is when a key was last used, written or not; zero for never.
func (s *Store) lastUsed(r engine.Reader, fingerprint string) (time.Time, error) {
	s.used.mu.Lock()
	at, waiting := s.used.pending[fingerprint]
	if !waiting {
		at, waiting = s.used.writing[fingerprint]
	}
	s.used.mu.Unlock()
	if waiting {
		return at.UTC(), nil
	}
	at, _, err := uses.get(r, fingerprint)
	return at, err
}
