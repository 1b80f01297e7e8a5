package model

import (
	"time"
)

// Every moment is told by the clock of its place: what happens at a port by that
// port's, whatever offset its source wrote. It is put to that clock where it comes
// in ([Record], [Learn], [Merge], [Reschedule]) and where it goes out ([Publish]),
// so that whoever tells it converts nothing and all tell the same day.

// clocks are the places by whose clocks a shipment is told: those between which it
// travels.
type clocks struct{ pickup, pol, pod, dropoff Place }

func (f Facts) clocks() clocks     { return clocks{f.Pickup, f.POL, f.POD, f.Dropoff} }
func (p Published) clocks() clocks { return clocks{p.Pickup, p.POL, p.POD, p.Dropoff} }

// Clock is the place by whose clock a milestone is told: its own, or else the one
// where such a milestone happens. An address of which no zone is known goes by the
// port on its side of the sea.
func (f Facts) Clock(m Milestone, at Place) Place { return f.clocks().of(m, at) }

func (c clocks) of(m Milestone, at Place) Place {
	switch m {
	case EmptyPickedUp, CargoReceived, Stuffed:
		return firstWithZone(at, c.pickup, c.pol)
	case BookingConfirmed, BookingCancelled, GateIn, Loaded, Departed, ETDChanged:
		return firstWithZone(at, c.pol)
	case ETAChanged, Arrived, Discharged, CustomsCleared, GateOut, EmptyReturned:
		return firstWithZone(at, c.pod)
	case Delivered:
		return firstWithZone(at, c.dropoff, c.pod)
	default:
		return at // which port of transshipment it was, only the event can say
	}
}

// firstWithZone is the first of the places whose zone is known; the first of all
// when none is.
func firstWithZone(places ...Place) Place {
	for _, p := range places {
		if p.Zone() != nil {
			return p
		}
	}
	return places[0]
}

// local is a moment of a milestone by the clock of its place.
func (c clocks) local(w When, m Milestone, at Place) When {
	if w.IsDate() || w.IsZero() {
		return w
	}
	return w.In(c.of(m, at).Zone())
}

// dates puts the four dates of a shipment to the clocks of its ports.
func (c clocks) dates(etd, eta, atd, ata *When) {
	*etd, *atd = c.local(*etd, Departed, c.pol), c.local(*atd, Departed, c.pol)
	*eta, *ata = c.local(*eta, Arrived, c.pod), c.local(*ata, Arrived, c.pod)
}

// line puts a line of the ledger to the clock of the port that its date is of.
func (c clocks) line(kind DateKind, from, to *When) {
	*from, *to = c.local(*from, kind.Change(), Place{}), c.local(*to, kind.Change(), Place{})
}

// localLegs puts the dates of legs to the clocks of their own ends.
func localLegs(legs []Leg) {
	for i := range legs {
		l := &legs[i]
		clocks{pol: l.From, pod: l.To}.dates(&l.ETD, &l.ETA, &l.ATD, &l.ATA)
		l.Basis = l.Basis.In(l.From.Zone())
	}
}

// Localize puts every moment of a record to the clock of its place: what was
// written with another offset, or before its place was known. Its slices must not
// be shared.
func (s *Shipment) Localize() {
	f := &s.Facts
	by := f.clocks()
	by.dates(&f.ETD, &f.ETA, &f.ATD, &f.ATA)
	localLegs(f.Legs)
	for i := range s.Events {
		e := &s.Events[i]
		e.At = by.local(e.At, e.Milestone, e.Place)
	}
	for i := range s.Ledger {
		by.line(s.Ledger[i].Kind, &s.Ledger[i].From, &s.Ledger[i].To)
	}
}

// Localize is the same for a published record. It also gives back to times that
// were read from a file the names of their zones.
func (p *Published) Localize() {
	by := p.clocks()
	by.dates(&p.ETD, &p.ETA, &p.ATD, &p.ATA)
	localLegs(p.Legs)
	for i := range p.Timeline {
		e := &p.Timeline[i]
		e.At = by.local(e.At, e.Milestone, e.Place)
	}
	for i := range p.Containers {
		for j := range p.Containers[i].Milestones {
			m := &p.Containers[i].Milestones[j]
			m.At = by.local(m.At, m.Milestone, m.Place)
		}
	}
	for i := range p.Ledger {
		by.line(p.Ledger[i].Kind, &p.Ledger[i].From, &p.Ledger[i].To)
	}
}

// AtClock is the moment at which a clock in loc shows the date and time of wall.
// When clocks are put forward there is none: the Fault "error.hour.none" (date and
// time, zone), and no When. When they are put back there are two: the Fault
// "error.hour.twice" (date and time, zone, the two with their offsets) comes with
// the first of them.
func AtClock(wall time.Time, loc *time.Location) (When, error) {
	moments := momentsAt(wall, loc)
	shown := wall.Format("2006-01-02 15:04")
	switch len(moments) {
	case 0:
		return When{}, NewFault("error.hour.none", shown, loc.String())
	case 1:
		return Moment(moments[0]), nil
	default:
		first, second := moments[0].Format(time.RFC3339), moments[1].Format(time.RFC3339)
		return Moment(moments[0]), NewFault("error.hour.twice", shown, loc.String(), first, second)
	}
}

// momentsAt are the moments at which a clock in loc shows wall, in order.
func momentsAt(wall time.Time, loc *time.Location) []time.Time {
	naive := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, time.UTC)
	var moments []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} { // its offset before and after
		_, offset := naive.Add(near).In(loc).Zone()
		t := naive.Add(-time.Duration(offset) * time.Second).In(loc)
		if _, own := t.Zone(); own == offset && (len(moments) == 0 || !moments[0].Equal(t)) {
			moments = append(moments, t)
		}
	}
	return moments
}
