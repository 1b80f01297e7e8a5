package store

import (
	"context"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/live"
	"porthole/internal/store/records"
)

// Room is one partner's window, bound to that partner when it is made. No
// method of it takes a partner.
type Room struct {
	window
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
		if partner, found, err = records.Partners.Get(tx, p.Partner); err == nil && !found {
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

// Shipment is one published record. ref may be written in any case and without
// its slashes. ErrNotFound for what does not exist and for what is another
// partner's, of which nothing is in this room.
func (r *Room) Shipment(ctx context.Context, ref string) (model.Published, error) {
	now, err := r.now(ctx)
	if err != nil {
		return model.Published{}, err
	}
	return r.shipment(ctx, ref, func(l lists.List, name string) (model.Published, error) {
		return live.Cached(r.store.cache, now, live.Question{Ref: name}, func() (model.Published, error) { return published(l, name) })
	})
}

// published is a published record that must be there.
func published(l lists.List, ref string) (model.Published, error) {
	p, found, err := records.Published(l.Tx, l.Name, ref)
	if err == nil && !found {
		err = fmt.Errorf("row %q has no record: %w", ref, engine.ErrDamaged)
	}
	return p, err
}
