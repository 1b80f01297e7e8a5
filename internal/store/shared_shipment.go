package store

import (
	"context"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/records"
)

// SharedShipment is one shipment, seen through the window by whoever holds a
// tracking code for it. It is bound to that shipment when it is made: no method of
// it takes another, and there is no list and no search. Every look asks whether the
// code still opens it; if not, the error is one of the Faults of Directory.OpenLink, or
// "error.code.withdrawn".
type SharedShipment struct {
	store *Store
	hash  string // of the code
	slug  string
	ref   model.Text
	bound bool
	until atomic.Int64 // nanoseconds of the epoch; a code lasts longer when its shipment comes later
}

// SharedShipment is the shipment that the holder p of a tracking code may see;
// ErrForbidden for anybody else.
func (s *Store) SharedShipment(p model.Principal) (*SharedShipment, error) {
	if !p.IsHolder() {
		return nil, model.ErrForbidden
	}
	shared := &SharedShipment{store: s}
	err := s.view(context.Background(), func(tx engine.Reader) error {
		l, err := records.LinkByID(tx, p.Link)
		if err != nil {
			return err
		}
		shared.hash, shared.slug, shared.bound = l.Hash, l.Partner, l.Bind
		shared.until.Store(l.Expires.UnixNano())
		shared.ref = model.Line(l.Ref, lists.MaxRef)
		_, err = codes.Open(tx, l.Hash, s.now(), nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	return shared, nil
}

// Ref is the shipment's number.
func (p *SharedShipment) Ref() model.Text { return p.ref }

// Bound says that the code is for one key alone.
func (p *SharedShipment) Bound() bool { return p.bound }

// Until is when the code ends, as far as is known now.
func (p *SharedShipment) Until() time.Time { return time.Unix(0, p.until.Load()).UTC() }

// read runs fn on the room with the shipment in it, while the code opens it.
func (p *SharedShipment) read(ctx context.Context, fn func(room lists.List, ref string) error) error {
	return p.store.view(ctx, func(tx engine.Reader) error {
		l, err := codes.Open(tx, p.hash, p.store.now(), nil)
		if err != nil {
			return err
		}
		p.until.Store(l.Expires.UnixNano())
		if p.store.paused(l.Partner) {
			return whilePaused(tx)
		}
		if err := tx.Only(engine.List(l.Partner)); err != nil {
			return err //nolint:wrapcheck // the engine names the list
		}
		return fn(lists.Of(tx, engine.List(l.Partner)), l.Ref)
	})
}

// Shipment is the published record.
func (p *SharedShipment) Shipment(ctx context.Context) (record model.Published, err error) {
	err = p.read(ctx, func(room lists.List, ref string) error {
		record, err = published(room, ref)
		return err
	})
	return record, err
}

// Version is the number of the shipment's latest change. What happens to other
// shipments does not move it.
func (p *SharedShipment) Version(ctx context.Context) (version uint64, err error) {
	if err := p.store.following(); err != nil {
		return 0, err
	}
	err = p.read(ctx, func(room lists.List, ref string) error {
		_, version, err = room.Tx.Record(room.Name, ref)
		return err //nolint:wrapcheck // the engine names the list
	})
	return version, err
}

// Watch waits until the version is above since, and gives it. It ends with the
// context's error, ErrClosed, or when the code no longer opens the shipment and
// something changes for its customer.
func (p *SharedShipment) Watch(ctx context.Context, since uint64) (uint64, error) {
	return p.store.feed.Watch(ctx, p.slug, since, func(ctx context.Context) (version uint64, committed time.Time, err error) {
		version, err = p.Version(ctx)
		// Only while nothing else has changed in the room is its time the shipment's.
		if now := p.store.cache.State(engine.List(p.slug)); now != nil && now.Seq == version {
			committed = now.Committed
		}
		return version, committed, err
	})
}

// Forwarder is the company as it presents itself.
func (p *SharedShipment) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return read(ctx, p.store, records.Forwarder)
}
