package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// act runs a rule of ours, which needs no lists of shipments, in one transaction in
// the name of who, and gives what it gives.
func act[T any](ctx context.Context, s *Store, who model.Principal, verb string, fn func(tx *records.Tx) (T, error)) (v T, err error) {
	err = s.write(ctx, false, who, verb, func(w *Writer) error {
		return w.do(func() error {
			v, err = fn(w.tx)
			w.outcome = v
			return err
		})
	})
	var done doneBefore
	if errors.As(err, &done) && len(done.outcome) > 0 {
		v = *new(T)
		if err := json.Unmarshal(done.outcome, &v); err != nil {
			return v, fmt.Errorf("decode what an act gave: %w", err)
		}
		return v, nil
	}
	if err != nil {
		return *new(T), err
	}
	return v, nil
}

// do is act for a rule that gives nothing.
func (s *Store) do(ctx context.Context, who model.Principal, verb string, fn func(tx *records.Tx) error) error {
	_, err := act(ctx, s, who, verb, func(tx *records.Tx) (struct{}, error) { return struct{}{}, fn(tx) })
	return err
}

// doneBefore is model.ErrDone, with what the act gave.
type doneBefore struct {
	*model.Fault
	outcome []byte
}

// Unwrap is the Fault.
func (d doneBefore) Unwrap() error { return d.Fault }

// onlyOnce is nil for an act that was done before and gives nothing.
func onlyOnce(err error) error {
	if errors.Is(err, model.ErrDone) {
		return nil
	}
	return err
}

// The acts of staff that not everybody who writes may do, or that others may
// do too. Each is one transaction with its line in the audit trail.

// Withdraw takes an event or a note back, by its id in the shipment: customers
// no longer see it, and the office keeps it with who, when and why. It is one of the
// changes of shipments that managers may make, the other is Hold. Nothing happens when it was
// withdrawn before. ErrNotFound when there is no such shipment, event or note.
func (o *Office) Withdraw(ctx context.Context, ref, id string, why model.Text) error {
	return o.withdrawing(ctx, "withdraw", ref, id+": "+why.String(), func(s *model.Shipment, by model.Stamp) error {
		by.Why = why
		return model.Withdraw(s, id, by)
	})
}

// Hold keeps an event that waits to be published back on purpose, until the end of
// a day or, without one, until it is released. Nothing changes for customers.
// ErrNotFound, and the Faults of [model.HoldEvent].
func (o *Office) Hold(ctx context.Context, ref, id string, why model.Text, until model.When) error {
	said := id + ": " + why.String()
	if !until.IsZero() {
		said += " until " + until.String()
	}
	return o.withdrawing(ctx, "event hold", ref, said, func(s *model.Shipment, by model.Stamp) error {
		by.Why = why
		return model.HoldEvent(s, id, model.Hold{Stamp: by, Until: until})
	})
}

// Release ends a hold. ErrNotFound, and the Fault of [model.ReleaseEvent].
func (o *Office) Release(ctx context.Context, ref, id string) error {
	return o.withdrawing(ctx, "event release", ref, id, func(s *model.Shipment, by model.Stamp) error {
		return model.ReleaseEvent(s, id, by.At)
	})
}

// withdrawing does one of these to a shipment.
func (o *Office) withdrawing(ctx context.Context, verb, ref, said string, do func(*model.Shipment, model.Stamp) error) error {
	return onlyOnce(o.change(ctx, model.ActWithdraw, verb, func(w *Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		if err := do(&s, w.Stamp()); err != nil {
			return err
		}
		w.Describe(said)
		_, err = w.Put(s)
		return err
	}))
}

// Preview is the principal with which a portal account's portal can be looked
// at, reading only. All staff may; that they did is in the audit trail, which
// names the command for which it is as it was typed; empty for the screens. The
// Faults are ErrUnknownAccount, "error.preview.staff" and "error.preview.disabled".
func (o *Office) Preview(ctx context.Context, email, command string) (p model.Principal, err error) {
	err = o.change(ctx, model.ActInspect, "preview", func(w *Writer) error {
		a, err := people.Account(w.tx, email)
		switch {
		case err != nil:
			return err
		case a.Role != model.Portal:
			return model.NewFault("error.preview.staff", a.Email)
		case a.Disabled:
			return model.NewFault("error.preview.disabled", a.Email)
		}
		p = model.Principal{
			Account: a.Email, Role: a.Role, Partner: a.Partner, Language: a.Language,
			Remote: o.who.Remote, Previewer: o.who.Account,
		}
		if p.Fingerprint, p.KeyType, err = o.usualKey(w, a.Email); err != nil {
			return err
		}
		return w.tx.Audit(model.ActInspect, a.Email, model.Line(strings.TrimSpace(a.Partner+" "+command), model.NoteCells).String())
	})
	if err != nil {
		return model.Principal{}, err
	}
	return p, nil
}

// usualKey is the key with which an account has signed in last, so that a
// preview shows the list of keys as its owner sees it; empty when there is none.
func (o *Office) usualKey(w *Writer, email string) (fingerprint, kind string, err error) {
	keys, err := o.store.keysUsed(w.tx, email)
	if err != nil || len(keys) == 0 {
		return "", "", err
	}
	last := slices.MaxFunc(keys, func(a, b model.Key) int { return a.LastUsed.Compare(b.LastUsed) })
	return last.Fingerprint, last.Type, nil
}
