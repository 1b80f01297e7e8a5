package model

import "time"

// stepTurn is the turn of the steps of a container and of its vessel, which follow
// one another wherever it travels. A container may be stuffed in the port, and
// customs may clear it at sea: these have none.
var stepTurn = map[Milestone]int{
	EmptyPickedUp: 1, GateIn: 2, Loaded: 3, Departed: 4, Arrived: 5, Discharged: 6, GateOut: 7, Delivered: 8, EmptyReturned: 9,
}

// turnWithin is by how much the reports of two steps may stand in the wrong order:
// carriers are not exact, and a mere day may be any hour of it.
const turnWithin = 36 * time.Hour

// OutOfTurn is a report that stands in the wrong order with an actual event, of
// the same container or of the vessel: an empty return days before the discharge.
// Two reports of the vessel are not compared, for their dates are.
func OutOfTurn(s Shipment, e Event) (other Event, found bool) {
	at := stepTurn[s.Facts.counted(e.Milestone, e.Place)]
	if e.Classifier != Actual || at == 0 {
		return Event{}, false
	}
	for _, o := range reported(s, e.ID) {
		before := stepTurn[s.Facts.counted(o.Milestone, o.Place)]
		apart := e.At.Instant().Sub(o.At.Instant())
		if before > at {
			apart = -apart
		}
		if before != 0 && before != at && apart < -turnWithin && sameCargo(e, o) {
			return o, true
		}
	}
	return Event{}, false
}

// sameCargo says that what two events report bears on the same cargo, and that at
// least one of them is of a container.
func sameCargo(a, b Event) bool {
	if !a.Milestone.PerContainer() && !b.Milestone.PerContainer() {
		return false
	}
	return a.Container.IsZero() || b.Container.IsZero() || NormalizeContainer(a.Container.s) == NormalizeContainer(b.Container.s)
}
