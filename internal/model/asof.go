package model

import (
	"slices"
	"time"
)

// AsOf is what a customer's account could see of a shipment at a moment that has
// passed, by what was kept of it at the time.
type AsOf struct {
	Ref     Text
	Account string
	At      time.Time
	Why     Remark // why there was nothing to be seen; zero: Record was
	ShownThen
	Office   Shipment   // the office's record, as it is now
	Withheld []Withheld // events that the office had then, and customers did not see
}

// Seen says that there was something to be seen.
func (a AsOf) Seen() bool { return a.Why.IsZero() }

// ShownThen is how a shipment stood in a customer's list at a moment.
type ShownThen struct {
	Known   time.Time // since when it is kept what customers are shown; zero: it is not
	Partner string    // whose list it was
	Record  Published
	Since   time.Time     // from when on it stood so; zero: not known
	Until   time.Time     // until when; zero: it stands so today
	Changes []ShownChange // all that are known, by their times
}

// ShownChange is a moment at which customers were shown something else, and by
// which act, as it is named in the audit trail.
type ShownChange struct {
	Stamp
	Act string
}

// AccountThen is how an account stood at a moment.
type AccountThen struct {
	Partner  string // slug
	Disabled Stamp  // zero: it was open
	Keys     int
	Pauses   []Pause
}

// NothingSeen is why an account that stood so could see nothing of a shipment at a
// moment; zero when it could.
func NothingSeen(at time.Time, a Account, then AccountThen, s Shipment, shown ShownThen) Remark {
	why := func(key string, args ...any) Remark { return Remark{Key: "asof." + key, Args: args} }
	switch {
	case at.Before(a.Added):
		return why("no_account", a.Email, a.Added)
	case !then.Disabled.IsZero():
		return why("disabled", a.Email, then.Disabled.At, then.Disabled.By)
	case then.Keys == 0:
		return why("keyless", a.Email)
	case len(then.Pauses) > 0:
		return why("paused", then.Pauses[0].At, then.Pauses[0].By, then.Pauses[0].Why)
	case at.Before(s.Created):
		return why("no_shipment", s.Ref, s.Created)
	case shown.Known.IsZero():
		return why("unknown.never")
	case at.Before(shown.Known):
		return why("unknown", shown.Known)
	case shown.Partner != then.Partner:
		return why("elsewhere", s.Ref, shown.Partner, then.Partner)
	default:
		return Remark{}
	}
}

// EventAt is an event as the office had it at a moment; false when it had it not yet.
func EventAt(e Event, at time.Time) (Event, bool) {
	for _, stamp := range []*Stamp{&e.Published, &e.Withdrawn, &e.Held.Stamp} {
		if stamp.At.After(at) {
			*stamp = Stamp{}
		}
	}
	return e, !e.Recorded.At.After(at)
}

// Span is from when to when the shipment stood so.
func (t ShownThen) Span() Remark {
	from := any("")
	if !t.Since.IsZero() {
		from = t.Since
	}
	if t.Until.IsZero() {
		return Remark{Key: "asof.still", Args: []any{from}}
	}
	return Remark{Key: "asof.span", Args: []any{from, t.Until}}
}

// ChangesOn are the changes of the day on which the moment is in a zone.
func (a AsOf) ChangesOn(zone *time.Location) []ShownChange {
	day := DayOf(a.At.In(zone))
	return slices.DeleteFunc(slices.Clone(a.Changes), func(c ShownChange) bool { return !DayOf(c.At.In(zone)).Equal(day) })
}

// LastOf is the last moment of a day in a zone, or now while the day lasts; a time is
// the moment itself.
func LastOf(w When, zone *time.Location, now time.Time) time.Time {
	if !w.IsDate() {
		return w.Instant()
	}
	year, month, day := w.Instant().Date()
	begins, ends := time.Date(year, month, day, 0, 0, 0, 0, zone), time.Date(year, month, day+1, 0, 0, 0, -1, zone)
	if !begins.After(now) && ends.After(now) {
		return now
	}
	return ends
}
