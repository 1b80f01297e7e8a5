package upgrade

import (
	"encoding/binary"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
	"porthole/internal/store/upkeep"
)

// The office's records were in office/shipments, and the numbers of their changes in
// hall/changes; what a partner saw was in window/<slug>/records, each record behind
// the number of its change.

// oldShipments is where the office's records were.
var oldShipments = []string{"office", "shipments"}

// moveLists makes the lists of the engine.
func moveLists(update Update, now time.Time) error {
	var changes map[string]uint64 // numbers of the office's changes, by shipment
	err := update(func(tx engine.Tx) error {
		changes = oldChanges(tx)
		return makeLists(tx)
	})
	if err != nil {
		return err
	}
	shipments := bucket{path: oldShipments, take: func(tx engine.Tx, key, payload []byte) error {
		refill := upkeep.Refill{
			Tx: tx, Now: now, Into: func(l engine.List) engine.List { return l },
			Shown: func(room engine.List, ref string) model.Published { return oldShown(tx, room, ref) },
		}
		return refill.Shipment(engine.Item{Ref: string(key), Seq: changes[string(key)], Record: payload})
	}}
	if err := shipments.move(update, atOnce); err != nil {
		return err
	}
	return update(dropOldLists)
}

// makeLists makes empty lists, each of which goes on with its numbers.
func makeLists(tx engine.Tx) error {
	all, err := upkeep.All(tx)
	if err != nil {
		return err
	}
	for _, l := range all {
		if err := tx.MakeList(l, oldNumber(tx, l)); err != nil {
			return err //nolint:wrapcheck // the engine names the list
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

// oldNumber is how far the changes of a list went, as far as is known.
func oldNumber(tx engine.Tx, l engine.List) uint64 {
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

func oldChanges(tx engine.Tx) map[string]uint64 {
	all := map[string]uint64{}
	changes, found := oldList(tx, engine.Office, "changes")
	if !found {
		return all
	}
	for v, err := range changes.Values(nil) {
		if n, wrong := number(v.Key); wrong == nil && err == nil {
			all[string(v.Payload)] = n
		}
	}
	return all
}

// oldShown is what a partner saw of a shipment; nothing when that cannot be read.
func oldShown(tx engine.Tx, room engine.List, ref string) (p model.Published) {
	old, found := oldList(tx, room, "records")
	if !found {
		return p
	}
	payload, err := old.Get(ref)
	if err != nil || len(payload) < 8 || records.Decode(ref, payload[8:], &p) != nil {
		return model.Published{}
	}
	p.Change = binary.BigEndian.Uint64(payload)
	return p
}

// dropOldLists takes away what was moved, and what was made of it.
func dropOldLists(tx engine.Tx) error {
	for _, path := range [][]string{{"hall"}, {"window"}, {"due"}, {"anew"}, {"office", "desk"}} {
		if err := bolt.DropOld(tx, path...); err != nil {
			return err //nolint:wrapcheck // it names the bucket
		}
	}
	return nil
}
