package ui

import (
	"context"

	"porthole/internal/model"
)

// dateDeed gives the shipment another ETA or ETD, with the reason.
type dateDeed struct {
	a      *act
	kinds  []model.DateKind
	kind   *input
	date   *input
	reason *input
	asked  model.DateDraft // what the outlook is of
}

func (*dateDeed) title() string { return "office.reschedule" }

func (d *dateDeed) fields(a *act) []*input {
	d.a = a
	d.kinds = []model.DateKind{model.KindETA, model.KindETD}
	d.kind = &input{label: "office.field.date_kind", options: d.kindNames}
	d.date = &input{label: "office.field.date", text: field{limit: 30}, empty: d.present}
	d.date.read = func() string {
		to, err := readTime(d.date.typed(), d.port().Zone(), a.env.Look)
		if err != nil {
			return ""
		}
		return a.env.words.Moment(to, d.port(), a.env.now())
	}
	d.reason = &input{
		label: "office.field.reason", text: field{limit: model.NoteCells},
		empty: func() string { return a.env.say("office.reason.shown") },
	}
	return []*input{d.kind, d.date, d.reason}
}

// startsAt is the field that has the keys when the form opens: the date is what is
// always typed.
func (*dateDeed) startsAt() int { return 1 }

func (d *dateDeed) kindNames() []string {
	names := make([]string, len(d.kinds))
	for i, kind := range d.kinds {
		names[i] = d.a.env.say("detail.ledger." + string(kind))
	}
	return names
}

func (d *dateDeed) chosen() model.DateKind { return d.kinds[d.kind.at] }

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
		return d.a.env.say("office.date.none")
	}
	return d.a.env.say("office.date.now", d.a.env.words.Moment(date, d.port(), d.a.env.now()))
}

// draft is the date as the form has it. Neither date nor reason may be left out.
func (d *dateDeed) draft() (model.DateDraft, error) {
	if d.date.typed() == "" {
		return model.DateDraft{}, model.NewFault("error.office.date")
	}
	to, err := readTime(d.date.typed(), d.port().Zone(), d.a.env.Look)
	if err != nil {
		return model.DateDraft{}, err
	}
	reason := model.Line(d.reason.typed(), model.NoteCells)
	if reason.IsZero() {
		return model.DateDraft{}, model.NewFault("error.office.reason")
	}
	return model.DateDraft{Kind: d.chosen(), To: to, Reason: reason}, nil
}

func (d *dateDeed) outlook(a *act) (ask, error) {
	draft, err := d.draft()
	if err != nil {
		return nil, err
	}
	d.asked = draft
	desk, ref := a.env.staff.desk, a.ref.String()
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.ProposeDate(ctx, ref, draft)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *dateDeed) endings(a *act) []ending {
	draft, version := d.asked, a.look.version()
	desk, ref := a.env.staff.desk, a.ref.String()
	reschedule := func(publish bool) func(context.Context) error {
		return func(ctx context.Context) error { return desk.Reschedule(ctx, ref, draft, publish, version) }
	}
	return []ending{
		{keyYes, reschedule(true), "office.done.published"},
		{keyKeep, reschedule(false), "office.done.kept"},
	}
}
