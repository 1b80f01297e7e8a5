package store

import (
	"context"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// The file is mapped, and whatever a process has touched of a mapped file counts
// as its memory, although the system may take it back at any time. A long import
// walks over the whole file: it would look, to whoever watches the process or
// limits it, as if all of the file had been loaded. So whoever writes much gives
// back what was touched, now and then; what is needed again is still with the
// system and comes without a look at the disk.

const (
	// touched is how much may be written, in bytes, before the mapped pages are
	// given back. Each page that is written was read before, and the system brings
	// its neighbours with it, so this is far below what it may bring into memory.
	touched = 8 << 20
	// manyLines of an index in one transaction lie on so many pages that these
	// are given back while it is still being written, this often.
	manyLines   = 4000
	reliefEvery = 10 * time.Millisecond
)

// noteWritten counts what a transaction has written, and gives the mapped pages
// back when it is much. It is called after the commit.
func (s *Store) noteWritten(bytes int64) {
	if s.written.Add(bytes) >= touched {
		s.written.Store(0)
		s.relieve()
	}
}

// relieve gives the mapped pages back. The mapping stays where it is while a
// transaction reads from it.
func (s *Store) relieve() {
	err := s.guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error { //nolint:wrapcheck // it is only logged
			return giveBack(s.db.Info().Data, tx.Size())
		})
	})
	if err != nil {
		s.log.Debug("store: mapped pages were not given back", "cause", err)
	}
}

// relieveMeanwhile gives the mapped pages back again and again, until stop is
// called.
func (s *Store) relieveMeanwhile() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		tick := time.NewTicker(reliefEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				s.relieve()
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// heavy has the mapped pages given back for the rest of a transaction that
// writes much.
func (w *Writer) heavy() {
	lines := 0
	for _, t := range w.trees {
		lines += len(t.pending.lines)
	}
	if w.relief == nil && w.broken == nil && lines >= manyLines {
		w.relief = w.store.relieveMeanwhile()
	}
}

// light ends what heavy began.
func (w *Writer) light() {
	if w.relief != nil {
		w.relief()
	}
}
