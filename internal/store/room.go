package store

import (
	"context"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Room is one partner's window, bound to that partner when it is made. No
// method of it takes a partner.
type Room struct {
	view    window
	partner model.Partner
}

// Room is the window of the partner that p belongs to; ErrForbidden for
// anybody who is not a portal user, and for one whose partner does not exist.
func (s *Store) Room(p model.Principal) (*Room, error) {
	if !p.IsPortal() {
		return nil, model.ErrForbidden
	}
	var partner model.Partner
	err := s.view(context.Background(), func(tx engine.Reader) (err error) {
		var found bool
		if partner, found, err = partners.get(tx, p.Partner); err == nil && !found {
			return model.ErrForbidden
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Room{window{store: s, list: engine.List(partner.Slug)}, partner}, nil
}

// Partner is whose room it is.
func (r *Room) Partner() model.Partner { return r.partner }

// Page is one page of the list. The error may be the Fault "error.cursor", for
// a cursor that is not of this list.
func (r *Room) Page(ctx context.Context, q model.Query) (model.Page, error) {
	return r.view.page(ctx, q)
}

// Counts is how many shipments stand under each tab.
func (r *Room) Counts(ctx context.Context) (model.Counts, error) { return r.view.counts(ctx) }

// Version is the number of the latest change in the room. It grows within the
// room only.
func (r *Room) Version(ctx context.Context) (uint64, error) { return r.view.version(ctx) }

// Watch waits until the version is above since, and gives it. Several changes
// in a row are one. It ends with the context's error, or ErrClosed.
func (r *Room) Watch(ctx context.Context, since uint64) (uint64, error) {
	return r.view.watch(ctx, since)
}

// Changes are the shipments that changed after since, each with its latest
// change, the oldest first; at most limit (0: model.MaxPage).
func (r *Room) Changes(ctx context.Context, since uint64, limit int) ([]model.Change, error) {
	return r.view.changes(ctx, since, limit)
}

// Forwarder is how the house presents itself.
func (r *Room) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return r.view.store.forwarder(ctx)
}

// Shipment is one published record. ref may be written in any case and without
// its slashes. ErrNotFound for what does not exist and for what is another
// partner's, of which nothing is in this room.
func (r *Room) Shipment(ctx context.Context, ref string) (model.Published, error) {
	now, err := r.view.now(ctx)
	if err != nil {
		return model.Published{}, err
	}
	return r.view.shipment(ctx, ref, func(l reading, name string) (model.Published, error) {
		return cached(r.view.store.cache, now, question{ref: name}, func() (model.Published, error) { return l.record(name) })
	})
}

// record is a published record that must be there.
func (l reading) record(ref string) (model.Published, error) {
	p, found, err := shownIn(l, l.list, ref)
	if err == nil && !found {
		err = fmt.Errorf("row %q has no record: %w", ref, errDamaged)
	}
	return p, err
}
