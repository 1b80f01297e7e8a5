package model

import (
	"slices"
	"time"
)

// The main carriage is the part of the legs between the port of loading and the
// port of discharge, or other ports of their gateways. A leg before it brings the
// cargo to the port, one behind it takes the cargo on. Where two of its legs meet
// is a transshipment port.

// mainCarriage are the first and the last leg of the main carriage; -1 when no
// leg belongs to it.
func mainCarriage(legs []Leg, pol, pod Place) (first, last int) {
	first, last = -1, -1
	for i, l := range legs {
		switch {
		case !l.main():
		case first < 0 || l.From.SameGateway(pol) && !legs[first].From.SameGateway(pol):
			first, last = i, i
		case !legs[last].To.SameGateway(pod) || l.To.SameGateway(pod):
			last = i
		}
	}
	return first, last
}

// main says that a leg travels as main carriages do. A barge between ports of one
// gateway is on the way to it, like a lorry.
func (l Leg) main() bool {
	return l.Mode != Road && l.Mode != Rail && (l.Mode != Barge || !l.From.SameGateway(l.To))
}

// ends says that a leg of the main carriage arrives at the port of discharge.
func (l Leg) ends(pod Place) bool { return l.To.IsZero() || l.To.SameGateway(pod) }

// begins says that a leg of the main carriage leaves the port of loading.
func (l Leg) begins(pol Place) bool { return l.From.IsZero() || l.From.SameGateway(pol) }

// Stay is the cargo's stay at a port of the main carriage. The first one has no
// arrival, the last one no departure.
type Stay struct {
	Port           Place
	ETA, ATA       When
	ETD, ATD       When
	Vessel, Voyage Text // on which the cargo leaves
}

// Stays are the stays at the ports of the main carriage in their order. Where the
// legs were not given these are the port of loading and the port of discharge.
func (p Published) Stays() []Stay {
	start := Stay{Port: p.POL, ETD: p.ETD, ATD: p.ATD}
	start.Vessel, start.Voyage = p.firstShip()
	stays := []Stay{start}
	first, last := mainCarriage(p.Legs, p.POL, p.POD)
	for i := first; i < last; i++ {
		here, onward := p.Legs[i], p.Legs[i+1]
		stays = append(stays, Stay{
			Port: meetingPort(p.Legs, i), ETA: here.ETA, ATA: here.ATA, ETD: onward.ETD, ATD: onward.ATD,
			Vessel: onward.Vessel, Voyage: onward.Voyage,
		})
	}
	return append(stays, Stay{Port: p.POD, ETA: p.ETA, ATA: p.ATA})
}

// underway is the leg on which the cargo is, or on which it came to the port where
// it is; before the departure it is the first of the main carriage. -1 without
// legs.
func (p Published) underway() int {
	first, last := mainCarriage(p.Legs, p.POL, p.POD)
	if first < 0 || !p.ATA.IsZero() {
		return last
	}
	at := first
	for i := first + 1; i <= last; i++ {
		if !p.Legs[i].ATD.IsZero() {
			at = i
		}
	}
	for _, e := range p.Timeline {
		switch {
		case e.Classifier != Actual:
		case e.Milestone == TSArrived || e.Milestone == TSDischarged:
			at = max(at, endingAt(p.Legs, first, last, e.Place))
		case e.Milestone == TSLoaded || e.Milestone == TSDeparted:
			at = max(at, min(last, endingAt(p.Legs, first, last, e.Place)+1))
		case e.Milestone.Rank() >= Arrived.Rank():
			at = last
		}
	}
	return at
}

// endingAt is the leg of the main carriage that ends at a transshipment port; -1
// when there is none. A port that nobody has named is one of its own.
func endingAt(legs []Leg, first, last int, port Place) int {
	for i := max(first, 0); i < last; i++ {
		here, onward := legs[i].To, legs[i+1].From
		if here.SamePort(port) || onward.SamePort(port) || port.IsZero() && here.IsZero() && onward.IsZero() {
			return i
		}
	}
	return -1
}

// nextPort is where the leg ends that is under way.
func (p Published) nextPort() Place {
	at := p.underway()
	if at < 0 || p.Legs[at].ends(p.POD) {
		return p.POD
	}
	return p.Legs[at].To
}

// firstShip is the vessel that leaves the port of loading, with its voyage.
func (p Published) firstShip() (vessel, voyage Text) {
	if first, _ := mainCarriage(p.Legs, p.POL, p.POD); first >= 0 {
		return p.Legs[first].Vessel, p.Legs[first].Voyage
	}
	return p.Vessel, p.Voyage
}

// meetingPort is where the leg i meets the one behind it.
func meetingPort(legs []Leg, i int) Place {
	if legs[i].To.IsZero() && i+1 < len(legs) {
		return legs[i+1].From
	}
	return legs[i].To
}

// board names the vessel on which the cargo is, or was last: that of the leg that
// is under way. The number of a ship goes with its name.
func (p *Published) board() {
	at := p.underway()
	if at < 0 {
		return
	}
	on := p.Legs[at]
	if !SameVessel(on.Vessel, p.Vessel) {
		p.IMO = Text{}
	}
	p.Vessel, p.Voyage = on.Vessel, on.Voyage
}

// Reboard follows a change of the shipment's own vessel or voyage, which were
// those given and which somebody has stated at now: the leg that had them leaves
// the naming to the shipment, and where all legs name another vessel the first
// does.
func (f *Facts) Reboard(vessel, voyage Text, now time.Time) {
	if vessel == f.Vessel && voyage == f.Voyage {
		return
	}
	f.Named = now
	first, last := mainCarriage(f.Legs, f.POL, f.POD)
	if first < 0 {
		return
	}
	main := f.Legs[first : last+1]
	named := func(vessel Text) int {
		return slices.IndexFunc(main, func(l Leg) bool { return SameVessel(l.Vessel, vessel) })
	}
	has, had, unnamed := named(f.Vessel), named(vessel), named(Text{})
	switch {
	case has >= 0:
		main[has].Voyage = Text{}
	case had >= 0 || unnamed < 0:
		leg := &main[max(0, had)]
		leg.Vessel, leg.Voyage, leg.Named = Text{}, Text{}, time.Time{}
	}
}

// Call is a departure or an arrival of a vessel on a shipment's way. Between two
// legs it is one of a transshipment.
type Call struct {
	Milestone Milestone
	Port      Place
	Vessel    Text
	Voyage    Text
	Reported  When // zero: not yet
}

// Calls are the departures of the main carriage in order, or with Arrived its
// arrivals, as the office knows them.
func Calls(s Shipment, m Milestone) []Call {
	legs := MainLegs(s)
	calls := make([]Call, 0, len(legs))
	for i, leg := range legs {
		c := Call{TSDeparted, leg.From, leg.Vessel, leg.Voyage, leg.ATD}
		switch {
		case m == Arrived:
			c.Milestone, c.Port, c.Reported = TSArrived, leg.To, leg.ATA
			if i == len(legs)-1 {
				c.Milestone = Arrived
			}
		case i == 0:
			c.Milestone = Departed
		}
		calls = append(calls, c)
	}
	return calls
}

// NextCall is the departure or the arrival that is to be reported next; false when
// none is left.
func NextCall(s Shipment) (m Milestone, next Call, found bool) {
	departures, arrivals := Calls(s, Departed), Calls(s, Arrived)
	for i := len(departures) - 1; i >= 0; i-- {
		switch {
		case !arrivals[i].Reported.IsZero() && i+1 < len(departures):
			return Departed, departures[i+1], true
		case !arrivals[i].Reported.IsZero():
			return "", Call{}, false
		case !departures[i].Reported.IsZero():
			return Arrived, arrivals[i], true
		}
	}
	if len(departures) == 0 {
		return "", Call{}, false
	}
	return Departed, departures[0], true
}
