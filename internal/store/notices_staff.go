package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Notices are what an account of a partner is mailed about.
func (r *Reader) Notices(slug, email string) (n model.Notices, err error) {
	n, _, err = records.Notices.Get(r.tx, slug, email)
	return n, err
}

// Notices are what a customer's account is mailed about; ErrUnknownAccount, and the
// Fault "error.notices.staff" for one of the staff.
func (o *Office) Notices(ctx context.Context, email string) (n model.Notices, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		a, err := existing(tx, email)
		if err == nil && a.Role != model.Portal {
			err = model.NewFault("error.notices.staff", a.Email)
		}
		if err == nil {
			n, _, err = records.Notices.Get(tx, a.Partner, a.Email)
		}
		return err
	})
	return n, err
}

// SetNotices sets what a customer's account is mailed about. The Faults are those of
// Notices, and of [model.Notices.Check].
func (o *Office) SetNotices(ctx context.Context, email string, n model.Notices) error {
	if err := n.Check(); err != nil {
		return err
	}
	return o.changeAccount(ctx, "notices", email, func(w *Writer, a model.Account) error {
		if a.Role != model.Portal {
			return model.NewFault("error.notices.staff", a.Email)
		}
		return w.setNotices(a, n, model.ActMail)
	})
}

// setNotices keeps what an account is mailed about; nothing happens when it is so
// already.
func (w *Writer) setNotices(a model.Account, n model.Notices, act model.Act) error {
	old, _, err := records.Notices.Get(w.tx, a.Partner, a.Email)
	if err != nil || old == n {
		return err
	}
	if err := w.tx.Audit(act, a.Email, n.Level.Name()); err != nil {
		return err
	}
	if n.Level == model.NoticesOff && !n.Digest {
		return records.Notices.Delete(w.tx, a.Partner, a.Email)
	}
	return records.Notices.Put(w.tx, n, a.Partner, a.Email)
}
