package desk

import (
	"testing"
	"time"

	"porthole/internal/model"
)

func eta(day int, reason string) model.DateDraft {
	return model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, day), Why: model.Reason{Text: text(reason)}}
}

func TestReschedulingWritesTheLedger(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	h.check(d.Reschedule(ctx, mine, eta(3, "Port congestion"), false, 0))
	if seen := h.seen("saigon-tech", mine); !seen.ETA.Equal(model.Day(2025, 5, 30)) || len(seen.Ledger) != 0 {
		t.Errorf("the customer sees %s and %+v", seen.ETA, seen.Ledger)
	}
	h.fault(d.Reschedule(ctx, mine, eta(3, "Port congestion"), false, 0), "error.date.same")
	h.check(d.Reschedule(ctx, mine, eta(3, "Congestion at Long Beach"), true, 0))
	seen := h.seen("saigon-tech", mine)
	if !seen.ETA.Equal(model.Day(2025, 6, 3)) || len(seen.Ledger) != 1 || seen.Ledger[0].Reason != text("Congestion at Long Beach") ||
		!seen.Ledger[0].From.Equal(model.Day(2025, 5, 30)) {
		t.Errorf("the customer sees %s and %+v", seen.ETA, seen.Ledger)
	}
	h.fault(d.Reschedule(ctx, mine, eta(3, "Congestion at Long Beach"), true, 0), "error.date.same")
	h.check(d.Reschedule(ctx, mine, eta(5, "Still no berth"), true, 0))
	id := h.record(mine).Events[len(h.record(mine).Events)-1].ID
	h.now = h.now.Add(time.Hour)
	h.check(d.Withdraw(ctx, mine, id, text("The carrier was wrong")))
	if seen := h.seen("saigon-tech", mine); !seen.ETA.Equal(model.Day(2025, 6, 3)) || len(seen.Ledger) != 3 {
		t.Errorf("after the withdrawal: %s, %+v", seen.ETA, seen.Ledger)
	}
	if ledger := h.record(mine).Ledger; len(ledger) != 2 || ledger[1].Withdrawn.Why != text("The carrier was wrong") {
		t.Errorf("the office's ledger lost something: %+v", ledger)
	}
}

func TestDatesThatCannotBeRescheduled(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	must(d.Post(ctx, mine, departed("2025-05-16"), true, 0))
	for key, draft := range map[string]model.DateDraft{
		"error.reason.date":  eta(3, ""),
		"error.date.missing": {Kind: model.KindETA, Why: model.Reason{Text: text("x")}},
		"error.date.same":    {Kind: model.KindETA, To: model.Day(2025, 5, 30), Why: model.Reason{Text: text("x")}},
		"error.date.actual":  {Kind: model.KindETD, To: model.Day(2025, 5, 18), Why: model.Reason{Text: text("x")}},
	} {
		h.fault(d.Reschedule(ctx, mine, draft, true, 0), key)
		_, err := d.ProposeDate(ctx, mine, draft)
		h.fault(err, key)
	}
}

// A date that the office has from a carrier and customers do not see is shown by
// naming it again with --publish, however it came in.
func TestADateThatWaitsIsPublished(t *testing.T) {
	to := model.Day(2025, 6, 3)
	for name, wait := range map[string]func(s *model.Shipment, by model.Stamp){
		"an estimate of the carrier": func(s *model.Shipment, by model.Stamp) {
			model.Record(s, model.Event{Milestone: model.ETAChanged, Classifier: model.Estimated, At: to, Text: text("Port congestion")}, by, model.Stamp{})
		},
		"a plan of the carrier": func(s *model.Shipment, by model.Stamp) {
			model.Record(s, model.Event{Milestone: model.ETAChanged, Classifier: model.Planned, At: to, Place: s.Facts.POD}, by, model.Stamp{})
		},
		"a line without an event": func(s *model.Shipment, by model.Stamp) {
			model.Reschedule(s, model.KindETA, to, text("CANARY-reason"), "", by, model.Stamp{})
		},
	} {
		h := newHouse(t)
		s := h.record(mine)
		wait(&s, model.Stamp{At: noon, By: operations.Account})
		h.put(s)
		d := h.at(operations)
		would, err := d.ProposeDate(ctx, mine, eta(3, "Still no berth"))
		h.check(err)
		h.check(d.Reschedule(ctx, mine, eta(3, "Still no berth"), true, would.Version))
		seen := h.seen("saigon-tech", mine)
		if !seen.ETA.Equal(to) || len(seen.Ledger) != 1 || seen.Ledger[0].Reason != text("Still no berth") ||
			!seen.Ledger[0].From.Equal(model.Day(2025, 5, 30)) {
			t.Errorf("%s: the customer sees %s and %+v", name, seen.ETA, seen.Ledger)
		}
		h.same(name, seen, would.After)
		h.fault(d.Reschedule(ctx, mine, eta(3, "Still no berth"), true, 0), "error.date.same")
	}
}
