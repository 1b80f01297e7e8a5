package command

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

// happened reads when something was: `now`, a time of today as 14:30, or a date
// or time as the trade writes it, in the zone of the place.
func (s *session) happened(text string, zone *time.Location) (model.When, error) {
	now := s.Now().In(zone)
	if strings.EqualFold(strings.TrimSpace(text), "now") {
		return model.Moment(now), nil
	}
	if clock, err := time.Parse("15:04", strings.TrimSpace(text)); err == nil {
		year, month, day := now.Date()
		return model.AtClock(time.Date(year, month, day, clock.Hour(), clock.Minute(), 0, 0, time.UTC), zone)
	}
	return readWhen(text, zone)
}

// readWhen reads a date or a time, which is told in zone whatever offset it has
// itself; what is none is a usage error.
func readWhen(text string, zone *time.Location) (model.When, error) {
	when, err := model.ParseWhen(text, zone)
	if err != nil {
		return when, asUsage(err)
	}
	return when.In(zone), nil
}

// zoneOf is the zone of a place, or that of the forwarder where it has none.
func (s *session) zoneOf(at model.Place) *time.Location {
	return cmp.Or(at.Zone(), s.Words.Zone())
}

// since reads from when on: so long ago, such as 36h or 7d, or a date or time of
// the forwarder; a date is its beginning. Empty text is the beginning of all.
func (s *session) since(text string) (time.Time, error) {
	if span, ok := readSpan(text); ok {
		return s.Now().Add(-span), nil
	}
	zone := s.Words.Zone()
	when, err := readWhen(text, zone)
	if err != nil || !when.IsDate() {
		return when.Instant(), err
	}
	year, month, day := when.Instant().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, zone), nil
}

// maxSpan bounds what is counted in hours, days and weeks.
const maxSpan = 10 * 365 * 24 * time.Hour

// readSpan reads how long something is: 144h, 6d or 2w.
func readSpan(text string) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if len(text) < 2 {
		return 0, false
	}
	unit := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[text[len(text)-1]]
	count, err := strconv.ParseUint(text[:len(text)-1], 10, 32)
	if err != nil || unit == 0 || count == 0 || count > uint64(maxSpan/unit) {
		return 0, false
	}
	return time.Duration(count) * unit, true
}
