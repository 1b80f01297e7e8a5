package intake

import (
	"maps"
	"slices"

	"porthole/internal/model"
)

// Which calls and lifts away from both ends are the shipment's own. A carrier's
// answer has the calls of a vessel too that brings other cargo there, so that a
// port alone says nothing:
//
//   - A port that a leg names as a stop is on the way.
//   - So is one where a container of the shipment is lifted on its way, by this
//     file or by what is known: in a third country one lift is enough. In the
//     country of loading it has to come off a vessel there, in the country of
//     discharge to go on board of one, because a booking may load or discharge at
//     another port than the one that it names.
//   - So is one where two vessels meet: one brings the cargo, another one takes it.
//   - What lies before the departure from the port of loading, or behind the
//     arrival at the port of discharge, is another voyage of the vessel or of the
//     container, and is refused.
//   - Everything else waits for a person.
//
// At an end, another port of the gateway stands for the one that is named, until
// that one is reported itself: then it is one more call of the vessel. A container
// that was lifted at both went from one to the other by a feeder.
type way struct {
	facts      model.Facts
	left       map[bool]model.When        // the first departure from the port of loading, by whether it has happened
	arrived    map[comer]model.When       // the last one at the port of discharge
	discharged map[string]model.When      // there, by container
	lifts      map[model.Place]lifted     // of the shipment's containers, on their way
	ships      map[model.Place][2]vessels // that come to a port, and that leave it
	named      map[string]bool            // what is reported of the two ports themselves
}

// sighting is what happened at a port.
type sighting struct {
	code   string // LOAD, DISC, DEPA, ARRI
	place  model.Place
	at     model.When
	sure   bool // it has happened
	box    string
	vessel string // folded
}

type comer struct {
	vessel string
	sure   bool
}

type lifted struct{ on, off bool }

type vessels map[string]bool

// newWay is what the record and the messages of a file say together.
func newWay(s model.Shipment, list []message) *way {
	w := &way{
		facts: model.Known(s), left: map[bool]model.When{}, arrived: map[comer]model.When{}, discharged: map[string]model.When{},
		lifts: map[model.Place]lifted{}, ships: map[model.Place][2]vessels{}, named: map[string]bool{},
	}
	all := append(w.recorded(s.Events), reportedCalls(list)...)
	for _, s := range all {
		w.see(s)
	}
	for _, s := range all {
		w.lift(s)
	}
	return w
}

// recorded is what is known already.
func (w *way) recorded(events []model.Event) []sighting {
	all := []sighting{{code: "DEPA", place: w.facts.POL, at: w.facts.ATD, sure: true}, {code: "ARRI", place: w.facts.POD, at: w.facts.ATA, sure: true}}
	for _, e := range events {
		code := moveCode(e.Milestone)
		if code == "" || !e.Withdrawn.IsZero() || e.InDoubt() {
			continue
		}
		s := sighting{code, e.Place, e.At, e.Classifier == model.Actual && !e.Milestone.IsChange(), model.NormalizeContainer(e.Container.String()).String(), model.Fold(e.Vessel.String())}
		if e.Place.IsZero() {
			s.place = model.DefaultPlace(model.Shipment{Facts: w.facts}, e.Milestone)
		}
		all = append(all, s)
	}
	return all
}

// reportedCalls is what a file says, but for what it takes back.
func reportedCalls(list []message) []sighting {
	var all []sighting
	back := takenBack(list)
	for _, m := range list {
		if m.Retracts == "" && !back[m.ID] && !m.Stray && !m.offVessel() && m.Laden != "EMPTY" {
			all = append(all, m.sighting())
		}
	}
	return all
}

func (m message) sighting() sighting {
	s := sighting{code: m.Code, place: m.Place, at: m.At, sure: m.Classifier == model.Actual, vessel: model.Fold(m.Vessel)}
	if m.Kind == kindEquipment {
		s.box = m.Container
	}
	return s
}

// see takes a sighting for the dates of the main carriage and for the vessels.
func (w *way) see(s sighting) {
	end, exact := w.facts.EndOf(s.place)
	out := s.code == "LOAD" || s.code == "DEPA"
	switch {
	case s.at.IsZero() || s.place.IsZero():
		return
	case end == model.AtPOL && out:
		w.named[s.code] = w.named[s.code] || exact
		if first, known := w.left[s.sure]; !known || earlier(s.at, first) {
			w.left[s.sure] = s.at
		}
	case end == model.AtPOD && s.code == "ARRI":
		w.named[s.code] = w.named[s.code] || exact
		if by := (comer{s.vessel, s.sure}); earlier(w.arrived[by], s.at) {
			w.arrived[by] = s.at
		}
	case end == model.AtPOD && s.code == "DISC" && s.sure:
		w.discharged[s.box] = s.at
	}
	if s.vessel != "" && (s.code == "ARRI" || out) {
		w.meet(s, out)
	}
}

// meet remembers which vessels come to a port, and which ones leave it.
func (w *way) meet(s sighting, out bool) {
	ships, side := w.ships[port(s.place)], 0
	if out {
		side = 1
	}
	if ships[side] == nil {
		ships[side] = vessels{}
	}
	ships[side][s.vessel] = true
	w.ships[port(s.place)] = ships
}

// lift takes a lift of a container of the shipment as evidence for its port.
func (w *way) lift(s sighting) {
	end, _ := w.facts.EndOf(s.place)
	ours := s.box != "" && (len(w.facts.Containers) == 0 || w.facts.ContainerIndex(model.NormalizeContainer(s.box)) >= 0)
	if !ours || s.at.IsZero() || end == model.NoEnd && (w.isBefore(s) || w.isAfter(s)) {
		return
	}
	l := w.lifts[port(s.place)]
	l.on, l.off = l.on || s.code == "LOAD", l.off || s.code == "DISC"
	w.lifts[port(s.place)] = l
}

// hasPorts says that a place can be compared with the two ports of the shipment.
func (w *way) hasPorts(p model.Place) bool {
	return !p.IsZero() && !w.facts.POL.IsZero() && !w.facts.POD.IsZero()
}

// port is a place without its terminal.
func port(p model.Place) model.Place {
	if p.Code.IsZero() {
		return p
	}
	return model.Place{Code: p.Code}
}

// between is what a report from a port away from both ends becomes.
func (w *way) between(m message, milestone model.Milestone) mapped {
	s, shown := m.sighting(), w.isOnTheWay(m.Place)
	switch {
	case w.facts.IsStop(m.Place), w.isFeeder(m.Place), shown && s.box == "":
		return is(milestone)
	case w.isBefore(s):
		return why("import.dcsa.before_pol", "UNLocationCode", m.Place.String())
	case w.isAfter(s):
		return why("import.dcsa.after_pod", "UNLocationCode", m.Place.String())
	case shown:
		return is(milestone)
	default:
		return mapped{milestone: milestone, doubt: model.DoubtPort}
	}
}

// isOnTheWay says that something shows that the cargo comes through a port.
func (w *way) isOnTheWay(p model.Place) bool {
	l, country := w.lifts[port(p)], p.Country()
	origin, destination := country == w.facts.POL.Country(), country == w.facts.POD.Country()
	shown := (l.on || l.off) && (!origin || l.off) && (!destination || l.on)
	return shown || w.vesselsMeet(p)
}

// vesselsMeet says that one vessel comes to a port and another one leaves it.
func (w *way) vesselsMeet(p model.Place) bool {
	ships := w.ships[port(p)]
	for vessel := range ships[1] {
		if !ships[0][vessel] && len(ships[0]) > 0 {
			return true
		}
	}
	return false
}

// isBefore says that the cargo had not left the port of loading. A departure that
// is only expected may come a day early.
func (w *way) isBefore(s sighting) bool {
	if left, known := w.left[true]; known {
		return earlier(s.at, left)
	}
	expected, known := w.left[false]
	if !known {
		expected = w.facts.ETD
	}
	return s.at.DaysAfter(expected) < -1
}

// hasLeft says that the main carriage has begun.
func (w *way) hasLeft() bool {
	_, left := w.left[true]
	return left || len(w.discharged) > 0 || slices.ContainsFunc(slices.Collect(maps.Keys(w.arrived)), func(c comer) bool { return c.sure })
}

// isAfter says that the container, or its vessel, had come to the port of
// discharge. What has happened is measured by what has happened.
func (w *way) isAfter(s sighting) bool {
	if s.box != "" {
		at, known := w.discharged[s.box]
		return known && earlier(at, s.at)
	}
	for by, at := range w.arrived {
		same := by.vessel == s.vessel || by.vessel == "" || s.vessel == ""
		if same && (by.sure || !s.sure) && earlier(at, s.at) {
			return true
		}
	}
	return false
}

// earlier compares two times by their days when one of them is a day. The unknown
// is earlier than anything.
func earlier(a, b model.When) bool {
	if !a.IsZero() && (a.IsDate() || b.IsDate()) {
		return a.DaysAfter(b) < 0
	}
	return a.Compare(b) < 0
}

// isFeeder says that a container went by a vessel between the port of an end and
// another one of its gateway.
func (w *way) isFeeder(p model.Place) bool {
	here := w.lifts[port(p)]
	end, exact := w.facts.EndOf(p)
	if exact {
		return false
	}
	return end == model.AtPOL && here.off && w.lifts[port(w.facts.POL)].on ||
		end == model.AtPOD && here.on && w.lifts[port(w.facts.POD)].off
}

// isDirect says that nothing shows that the cargo changes vessels on its way.
func (w *way) isDirect() bool {
	if legs := w.facts.Legs; len(legs) > 1 && slices.ContainsFunc(legs, func(l model.Leg) bool { return l.Vessel.IsZero() }) {
		return false
	}
	changes := func(p model.Place) bool {
		end, _ := w.facts.EndOf(p)
		return end == model.NoEnd && w.isOnTheWay(p) || w.isFeeder(p)
	}
	return !slices.ContainsFunc(slices.Collect(maps.Keys(w.lifts)), changes) && !slices.ContainsFunc(slices.Collect(maps.Keys(w.ships)), changes)
}

// isOneMoreCall says that the port of an end is reported itself, so that another
// one of its gateway does not stand for it.
func (w *way) isOneMoreCall(m message) bool {
	_, exact := w.facts.EndOf(m.Place)
	return !exact && w.named[m.Code]
}
