package model

// NextMilestone is the next step of the ladder to post: the one behind the
// furthest that the office knows of, or that one itself while it was reported
// of some of the containers only. At a transshipment port it is the departure
// from there. Empty when nothing is left to post.
func NextMilestone(s Shipment) Milestone {
	f, r := Known(s), reportsOf(s, recorded)
	if f.Status == Cancelled {
		return ""
	}
	far := reached(f, r)
	if far >= TSArrived.Rank() && far <= TSLoaded.Rank() {
		return TSDeparted
	}
	for _, m := range Ladder(f.Load) {
		partly := m.PerContainer() && r[m] != nil && !r[m].complete(f.Containers)
		if m.Rank() > far || m.Rank() == far && partly {
			return m
		}
	}
	return ""
}

// DefaultPlace is where a milestone of the shipment normally happens; the zero
// Place where that cannot be told.
func DefaultPlace(s Shipment, m Milestone) Place {
	f := s.Facts
	switch m {
	case CargoReceived, Stuffed:
		if f.Pickup.IsZero() {
			return f.POL
		}
		return f.Pickup
	case EmptyPickedUp, GateIn, Loaded, Departed, ETDChanged:
		return f.POL
	case TSArrived, TSDischarged, TSLoaded, TSDeparted:
		return transshipmentPort(s)
	case Arrived, Discharged, CustomsCleared, GateOut, EmptyReturned, ETAChanged:
		return f.POD
	case Delivered:
		return f.Dropoff
	default:
		return Place{}
	}
}

// transshipmentPort is where the cargo is being transshipped, or else the first
// port on the way of its legs that it has not left yet.
func transshipmentPort(s Shipment) Place {
	var at Place
	var left []Place
	for _, e := range inOrder(s.Events) {
		if !recorded(e) || e.Classifier != Actual || e.Place.IsZero() {
			continue
		}
		switch e.Milestone {
		case TSArrived, TSDischarged, TSLoaded:
			at = e.Place
		case TSDeparted:
			at, left = Place{}, append(left, e.Place)
		default:
		}
	}
	if !at.IsZero() {
		return at
	}
	return nextStop(s.Facts, left)
}

func nextStop(f Facts, left []Place) Place {
	for _, leg := range f.Legs {
		afloat := leg.Mode == Sea || leg.Mode == Barge
		if !afloat || leg.To.IsZero() || leg.To.SamePort(f.POD) || leg.To.SamePort(f.POL) {
			continue
		}
		if !containsPort(left, leg.To) {
			return leg.To
		}
	}
	return Place{}
}

func containsPort(ports []Place, p Place) bool {
	for _, port := range ports {
		if port.SamePort(p) {
			return true
		}
	}
	return false
}
