package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// Office is the forwarder's side of the store, for one member of staff. Reading
// is open to all of them; what changes something is decided by the role, and
// every change has its line in the audit trail.
type Office struct {
	store *Store
	who   model.Principal
}

// Office is the forwarder's side; ErrForbidden for anybody who is not staff.
func (s *Store) Office(p model.Principal) (*Office, error) {
	if !p.IsStaff() {
		return nil, model.ErrForbidden
	}
	return &Office{s, p}, nil
}

// Write runs fn in one transaction, under the name verb in the audit trail, and
// returns when everything is on disk. An error of fn rolls all of it back and is
// returned as it is; so does a panic, which goes on. When fn has changed nothing
// there is nothing to wait for. ErrForbidden for roles that do not write.
//
// No other write happens meanwhile, so fn must not wait for anything.
func (o *Office) Write(ctx context.Context, verb string, fn func(w *Writer) error) error {
	return o.change(ctx, model.ActShipments, verb, fn)
}

// change is a write that needs a right to begin with, so that who lacks it
// learns nothing else. What the act itself needs is checked where it is recorded.
func (o *Office) change(ctx context.Context, need model.Act, verb string, fn func(w *Writer) error) error {
	if !o.who.Role.May(need) {
		return model.ErrForbidden
	}
	return o.store.write(ctx, o.who, verb, func(w *Writer) error {
		w.tx.Need = need
		return fn(w)
	})
}

// Who is the member of staff whose handle this is.
func (o *Office) Who() model.Principal { return o.who }

// SetForwarder sets how the house presents itself to its customers.
func (o *Office) SetForwarder(ctx context.Context, f model.Forwarder) error {
	return o.change(ctx, model.ActSettings, "settings", func(w *Writer) error {
		if err := w.tx.Audit(model.ActSettings, "forwarder", f.Name.String()); err != nil {
			return err
		}
		return records.Forwarders.Put(w.tx, f, records.TheForwarder)
	})
}

// Forwarder is how the house presents itself; nothing but [DefaultZone] until
// somebody has set it.
func (o *Office) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return o.store.forwarder(ctx)
}
