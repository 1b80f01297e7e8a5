package model

// Plan is the legs of a shipment as they can be changed: those that were given,
// and where the events or the ports show more of them, all of those. Their numbers
// are those of the list that everybody reads.
func Plan(s Shipment) []Leg {
	shown := Inside(s).Legs
	plan := make([]Leg, len(shown))
	for i, l := range shown {
		plan[i] = Leg{Mode: l.Mode, From: l.From, To: l.To, Vessel: l.Vessel, Voyage: l.Voyage}
		for _, given := range s.Facts.Legs {
			if given.From == l.From && given.To == l.To {
				plan[i] = given
			}
		}
	}
	return plan
}

// PlanEnds are the numbers of the legs, from 0, that leave the port of loading and
// that arrive at the port of discharge; -1 for none. Their dates are the
// shipment's.
func PlanEnds(f Facts) (first, last int) {
	first, last = mainCarriage(f.Legs, f.POL, f.POD)
	if first >= 0 && !f.Legs[first].begins(f.POL) {
		first = -1
	}
	if last >= 0 && !f.Legs[last].ends(f.POD) {
		last = -1
	}
	return first, last
}

// PlanGaps says where the legs do not join up: with one another, or with the ports
// of the shipment.
func PlanGaps(f Facts) []Remark {
	var gaps []Remark
	gap := func(from, to Place) {
		if !from.IsZero() && !to.IsZero() && !from.SameGateway(to) {
			gaps = append(gaps, Remark{Key: "remark.leg.gap", Args: []any{from, to}})
		}
	}
	first, last := mainCarriage(f.Legs, f.POL, f.POD)
	for i, l := range f.Legs {
		if i == first {
			gap(f.POL, l.From)
		}
		if i > 0 {
			gap(f.Legs[i-1].To, l.From)
		}
		if i == last {
			gap(l.To, f.POD)
		}
		if earlier(l.arrival(), l.departure()) {
			gaps = append(gaps, Remark{Key: "remark.leg.order", Args: []any{i + 1}})
		}
	}
	return gaps
}

// PlanBasis remembers for which arrival the dates of the leg i were planned, as it
// is known now.
func PlanBasis(s *Shipment, i int) {
	if shown := Inside(*s).Legs; i > 0 && i < len(s.Facts.Legs) && i <= len(shown) {
		s.Facts.Legs[i].Basis = shown[i-1].arrival()
	}
}
