package action

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// note writes a note: for the office, unless the person says that it is for the
// customer. What nobody else sees is kept by enter.
func note(a *act) task {
	text := a.typed("office.field.note", model.NoteCells, "")
	to := widget.Choice(a.env.Look, "office.field.note_to", "office.note.internal", "office.note.customer")
	inside := func() bool { return to.At == 0 }
	return task{inputs: []*widget.Input{text, to}, immediate: inside, submit: func() (submission, error) {
		desk, ref, note := a.env.Staff.Desk, a.ref.String(), line(text)
		if note.IsZero() {
			return submission{}, model.NewFault("error.office.text")
		}
		if inside() {
			return submission{choices: []choice{{key: keySave, do: func(ctx context.Context, _ preview) error {
				_, err := desk.AddNote(ctx, ref, note)
				return err
			}, done: "office.done.noted"}}}, nil
		}
		return submission{
			func(ctx context.Context) (preview, error) { return proposed(desk.ProposeNote(ctx, ref, note)) },
			[]choice{{key: keyYes, do: func(ctx context.Context, _ preview) error {
				_, err := desk.PublishNote(ctx, ref, note)
				return err
			}, done: "office.done.published"}},
		}, nil
	}}
}
