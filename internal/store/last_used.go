package store

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"porthole/internal/store/engine"
)

// writeDelay is how long the last use of keys waits to be written, so that a
// thousand logins after a restart are one write to the disk.
const writeDelay = 200 * time.Millisecond

// pendingUses are the uses of keys that are not on disk yet.
type pendingUses struct {
	mu      sync.Mutex
	pending map[string]time.Time
	writing map[string]time.Time // taken from pending, and not on disk for certain
	timer   *time.Timer
	stopped bool
}

// noteUse remembers a use, and sees to it that it is written soon.
func (s *Store) noteUse(fingerprint string, at time.Time) {
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
		t.timer = time.AfterFunc(writeDelay, func() {
			if err := s.writeUses(); err != nil {
				s.log.Warn("store: last use of keys not written", "cause", fmt.Sprintf("%q", err.Error()))
			}
		})
	}
}

// take empties the list.
func (t *pendingUses) take() map[string]time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.pending
	t.pending, t.timer, t.writing = nil, nil, taken
	return taken
}

// forget lets go of the uses of a key that is taken away.
func (t *pendingUses) forget(fingerprint string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.pending, fingerprint)
	t.writing = maps.Clone(t.writing) // it may be under way to the disk
	delete(t.writing, fingerprint)
}

// stop takes no more.
func (t *pendingUses) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	if t.timer != nil {
		t.timer.Stop()
	}
}

// writeUses writes what has gathered. Keys that are gone meanwhile are left
// out.
func (s *Store) writeUses() error {
	pending := s.used.take()
	if len(pending) == 0 {
		return nil
	}
	return s.update(context.Background(), func(tx engine.Tx) error {
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

// When a key was used last and what somebody saw last can be made of nothing
// else, and are worth no backup: one that cannot be read is forgotten, and is
// then as it was before the first time.

func forgetUnreadable(tx engine.Tx) error {
	if err := forget(tx, &uses); err != nil {
		return err
	}
	return forget(tx, &visits)
}

func forget[T any](tx engine.Tx, t *table[T]) error {
	var gone []engine.Key
	for found, err := range t.scan(tx, engine.Scan{}) {
		if err != nil {
			gone = append(gone, found.Key)
		}
	}
	for _, k := range gone {
		if err := t.delete(tx, k.First, k.Second); err != nil {
			return err
		}
	}
	return nil
}
