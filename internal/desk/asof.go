package desk

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// AsOf is what a customer's account could see of a shipment at a moment that has
// passed. That somebody looked is in the audit trail. The Faults are ErrNotFound,
// ErrUnknownAccount, "error.preview.staff" and "error.asof.future".
func (d *Desk) AsOf(ctx context.Context, ref, email string, at time.Time) (seen model.AsOf, err error) {
	if err := d.may(model.ActInspect); err != nil {
		return seen, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		seen, err = asOf(r, ref, email, at)
		return err
	})
	if err == nil {
		d.office.Looked("shipment as-of", seen.Ref.String()+" "+seen.Account+" "+at.UTC().Format(time.RFC3339))
	}
	return seen, err
}

func asOf(r *store.Reader, ref, email string, at time.Time) (seen model.AsOf, err error) {
	a, err := r.Account(email)
	switch {
	case err != nil:
		return seen, err
	case a.Role != model.Portal:
		return seen, model.NewFault("error.preview.staff", a.Email)
	case at.After(r.Now()):
		return seen, model.NewFault("error.asof.future")
	}
	s, err := r.Shipment(ref)
	if err != nil {
		return seen, err
	}
	then, err := r.AccountThen(a, at)
	if err != nil {
		return seen, err
	}
	seen = model.AsOf{Ref: s.Ref, Account: a.Email, At: at, Office: s, Withheld: withheldAt(s, at)}
	if seen.ShownThen, err = r.ShownThen(s, at); err != nil {
		return seen, err
	}
	if seen.Why = model.NothingSeen(at, a, then, s, seen.ShownThen); !seen.Seen() {
		seen.Record = model.Published{}
	}
	return seen, nil
}

// withheldAt lists the events that the office had at a moment, and customers did not
// see.
func withheldAt(s model.Shipment, at time.Time) []model.Withheld {
	l := &withholding{}
	for _, e := range s.Events {
		if then, known := model.EventAt(e, at); known {
			then.Internal = model.Text{}
			l.event(then, at)
		}
	}
	return l.list
}
