package model

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// When is a point in time as the trade writes it: a moment with the offset of
// its place, a date without a time, or unknown (the zero value). A date
// without a time stays a date; it is never turned into a midnight.
type When struct {
	at   time.Time // a date is kept as noon UTC, see Instant
	date bool
}

// Moment is the When of an exact time; the offset of t is kept.
func Moment(t time.Time) When {
	if t.IsZero() {
		return When{}
	}
	return When{at: t.Truncate(time.Second)}
}

// Day is the When of a date without a time.
func Day(year int, month time.Month, day int) When {
	return When{at: time.Date(year, month, day, 12, 0, 0, 0, time.UTC), date: true}
}

// DayOf is the date on which t falls in its own zone.
func DayOf(t time.Time) When {
	if t.IsZero() {
		return When{}
	}
	return Day(t.Date())
}

// IsZero says that nothing is known.
func (w When) IsZero() bool { return w.at.IsZero() }

// IsDate says that only the day is known.
func (w When) IsDate() bool { return w.date }

// Instant places w on the one line of time that orders events. A date without
// a time counts as noon UTC of that day: no other choice misplaces it by less.
func (w When) Instant() time.Time { return w.at }

// Date forgets the time of day: the calendar day in w's own offset.
func (w When) Date() When {
	if w.date || w.IsZero() {
		return w
	}
	return DayOf(w.at)
}

// In is the same moment with the offset of loc. A date stays as it is, and a
// nil loc changes nothing.
func (w When) In(loc *time.Location) When {
	if w.date || w.IsZero() || loc == nil {
		return w
	}
	return When{at: w.at.In(loc)}
}

// Compare orders by Instant: -1, 0 or 1. The unknown comes first.
func (w When) Compare(o When) int { return w.at.Compare(o.at) }

// Equal says that both mean the same: the same instant and the same precision.
func (w When) Equal(o When) bool { return w.date == o.date && w.at.Equal(o.at) }

// DaysAfter counts calendar days from o to w, each in its own offset; negative
// when w is earlier. Both must be known, else it is 0.
func (w When) DaysAfter(o When) int {
	if w.IsZero() || o.IsZero() {
		return 0
	}
	return int(w.Date().at.Sub(o.Date().at) / (24 * time.Hour))
}

// plus is a date so many days later.
func (w When) plus(days int) When { return When{at: w.Date().at.AddDate(0, 0, days), date: true} }

// EndOfDay is the instant from which w lies in the past for sure: the moment
// itself, or for a date the end of that day in the zone furthest west.
func (w When) EndOfDay() time.Time {
	if !w.date {
		return w.at
	}
	return w.at.Add(24 * time.Hour)
}

// String is ISO 8601: YYYY-MM-DD, or RFC 3339 with the offset; empty when
// unknown.
func (w When) String() string {
	switch {
	case w.IsZero():
		return ""
	case w.date:
		return w.at.Format(time.DateOnly)
	default:
		return w.at.Format(time.RFC3339)
	}
}

// MarshalJSON writes String, and null for the unknown.
func (w When) MarshalJSON() ([]byte, error) {
	if w.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + w.String() + `"`), nil // digits, dashes and colons alone: nothing to escape
}

// UnmarshalJSON reads what MarshalJSON writes.
func (w *When) UnmarshalJSON(data []byte) error {
	var text string
	if string(data) == "null" {
		*w = When{}
		return nil
	}
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("reading a time: %w", err)
	}
	parsed, err := ParseWhen(text, time.UTC)
	if err != nil {
		return err
	}
	*w = parsed
	return nil
}

// Layouts that people and files use. The first group is days, the second
// moments in the zone of their place, the third carries its own offset.
var (
	dayLayouts    = []string{time.DateOnly, "2/1/2006", "2.1.2006", "2-1-2006", "20060102"}
	momentLayouts = []string{
		"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
		"2/1/2006 15:04:05", "2/1/2006 15:04", "2.1.2006 15:04", "2-1-2006 15:04",
	}
	offsetLayouts = []string{
		time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00",
		"2006-01-02 15:04Z07:00",
	}
)

// ParseWhen reads a date or a moment: ISO 8601, or day first as Vietnam and
// most of the world write it (10/05/2025 is the tenth of May). A moment without
// an offset is taken in loc (nil: UTC). Empty text is the unknown. The error is
// a Fault that names the text, or one of [AtClock].
func ParseWhen(text string, loc *time.Location) (When, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return When{}, nil
	}
	if loc == nil {
		loc = time.UTC
	}
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, text); err == nil && Plausible(t) {
			return Day(t.Date()), nil
		}
	}
	for _, layout := range offsetLayouts {
		if t, err := time.Parse(layout, text); err == nil && Plausible(t) {
			return Moment(t), nil
		}
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, text); err == nil && Plausible(t) {
			return AtClock(t, loc)
		}
	}
	return When{}, NewFault("error.date", Line(text, RefCells).String())
}

// Plausible keeps typing errors out: containers were not shipped before 1956,
// and nobody books a century ahead.
func Plausible(t time.Time) bool { return t.Year() >= 1956 && t.Year() <= 2199 }

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
