package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// dateForm gives the shipment another ETA or ETD, with the reason.
type dateForm struct {
	*act
	kind, date, reason *widget.Input
}

func reschedule(a *act) task {
	f := &dateForm{act: a, reason: a.typed("office.field.reason", model.NoteCells, "office.reason.shown")}
	f.kind = widget.Choice(a.env.Look, "office.field.date_kind", "detail.ledger."+string(model.KindETA), "detail.ledger."+string(model.KindETD))
	f.date = timeInput(a.env.Look, f.port)
	f.date.Label, f.date.Empty = "office.field.date", f.present
	// The date is what is always typed: it has the keys at first.
	return task{inputs: []*widget.Input{f.kind, f.date, f.reason}, at: 1, submit: f.submit}
}

// chosen is the kind of date, which one stands now, and where it counts.
func (f *dateForm) chosen() (kind model.DateKind, now model.When, port model.Place) {
	known := model.Known(f.record)
	if f.kind.At == 0 {
		return model.KindETA, known.ETA, f.record.Facts.POD
	}
	return model.KindETD, known.ETD, f.record.Facts.POL
}

func (f *dateForm) port() model.Place {
	_, _, port := f.chosen()
	return port
}

// present says which date stands now.
func (f *dateForm) present() string {
	_, now, port := f.chosen()
	if now.IsZero() {
		return f.env.Say("office.date.none")
	}
	return f.env.Say("office.date.now", f.env.Words.Moment(now, port, f.env.Now()))
}

// draft is the date as the form has it. Neither date nor reason may be left out.
func (f *dateForm) draft() (model.DateDraft, error) {
	if f.date.Typed() == "" {
		return model.DateDraft{}, model.NewFault("error.office.date")
	}
	kind, _, port := f.chosen()
	to, err := readTime(f.date.Typed(), port.Zone(), f.env.Look)
	why := reasonTyped(f.reason)
	if err == nil && why.IsZero() {
		err = model.NewFault("error.office.reason")
	}
	return model.DateDraft{Kind: kind, To: to, Why: why}, err
}

func (f *dateForm) submit() (submission, error) {
	draft, err := f.draft()
	desk, ref := f.env.Staff.Desk, f.ref.String()
	return submission{
		func(ctx context.Context) (preview, error) { return proposed(desk.ProposeDate(ctx, ref, draft)) },
		publishOrKeep("office.done.published", "office.done.kept", func(ctx context.Context, seen preview, publish bool) error {
			return desk.Reschedule(ctx, ref, draft, publish, seen.proposal.Version)
		}),
	}, err
}
