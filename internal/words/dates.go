package words

import (
	"time"

	"porthole/internal/model"
)

// dateLayouts are how a language writes a day, and a day of another year.
var dateLayouts = map[Language]struct{ day, dayOfYear string }{
	English:    {day: "02 Jan", dayOfYear: "02 Jan 2006"},
	Vietnamese: {day: "02/01", dayOfYear: "02/01/2006"},
}

// Day implements [model.Speaker]: `10 May` or `10/05`, with the year when it is
// not that of now. The unknown is empty.
func (c Catalogue) Day(w model.When, now time.Time) string {
	if w.IsZero() {
		return ""
	}
	return c.day(w.Date().Instant(), now)
}

// OfficeDay implements [model.Speaker].
func (c Catalogue) OfficeDay(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return c.day(t.In(c.zone), now)
}

// OfficeMoment is a time by the forwarder's clock with its zone, such as `10 May 01:20 ICT`.
func (c Catalogue) OfficeMoment(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(c.zone)
	return c.day(t, now) + " " + t.Format("15:04") + " " + model.ZoneAbbrev(t)
}

// Moment implements [model.Speaker]: `10 May 01:20 ICT`, in the place's zone
// where it is known and else with the offset that came with the time.
func (c Catalogue) Moment(w model.When, at model.Place, now time.Time) string {
	if w.IsZero() || w.IsDate() {
		return c.Day(w, now)
	}
	t := w.In(at.Zone()).Instant()
	return c.day(t, now) + " " + t.Format("15:04") + " " + c.abbrev(t)
}

// abbrev names the zone of a time. A bare offset that agrees with the clock of
// the forwarder is called by the forwarder's name for it.
func (c Catalogue) abbrev(t time.Time) string {
	local := t.In(c.zone)
	_, here := t.Zone()
	if _, there := local.Zone(); model.BareOffset(t) && here == there {
		return model.ZoneAbbrev(local)
	}
	return model.ZoneAbbrev(t)
}

func (c Catalogue) day(t, now time.Time) string {
	layout := dateLayouts[c.language]
	if t.Year() == now.Year() {
		return t.Format(layout.day)
	}
	return t.Format(layout.dayOfYear)
}
