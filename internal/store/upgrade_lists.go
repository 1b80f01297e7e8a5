package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
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
func (m *listMove) begin(tx engine.Tx) error {
	m.from, m.changes = []byte{}, changesOf(tx)
	all, err := listsOf(tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := tx.MakeList(l, numberOf(tx, l)); err != nil {
			return err
		}
	}
	return nil
}

// oldList is the bucket of a list, or a part of it; false when it is not there.
func oldList(tx engine.Tx, l engine.List, part ...string) (bolt.Old, bool) {
	path := []string{"window", string(l)}
	if l == engine.Office {
		path = []string{"hall"}
	}
	return bolt.OldBucket(tx, append(path, part...)...)
}

// numberOf is how far the changes of a list went, as far as is known.
func numberOf(tx engine.Tx, l engine.List) uint64 {
	old, found := oldList(tx, l)
	if !found {
		return 0
	}
	payload, err := old.Get("state")
	if err != nil || len(payload) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(payload)
}

func changesOf(tx engine.Tx) map[string]uint64 {
	all := map[string]uint64{}
	changes, found := oldList(tx, engine.Office, "changes")
	if !found {
		return all
	}
	for v, err := range changes.Values(nil) {
		if n, ok := parseNumber(v.Key); ok && err == nil {
			all[string(v.Payload)] = n
		}
	}
	return all
}

// oldShipments is where the office's records were.
var oldShipments = []string{"office", "shipments"}

// some moves a part of the shipments.
func (m *listMove) some(tx engine.Tx) error {
	from := m.from
	m.from = nil
	shipments, found := bolt.OldBucket(tx, oldShipments...)
	if !found {
		return nil
	}
	var moved [][]byte
	for v, err := range shipments.Values(from) {
		key := bytes.Clone(v.Key)
		if len(moved) == rebuildPart {
			m.from = key
			break
		}
		if err == nil {
			err = m.one(tx, key, v.Payload)
		}
		if err == nil {
			moved = append(moved, key)
		} else if !errors.Is(err, engine.ErrDamaged) {
			return err
		}
	}
	return shipments.Delete(moved...) //nolint:wrapcheck // it names the shipment
}

func (m *listMove) one(tx engine.Tx, key, payload []byte) error {
	i := engine.Item{Ref: string(key), Seq: m.changes[string(key)], Record: payload}
	s, err := shipmentOf(i)
	if err != nil {
		return err
	}
	room := engine.List(s.Partner)
	return refill{tx, m.now, engine.Office, room}.shipment(s, i, oldShown(tx, room, key))
}

// oldShown is what a partner saw of a shipment; nothing when that cannot be read.
func oldShown(tx engine.Tx, room engine.List, ref []byte) (p model.Published) {
	published, found := oldList(tx, room, "records")
	if !found {
		return p
	}
	payload, err := published.Get(string(ref))
	if err != nil || len(payload) < 8 || records.Decode(string(ref), payload[8:], &p) != nil {
		return model.Published{}
	}
	p.Change = binary.BigEndian.Uint64(payload)
	return p
}

// dropOldLists takes away what was moved, and what was made of it.
func dropOldLists(tx engine.Tx) error {
	drop := [][]string{{"hall"}, {"window"}, {"due"}, {"anew"}, {"office", "desk"}}
	if left, found := bolt.OldBucket(tx, oldShipments...); found && left.Empty() {
		drop = append(drop, oldShipments)
	}
	for _, path := range drop {
		if err := bolt.DropOld(tx, path...); err != nil {
			return err //nolint:wrapcheck // it names the bucket
		}
	}
	return nil
}
