package desk

import (
	"context"
	"strings"

	"porthole/internal/model"
)

// ProposeDate shows what the customer would read if the new date were published.
func (d *Desk) ProposeDate(ctx context.Context, ref string, draft model.DateDraft) (model.Proposal, error) {
	p, err := d.propose(ctx, ref, draft.Why.Text, reschedule(draft))
	if err == nil && !p.After.ETD.IsZero() && !p.After.ETA.IsZero() && p.After.ETA.DaysAfter(p.After.ETD) < 0 {
		p.Questions = append(p.Questions, model.Question{Key: "lint.order", Piece: model.Line(p.After.ETA.String(), model.RefCells)})
	}
	return p, err
}

// Reschedule records a new ETD or ETA in the ledger, as an event of its own
// that can be published later or taken back. The date that customers read
// already is given another reason, see [Desk.GiveReason]. version is that of the
// proposal, zero for none. The Faults are ErrNotFound, "error.reason.date",
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
		id, err := changeDate(s, event, draft.Why, stamp, publish)
		if err == nil && id == "" {
			err = model.NewFault("error.date.same", label(draft.Kind), draft.To.String())
		}
		return err
	}
}

// changeDate records a changed date, or does what is left to do of one that is
// known: shows it to the customer, or gives it another reason. It gives the id of
// the event, or of the line of the ledger where no event brought it; empty when
// nothing is left to do.
func changeDate(s *model.Shipment, e model.Event, why model.Reason, stamp model.Stamp, publish bool) (id string, err error) {
	kind := e.DateKind()
	known, shown := model.Known(*s).Date(kind), model.Shown(*s).Date(kind)
	switch {
	case !known.Equal(e.At):
		recorded, fresh := model.Record(s, e, stamp, model.Stamp{})
		if !fresh {
			return "", nil // the actual date is known
		}
		id = recorded.ID
	case !publish:
		return "", nil
	case shown.Equal(e.At):
		id = model.LineInForce(*s, kind)
		changed, err := model.GiveReason(s, id, why, stamp)
		if err != nil || !changed {
			return "", nil //nolint:nilerr // there is no line, and so no reason to give
		}
		return id, nil
	default:
		id = model.LastLine(*s, kind)
	}
	if _, err := model.GiveReason(s, id, why, stamp); err != nil {
		return "", err
	}
	if publish {
		err = model.PublishLine(s, id, stamp)
	}
	return id, err
}

// dateEvent is the event that reports a changed date.
func dateEvent(s model.Shipment, draft model.DateDraft) (model.Event, error) {
	known := model.Known(s)
	m, actual, name := model.ETAChanged, known.ATA, "ATA"
	if draft.Kind == model.KindETD {
		m, actual, name = model.ETDChanged, known.ATD, "ATD"
	}
	switch {
	case draft.Why.IsZero():
		return model.Event{}, errDateReason
	case draft.To.IsZero():
		return model.Event{}, model.NewFault("error.date.missing", label(draft.Kind))
	case !actual.IsZero():
		return model.Event{}, model.NewFault("error.date.actual", label(draft.Kind), name, actual.String())
	}
	return model.Event{
		Milestone: m, Classifier: model.Estimated, At: draft.To, Place: model.DefaultPlace(s, m), Text: draft.Why.Text,
		Origin: model.Origin{Kind: "manual"},
	}, nil
}

// label is a date's name in the trade.
func label(kind model.DateKind) string { return strings.ToUpper(string(kind)) }
