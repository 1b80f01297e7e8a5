package desk

import (
	"context"
	"crypto/rand"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
)

// CreateLink makes a tracking code for one shipment and one recipient, and
// queues the mail that brings it. The code is given here once. ErrNotFound for
// an unknown shipment, the Fault "error.email" for what is no address.
func (d *Desk) CreateLink(ctx context.Context, draft store.LinkDraft) (model.Handed, store.Link, error) {
	return d.fresh(ctx, func(code store.FreshCode) (store.Link, error) {
		return d.office.CreateLink(ctx, draft, code)
	})
}

// RenewLink makes a code in the place of an old one, which ends at that moment.
// It works for life (0: as long as usual). ErrNotFound, and the Faults
// "error.link.revoked" and "error.link.replaced".
func (d *Desk) RenewLink(ctx context.Context, id string, life time.Duration) (model.Handed, store.Link, error) {
	return d.fresh(ctx, func(code store.FreshCode) (store.Link, error) {
		return d.office.RenewLink(ctx, id, life, code)
	})
}

// fresh makes a code and has something made with it.
func (d *Desk) fresh(ctx context.Context, with func(code store.FreshCode) (store.Link, error)) (model.Handed, store.Link, error) {
	if err := d.may(model.ActCodes); err != nil {
		return model.Handed{}, store.Link{}, err
	}
	made, err := access.NewCode(rand.Reader)
	if err != nil {
		return model.Handed{}, store.Link{}, err
	}
	l, err := with(store.FreshCode{Hash: made.Hash(), Plain: made.Plain()})
	if err != nil {
		return model.Handed{}, store.Link{}, err
	}
	return d.handed(ctx, model.Handed{Code: made.Plain(), To: l.To, Expires: l.Expires, Mailed: !l.Unmailed}), l, nil
}

// RevokeLink withdraws a code at once. ErrNotFound.
func (d *Desk) RevokeLink(ctx context.Context, id string) (store.Link, error) {
	if err := d.may(model.ActRevoke); err != nil {
		return store.Link{}, err
	}
	return d.office.RevokeLink(ctx, id)
}

// Links lists tracking codes, the newest first: those to one shipment, or all
// (empty ref); those behind after, at most limit (0: 500). next is where to go
// on, empty at the end. ErrNotFound for an unknown shipment, the Fault
// "error.cursor".
func (d *Desk) Links(ctx context.Context, ref, after string, limit int) (list []store.Link, next string, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return nil, "", err
	}
	return d.office.Links(ctx, ref, after, limit)
}
