package model

import "time"

// Overtaken says that an event names an expected date that is no longer the one
// to tell, because a later report brought another one or the actual date is
// known, and which date holds instead. To publish it would move the customer's
// date back. False for every event that names no expected date.
func Overtaken(s Shipment, e Event) (name DateName, holds When, over bool) {
	return overtakenBy(s, Known(s), e)
}

func overtakenBy(s Shipment, known Facts, e Event) (name DateName, holds When, over bool) {
	kind, dated := e.dated(s.Facts)
	if !dated {
		return "", When{}, false
	}
	name, expected, actual, actualName := NameETA, known.ETA, known.ATA, NameATA
	if kind == KindETD {
		name, expected, actual, actualName = NameETD, known.ETD, known.ATD, NameATD
	}
	switch line := lineOf(s, e.ID); {
	case !actual.IsZero():
		return actualName, actual, true
	case line >= 0:
		return name, expected, hasLater(s.Ledger, line)
	default:
		return name, expected, !e.At.Date().Equal(expected.Date())
	}
}

// dated is the expected date that an event names, if it names one.
func (e Event) dated(f Facts) (DateKind, bool) {
	if e.Milestone.IsChange() {
		return e.DateKind(), true
	}
	return e.expects(f)
}

// lineOf is the line of the ledger that an event brought; -1 when there is none.
func lineOf(s Shipment, id string) int {
	for i, l := range s.Ledger {
		if l.EventID == id && id != "" && l.Withdrawn.IsZero() {
			return i
		}
	}
	return -1
}

// ShownAlready says that an event changes a date in the office alone, to the one
// that customers read: there is nothing to tell them.
func ShownAlready(s Shipment, e Event) bool {
	line := lineOf(s, e.ID)
	if !e.Milestone.IsChange() || line < 0 || !s.Ledger[line].Published.IsZero() {
		return false
	}
	shown := Shown(s)
	if s.Ledger[line].Kind == KindETD {
		return shown.ETD.Equal(s.Ledger[line].To)
	}
	return shown.ETA.Equal(s.Ledger[line].To)
}

// hasLater says that a later line of the ledger is about the same date.
func hasLater(lines []LedgerEntry, i int) bool {
	for _, l := range lines[i+1:] {
		if l.Kind == lines[i].Kind && l.Withdrawn.IsZero() {
			return true
		}
	}
	return false
}

// Waiting are the events that customers would learn something from if they were
// published: neither those whose date was overtaken or is the one they read, nor
// estimates of what is known to have happened, nor what is kept back on purpose at
// now.
func Waiting(s Shipment, now time.Time) []Event {
	var waiting []Event
	known, happened := Known(s), reportsOf(s, recorded)
	for _, e := range s.Events {
		stale := e.Classifier != Actual && !e.Milestone.IsChange() && happened.knows(known, e.Milestone)
		if !recorded(e) || e.Visible() || e.HeldAt(now) || stale || ShownAlready(s, e) {
			continue
		}
		if _, _, over := overtakenBy(s, known, e); !over {
			waiting = append(waiting, e)
		}
	}
	return waiting
}
