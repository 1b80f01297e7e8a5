package model

import (
	"slices"
	"strconv"
)

// Record adds an event to what the office knows. An event that says what is
// known already is a repeat and adds nothing (false). A changed ETD or ETA also
// appends its line to the ledger; when that line would change nothing, because
// the date is the one expected or the actual one is known, the event is not
// recorded either. With a published stamp the event is published at once.
func Record(s *Shipment, e Event, recorded, published Stamp) (Event, bool) {
	e = e.asForecast(s.Facts)
	e.At = s.Facts.clocks().local(e.At, e.Milestone, e.Place)
	for _, known := range s.Events {
		if known.Withdrawn.IsZero() && known.Same(e) && stillSays(*s, known) {
			if e.Doubt == "" {
				believe(s, known.ID)
			}
			return known, false
		}
	}
	e.ID = nextEventID(*s)
	e.Recorded, e.Published, e.Withdrawn = recorded, Stamp{}, Stamp{}
	if e.Reported.IsZero() {
		e.Reported = recorded.At
	}
	if e.Milestone.IsChange() && !Reschedule(s, e.DateKind(), e.At, e.Text, e.ID, recorded, Stamp{}) {
		return e, false
	}
	s.Events = append(s.Events, e)
	if !published.IsZero() {
		publishEvent(s, len(s.Events)-1, published)
	}
	return s.Events[len(s.Events)-1], true
}

// asForecast is a changed date at a transshipment port as the estimate that it is:
// ETD and ETA are those of the two ends.
func (e Event) asForecast(f Facts) Event {
	if !e.Milestone.IsChange() || !f.IsStop(e.Place) {
		return e
	}
	if e.Classifier == Actual {
		e.Classifier = Estimated
	}
	e.Milestone = map[Milestone]Milestone{ETDChanged: TSDeparted, ETAChanged: TSArrived}[e.Milestone]
	return e
}

// stillSays says that an event is not one of a changed date that has changed
// again since: the same date told anew is then news.
func stillSays(s Shipment, e Event) bool {
	if !e.Milestone.IsChange() {
		return true
	}
	line := lineOf(s, e.ID)
	return line >= 0 && !hasLater(s.Ledger, line)
}

// nextEventID numbers events within their shipment, in the order of recording.
func nextEventID(s Shipment) string { return "e" + strconv.Itoa(len(s.Events)+1) }

// DateKind is the date that a change is of.
func (e Event) DateKind() DateKind {
	if e.Milestone == ETDChanged {
		return KindETD
	}
	return KindETA
}

// PublishEvent shows an event to the customer, with the line of the ledger that
// belongs to it. ErrNotFound when there is no such event or it was withdrawn;
// publishing twice changes nothing, and nor does publishing a date that customers
// read already, see [ShownAlready].
func PublishEvent(s *Shipment, id string, published Stamp) error {
	i := s.eventIndex(id)
	if i < 0 || !s.Events[i].Withdrawn.IsZero() {
		return ErrNotFound
	}
	if s.Events[i].Published.IsZero() {
		publishEvent(s, i, published)
	}
	return nil
}

// publishEvent leaves a changed date in the office that customers read already.
func publishEvent(s *Shipment, i int, published Stamp) {
	if ShownAlready(*s, s.Events[i]) {
		return
	}
	s.Events[i].Published, s.Events[i].Doubt = published, ""
	for line := range s.Ledger {
		if l := s.Ledger[line]; l.EventID == s.Events[i].ID && l.Published.IsZero() && l.Withdrawn.IsZero() {
			publishLine(s, line, published)
		}
	}
}

// Withdraw takes an event or a note back, as [WithdrawEvent] does.
func Withdraw(s *Shipment, id string, withdrawn Stamp) error {
	i := slices.IndexFunc(s.Notes, func(n Note) bool { return n.ID == id })
	if i < 0 {
		return WithdrawEvent(s, id, withdrawn)
	}
	if s.Notes[i].Withdrawn.IsZero() {
		s.Notes[i].Withdrawn = withdrawn
	}
	return nil
}

// WithdrawEvent takes an event back: it disappears for customers and stays in
// the office with who, when and why. The line of the ledger that it brought is
// withdrawn with it. ErrNotFound when there is no such event.
func WithdrawEvent(s *Shipment, id string, withdrawn Stamp) error {
	i := s.eventIndex(id)
	if i < 0 {
		return ErrNotFound
	}
	if !s.Events[i].Withdrawn.IsZero() {
		return nil
	}
	s.Events[i].Withdrawn = withdrawn
	for line := range s.Ledger {
		if l := &s.Ledger[line]; l.EventID == id && l.Withdrawn.IsZero() {
			withdrawLine(s, line, withdrawn)
		}
	}
	return nil
}

// withdrawLine takes a line of the ledger back; if it was the one that held,
// customers are shown again what held before it.
func withdrawLine(s *Shipment, i int, withdrawn Stamp) {
	line := &s.Ledger[i]
	line.Withdrawn = withdrawn
	if line.Published.IsZero() {
		return
	}
	*s.Facts.date(line.Kind) = shownByLedger(s.Ledger, line.Kind)
	s.FactsAt = withdrawn.At
}

func (s Shipment) eventIndex(id string) int {
	for i := range s.Events {
		if s.Events[i].ID == id {
			return i
		}
	}
	return -1
}
