package model

import "time"

// mostEastern is by how much the day begins before UTC in the easternmost zone.
const mostEastern = 14 * time.Hour

// IsAhead reports whether w has not come yet anywhere on earth at now: a moment
// that is later, or a day that has not begun in the easternmost zone.
func (w When) IsAhead(now time.Time) bool {
	from := w.Instant()
	if w.IsDate() {
		from = from.Add(-12*time.Hour - mostEastern) // a day is kept as its noon in UTC
	}
	return !w.IsZero() && now.Before(from)
}

// CheckHappened is the Fault "error.future" for what is said to have happened at
// a time that is still to come. It goes for every source: a file, a carrier's
// message and a person.
func CheckHappened(w When, now time.Time) *Fault {
	if !w.IsAhead(now) {
		return nil
	}
	return NewFault("error.future", w.String())
}
