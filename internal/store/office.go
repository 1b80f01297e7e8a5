package store

import (
	"context"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
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

// Who is the member of staff whose handle this is.
func (o *Office) Who() model.Principal { return o.who }

// Write runs fn in one transaction, under the name verb in the audit trail, and
// returns when everything is on disk. An error of fn rolls all of it back and is
// returned as it is; so does a panic, which goes on. When fn has changed nothing
// there is nothing to wait for. ErrForbidden for roles that do not write.
//
// Nobody else writes the shipments meanwhile that fn reads by the Writer or puts, nor
// others of their customers, so fn must not wait for anything. It may be run again.
func (o *Office) Write(ctx context.Context, verb string, fn func(w *Writer) error) error {
	return o.change(ctx, model.ActShipments, verb, fn)
}

// WriteEvents is [Office.Write] for events, notes and other dates, which more roles
// record than may change the facts of a shipment.
func (o *Office) WriteEvents(ctx context.Context, verb string, fn func(w *Writer) error) error {
	return o.change(ctx, model.ActEvents, verb, fn)
}

// change is a write that needs a right to begin with, so that who lacks it
// learns nothing else. What the act itself needs is checked where it is recorded.
func (o *Office) change(ctx context.Context, need model.Act, verb string, fn func(w *Writer) error) error {
	if !o.who.Role.May(need) {
		return model.ErrForbidden
	}
	return o.store.write(ctx, true, o.who, verb, func(w *Writer) error {
		w.tx.Need = need
		return fn(w)
	})
}

// act is a change that is one of our rules, and needs no lists of shipments.
func (o *Office) act(ctx context.Context, need model.Act, verb string, fn func(tx *records.Tx) error) error {
	if !o.who.Role.May(need) {
		return model.ErrForbidden
	}
	return o.store.do(ctx, o.who, verb, fn)
}

// acted is what an act gives.
func acted[T any](ctx context.Context, o *Office, need model.Act, verb string, fn func(tx *records.Tx) (T, error)) (v T, err error) {
	if !o.who.Role.May(need) {
		return v, model.ErrForbidden
	}
	return act(ctx, o.store, o.who, verb, fn)
}

// Desk is a page of the shipments that need an update, the worst first, see
// [lists.Desk]. The error may be the Fault "error.cursor".
func (o *Office) Desk(ctx context.Context, q model.DeskQuery) (model.DeskPage, error) {
	return read(ctx, o.store, func(r engine.Reader) (model.DeskPage, error) { return lists.Desk(ctx, r, q, o.store.now().UTC()) })
}

// Freshness is how fresh what customers see is, see [lists.Freshness].
func (o *Office) Freshness(ctx context.Context, slug string) ([]model.PartnerFreshness, error) {
	return read(ctx, o.store, func(r engine.Reader) ([]model.PartnerFreshness, error) {
		return lists.Freshness(ctx, r, slug, o.store.now())
	})
}

// dailyActs are those by which the office keeps shipments up to date, as they are
// named in the audit trail.
var dailyActs = []string{"event post", "event publish", "event withdraw", "withdraw", "reschedule", "voyage post", "note publish", "shipment set", "leg add", "leg set", "leg remove", "import"}

// Today is what the office has done since its day began.
func (o *Office) Today(ctx context.Context) (model.Today, error) {
	return read(ctx, o.store, func(r engine.Reader) (done model.Today, err error) {
		forwarder, err := records.Forwarder(r)
		if err != nil {
			return done, err
		}
		now := o.store.now().In(model.ZoneNamed(forwarder.Zone))
		year, month, day := now.Date()
		began := time.Date(year, month, day, 0, 0, 0, 0, now.Location())
		after, err := lastBefore(r, began)
		if err != nil {
			return done, err
		}
		refs := map[string]bool{}
		for e, err := range records.Entries(r, records.Behind(after)) {
			if err != nil {
				return done, err
			}
			if slices.Contains(dailyActs, e.Verb) && !e.At.Before(began) {
				refs[e.Subject] = true
				done.Acts++
			}
		}
		done.Shipments = len(refs)
		return done, nil
	})
}

// Now is the time of the store's clock.
func (o *Office) Now() time.Time { return o.store.now() }
