package live

import (
	"maps"
	"sync"
	"time"

	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Marks are when a key was used last, and what somebody saw last, as long as that is
// not on disk. They can be made of nothing else, and are worth no backup and no wait
// for the disk: they are gathered for a moment and written together.
type Marks struct {
	later  *Later[struct{}] // has Write called
	update func(fn func(tx engine.Tx) error) error

	writes sync.Mutex // held by the one Write that is under way
	mu     sync.Mutex // held while the fields below are read or changed
	uses   marks[time.Time]
	visits marks[records.Visit]
}

// NewMarks writes in transactions of update's; failed is told of those that it could not
// write, but for the last ones.
func NewMarks(update func(fn func(tx engine.Tx) error) error, failed func(error)) *Marks {
	m := &Marks{update: update}
	m.later = NewLater(Moment, func([]struct{}) {
		if err := m.Write(); err != nil {
			failed(err)
		}
	})
	return m
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

// Stop writes for the last time.
func (m *Marks) Stop() error {
	err := m.Write()
	m.later.Stop()
	return err
}

// Use marks that a key was used.
func (m *Marks) Use(fingerprint string, at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.uses.set(records.KeyOf(fingerprint), at)
	m.later.Add(struct{}{})
}

// ForgetUse lets go of the use of a key that is taken away.
func (m *Marks) ForgetUse(fingerprint string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.uses.pending, records.KeyOf(fingerprint))
	m.uses.writing = maps.Clone(m.uses.writing) // it may be under way to the disk
	delete(m.uses.writing, records.KeyOf(fingerprint))
}

// LastUsed is when a key was last used, written or not; zero for never.
func (m *Marks) LastUsed(r engine.Reader, fingerprint string) (time.Time, error) {
	return mark(m, &m.uses, r, &records.KeyUses, records.KeyOf(fingerprint))
}

// Visit marks what somebody saw of a list, unless they saw more before.
func (m *Marks) Visit(email, slug string, v records.Visit) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := records.KeyOf(email, slug)
	if old, _ := m.visits.find(k); old.Seen < v.Seen {
		m.visits.set(k, v)
		m.later.Add(struct{}{})
	}
}

// LastVisit is what somebody saw last of a list, written or not.
func (m *Marks) LastVisit(r engine.Reader, email, slug string) (records.Visit, error) {
	return mark(m, &m.visits, r, &records.Visits, records.KeyOf(email, slug))
}

func mark[V any](m *Marks, of *marks[V], r engine.Reader, t *records.Table[V], k engine.Key) (V, error) {
	m.mu.Lock()
	v, waits := of.find(k)
	m.mu.Unlock()
	if waits {
		return v, nil
	}
	v, _, err := t.Get(r, k.First, k.Second)
	return v, err
}

// Write writes what has gathered. Keys that are gone meanwhile are left out, and of two
// visits the one that saw more counts. A Write waits for one that is under way, whose
// marks would be found in neither place until it is committed.
func (m *Marks) Write() error {
	m.writes.Lock()
	defer m.writes.Unlock()
	m.mu.Lock()
	used, visited := m.uses.take(), m.visits.take()
	m.mu.Unlock()
	if len(used)+len(visited) == 0 {
		return nil
	}
	return m.update(func(tx engine.Tx) error {
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
