package model

import (
	"slices"
)

// Known are the facts as the office knows them: with every event applied that
// was not withdrawn and is not in doubt, and dates as last recorded, published
// or not.
func Known(s Shipment) Facts {
	return applyEvents(s,
		recorded,
		func(l LedgerEntry) bool { return l.Withdrawn.IsZero() })
}

// Shown are the facts as customers see them: only published events applied.
func Shown(s Shipment) Facts { return applyEvents(s, Event.Visible, LedgerEntry.Visible) }

// applyEvents applies the events and ledger lines that count to the facts.
//
//   - The order of recording does not matter: events are taken by the time at
//     which they happened, and one reported twice has its effect once.
//   - Only actual events move status and actual dates; an estimate never
//     overwrites an actual.
//   - Departed sets its date at the port of loading and arrived at the port of
//     discharge, or at another port of their gateways as long as nothing is
//     reported of the port itself; the same elsewhere is a transshipment.
//   - The status follows the furthest of the actual events and of the actual
//     dates, see [Stage]; what was cancelled stays so.
func applyEvents(s Shipment, counts func(Event) bool, listed func(LedgerEntry) bool) Facts {
	f := s.Facts
	for _, line := range inForce(s.Ledger, listed) {
		*f.date(line.Kind) = line.To
	}
	events := inOrder(s.Events)
	for _, e := range events {
		if counts(e) && e.Classifier == Actual {
			apply(&f, s, e, counts)
		}
	}
	f.Status = f.Status.Advance(stageByDates(f.ATD, f.ATA).status())
	learnFacts(&f, events, counts)
	if bookingCancelled(events, counts) {
		f.Status = f.Status.Advance(Cancelled)
	}
	return f
}

// inForce are the lines that are listed, the one that counts last: recorded
// lines in the order of recording, published ones in that of publication.
func inForce(lines []LedgerEntry, listed func(LedgerEntry) bool) []LedgerEntry {
	chosen := slices.DeleteFunc(slices.Clone(lines), func(l LedgerEntry) bool { return !listed(l) })
	if !slices.ContainsFunc(chosen, func(l LedgerEntry) bool { return l.Published.IsZero() }) {
		slices.SortStableFunc(chosen, func(a, b LedgerEntry) int { return a.Published.At.Compare(b.Published.At) })
	}
	return chosen
}

// inOrder is a copy of events by the time at which they happened.
func inOrder(events []Event) []Event {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int {
		return before(a.Moment(), a.Milestone, b.Moment(), b.Milestone)
	})
	return sorted
}

func apply(f *Facts, s Shipment, e Event, counts func(Event) bool) {
	rank := s.Facts.counted(e.Milestone, e.Place).Rank()
	if rank < 0 {
		return
	}
	rule := milestones[rank].effect
	if rule.sets != nil && !e.At.IsZero() && !otherCall(s, e, counts) {
		*rule.sets(f) = e.At
	}
	if rule.stage == StageDelivered && !allDelivered(s, counts) {
		rule.stage = StageArrived
	}
	f.Status = f.Status.Advance(rule.stage.status())
}

// otherCall tells that the vessel called at e's port beside the port that the
// shipment names: something is reported of that one.
func otherCall(s Shipment, e Event, counts func(Event) bool) bool {
	if _, exact := s.Facts.EndOf(e.Place); exact || e.Place.IsZero() {
		return false
	}
	return slices.ContainsFunc(s.Events, func(o Event) bool {
		_, exact := s.Facts.EndOf(o.Place)
		return o.Milestone == e.Milestone && o.Classifier == Actual && exact && counts(o)
	})
}

// allDelivered says whether the whole shipment has been delivered: by an event
// for all of it, or by one for each of its containers, those included that only
// an event names. A container that went back empty was delivered.
func allDelivered(s Shipment, counts func(Event) bool) bool {
	delivered := map[Text]bool{} // every container, and whether it was
	for _, c := range s.Facts.Containers {
		delivered[NormalizeContainer(c.Number.String())] = false
	}
	for _, e := range s.Events {
		m := s.Facts.counted(e.Milestone, e.Place)
		if e.Classifier != Actual || !m.PerContainer() || !counts(e) {
			continue
		}
		ends := m.stage() == StageDelivered
		if number := NormalizeContainer(e.Container.String()); !number.IsZero() {
			delivered[number] = delivered[number] || ends
		} else if ends {
			return true
		}
	}
	for _, done := range delivered {
		if !done {
			return false
		}
	}
	return len(delivered) > 0
}

// Reschedule appends a line to the ledger: kind's date becomes to. Published
// lines change the facts at once and are seen by customers; others stay in the
// office. Nothing happens, and false is returned, when the date is already the
// one expected, or when the actual date is known: an estimate never overwrites
// an actual.
func Reschedule(s *Shipment, kind DateKind, to When, reason Text, eventID string, recorded, published Stamp) bool {
	known := Known(*s)
	to = s.Facts.clocks().local(to, kind.Change(), Place{})
	from := known.Date(kind)
	if to.IsZero() || !known.happened(kind).IsZero() || from.Equal(to) {
		return false
	}
	s.Ledger = append(s.Ledger, LedgerEntry{
		Kind: kind, From: from, To: to, Reason: reason, EventID: eventID, Recorded: recorded,
	})
	if !published.IsZero() {
		publishLine(s, len(s.Ledger)-1, published)
	}
	return true
}

// publishLine shows one line of the ledger to customers: it counts from what
// they were shown before.
func publishLine(s *Shipment, i int, published Stamp) {
	line := &s.Ledger[i]
	line.From, line.Published = Shown(*s).Date(line.Kind), published
	*s.Facts.date(line.Kind) = line.To
	s.FactsAt = published.At
}

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
