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

// Clock is what is known of the server's clock.
type Clock struct {
	rollbacks []time.Time // where it stood at each of them
	last      time.Time   // what was written last
}

// ReadClock reads it.
func ReadClock(r engine.Reader) (c Clock, err error) {
	if c.rollbacks, err = Rollbacks.All(r); err != nil {
		return c, err
	}
	last, err := LastEntry(r)
	c.last = last.At
	return c, err
}

// LatestSince is the latest time that was ever seen since something was made
// behind so many rollbacks: now, what was written last, and where the clock stood at
// each rollback since.
func (c Clock) LatestSince(rollbacks int, now time.Time) time.Time {
	for _, seen := range c.rollbacks[min(rollbacks, len(c.rollbacks)):] {
		if seen.After(now) {
			now = seen
		}
	}
	if c.last.After(now) {
		return c.last
	}
	return now
}

// LatestSince is that of the clock as it is read now, for one thing.
func LatestSince(r engine.Reader, rollbacks int, now time.Time) (time.Time, error) {
	c, err := ReadClock(r)
	return c.LatestSince(rollbacks, now), err
}
