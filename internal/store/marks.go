package store

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"porthole/internal/store/engine"
)

// Marks are local to this process until they are written: when a key was used last,
// and what somebody saw last. They can be made of nothing else, and are worth no
// backup and no wait for the disk: they are gathered for a moment and written
// together.

// markDelay is how long marks wait to be written, so that a thousand logins after a
// restart, or a thousand sessions that end at once, are one write to the disk.
const markDelay = 200 * time.Millisecond

// unwritten are the marks that are not on disk yet.
type unwritten struct {
	mu      sync.Mutex
	uses    marks[time.Time]
	visits  marks[visit]
	timer   *time.Timer
	stopped bool
}

// marks are those of a table.
type marks[V any] struct {
	pending map[engine.Key]V
	writing map[engine.Key]V // taken from pending, and not on disk for certain
}

func (m *marks[V]) find(k engine.Key) (v V, found bool) {
	if v, found = m.pending[k]; !found {
		v, found = m.writing[k]
	}
	return v, found
}

func (m *marks[V]) set(k engine.Key, v V) {
	if m.pending == nil {
		m.pending = map[engine.Key]V{}
	}
	m.pending[k] = v
}

func (m *marks[V]) take() map[engine.Key]V {
	m.writing, m.pending = m.pending, nil
	return m.writing
}

// mark has set add marks, and sees to it that they are written soon.
func (s *Store) mark(set func(u *unwritten)) {
	u := &s.unwritten
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.stopped {
		return
	}
	set(u)
	if u.timer == nil {
		u.timer = time.AfterFunc(markDelay, func() {
			if err := s.writeMarks(); err != nil {
				s.log.Warn("store: last uses and visits not written", "cause", fmt.Sprintf("%q", err.Error()))
			}
		})
	}
}

// forgetUse lets go of the use of a key that is taken away.
func (u *unwritten) forgetUse(fingerprint string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.uses.pending, keyOf(fingerprint))
	u.uses.writing = maps.Clone(u.uses.writing) // it may be under way to the disk
	delete(u.uses.writing, keyOf(fingerprint))
}

// stop takes no more.
func (u *unwritten) stop() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.stopped = true
	if u.timer != nil {
		u.timer.Stop()
	}
}

// writeMarks writes what has gathered. Keys that are gone meanwhile are left out, and
// of two visits the one that saw more counts.
func (s *Store) writeMarks() error {
	u := &s.unwritten
	u.mu.Lock()
	used, visited := u.uses.take(), u.visits.take()
	u.timer = nil
	u.mu.Unlock()
	if len(used)+len(visited) == 0 {
		return nil
	}
	return s.update(context.Background(), func(tx engine.Tx) error {
		for k, at := range used {
			_, found, err := keys.get(tx, k.First)
			if found {
				err = uses.put(tx, at, k.First)
			}
			if err != nil {
				return err
			}
		}
		for k, v := range visited {
			old, _, err := visits.get(tx, k.First, k.Second)
			if err == nil && old.Seen < v.Seen {
				err = visits.put(tx, v, k.First, k.Second)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// unwrittenOf is a mark that is not on disk for certain.
func unwrittenOf[V any](u *unwritten, m *marks[V], k engine.Key) (V, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	return m.find(k)
}

// lastUsed is when a key was last used, written or not; zero for never.
func (s *Store) lastUsed(r engine.Reader, fingerprint string) (time.Time, error) {
	if at, waits := unwrittenOf(&s.unwritten, &s.unwritten.uses, keyOf(fingerprint)); waits {
		return at, nil
	}
	at, _, err := uses.get(r, fingerprint)
	return at, err
}

// forgetUnreadable forgets marks that cannot be read: it is then as before the first.
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
