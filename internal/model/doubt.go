package model

// Doubt is why an event that its source wants shown waits for a person, as a key
// of the catalogue; empty: it does not. What is in doubt is recorded and kept out
// of everything: it moves no date and no status, in the office either. A person
// publishes it, and then it counts like any other, or withdraws it.
type Doubt string

// The doubts.
const (
	DoubtPort      Doubt = "doubt.port"      // at a port that neither the shipment nor a leg of it names
	DoubtUnderway  Doubt = "doubt.underway"  // the booking is cancelled, and the cargo is on its way
	DoubtRequest   Doubt = "doubt.request"   // the request for a booking is declined, of which there may be another
	DoubtCancelled Doubt = "doubt.cancelled" // something happens to what was cancelled
	DoubtVoyage    Doubt = "doubt.voyage"    // the container, by which alone it was found, may be on another voyage
	DoubtContainer Doubt = "doubt.container" // of a container that the shipment does not name beside its own
)

// InDoubt reports whether the event waits for a person.
func (e Event) InDoubt() bool { return e.Doubt != "" && e.Published.IsZero() && e.Withdrawn.IsZero() }

// believe takes the doubt off an event that was said again without it; false when
// there was none.
func believe(s *Shipment, id string) bool {
	i := s.eventIndex(id)
	if i < 0 || !s.Events[i].InDoubt() {
		return false
	}
	s.Events[i].Doubt = ""
	return true
}

// Remark is the doubt in words, of an event.
func (d Doubt) Remark(e Event) Remark {
	return Remark{Key: string(d), Args: []any{e.Place, e.Container}}
}

// doubtful are the events that wait for a person.
func doubtful(s Shipment) []Event {
	var waiting []Event
	for _, e := range s.Events {
		if e.InDoubt() {
			waiting = append(waiting, e)
		}
	}
	return waiting
}

// doubts asks for a decision about what waits for a person.
func (e *examiner) doubts() {
	waiting := doubtful(e.s)
	if len(waiting) == 0 {
		return
	}
	n := Need{Kind: NeedDoubt, Milestone: waiting[0].Milestone, Why: waiting[0].Doubt.Remark(waiting[0])}
	for _, event := range waiting {
		n.Events = append(n.Events, event.ID)
	}
	e.add(n)
}
