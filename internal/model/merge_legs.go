package model

import "slices"

// legs takes the main carriage as a list states it. Where it goes through the same
// ports as the one that is known it fills in what is new; else it takes its place.
// Legs before and behind it stay.
func (m *merger) legs(stated []Leg) {
	if len(stated) == 0 {
		return
	}
	f := &m.s.Facts
	stated = slices.Clone(stated)
	stated[0].From, stated[len(stated)-1].To = f.POL, f.POD
	first, last := mainCarriage(f.Legs, f.POL, f.POD)
	switch {
	case first < 0:
		at := slices.IndexFunc(f.Legs, func(l Leg) bool { return l.From.SameGateway(f.POD) })
		if at < 0 {
			at = len(f.Legs)
		}
		f.Legs = slices.Insert(f.Legs, at, stated...)
		first, m.changed = at, true
	case sameWay(f.Legs[first:last+1], stated):
		m.fillLegs(f.Legs[first:last+1], stated)
		return
	default:
		f.Legs = slices.Replace(f.Legs, first, last+1, stated...)
		m.changed = true
	}
	for i := 1; i < len(stated); i++ {
		f.Legs[first+i].Basis, f.Legs[first+i].Named = stated[i-1].ETA, m.by.At
	}
}

// sameWay says that both go through the same ports.
func sameWay(have, stated []Leg) bool {
	return slices.EqualFunc(have[:len(have)-1], stated[:len(stated)-1], func(a, b Leg) bool { return a.To.SamePort(b.To) })
}

func (m *merger) fillLegs(have, stated []Leg) {
	for i := range have {
		to, l := &have[i], stated[i]
		if !l.Vessel.IsZero() && !SameVessel(l.Vessel, to.Vessel) {
			to.Named = m.by.At
		}
		put(m, &to.Vessel, l.Vessel)
		put(m, &to.Voyage, l.Voyage)
		if !saysNoMore(l.ETA, to.ETA) {
			to.ETA, m.changed = l.ETA, true
		}
		if !saysNoMore(l.ETD, to.ETD) {
			to.ETD, m.changed = l.ETD, true
			if i > 0 {
				to.Basis = have[i-1].ETA
			}
		}
	}
}
