package model

import (
	"slices"
	"time"
)

// Hold is that an event is kept back on purpose: who decided so, when, why, and
// until the end of which day. Without a day it counts until it is released.
type Hold struct {
	Stamp
	Until When `json:"until,omitzero"`
}

// HeldAt reports whether the event is kept back on purpose at now. What was
// published or withdrawn is no longer.
func (e Event) HeldAt(now time.Time) bool {
	ended := !e.Held.Until.IsZero() && !now.Before(e.Held.Until.EndOfDay())
	return !e.Held.IsZero() && !ended && e.Published.IsZero() && e.Withdrawn.IsZero()
}

// Remark says that the event is kept back: by whom, why and until when.
func (h Hold) Remark() Remark {
	return Remark{Key: "withheld.held", Args: []any{h.Why, h.By, h.Until}}
}

// HoldEvent keeps an event back on purpose; a second hold takes the place of the
// first. ErrNotFound for one that does not exist or was withdrawn, and the Faults
// "error.hold.published" and "error.hold.past".
func HoldEvent(s *Shipment, id string, hold Hold) error {
	i := s.eventIndex(id)
	switch {
	case i < 0 || !s.Events[i].Withdrawn.IsZero():
		return ErrNotFound
	case s.Events[i].Visible():
		return NewFault("error.hold.published", id)
	case !hold.Until.IsZero() && !hold.At.Before(hold.Until.EndOfDay()):
		return NewFault("error.hold.past", hold.Until.String())
	}
	s.Events[i].Held = hold
	return nil
}

// ReleaseEvent ends a hold: the event waits to be published again. ErrNotFound as
// of HoldEvent, and the Fault "error.hold.none" when it is not kept back.
func ReleaseEvent(s *Shipment, id string, now time.Time) error {
	i := s.eventIndex(id)
	switch {
	case i < 0 || !s.Events[i].Withdrawn.IsZero():
		return ErrNotFound
	case !s.Events[i].HeldAt(now):
		return NewFault("error.hold.none", id)
	}
	s.Events[i].Held = Hold{}
	return nil
}

// knownButHeld are the facts as the office knows them, without what the events
// say that are kept back at now. Where they differ from [Known], a held event
// decides.
func knownButHeld(s Shipment, known Facts, now time.Time) Facts {
	var held []string
	for _, e := range s.Events {
		if e.HeldAt(now) {
			held = append(held, e.ID)
		}
	}
	if len(held) == 0 {
		return known
	}
	return applyEvents(s,
		func(e Event) bool { return recorded(e) && !slices.Contains(held, e.ID) },
		func(l LedgerEntry) bool { return l.Withdrawn.IsZero() && !slices.Contains(held, l.EventID) })
}

// toTell are the facts that customers should read at now: the office's, except
// that what a held event decides stays as it is shown.
func toTell(s Shipment, known, shown Facts, now time.Time) Facts {
	tell, rest := known, knownButHeld(s, known, now)
	keep := func(date *When, rest, shown When) {
		if !date.Equal(rest) {
			*date = shown
		}
	}
	keep(&tell.ETD, rest.ETD, shown.ETD)
	keep(&tell.ETA, rest.ETA, shown.ETA)
	keep(&tell.ATD, rest.ATD, shown.ATD)
	keep(&tell.ATA, rest.ATA, shown.ATA)
	if tell.Status != rest.Status {
		tell.Status = shown.Status
	}
	return tell
}
