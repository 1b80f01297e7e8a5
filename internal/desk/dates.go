package desk

import (
	"context"

	"porthole/internal/model"
)

// ProposeDate shows what the customer would read if the new date were published.
func (d *Desk) ProposeDate(ctx context.Context, ref string, draft model.DateDraft) (model.Proposal, error) {
	p, err := d.propose(ctx, ref, draft.Reason, reschedule(draft))
	if err == nil && !p.After.ETD.IsZero() && !p.After.ETA.IsZero() && p.After.ETA.DaysAfter(p.After.ETD) < 0 {
		p.Questions = append(p.Questions, model.Question{Key: "lint.order", Piece: model.Line(p.After.ETA.String(), model.RefCells)})
	}
	return p, err
}

// Reschedule records a new ETD or ETA in the ledger, as an event of its own
// that can be published later or taken back. version is that of the proposal,
// zero for none. The Faults are ErrNotFound, "error.reason",
// "error.date.missing", "error.date.same", "error.date.actual" and
// "error.edited_meanwhile".
func (d *Desk) Reschedule(ctx context.Context, ref string, draft model.DateDraft, publish bool, version uint64) error {
	words := string(draft.Kind) + " " + draft.To.String()
	return d.write(ctx, "reschedule", ref, version, words, publish, reschedule(draft))
}

func reschedule(draft model.DateDraft) change {
	return func(s *model.Shipment, stamp model.Stamp, publish bool) error {
		event, err := dateEvent(*s, draft)
		if err != nil {
			return err
		}
		if err := sayAgain(s, event, stamp, publish); err != nil {
			return err
		}
		if publish {
			if err := sayWaiting(s, draft, event, stamp); err != nil {
				return err
			}
		}
		before := shownVersion(*s)
		recorded, fresh := model.Record(s, event, stamp, stampIf(publish, stamp))
		if publish && eventIndex(*s, recorded.ID) >= 0 {
			if err := model.PublishEvent(s, recorded.ID, stamp); err != nil {
				return err
			}
		}
		if !fresh && before == shownVersion(*s) {
			return model.NewFault("error.date.same", label(draft.Kind), draft.To.String())
		}
		return nil
	}
}

// sayWaiting makes room for a date that the office has and customers do not see,
// because whoever reported it did not publish it: what waits is taken back, and
// the date is told with the reason of the person who publishes it now.
func sayWaiting(s *model.Shipment, draft model.DateDraft, event model.Event, stamp model.Stamp) error {
	known, shown := model.Known(*s).ETA, model.Shown(*s).ETA
	if draft.Kind == model.KindETD {
		known, shown = model.Known(*s).ETD, model.Shown(*s).ETD
	}
	if !known.Equal(draft.To) || shown.Equal(draft.To) {
		return nil
	}
	stamp.Why = model.Line("→ "+draft.Reason.String(), model.NameCells)
	for i, l := range s.Ledger {
		if l.Kind != draft.Kind || !l.Published.IsZero() || !l.Withdrawn.IsZero() || !l.To.Equal(draft.To) {
			continue
		}
		at := eventIndex(*s, l.EventID)
		if at >= 0 && s.Events[at].Same(event) {
			continue // it is published as it is
		}
		s.Ledger[i].Withdrawn = stamp
		if at < 0 {
			continue
		}
		if err := model.WithdrawEvent(s, l.EventID, stamp); err != nil {
			return err
		}
	}
	return nil
}

// shownVersion counts what was published of events.
func shownVersion(s model.Shipment) (count int) {
	for _, e := range s.Events {
		if e.Visible() {
			count++
		}
	}
	return count
}

// dateEvent is the event that reports a changed date.
func dateEvent(s model.Shipment, draft model.DateDraft) (model.Event, error) {
	known := model.Known(s)
	m, actual, name := model.ETAChanged, known.ATA, "ATA"
	if draft.Kind == model.KindETD {
		m, actual, name = model.ETDChanged, known.ATD, "ATD"
	}
	if err := needReason(draft.Reason); err != nil {
		return model.Event{}, err
	}
	switch {
	case draft.To.IsZero():
		return model.Event{}, model.NewFault("error.date.missing", label(draft.Kind))
	case !actual.IsZero():
		return model.Event{}, model.NewFault("error.date.actual", label(draft.Kind), name, actual.String())
	}
	return model.Event{
		Milestone: m, Classifier: model.Estimated, At: draft.To, Place: model.DefaultPlace(s, m), Text: draft.Reason,
		Origin: model.Origin{Kind: "manual"},
	}, nil
}

// label is a date's name in the trade.
func label(kind model.DateKind) string {
	if kind == model.KindETD {
		return "ETD"
	}
	return "ETA"
}
