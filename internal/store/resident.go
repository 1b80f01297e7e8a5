package store

import "go.etcd.io/bbolt"

// The file is mapped, and whatever a process has touched of a mapped file counts
// as its memory, although the system may take it back at any time. A long import
// walks over the whole file: it would look, to whoever watches the process or
// limits it, as if all of the file had been loaded. So whoever writes much gives
// back what was touched, now and then; what is needed again is still with the
// system and comes without a look at the disk.

// touched is how much may be written, in bytes, before the mapped pages are
// given back. Each page that is written was read before, and the system brings
// its neighbours with it, so this is far below what it may bring into memory.
const touched = 8 << 20

// noteWritten counts what a transaction has written, and gives the mapped pages
// back when it is much. It is called after the commit.
func (s *Store) noteWritten(bytes int64) {
	if s.written.Add(bytes) < touched {
		return
	}
	s.written.Store(0)
	// The mapping stays where it is while a transaction reads from it.
	err := s.db.View(func(tx *bbolt.Tx) error {
		return giveBack(s.db.Info().Data, tx.Size())
	})
	if err != nil {
		s.log.Debug("store: mapped pages were not given back", "cause", err)
	}
}
