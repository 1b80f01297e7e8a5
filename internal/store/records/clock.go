package records

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
// where the clock stood is kept at each of these rollbacks. Whatever was made
// before one of them has also lived until then.

// NotBefore is the time of a transaction behind one at last.
func NotBefore(last, now time.Time) time.Time {
	now = now.Round(0).UTC()
	if back := last.Sub(now); back > 0 && back <= 24*time.Hour {
		return last
	}
	return now
}

// rollBack notes that the clock was put back from a time.
func rollBack(tx engine.Tx, from time.Time) error {
	n, err := CountRollbacks(tx)
	if err != nil {
		return err
	}
	return Rollbacks.Put(tx, from, NumberText(uint64(n)+1))
}

// CountRollbacks is how often the clock was put back.
func CountRollbacks(r engine.Reader) (int, error) { return Rollbacks.Count(r, engine.Scan{}) }

// LatestSince is the latest time that was ever seen since something was made
// behind so many rollbacks: now, what was written last, and where the clock stood at
// each rollback since.
func LatestSince(r engine.Reader, rollbacks int, now time.Time) (time.Time, error) {
	ends, err := Rollbacks.All(r)
	if err != nil {
		return now, err
	}
	last, err := LastEntry(r)
	for _, seen := range append(ends[min(rollbacks, len(ends)):], last.At) {
		if seen.After(now) {
			now = seen
		}
	}
	return now, err
}
