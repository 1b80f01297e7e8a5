package model

import (
	"reflect"
	"slices"
)

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

// KeptBack is what the office knows of a shipment and its customer does not
// see. Nil keeps nothing back: a customer's own view.
type KeptBack struct {
	office       Shipment
	Shown, Known Published // the customer's view and the office's
}

// Keeps compares the office's view of a shipment with its customer's.
func (s Shipment) Keeps() *KeptBack { return &KeptBack{s, Publish(s), Inside(s)} }

// Fields are the fields, by their names in JSON, that the customer sees otherwise.
func (k *KeptBack) Fields() []string {
	fields := []string{}
	if k == nil {
		return fields
	}
	a, b := k.Shown, k.Known
	for _, f := range []struct {
		name string
		same bool
	}{
		{"status", a.Status == b.Status},
		{"etd", a.ETD.Equal(b.ETD)},
		{"eta", a.ETA.Equal(b.ETA)},
		{"atd", a.ATD.Equal(b.ATD)},
		{"ata", a.ATA.Equal(b.ATA)},
		{"vessel", a.Vessel == b.Vessel},
		{"voyage", a.Voyage == b.Voyage},
		{"containers", reflect.DeepEqual(a.Containers, b.Containers)},
		{"legs", reflect.DeepEqual(a.Legs, b.Legs)},
		{"timeline", len(a.Timeline) == len(b.Timeline)},
		{"eta_ledger", len(a.History(KindETA)) == len(b.History(KindETA))},
		{"etd_ledger", len(a.History(KindETD)) == len(b.History(KindETD))},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// Container says that the customer sees the container otherwise, or not at all.
func (k *KeptBack) Container(c PublishedContainer) bool {
	return k != nil && !holds(k.Shown.Containers, c)
}

// Leg says that the customer sees the leg otherwise, or not at all.
func (k *KeptBack) Leg(l Leg) bool { return k != nil && !holds(k.Shown.Legs, l) }

func holds[T any](all []T, one T) bool {
	return slices.ContainsFunc(all, func(t T) bool { return reflect.DeepEqual(t, one) })
}

// Step says that the office has not published an event that the step tells.
func (k *KeptBack) Step(step Step) bool {
	return k != nil && slices.ContainsFunc(k.office.Events, func(e Event) bool {
		return e.Withdrawn.IsZero() && e.Published.IsZero() && e.Milestone == step.Milestone && e.At.Equal(step.At)
	})
}

// Line says that the office has not published the line of the ledger.
func (k *KeptBack) Line(line PublishedLine) bool {
	return k != nil && !line.Withdrawal && slices.ContainsFunc(k.office.Ledger, func(l LedgerEntry) bool {
		same := l.Kind == line.Kind && l.To.Equal(line.To) && l.EventID == line.Event
		return same && l.Withdrawn.IsZero() && l.Published.IsZero()
	})
}
