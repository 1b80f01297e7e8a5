package model

import (
	"cmp"
	"slices"
)

// NextMilestone is the next step to post: the one of the ladder behind the
// furthest that the office knows of, or that one itself while it was reported of
// some of the containers only; between two legs at sea the arrival at the
// transshipment port and the departure from there. Empty when nothing is left to
// post.
func NextMilestone(s Shipment) Milestone {
	f, r := Known(s), reportsOf(s, recorded)
	if f.Status == Cancelled {
		return ""
	}
	far := reached(f, r)
	if far >= Departed.Rank() && far < Arrived.Rank() {
		if m := knownRoute(s, f).next(); m != "" {
			return m
		}
	}
	for _, m := range Ladder(f.Load) {
		partly := m.PerContainer() && r[m] != nil && !r[m].complete(f.Containers)
		if m.Rank() > far || m.Rank() == far && partly {
			return m
		}
	}
	return ""
}

// next is what is to be reported next of a transshipment; empty when none is
// ahead.
func (r *route) next() Milestone {
	begun := r.stop >= r.first && r.first >= 0
	switch {
	case begun && r.legs[r.stop+1].ATD.IsZero():
		return TSDeparted
	case r.stop+1 < r.last:
		return TSArrived
	default:
		return ""
	}
}

// knownRoute is the route as the office knows it.
func knownRoute(s Shipment, known Facts) *route {
	return newRoute(known, slices.DeleteFunc(inOrder(s.Events), func(e Event) bool { return !recorded(e) }))
}

// DefaultPlace is where a milestone of the shipment normally happens; the zero
// Place where that cannot be told.
func DefaultPlace(s Shipment, m Milestone) Place {
	f := s.Facts
	switch m {
	case CargoReceived, Stuffed:
		return cmp.Or(f.Pickup, f.POL)
	case EmptyPickedUp, GateIn, Loaded, Departed, ETDChanged:
		return f.POL
	case TSArrived, TSDischarged, TSLoaded, TSDeparted:
		r := knownRoute(s, Known(s))
		if i := r.stopFor(m); i >= 0 && r.first >= 0 {
			return meetingPort(r.legs, i)
		}
		return Place{}
	case Arrived, Discharged, CustomsCleared, GateOut, EmptyReturned, ETAChanged:
		return f.POD
	case Delivered:
		return f.Dropoff
	default:
		return Place{}
	}
}

// DefaultShip is the vessel that a milestone at an end of the main carriage
// normally happens to. At a transshipment it is that of the leg, which need not be
// said: the leg may still be put on another one.
func DefaultShip(s Shipment, m Milestone) (vessel, voyage Text) {
	calls := Calls(s, Departed)
	switch {
	case len(calls) == 0:
		return s.Facts.Vessel, s.Facts.Voyage
	case m == Loaded || m == Departed:
		return calls[0].Vessel, calls[0].Voyage
	case m == Arrived:
		return calls[len(calls)-1].Vessel, calls[len(calls)-1].Voyage
	default:
		return Text{}, Text{}
	}
}

// MainLegs are the legs of the main carriage as the office knows them, from the
// port of loading to the port of discharge; none for what has no main carriage.
func MainLegs(s Shipment) []Leg {
	known := Known(s)
	r := knownRoute(s, known)
	if r.first < 0 {
		return nil
	}
	legs := r.legs[r.first : r.last+1]
	for i := range legs {
		if legs[i].From.IsZero() {
			legs[i].From = known.POL
			if i > 0 {
				legs[i].From = legs[i-1].To
			}
		}
		if legs[i].To.IsZero() {
			legs[i].To = known.POD
			if i+1 < len(legs) {
				legs[i].To = legs[i+1].From
			}
		}
	}
	return legs
}
