package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// note writes a note: for the office, unless the person says that it is for the
// customer. What nobody else sees is kept by enter.
func note(a *act) deed {
	text := a.typed("office.field.note", model.NoteCells, "")
	to := widget.Choice(a.env.Look, "office.field.note_to", "office.note.internal", "office.note.customer")
	inside := func() bool { return to.At == 0 }
	return deed{inputs: []*widget.Input{text, to}, immediate: inside, offer: func() (offer, error) {
		desk, ref, note := a.env.Staff.Desk, a.ref.String(), line(text)
		if note.IsZero() {
			return offer{}, model.NewFault("error.office.text")
		}
		if inside() {
			return offer{endings: []ending{{key: keySave, do: func(ctx context.Context, _ outlook) error {
				_, err := desk.AddNote(ctx, ref, note)
				return err
			}, done: "office.done.noted"}}}, nil
		}
		return offer{
			func(ctx context.Context) (outlook, error) { return proposed(desk.ProposeNote(ctx, ref, note)) },
			[]ending{{key: keyYes, do: func(ctx context.Context, _ outlook) error {
				_, err := desk.PublishNote(ctx, ref, note)
				return err
			}, done: "office.done.published"}},
		}, nil
	}}
}

// lookAs opens the portal as a customer's account sees it.
func lookAs(a *act) deed {
	account := a.prefilled("office.field.account", "office.account.example", a.goal.About)
	advice := func() string { return a.env.Say("office.preview.advice") }
	return deed{inputs: []*widget.Input{account}, advice: advice, offer: func() (offer, error) {
		email, err := model.ParseEmail(account.Typed())
		open := a.env.Staff.LookAs
		return offer{look: func(ctx context.Context) (outlook, error) {
			session, err := open(ctx, email)
			session.Preview = model.Line(email, model.NameCells)
			return outlook{session: &session}, err
		}}, err
	}}
}
