package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
)

// Z behind a time means UTC. Some carriers write the port's local time and put a
// Z behind it all the same, which cannot be seen from the time alone. So it is
// taken at its word, with a warning when something contradicts it, unless a person
// has said that Z is local time, for this file or for the carrier.

// zero is Z, or the offset that says the same.
var zero = regexp.MustCompile(`(?i)(Z|:\d\d(\.\d+)?[+-]00:?00)$`)

// saysZ tells a time with Z behind it.
func saysZ(text string) bool { return len(text) > len(time.DateOnly) && zero.MatchString(text) }

// timeInID is a time with an offset, as some carriers have it in the id of an event.
var timeInID = regexp.MustCompile(`(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d)*(?:\.\d+)?([+-]\d\d:?\d\d)`)

// idTime is the time by the clock of the place that stands in the event's id, with
// its offset; empty when there is none.
func (m message) idTime() (wall, offset string) {
	if found := timeInID.FindStringSubmatch(m.ID); found != nil {
		return found[1], found[2]
	}
	return "", ""
}

// readZ notes that a time says Z. A midnight is how programs write a date without a
// time, unless the id has the time as well.
func (m *message) readZ(text string) {
	if m.Z = saysZ(text); !m.Z {
		return
	}
	at := m.At.Instant().UTC()
	if wall, _ := m.idTime(); wall == "" && at.Equal(at.Truncate(24*time.Hour)) {
		m.At, m.Z = model.DayOf(at), false
	}
}

// clock is the zone of the place where a message happened; nil when it is not
// known.
func (m message) clock(f model.Facts) *time.Location {
	side := model.Departed
	if m.Document == "CUS" {
		side = model.Arrived
	}
	return f.Clock(side, m.Place).Zone()
}

// local is the message's time read as that of the place, although it says Z.
// The error is that of [model.AtClock].
func (m message) local(zone *time.Location) (model.When, error) {
	return model.AtClock(m.At.Instant().UTC(), zone) //nolint:wrapcheck // it is a Fault, see judgeTime
}

// zulu reads the times of one shipment's messages that say Z: as local time where
// that was said, and else with a warning where something contradicts them. Those in
// an hour that the clocks of the place leave out are refused.
func (r *reports) zulu(d desk, s *model.Shipment, by model.Stamp, out *outcome) error {
	warned := false
	for i := range r.list {
		m := &r.list[i]
		zone := m.clock(s.Facts)
		if !m.Z || zone == nil {
			continue
		}
		at, hourErr := m.local(zone)
		if at.Equal(m.At) {
			continue
		}
		carrier := cmp.Or(m.Carrier, model.CarrierCode(s.Facts.Carrier.String()))
		local, err := d.ZIsLocal(carrier)
		switch {
		case err != nil:
			return err
		case local || r.zIsLocal:
			fault, remark := judgeTime(at, hourErr, "import.dcsa.time")
			if fault != nil {
				out.refuse(m.where("eventDateTime", m.At.In(time.UTC).String()), fault.Key, fault.Args...)
			} else {
				r.takeBack(s, *m, by)
			}
			m.At, m.Hour = at, remark
		case !warned:
			if remark, found := r.contradiction(*m, *s, zone, by.At); found {
				out.warn(m.where("eventDateTime", m.At.In(time.UTC).String()), "remark.import.z", remark, cmp.Or(carrier, "SCAC"))
				warned = true
			}
		}
	}
	r.list = slices.DeleteFunc(r.list, func(m message) bool { return m.Retracts == "" && m.At.IsZero() })
	return nil
}

// takeBack withdraws what was taken at its word before: the same event, read as UTC.
// What customers see stays until the other reading is published too.
func (r reports) takeBack(s *model.Shipment, m message, by model.Stamp) {
	for _, e := range s.Events {
		same := e.Origin.ID == m.ID && e.Withdrawn.IsZero() && e.At.Instant().Equal(m.At.Instant())
		if same && (r.publish || e.Published.IsZero()) {
			_ = model.WithdrawEvent(s, e.ID, by) // it is the shipment's own event
		}
	}
}

// contradiction finds what speaks against a time's Z, where the place is an hour or
// more from UTC: the offset in the event's id, an actual time that has not come yet,
// or an order that is impossible and would not be if the time were local.
func (r reports) contradiction(m message, s model.Shipment, zone *time.Location, now time.Time) (model.Remark, bool) {
	local, _ := m.local(zone)
	if local.IsZero() {
		return model.Remark{}, false // there is no such hour at the place, so it is in UTC
	}
	away := m.At.Instant().Sub(local.Instant())
	if away.Abs() < time.Hour {
		return model.Remark{}, false
	}
	if wall, offset := m.idTime(); wall == m.At.Instant().UTC().Format("2006-01-02T15:04") && strings.Trim(offset, "+-:0") != "" {
		return model.Remark{Key: "import.z.id", Args: []any{strings.TrimPrefix(wall, wall[:11]), offset}}, true
	}
	if m.Classifier == model.Actual && m.At.Instant().After(now) && !local.Instant().After(now) {
		return model.Remark{Key: "import.z.future"}, true
	}
	for _, other := range r.stepsAt(m, s) {
		if m.disagrees(other, local, away) {
			return model.Remark{Key: "import.z.order", Args: []any{moveName(m.Code), moveName(other.code)}}, true
		}
	}
	return model.Remark{}, false
}

// order is where a move stands among those of its side: 1 to 3 before the departure,
// 4 to 6 from the arrival on; 0 for what is none.
func order(code string) int {
	return slices.IndexFunc(moves, func(m move) bool { return m.code == code }) + 1
}

// portStep is another report from the port of a message.
type portStep struct {
	code string
	at   time.Time
	z    bool // its own time says Z as well
}

// stepsAt are the other actual reports from the port of a message that are of the
// same container, or of the vessel: those of the file, and those that are known.
func (r reports) stepsAt(m message, s model.Shipment) []portStep {
	var all []portStep
	if m.Classifier != model.Actual || m.Laden == "EMPTY" || order(m.Code) == 0 {
		return nil
	}
	add := func(code string, at model.When, place model.Place, box string, z bool) {
		sameSide := order(code) > 0 && (order(code) > 3) == (order(m.Code) > 3)
		alike := box == "" || m.Container == "" || box == m.Container
		if sameSide && alike && code != m.Code && !at.IsZero() && !at.IsDate() && place.SamePort(m.Place) {
			all = append(all, portStep{code, at.Instant(), z})
		}
	}
	for _, o := range r.list {
		if o.Classifier == model.Actual && o.Laden != "EMPTY" {
			add(o.Code, o.At, o.Place, o.Container, o.Z)
		}
	}
	for _, e := range s.Events {
		if e.Classifier == model.Actual && !e.Milestone.IsChange() && e.Withdrawn.IsZero() {
			add(moveCode(e.Milestone), e.At, e.Place, model.NormalizeContainer(e.Container.String()).String(), false)
		}
	}
	return all
}

// disagrees says that two steps are in an impossible order as they are written, and
// in the right one when the message's time is local. Where both say Z, they have to
// be apart by about the zone's offset: carriers write steps in the wrong order too.
func (m message) disagrees(o portStep, local model.When, away time.Duration) bool {
	later := order(m.Code) > order(o.code)
	wrong := func(at time.Time) bool { return later && at.Before(o.at) || !later && at.After(o.at) }
	apart := m.At.Instant().Sub(o.at).Abs()
	return wrong(m.At.Instant()) && !wrong(local.Instant()) && (!o.z || apart >= away.Abs()/2)
}
