package model

import (
	"slices"
	"time"
)

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
	name, expected, actual := DateName(kind), known.Date(kind), known.happened(kind)
	switch line := lineOf(s, e.ID); {
	case !actual.IsZero():
		return map[DateKind]DateName{KindETD: NameATD, KindETA: NameATA}[kind], actual, true
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
	return slices.IndexFunc(s.Ledger, func(l LedgerEntry) bool { return l.EventID == id && id != "" && l.Withdrawn.IsZero() })
}

// ShownAlready says that an event changes a date in the office alone, to the one
// that customers read: there is nothing to tell them.
func ShownAlready(s Shipment, e Event) bool {
	line := lineOf(s, e.ID)
	if !e.Milestone.IsChange() || line < 0 || !s.Ledger[line].Published.IsZero() {
		return false
	}
	return Shown(s).Date(s.Ledger[line].Kind).Equal(s.Ledger[line].To)
}

// hasLater says that a later line of the ledger is about the same date.
func hasLater(lines []LedgerEntry, i int) bool {
	return slices.ContainsFunc(lines[i+1:], func(l LedgerEntry) bool { return l.Kind == lines[i].Kind && l.Withdrawn.IsZero() })
}

// Offers says what can be done to the events and notes of a shipment.
type Offers struct {
	Publish  bool // an event is kept that customers would learn from
	Withdraw bool // something was recorded that can be taken back
}

// OffersOf is what can be done to what was recorded of the shipment.
func OffersOf(s Shipment) (o Offers) {
	for _, e := range s.Events {
		o.Publish = o.Publish || Publishable(s, e)
		o.Withdraw = o.Withdraw || e.Withdrawn.IsZero()
	}
	for _, n := range s.Notes {
		o.Withdraw = o.Withdraw || n.ForCustomer && n.Withdrawn.IsZero()
	}
	return o
}

// Publishable says that an event can be published: it was not, and it says something
// that customers do not read already.
func Publishable(s Shipment, e Event) bool {
	return e.Withdrawn.IsZero() && e.Published.IsZero() && !ShownAlready(s, e)
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
