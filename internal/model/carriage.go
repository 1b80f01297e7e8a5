package model

import "slices"

// The main carriage is the part of the legs between the port of loading and the
// port of discharge. A leg before it brings the cargo to the port, one behind it
// takes the cargo on. Where two of its legs meet is a transshipment port.

// mainCarriage are the first and the last leg of the main carriage; -1 when no
// leg belongs to it. A leg that does not say where it begins or ends is taken
// for one of the main carriage, unless it travels by road or rail.
func mainCarriage(legs []Leg, pol, pod Place) (first, last int) {
	first = slices.IndexFunc(legs, func(l Leg) bool { return l.From.SamePort(pol) })
	if first < 0 {
		first = slices.IndexFunc(legs, Leg.main)
	}
	if first < 0 {
		return -1, -1
	}
	last = first
	for i := first; i < len(legs); i++ {
		if legs[i].To.SamePort(pod) {
			return first, i
		}
		if legs[i].main() {
			last = i
		}
	}
	return first, last
}

// main says that a leg travels as main carriages do.
func (l Leg) main() bool { return l.Mode != Road && l.Mode != Rail }

// ends says that a leg of the main carriage arrives at the port of discharge.
func (l Leg) ends(pod Place) bool { return l.To.IsZero() || l.To.SamePort(pod) }

// begins says that a leg of the main carriage leaves the port of loading.
func (l Leg) begins(pol Place) bool { return l.From.IsZero() || l.From.SamePort(pol) }

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
	for i := max(first, 0); i <= last; i++ {
		next := i < last && legs[i+1].From.SamePort(port)
		if next || legs[i].To.SamePort(port) || i < last && port.IsZero() && legs[i].To.IsZero() {
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

// transshipmentPorts are the ports at which the cargo changes from one leg of
// the main carriage to the next, in order.
func transshipmentPorts(legs []Leg, pol, pod Place) []Place {
	var ports []Place
	first, last := mainCarriage(legs, pol, pod)
	for i := max(first, 0); i <= last; i++ {
		port := meetingPort(legs, i)
		if !port.IsZero() && !port.SamePort(pod) && !port.SamePort(pol) {
			ports = append(ports, port)
		}
	}
	return ports
}

// board names the vessel on which the cargo is, or was last: that of the leg that
// is under way. The number of a ship goes with its name.
func (p *Published) board() {
	at := p.underway()
	if at < 0 {
		return
	}
	on := p.Legs[at]
	if !sameName(on.Vessel, p.Vessel) {
		p.IMO = Text{}
	}
	p.Vessel, p.Voyage = on.Vessel, on.Voyage
}
