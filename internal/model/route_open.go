package model

import (
	"cmp"
	"slices"
	"time"
)

// open takes back the planned dates behind an arrival that has moved: nobody has
// said yet what comes of them. They stay open until they are given anew. The
// shipment's own ETD and ETA are told elsewhere too and stay, and what an event
// said of a leg stays as long as it is possible.
func (r *route) open() {
	moved := false // the arrival before the leg no longer is what the leg was planned for
	for i := range r.legs {
		l := &r.legs[i]
		begun := !l.ATD.IsZero() || !l.ATA.IsZero()
		moved = i > 0 && !begun && r.overtaken(i, moved)
		if !l.ETD.IsZero() && !begun && r.lost(i, false, moved) {
			l.Open, l.ETD = true, When{}
		}
		if !l.ETA.IsZero() && l.ATA.IsZero() && r.lost(i, true, moved) {
			l.Open, l.ETA = true, When{}
		}
		moved = (moved || l.Open) && l.ETA.IsZero()
	}
	for i := range r.legs {
		r.legs[i].Basis, r.legs[i].Named = When{}, time.Time{} // the office's own
	}
}

// overtaken says that the plan of the leg i no longer holds: the arrival before it
// is open, or later than the one for which the leg was planned, or behind its
// departure.
func (r *route) overtaken(i int, open bool) bool {
	at := r.legs[i-1].arrival()
	return open || !r.legs[i].Basis.IsZero() && at.DaysAfter(r.legs[i].Basis) > 0 || earlier(r.legs[i].ETD, at)
}

// lost says that the ETA of the leg i, or its ETD, no longer holds.
func (r *route) lost(i int, arrival, moved bool) bool {
	l := r.legs[i]
	impossible := earlier(l.ETA, l.departure())
	own := i == r.last && l.ends(r.f.POD) && !r.f.ETA.IsZero()
	if !arrival {
		impossible = i > 0 && earlier(l.ETD, r.legs[i-1].arrival())
		own = i == r.first && l.begins(r.f.POL) && !r.f.ETD.IsZero()
	}
	if slices.ContainsFunc(r.said, func(e forecast) bool { return e.leg == i && e.arrival == arrival }) {
		moved = false
	}
	return !own && (moved || impossible)
}

// arrival is when a leg has ended, or will.
func (l Leg) arrival() When { return cmp.Or(l.ATA, l.ETA) }

// departure is when a leg has begun, or will.
func (l Leg) departure() When { return cmp.Or(l.ATD, l.ETD) }

// earlier says that a lies before b, by the day where one of them is only a day.
func earlier(a, b When) bool {
	switch {
	case a.IsZero() || b.IsZero():
		return false
	case a.IsDate() || b.IsDate():
		return a.DaysAfter(b) < 0
	default:
		return a.Compare(b) < 0
	}
}
