package model

import (
	"slices"
	"time"
)

// The spans beyond which a report is early: a booking may be made months before
// the vessel sails; what the vessel does follows within days what was done at
// the port of loading.
const (
	earlyBooking = 180 * 24 * time.Hour
	earlyVessel  = 3 * 24 * time.Hour
)

// TooEarly says that an actual happening lies so long before what else is known
// of the shipment that its date is probably wrong: half a year before the first
// of its dates, days before the cargo came to the port that the vessel left, or
// before the departure that it follows.
func TooEarly(s Shipment, e Event) bool {
	if e.Classifier != Actual || e.Milestone.IsChange() || e.At.IsZero() {
		return false
	}
	at, known := e.At.Instant(), Known(s)
	first := s.Created
	for _, o := range append(reported(s, e.ID), Event{At: known.ETD}) {
		if o.At.IsZero() {
			continue
		}
		moment := o.At.Instant()
		if o.Milestone == GateIn && e.Milestone.Rank() >= Departed.Rank() && at.Before(moment.Add(-earlyVessel)) {
			return true
		}
		if first.IsZero() || moment.Before(first) {
			first = moment
		}
	}
	if e.Milestone.Rank() > Departed.Rank() && e.At.DaysAfter(known.ATD) < -1 && !known.ATD.IsZero() {
		return true
	}
	return !first.IsZero() && at.Before(first.Add(-earlyBooking))
}

// reported are the other events that report a fact.
func reported(s Shipment, but string) []Event {
	return slices.DeleteFunc(slices.Clone(s.Events), func(o Event) bool {
		return o.ID == but || o.Classifier != Actual || !recorded(o) || o.Milestone.IsChange()
	})
}
