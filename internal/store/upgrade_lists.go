package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// Up to schema 6 the office's records were in office/shipments, and the numbers of
// their changes in hall/changes; what a partner saw was in window/<slug>/records,
// each record behind the number of its change. The lists are made anew of these, a
// part at a time, so that a large store needs no large transaction. What was moved
// is taken away, so whoever was interrupted goes on; what cannot be read stays where
// it is, for Verify to tell of.

// moveLists makes the lists of the engine.
func (s *Store) moveLists(ctx context.Context) error {
	m := listMove{now: s.now()}
	if err := s.update(ctx, m.begin); err != nil {
		return err
	}
	for m.from != nil {
		if err := s.update(ctx, m.some); err != nil {
			return err
		}
	}
	return s.update(ctx, dropOldLists)
}

type listMove struct {
	now     time.Time
	changes map[string]uint64 // numbers of the office's changes, by shipment
	from    []byte            // the next shipment; nil: there is none
}

// begin makes empty lists, each of which goes on with its numbers.
func (m *listMove) begin(tx bolt.Tx) error {
	m.from, m.changes = []byte{}, changesOf(tx)
	all, err := listsOf(tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := tx.MakeList(l, numberOf(oldList(tx, l))); err != nil {
			return err
		}
	}
	return nil
}

// oldList is the bucket of a list; nil when there is none.
func oldList(tx bolt.Tx, l engine.List) *bbolt.Bucket {
	if l == engine.Office {
		return tx.Bucket([]byte("hall"))
	}
	if window := tx.Bucket([]byte("window")); window != nil {
		return window.Bucket([]byte(l))
	}
	return nil
}

// numberOf is how far the changes of a list went, as far as is known.
func numberOf(old *bbolt.Bucket) uint64 {
	if old == nil {
		return 0
	}
	key := []byte("state")
	payload, err := unseal(key, old.Get(key))
	if err != nil || len(payload) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(payload)
}

func changesOf(tx bolt.Tx) map[string]uint64 {
	all := map[string]uint64{}
	hall := oldList(tx, engine.Office)
	if hall == nil || hall.Bucket([]byte("changes")) == nil {
		return all
	}
	cursor := hall.Bucket([]byte("changes")).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		if ref, err := unseal(key, sealed); err == nil && len(key) == 8 {
			all[string(ref)] = binary.BigEndian.Uint64(key)
		}
	}
	return all
}

// oldShipments is where the office's records were; nil when there is none such.
func oldShipments(tx bolt.Tx) *bbolt.Bucket {
	if office := tx.Bucket([]byte("office")); office != nil {
		return office.Bucket([]byte("shipments"))
	}
	return nil
}

// some moves a part of the shipments.
func (m *listMove) some(tx bolt.Tx) error {
	shipments, from := oldShipments(tx), m.from
	if m.from = nil; shipments == nil {
		return nil
	}
	var moved [][]byte
	cursor := shipments.Cursor()
	for key, sealed := cursor.Seek(from); key != nil; key, sealed = cursor.Next() {
		if len(moved) == rebuildPart {
			m.from = bytes.Clone(key)
			break
		}
		err := m.one(tx, key, sealed)
		if errors.Is(err, errDamaged) {
			continue
		}
		if err != nil {
			return err
		}
		moved = append(moved, bytes.Clone(key))
	}
	for _, key := range moved {
		if err := shipments.Delete(key); err != nil {
			return fmt.Errorf("delete %q: %w", key, err)
		}
	}
	return nil
}

func (m *listMove) one(tx bolt.Tx, key, sealed []byte) error {
	payload, err := unseal(key, sealed)
	if err != nil {
		return err
	}
	i := engine.Item{Ref: string(key), Seq: m.changes[string(key)], Record: payload}
	s, err := shipmentOf(i)
	if err != nil {
		return err
	}
	room := engine.List(s.Partner)
	return refill{tx, m.now, engine.Office, room}.shipment(s, i, oldShown(oldList(tx, room), key))
}

// oldShown is what a partner saw of a shipment; nothing when that cannot be read.
func oldShown(room *bbolt.Bucket, key []byte) (p model.Published) {
	if room == nil || room.Bucket([]byte("records")) == nil {
		return p
	}
	payload, err := unseal(key, room.Bucket([]byte("records")).Get(key))
	if err != nil || len(payload) < 8 || decodeJSON(key, payload[8:], &p) != nil {
		return model.Published{}
	}
	p.Change = binary.BigEndian.Uint64(payload)
	return p
}

// dropOldLists takes away what was moved, and what was made of it.
func dropOldLists(tx bolt.Tx) error {
	for _, name := range []string{"hall", "window", "due", "anew"} {
		if err := drop(tx, name); err != nil {
			return err
		}
	}
	office := tx.Bucket([]byte("office"))
	if office == nil {
		return nil
	}
	if err := drop(office, "desk"); err != nil {
		return err
	}
	if left := oldShipments(tx); left != nil {
		if key, _ := left.Cursor().First(); key == nil {
			return drop(office, "shipments")
		}
	}
	return nil
}

// drop takes a bucket away that need not be there.
func drop(in interface{ DeleteBucket(name []byte) error }, name string) error {
	if err := in.DeleteBucket([]byte(name)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
		return fmt.Errorf("drop %s: %w", name, err)
	}
	return nil
}
