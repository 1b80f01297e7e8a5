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
