package desk

import (
	"context"

	"porthole/internal/model"
)

// Pause has a customer, or with an empty slug all of them, see nothing but that the
// page is paused and whom to call, until Resume. A reason is required: Fault
// "error.reason". ErrUnknownPartner.
func (d *Desk) Pause(ctx context.Context, slug string, why model.Text) error {
	if err := d.may(model.ActPause); err != nil {
		return err
	}
	if err := needReason(why); err != nil {
		return err
	}
	return d.office.Pause(ctx, slug, why)
}

// Resume ends a pause. ErrUnknownPartner, and the Fault "error.pause.none".
func (d *Desk) Resume(ctx context.Context, slug string) error {
	if err := d.may(model.ActPause); err != nil {
		return err
	}
	return d.office.Resume(ctx, slug)
}

// Pauses are those that hold now.
func (d *Desk) Pauses() ([]model.Pause, error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, err
	}
	return d.office.Pauses(), nil
}
