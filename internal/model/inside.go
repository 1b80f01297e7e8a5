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

// Unpublished are the fields, by their names in JSON, in which what the office
// knows of a shipment is not what its customer sees.
func Unpublished(s Shipment) []string {
	shown, known := Publish(s), Inside(s)
	fields := []string{}
	for _, f := range []struct {
		name string
		same bool
	}{
		{"status", shown.Status == known.Status},
		{"etd", shown.ETD.Equal(known.ETD)},
		{"eta", shown.ETA.Equal(known.ETA)},
		{"atd", shown.ATD.Equal(known.ATD)},
		{"ata", shown.ATA.Equal(known.ATA)},
		{"vessel", shown.Vessel == known.Vessel},
		{"voyage", shown.Voyage == known.Voyage},
		{"containers", reflect.DeepEqual(shown.Containers, known.Containers)},
		{"legs", reflect.DeepEqual(shown.Legs, known.Legs)},
		{"timeline", len(shown.Timeline) == len(known.Timeline)},
		{"eta_ledger", len(shown.History(KindETA)) == len(known.History(KindETA))},
		{"etd_ledger", len(shown.History(KindETD)) == len(known.History(KindETD))},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// KeepsStep says that the office has not published an event that the step tells.
func (s Shipment) KeepsStep(step Step) bool {
	return slices.ContainsFunc(s.Events, func(e Event) bool {
		return e.Withdrawn.IsZero() && e.Published.IsZero() && e.Milestone == step.Milestone && e.At.Equal(step.At)
	})
}

// KeepsLine says that the office has not published the line of the ledger.
func (s Shipment) KeepsLine(line PublishedLine) bool {
	return !line.Withdrawal && slices.ContainsFunc(s.Ledger, func(l LedgerEntry) bool {
		same := l.Kind == line.Kind && l.To.Equal(line.To) && l.EventID == line.Event
		return same && l.Withdrawn.IsZero() && l.Published.IsZero()
	})
}
