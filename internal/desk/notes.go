package desk

import (
	"context"
	"strconv"

	"porthole/internal/model"
)

// AddNote adds an internal note, which no customer ever sees, and gives its id.
// Faults ErrNotFound and "error.note.empty".
func (d *Desk) AddNote(ctx context.Context, ref string, text model.Text) (id string, err error) {
	err = d.write(ctx, "note add", ref, 0, "", false, note(text, &id))
	return id, err
}

// ProposeNote shows what the customer would read with the note, and what the
// lint asks about it.
func (d *Desk) ProposeNote(ctx context.Context, ref string, text model.Text) (model.Proposal, error) {
	var id string
	return d.propose(ctx, ref, text, note(text, &id))
}

// PublishNote adds a note that is written for the customer, and gives its id.
// Faults ErrNotFound and "error.note.empty".
func (d *Desk) PublishNote(ctx context.Context, ref string, text model.Text) (id string, err error) {
	err = d.write(ctx, "note publish", ref, 0, "", true, note(text, &id))
	return id, err
}

func note(text model.Text, id *string) change {
	return func(s *model.Shipment, stamp model.Stamp, publish bool) error {
		if text.IsZero() {
			return model.NewFault("error.note.empty")
		}
		*id = "n" + strconv.Itoa(len(s.Notes)+1)
		s.Notes = append(s.Notes, model.Note{ID: *id, At: stamp.At, By: stamp.By, Text: text, ForCustomer: publish})
		return nil
	}
}
