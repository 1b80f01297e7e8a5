package model

import (
	"slices"
	"time"
)

// route puts the events of a shipment onto its legs. The legs are kept as they
// were planned; what has become of them is found here each time, from the facts,
// the ledger and the events that count. So an event that is withdrawn leaves
// nothing behind.
//
//   - The main carriage leaves with the shipment's ETD and ATD, and arrives with
//     its ETA and ATA, whatever its legs say.
//   - At a transshipment port the actual events set ATA and ATD, and the latest
//     estimates ETA and ETD. An event on board another vessel names the vessel of
//     its leg.
//   - An event of a transshipment that names no place happened at the port that
//     comes next. One at a port that no leg names divides the leg under way.
type route struct {
	f           Facts
	legs        []Leg
	first, last int        // the main carriage; -1 without one
	stop        int        // the leg at whose end the cargo was last; before the first one there
	step        Milestone  // what was last reported of that port
	said        []forecast // the expected dates that count
	given       bool       // legs were planned, or events have made some
}

// forecast is an expected date at a transshipment port that an event brought.
type forecast struct {
	leg      int
	arrival  bool
	sure     bool // estimated, and not merely planned
	reported time.Time
}

// newRoute is the route of a shipment of which f are the facts that count. events
// are in the order in which they happened.
func newRoute(f Facts, events []Event) *route {
	r := &route{f: f, legs: slices.Clone(f.Legs), given: len(f.Legs) > 0}
	if !r.given {
		r.legs = []Leg{{Mode: f.Mode, From: f.POL, To: f.POD}}
	}
	for i := 1; i < len(r.legs); i++ {
		if r.legs[i].Basis.IsZero() {
			r.legs[i].Basis = r.legs[i-1].ETA
		}
	}
	if r.bound(); r.first >= 0 {
		r.stop = r.first - 1
		r.ships()
		for i := range events {
			r.take(&events[i])
		}
		r.ends()
	}
	r.open()
	return r
}

func (r *route) bound() { r.first, r.last = mainCarriage(r.legs, r.f.POL, r.f.POD) }

// ships gives the shipment's own vessel to the first leg of the main carriage
// that names none, unless one of them has it.
func (r *route) ships() {
	main := r.legs[r.first : r.last+1]
	if slices.ContainsFunc(main, func(l Leg) bool { return sameName(l.Vessel, r.f.Vessel) }) {
		return
	}
	if i := slices.IndexFunc(main, func(l Leg) bool { return l.Vessel.IsZero() }); i >= 0 {
		main[i].board(r.f.Vessel, r.f.Voyage)
	}
}

// board puts a leg on a vessel. The voyage of another vessel goes with it.
func (l *Leg) board(vessel, voyage Text) {
	if !vessel.IsZero() && !sameName(vessel, l.Vessel) {
		l.Voyage = Text{}
	}
	if !vessel.IsZero() {
		l.Vessel = vessel
	}
	if !voyage.IsZero() {
		l.Voyage = voyage
	}
}

func sameName(a, b Text) bool { return Fold(a.s) == Fold(b.s) }

// take puts one event onto the legs, and says in it what follows from them: which
// milestone it is, where it happened, and on board of what.
func (r *route) take(e *Event) {
	e.Milestone = r.milestone(*e)
	aboard := e.Milestone == Loaded || e.Milestone == Departed
	switch {
	case aboard && e.Classifier == Actual:
		r.legs[r.first].board(e.Vessel, e.Voyage)
	case e.Milestone.between() && !r.atEnd(e.Place):
		i := r.stopOf(*e)
		if e.Place.IsZero() {
			e.Place = meetingPort(r.legs, i)
		}
		if e.Classifier == Actual {
			r.happened(e, i)
		} else {
			r.expected(*e, i)
		}
	}
}

// milestone is what an event is on this route: what happens to the vessel at a
// port where two legs meet is a transshipment.
func (r *route) milestone(e Event) Milestone {
	if e.Place.IsZero() || r.atEnd(e.Place) || endingAt(r.legs, r.first, r.last, e.Place) < 0 {
		return e.Milestone
	}
	switch e.Milestone {
	case Loaded:
		return TSLoaded
	case Departed:
		return TSDeparted
	case Arrived:
		return TSArrived
	case Discharged:
		return TSDischarged
	default:
		return e.Milestone
	}
}

// atEnd says that a place is one of the two ends of the main carriage.
func (r *route) atEnd(p Place) bool { return p.SamePort(r.f.POL) || p.SamePort(r.f.POD) }

// stopOf is the leg that ends where an event of a transshipment happened.
func (r *route) stopOf(e Event) int {
	if e.Place.IsZero() {
		return r.nextStop(e.Milestone)
	}
	if i := endingAt(r.legs, max(r.stop, r.first), r.last, e.Place); i >= 0 {
		return r.meeting(i)
	}
	if i := endingAt(r.legs, r.first, r.last, e.Place); i >= 0 {
		return r.meeting(i)
	}
	return r.divide(e.Place)
}

// nextStop is the port at which a milestone happened that names none: the one
// where the cargo is, or the next one once it has left or begins anew.
func (r *route) nextStop(m Milestone) int {
	begun, next := r.stop >= r.first, r.stop+1
	again := r.step != TSDeparted && m.Rank() >= r.step.Rank()
	planned := next < r.last || !r.legs[r.last].ends(r.f.POD)
	switch {
	case begun && (again || !planned):
		return r.stop
	case planned:
		return r.meeting(next)
	default:
		return r.divide(Place{})
	}
}

// meeting sees to it that the leg i has one behind it. The last leg that was
// given may end at a transshipment port.
func (r *route) meeting(i int) int {
	if i == r.last {
		r.insert(i+1, Leg{Mode: r.legs[i].Mode, From: r.legs[i].To, To: r.f.POD})
	}
	return i
}

// divide lets the leg under way end at a port that no leg names.
func (r *route) divide(port Place) int {
	i := min(max(r.stop+1, r.first), r.last)
	onward := Leg{Mode: r.legs[i].Mode, From: port, To: r.legs[i].To, ETA: r.legs[i].ETA, ATA: r.legs[i].ATA}
	r.legs[i].To, r.legs[i].ETA, r.legs[i].ATA = port, When{}, When{}
	r.insert(i+1, onward)
	return i
}

func (r *route) insert(i int, l Leg) {
	r.legs = slices.Insert(r.legs, i, l)
	r.last, r.given = r.last+1, true
	for j := range r.said {
		if r.said[j].leg >= i {
			r.said[j].leg++
		}
	}
}

// happened takes what was reported as done at the end of the leg i. What is
// loaded there goes on with the next leg.
func (r *route) happened(e *Event, i int) {
	r.stop, r.step = i, e.Milestone
	before, behind := &r.legs[i], &r.legs[i+1]
	switch e.Milestone {
	case TSArrived:
		before.board(e.Vessel, e.Voyage)
		before.ATA = e.At
	case TSDeparted:
		behind.board(e.Vessel, e.Voyage)
		behind.ATD = e.At
		e.Vessel, e.Voyage = behind.Vessel, behind.Voyage
	case TSLoaded:
		behind.board(e.Vessel, e.Voyage)
		e.Vessel, e.Voyage = behind.Vessel, behind.Voyage
	default:
	}
}

// expected takes an estimate for the end of the leg i, unless a later or a surer
// one was taken.
func (r *route) expected(e Event, i int) {
	said := forecast{leg: i, arrival: e.Milestone == TSArrived, sure: e.Classifier == Estimated, reported: e.Reported}
	at := &r.legs[i].ETA
	if !said.arrival {
		said.leg, at = i+1, &r.legs[i+1].ETD
	}
	if said.arrival || e.Milestone == TSDeparted {
		known := slices.IndexFunc(r.said, func(o forecast) bool { return o.leg == said.leg && o.arrival == said.arrival })
		switch {
		case known < 0:
			r.said = append(r.said, said)
		case r.said[known].sure && !said.sure, r.said[known].sure == said.sure && said.reported.Before(r.said[known].reported):
			return
		default:
			r.said[known] = said
		}
		*at = e.At
	}
	if on := &r.legs[said.leg]; on.Vessel.IsZero() {
		on.board(e.Vessel, e.Voyage)
	}
}

// ends gives the main carriage the dates of the shipment.
func (r *route) ends() {
	set := func(to *When, w When) {
		if !w.IsZero() {
			*to = w
		}
	}
	if l := &r.legs[r.first]; l.begins(r.f.POL) {
		set(&l.ETD, r.f.ETD)
		set(&l.ATD, r.f.ATD)
	}
	if l := &r.legs[r.last]; l.ends(r.f.POD) {
		set(&l.ETA, r.f.ETA)
		set(&l.ATA, r.f.ATA)
	}
}
