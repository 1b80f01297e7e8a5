package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// dateDeed gives the shipment another ETA or ETD, with the reason.
type dateDeed struct {
	a      *act
	kinds  []model.DateKind
	kind   *widget.Input
	date   *widget.Input
	reason *widget.Input
	asked  model.DateDraft // what the outlook is of
}

func (*dateDeed) title() string { return "office.reschedule" }

func (d *dateDeed) fields(a *act) []*widget.Input {
	d.a = a
	d.kinds = []model.DateKind{model.KindETA, model.KindETD}
	d.kind = &widget.Input{Label: "office.field.date_kind", Options: d.kindNames}
	d.date = &widget.Input{Label: "office.field.date", Text: widget.Field{Limit: 30}, Empty: d.present}
	d.date.Read = func() string {
		to, err := readTime(d.date.Typed(), d.port().Zone(), a.env.Look)
		if err != nil {
			return ""
		}
		return a.env.Words.Moment(to, d.port(), a.env.Now())
	}
	d.reason = &widget.Input{
		Label: "office.field.reason", Text: widget.Field{Limit: model.NoteCells},
		Empty: func() string { return a.env.Say("office.reason.shown") },
	}
	return []*widget.Input{d.kind, d.date, d.reason}
}

// startsAt is the field that has the keys when the form opens: the date is what is
// always typed.
func (*dateDeed) startsAt() int { return 1 }

func (d *dateDeed) kindNames() []string {
	names := make([]string, len(d.kinds))
	for i, kind := range d.kinds {
		names[i] = d.a.env.Say("detail.ledger." + string(kind))
	}
	return names
}

func (d *dateDeed) chosen() model.DateKind { return d.kinds[d.kind.At] }

// port is where the date counts.
func (d *dateDeed) port() model.Place {
	if d.chosen() == model.KindETD {
		return d.a.record.Facts.POL
	}
	return d.a.record.Facts.POD
}

// present says which date stands now.
func (d *dateDeed) present() string {
	known := model.Known(d.a.record)
	date := known.ETA
	if d.chosen() == model.KindETD {
		date = known.ETD
	}
	if date.IsZero() {
		return d.a.env.Say("office.date.none")
	}
	return d.a.env.Say("office.date.now", d.a.env.Words.Moment(date, d.port(), d.a.env.Now()))
}

// draft is the date as the form has it. Neither date nor reason may be left out.
func (d *dateDeed) draft() (model.DateDraft, error) {
	if d.date.Typed() == "" {
		return model.DateDraft{}, model.NewFault("error.office.date")
	}
	to, err := readTime(d.date.Typed(), d.port().Zone(), d.a.env.Look)
	if err != nil {
		return model.DateDraft{}, err
	}
	why := reasonTyped(d.reason)
	if why.IsZero() {
		return model.DateDraft{}, model.NewFault("error.office.reason")
	}
	return model.DateDraft{Kind: d.chosen(), To: to, Why: why}, nil
}

// reasonTyped is why a date changes, as it stands in a form; a dash alone says that
// no reason is given.
func reasonTyped(in *widget.Input) model.Reason {
	switch text := in.Typed(); text {
	case "-", "–":
		return model.Reason{None: true}
	default:
		return model.Reason{Text: model.Line(text, model.NoteCells)}
	}
}

func (d *dateDeed) outlook(a *act) (ask, error) {
	draft, err := d.draft()
	if err != nil {
		return nil, err
	}
	d.asked = draft
	desk, ref := a.env.Staff.Desk, a.ref.String()
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.ProposeDate(ctx, ref, draft)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *dateDeed) endings(a *act) []ending {
	draft, version := d.asked, a.look.version()
	desk, ref := a.env.Staff.Desk, a.ref.String()
	reschedule := func(publish bool) func(context.Context) error {
		return func(ctx context.Context) error { return desk.Reschedule(ctx, ref, draft, publish, version) }
	}
	return []ending{
		{keyYes, reschedule(true), "office.done.published"},
		{keyKeep, reschedule(false), "office.done.kept"},
	}
}
