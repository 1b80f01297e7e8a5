package model

// A booking is confirmed and cancelled by events, and of those the latest counts:
// a confirmation after a cancellation takes the shipment up again. What a person
// set is not undone by it.

// bookingCancelled reports whether the last word about the booking is that it is
// cancelled. events are in the order in which they happened.
func bookingCancelled(events []Event, counts func(Event) bool) bool {
	cancelled := false
	for _, e := range events {
		if e.Classifier != Actual || !counts(e) {
			continue
		}
		switch e.Milestone {
		case BookingConfirmed:
			cancelled = false
		case BookingCancelled:
			cancelled = true
		default:
		}
	}
	return cancelled
}
