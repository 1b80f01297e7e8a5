package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// noteDeed writes a note: for the office, unless the person says that it is for
// the customer.
type noteDeed struct {
	a    *act
	to   *widget.Input
	text *widget.Input
}

func (*noteDeed) title() string { return "office.note" }

func (d *noteDeed) fields(a *act) []*widget.Input {
	d.a = a
	d.to = &widget.Input{Label: "office.field.note_to", Options: func() []string {
		return []string{a.env.Say("office.note.internal"), a.env.Say("office.note.customer")}
	}}
	d.text = &widget.Input{Label: "office.field.note", Text: widget.Field{Limit: model.NoteCells}}
	return []*widget.Input{d.text, d.to}
}

func (d *noteDeed) forCustomer() bool { return d.to.At == 1 }

// immediate says that a note for the office is kept by enter: nobody else sees
// it.
func (d *noteDeed) immediate() bool { return !d.forCustomer() }

func (d *noteDeed) note() model.Text { return model.Line(d.text.Typed(), model.NoteCells) }

func (d *noteDeed) outlook(a *act) (ask, error) {
	if d.note().IsZero() {
		return nil, model.NewFault("error.office.text")
	}
	if !d.forCustomer() {
		return nil, nil
	}
	desk, ref, note := a.env.Staff.Desk, a.ref.String(), d.note()
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.ProposeNote(ctx, ref, note)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *noteDeed) endings(a *act) []ending {
	desk, ref, note := a.env.Staff.Desk, a.ref.String(), d.note()
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
