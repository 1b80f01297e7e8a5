package model

import "slices"

// Inside is the office's own view of a shipment in the form of a published
// one, with everything that is known, published or not: not what was
// withdrawn, and not what is in doubt. It
// is for staff: it lets them list, search and read with the same screens. It
// still carries no internal text. No customer's handle ever returns it.
func Inside(s Shipment) Published {
	known := s.Clone()
	for i, e := range known.Events {
		if recorded(e) && e.Published.IsZero() {
			known.Events[i].Published = e.Recorded
		}
	}
	for i, l := range known.Ledger {
		if l.Withdrawn.IsZero() && l.Published.IsZero() {
			known.Ledger[i].Published = l.Recorded
		}
	}
	known.Notes = slices.DeleteFunc(known.Notes, func(n Note) bool { return !n.ForCustomer })
	return Publish(known)
}
