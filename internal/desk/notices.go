package desk

import (
	"context"

	"porthole/internal/model"
)

// Notices are what a customer's account is mailed about. ErrUnknownAccount, and the
// Fault "error.notices.staff".
func (d *Desk) Notices(ctx context.Context, email string) (model.Notices, error) {
	if err := d.may(model.ActMail); err != nil {
		return model.Notices{}, err
	}
	return d.office.Notices(ctx, email)
}

// SetNotices sets it. The Faults are those of Notices and of [model.Notices.Check].
func (d *Desk) SetNotices(ctx context.Context, email string, n model.Notices) error {
	if err := d.may(model.ActMail); err != nil {
		return err
	}
	return d.office.SetNotices(ctx, email, n)
}
