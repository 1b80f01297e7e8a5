package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"porthole/internal/store/engine"
	"porthole/internal/store/records"
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
	visits  marks[records.Visit]
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
	delete(u.uses.pending, records.KeyOf(fingerprint))
	u.uses.writing = maps.Clone(u.uses.writing) // it may be under way to the disk
	delete(u.uses.writing, records.KeyOf(fingerprint))
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
			_, found, err := records.Keys.Get(tx, k.First)
			if found {
				err = records.KeyUses.Put(tx, at, k.First)
			}
			if err != nil {
				return err
			}
		}
		for k, v := range visited {
			old, _, err := records.Visits.Get(tx, k.First, k.Second)
			if err == nil && old.Seen < v.Seen {
				err = records.Visits.Put(tx, v, k.First, k.Second)
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
	if at, waits := unwrittenOf(&s.unwritten, &s.unwritten.uses, records.KeyOf(fingerprint)); waits {
		return at, nil
	}
	at, _, err := records.KeyUses.Get(r, fingerprint)
	return at, err
}

// forgetUnreadable forgets marks that cannot be read, and that acts were done: it is
// then as before the first.
func forgetUnreadable(tx engine.Tx) error {
	return errors.Join(forget(tx, &records.KeyUses), forget(tx, &records.Visits), forget(tx, &records.Acts))
}

func forget[T any](tx engine.Tx, t *records.Table[T]) error {
	var gone []engine.Key
	for found, err := range t.Scan(tx, engine.Scan{}) {
		if err != nil {
			gone = append(gone, found.Key)
		}
	}
	for _, k := range gone {
		if err := t.Delete(tx, k.First, k.Second); err != nil {
			return err
		}
	}
	return nil
}
