package ui

import (
	"context"

	"porthole/internal/model"
)

// noteDeed writes a note: for the office, unless the person says that it is for
// the customer.
type noteDeed struct {
	a    *act
	to   *input
	text *input
}

func (*noteDeed) title() string { return "office.note" }

func (d *noteDeed) fields(a *act) []*input {
	d.a = a
	d.to = &input{label: "office.field.note_to", options: func() []string {
		return []string{a.env.say("office.note.internal"), a.env.say("office.note.customer")}
	}}
	d.text = &input{label: "office.field.note", text: field{limit: model.NoteCells}}
	return []*input{d.text, d.to}
}

func (d *noteDeed) forCustomer() bool { return d.to.at == 1 }

// immediate says that a note for the office is kept by enter: nobody else sees
// it.
func (d *noteDeed) immediate() bool { return !d.forCustomer() }

func (d *noteDeed) note() model.Text { return model.Line(d.text.typed(), model.NoteCells) }

func (d *noteDeed) outlook(a *act) (ask, error) {
	if d.note().IsZero() {
		return nil, model.NewFault("error.office.text")
	}
	if !d.forCustomer() {
		return nil, nil
	}
	desk, ref, note := a.env.staff.desk, a.ref.String(), d.note()
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.ProposeNote(ctx, ref, note)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *noteDeed) endings(a *act) []ending {
	desk, ref, note := a.env.staff.desk, a.ref.String(), d.note()
	if !d.forCustomer() {
		return []ending{{keySave, func(ctx context.Context) error {
			_, err := desk.AddNote(ctx, ref, note)
			return err
		}, "office.done.noted"}}
	}
	return []ending{{keyYes, func(ctx context.Context) error {
		_, err := desk.PublishNote(ctx, ref, note)
		return err
	}, "office.done.published"}}
}
