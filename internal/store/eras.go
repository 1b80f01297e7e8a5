package store

import (
	"time"

	"porthole/internal/store/engine"
)

// Time never runs backward by a little: when the clock was put back by up to a
// day, as at the end of a mistaken summer time, it stands still until the clock
// has caught up, so that what was written later also looks later. A greater
// difference is a clock that was put right.
//
// That must not open again what has expired. The old time would be gone, so
// where it stood is kept: the store lives in a new era. Whatever was made in an
// earlier era has also lived until that era's end.

// notBefore is the time of a transaction behind one at last.
func notBefore(last, now time.Time) time.Time {
	now = now.Round(0).UTC()
	if back := last.Sub(now); back > 0 && back <= 24*time.Hour {
		return last
	}
	return now
}

// begin finds the end of the trail, whose last entry has the latest time that
// was ever written, and takes the time of the transaction.
func (w *Writer) begin() error {
	last, err := lastEntry(w.tx)
	if err != nil {
		return err
	}
	w.trail = trail{seq: last.Seq, hash: last.Hash}
	w.now = notBefore(last.At, w.store.now())
	if !last.At.After(w.now) {
		return nil
	}
	over, err := era(w.tx)
	if err != nil {
		return err
	}
	return eras.put(w.tx, last.At, numberText(uint64(over)+1))
}

// era is how many eras are over.
func era(r engine.Reader) (int, error) {
	ends, err := eras.all(r)
	return len(ends), err
}

// latestSince is the latest time that was ever seen since something was made
// in an era: now, what was written last, and the ends of the eras since.
func latestSince(r engine.Reader, made int, now time.Time) (time.Time, error) {
	ends, err := eras.all(r)
	if err != nil {
		return now, err
	}
	last, err := lastEntry(r)
	for _, seen := range append(ends[min(made, len(ends)):], last.At) {
		if seen.After(now) {
			now = seen
		}
	}
	return now, err
}
