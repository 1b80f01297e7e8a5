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
	// mostMapped is how much of files this process may have in its memory, in
	// bytes, before those who write give the store's pages back. Each time costs
	// the pages that are needed again, so it is not done for little.
	mostMapped = 96 << 20
	// manyLines of an index in one transaction lie on so many pages that it is
	// looked at while they are still being written, this often.
	manyLines   = 4000
	reliefEvery = 5 * time.Millisecond
)

// relieve gives the mapped pages back when there are many. The mapping stays
// where it is while a transaction reads from it.
func (s *Store) relieve() {
	if mappedBytes() < s.mostMapped {
		return
	}
	err := s.guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error { //nolint:wrapcheck // it is only logged
			return giveBack(s.db.Info().Data, tx.Size())
		})
	})
	if err != nil {
		s.log.Debug("store: mapped pages were not given back", "cause", err)
	}
}

// relieveMeanwhile sees to it again and again that few pages are mapped, until
// stop is called.
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
