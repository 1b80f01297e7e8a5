package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

// withheld lists what the office knows of a shipment and the customer does not
// see, each with why, in the order of the record.
func withheld(s model.Shipment, now time.Time) []model.Withheld {
	l := &withholding{}
	for _, e := range s.Events {
		l.event(e, now)
	}
	for i, line := range s.Ledger {
		if line.EventID == "" {
			l.stamped("ledger "+strconv.Itoa(i+1), ledgerText(line), line.Published, line.Withdrawn)
		}
	}
	for _, n := range s.Notes {
		switch {
		case !n.Withdrawn.IsZero():
			l.add("note "+n.ID, n.Text, withdrawn(n.Withdrawn))
		case !n.ForCustomer:
			l.add("note "+n.ID, n.Text, model.Remark{Key: "withheld.internal"})
		}
	}
	l.add("buy_rate", s.Internal.BuyRate, model.Remark{Key: "withheld.internal"})
	l.add("remarks", s.Internal.Remarks, model.Remark{Key: "withheld.internal"})
	return l.list
}

// withholding is the list as it is made.
type withholding struct{ list []model.Withheld }

// add adds a line, when there is something to withhold.
func (l *withholding) add(field string, what model.Text, why model.Remark) {
	if !what.IsZero() {
		l.list = append(l.list, model.Withheld{Field: field, What: what, Why: why})
	}
}

// stamped adds what was not published, or was taken back.
func (l *withholding) stamped(field string, what model.Text, published, taken model.Stamp) {
	switch {
	case !taken.IsZero():
		l.add(field, what, withdrawn(taken))
	case published.IsZero():
		l.add(field, what, model.Remark{Key: "withheld.unpublished"})
	}
}

func (l *withholding) event(e model.Event, now time.Time) {
	switch {
	case e.HeldAt(now):
		l.add("event "+e.ID, eventText(e), e.Held.Remark())
	case e.InDoubt():
		l.add("event "+e.ID, eventText(e), e.Doubt.Remark(e))
	default:
		l.stamped("event "+e.ID, eventText(e), e.Published, e.Withdrawn)
	}
	l.add("event "+e.ID+" internal", e.Internal, model.Remark{Key: "withheld.internal"})
}

func withdrawn(by model.Stamp) model.Remark {
	return model.Remark{Key: "withheld.withdrawn", Args: []any{by.By, model.DayOf(by.At), by.Why}}
}

// eventText is an event in one line, in the codes of the record.
func eventText(e model.Event) model.Text {
	return joined(string(e.Milestone), string(e.Classifier), e.At.String(), e.Place.String(), e.Container.String(), e.Text.String())
}

func ledgerText(l model.LedgerEntry) model.Text {
	return joined(string(l.Kind), l.To.String(), l.Reason.String())
}

func joined(parts ...string) model.Text {
	said := slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return model.Line(strings.Join(said, " · "), model.NoteCells)
}
