package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
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
	err := s.view(context.Background(), func(tx bolt.Tx) (err error) {
		var found bool
		if partner, found, err = partners.get(tx, p.Partner); err == nil && !found {
			return model.ErrForbidden
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &Room{s.window(partner.Slug), partner}, nil
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
	var p model.Published
	err := r.view.read(ctx, func(t *tree) error {
		name, err := t.named(ref)
		if err != nil {
			return err
		}
		p, err = t.sharedRecord(r.view.store.records, name)
		return err
	})
	return p, err
}

// sharedRecord is the record of ref, decoded once for all who look at the room
// as it is now.
func (t *tree) sharedRecord(records *memo[recordOf, model.Published], ref string) (model.Published, error) {
	return records.get(recordOf{t.slug, ref}, t.state.seq, func() (model.Published, error) { return t.record(ref) })
}

// named is the full name of the shipment that somebody calls ref; ErrNotFound
// when none is called so, or several.
func (t *tree) named(ref string) (string, error) {
	if ref != "" && len(ref) <= maxRef && t.rows.Get([]byte(ref)) != nil {
		return ref, nil
	}
	refs, err := t.find(kindRef, ref)
	if err != nil {
		return "", err
	}
	if len(refs) != 1 {
		return "", model.ErrNotFound
	}
	return refs[0], nil
}

// record reads the published record of ref.
func (t *tree) record(ref string) (model.Published, error) {
	var p model.Published
	change, text, err := t.stored(ref)
	if err != nil {
		return p, err
	}
	if text == nil {
		return p, fmt.Errorf("row %q has no record: %w", ref, errDamaged)
	}
	err = decodeJSON([]byte(ref), text, &p)
	if err == nil && p.Ref.String() != ref {
		return p, fmt.Errorf("record of %q is another's: %w", ref, errDamaged)
	}
	p.Change = change
	return p, err
}

// stored is the text of a published record as it was written, and the number of
// the change that brought it; nil when there is none.
func (t *tree) stored(ref string) (change uint64, text []byte, err error) {
	key := []byte(ref)
	sealed := t.records.Get(key)
	if sealed == nil {
		return 0, nil, nil
	}
	payload, err := unseal(key, sealed)
	if err != nil {
		return 0, nil, err
	}
	if len(payload) < 8 {
		return 0, nil, fmt.Errorf("record of %q is cut short: %w", ref, errDamaged)
	}
	return binary.BigEndian.Uint64(payload), payload[8:], nil
}
