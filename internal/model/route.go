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
	for i := 1; i < len(r.legs); i++ {
		if r.legs[i].Basis.IsZero() {
			r.legs[i].Basis = r.legs[i-1].ETA
		}
	}
	if r.complete(); r.first >= 0 {
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

// complete sees to it that the main carriage leads from the port of loading to
// the port of discharge. Legs may be given of a part of the way. What travels by
// road or rail alone has no main carriage.
func (r *route) complete() {
	r.first, r.last = mainCarriage(r.legs, r.f.POL, r.f.POD)
	overland := r.f.Mode == Road || r.f.Mode == Rail
	switch {
	case r.first < 0 && r.given && overland:
		return
	case r.first < 0:
		at := 0
		for i, l := range r.legs {
			if !l.From.SameGateway(r.f.POD) {
				at = i + 1
			}
		}
		r.legs = slices.Insert(r.legs, at, Leg{Mode: r.f.Mode, From: r.f.POL, To: r.f.POD})
		r.first, r.last = at, at
		return
	}
	if l := r.legs[r.first]; !l.begins(r.f.POL) && !r.f.POL.IsZero() {
		r.legs = slices.Insert(r.legs, r.first, Leg{Mode: l.Mode, From: r.f.POL, To: l.From})
		r.last++
	}
	if l := r.legs[r.last]; !l.ends(r.f.POD) && !r.f.POD.IsZero() {
		r.last++
		r.legs = slices.Insert(r.legs, r.last, Leg{Mode: l.Mode, From: l.To, To: r.f.POD})
	}
}

// ships gives the shipment's own vessel to the first leg of the main carriage
// that names none, unless one of them has it.
func (r *route) ships() {
	main := r.legs[r.first : r.last+1]
	at := slices.IndexFunc(main, func(l Leg) bool { return !l.Vessel.IsZero() && SameVessel(l.Vessel, r.f.Vessel) })
	if at < 0 {
		at = slices.IndexFunc(main, func(l Leg) bool { return l.Vessel.IsZero() })
	}
	if at >= 0 && main[at].Voyage.IsZero() {
		main[at].board(r.f.Vessel, r.f.Voyage)
		main[at].Named = r.f.Named
	}
}

// sail puts a leg on the vessel that an event names, unless somebody has stated
// another one since. The event is told of the vessel that counts.
func (l *Leg) sail(e *Event) {
	if l.Vessel.IsZero() || e.Recorded.At.After(l.Named) {
		l.board(e.Vessel, e.Voyage)
	}
	if !e.Vessel.IsZero() {
		e.Vessel, e.Voyage = l.Vessel, l.Voyage
	}
}

// board puts a leg on a vessel. The voyage of another vessel goes with it.
func (l *Leg) board(vessel, voyage Text) {
	if !vessel.IsZero() && !SameVessel(vessel, l.Vessel) {
		l.Voyage = Text{}
	}
	if !vessel.IsZero() {
		l.Vessel = vessel
	}
	if !voyage.IsZero() {
		l.Voyage = voyage
	}
}

// take puts one event onto the legs, and says in it what follows from them: which
// milestone it is, where it happened, and on board of what.
func (r *route) take(e *Event) {
	e.Milestone = r.milestone(*e)
	aboard := e.Milestone == Loaded || e.Milestone == Departed
	switch {
	case aboard && e.Classifier == Actual:
		r.legs[r.first].sail(e)
	case e.Milestone == Arrived && e.Classifier == Actual:
		r.arrive(e)
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
// port on the way is a transshipment.
func (r *route) milestone(e Event) Milestone {
	if m := r.f.counted(e.Milestone, e.Place); m.between() {
		return m
	}
	return e.Milestone
}

// atEnd says that a place is one of the two ends of the main carriage.
func (r *route) atEnd(p Place) bool { return p.SamePort(r.f.POL) || p.SamePort(r.f.POD) }

// stopOf is the leg that ends where an event of a transshipment happened.
func (r *route) stopOf(e Event) int {
	if e.Place.IsZero() {
		return r.nextStop(e.Milestone)
	}
	for _, from := range []int{max(r.stop, r.first), r.first} {
		if i := endingAt(r.legs, from, r.last, e.Place); i >= 0 {
			return i
		}
	}
	return r.divide(e.Place)
}

// nextStop is the port at which a milestone happened that names none. Where no
// leg ends there the one under way is divided.
func (r *route) nextStop(m Milestone) int {
	if i := r.stopFor(m); i >= 0 {
		return i
	}
	return r.divide(Place{})
}

// stopFor is the port for a milestone of a transshipment: the one where the cargo
// is, or the next one once it has left or begins anew; -1 when none is known.
func (r *route) stopFor(m Milestone) int {
	begun, next := r.stop >= r.first, r.stop+1
	again := m.Rank() >= r.step.Rank()
	switch {
	case begun && again:
		return r.stop
	case next < r.last:
		return next
	case begun && r.step != TSDeparted: // one box is loaded before the other is discharged
		return r.stop
	default:
		return -1
	}
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
		before.sail(e)
		before.ATA = e.At
	case TSDeparted:
		behind.sail(e)
		behind.ATD = e.At
	case TSLoaded:
		behind.sail(e)
	default:
	}
	if e.Milestone == TSLoaded || e.Milestone == TSDeparted {
		e.Vessel, e.Voyage = behind.Vessel, behind.Voyage
	}
}

// arrive takes the arrival at the port of discharge. One that is told of the
// vessel of an earlier leg happened to that of the last one.
func (r *route) arrive(e *Event) {
	last := &r.legs[r.last]
	earlier := slices.ContainsFunc(r.legs[r.first:r.last], func(l Leg) bool { return SameVessel(l.Vessel, e.Vessel) })
	if earlier && !e.Vessel.IsZero() {
		e.Vessel, e.Voyage = last.Vessel, last.Voyage
		return
	}
	last.sail(e)
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
