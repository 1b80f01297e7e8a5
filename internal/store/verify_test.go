package store

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// Whatever is taken out of a store, put into it or changed in it with all its
// checksums right is found by Verify.
func TestVerifyFindsWhatDoesNotAgree(t *testing.T) {
	const ref = "A/1"
	room := func(tx bolt.Tx, name []byte) *bbolt.Bucket {
		return tx.Bucket(bucketWindow).Bucket([]byte("saigon-tech")).Bucket(name)
	}
	forged := func(key []byte, payload string) []byte { return seal(key, []byte(payload)) }
	for name, spoil := range map[string]func(tx bolt.Tx) error{
		"a record that is gone": func(tx bolt.Tx) error { return room(tx, bucketRecords).Delete([]byte(ref)) },
		"a row that is gone":    func(tx bolt.Tx) error { return room(tx, bucketRows).Delete([]byte(ref)) },
		"a row of nothing":      func(tx bolt.Tx) error { return room(tx, bucketRows).Put([]byte("x"), forged([]byte("x"), "x")) },
		"a block that is gone":  func(tx bolt.Tx) error { return dropFirst(room(tx, bucketIndex)) },
		"a line that is gone":   func(tx bolt.Tx) error { return forgeLine(tx, bolt.Change{Key: []byte("r\x01A/1"), Gone: true}) },
		"a line too many":       func(tx bolt.Tx) error { return forgeLine(tx, bolt.Change{Key: []byte("r\x01Z/9")}) },
		"a line with a value":   func(tx bolt.Tx) error { return forgeLine(tx, bolt.Change{Key: []byte("r\x01A/1"), Value: []byte("x")}) },
		"wrong counts":          func(tx bolt.Tx) error { return spoilCounts(tx) },
		"a line of the hall":    func(tx bolt.Tx) error { return dropFirst(tx.Bucket(bucketHall).Bucket(bucketIndex)) },
		"words that are gone": func(tx bolt.Tx) error {
			return forgeHeld(tx, ref, func(h *held) { h.tokens = h.tokens[:3] })
		},
		"a reference that is gone": func(tx bolt.Tx) error {
			return forgeHeld(tx, ref, func(h *held) {
				h.tokens = slices.DeleteFunc(h.tokens, func(t token) bool { return t.kind == kindRef })
			})
		},
		"a reference of another": func(tx bolt.Tx) error {
			return forgeHeld(tx, ref, func(h *held) { h.tokens = append(h.tokens, token{"zzz", kindHBL}) })
		},
		"nothing is waited for": func(tx bolt.Tx) error {
			return forgeHeld(tx, ref, func(h *held) { h.waiting, h.due = false, 0 })
		},
		"it is waited for too long": func(tx bolt.Tx) error {
			return forgeHeld(tx, ref, func(h *held) { h.due += int64(48 * time.Hour) })
		},
		"a published lie":         func(tx bolt.Tx) error { return forgeRecord(room(tx, bucketRecords), ref) },
		"an office record gone":   func(tx bolt.Tx) error { return dropFirst(tx.Bucket(bucketOffice).Bucket(bucketShipments)) },
		"a room without partner":  func(tx bolt.Tx) error { return partners.delete(tx, "saigon-tech") },
		"a key without account":   func(tx bolt.Tx) error { return accounts.delete(tx, "a@b.example") },
		"an account's key unheld": func(tx bolt.Tx) error { return dropFirst(tx.Bucket([]byte("tables")).Bucket([]byte("key.account"))) },
		"an entry of the desk":    func(tx bolt.Tx) error { return dropFirst(tx.Bucket(bucketOffice).Bucket(bucketDesk)) },
		"a desk for nobody": func(tx bolt.Tx) error {
			return tx.Bucket(bucketOffice).Bucket(bucketDesk).Put([]byte("x"), forged([]byte("x"), "x"))
		},
		"news that join no mail": func(tx bolt.Tx) error { return joins.put(tx, 99, "a@b.example", ref) },
		"a mail that is not due": func(tx bolt.Tx) error {
			return dropFirst(tx.Bucket([]byte("tables")).Bucket([]byte("parcel.due")))
		},
		"a mail of nothing":       func(tx bolt.Tx) error { return mailedETAs.put(tx, Mailed{}, "Z/9") },
		"a trail with a gap":      func(tx bolt.Tx) error { return tx.Delete(&auditLog, keyOf(numberText(2))) },
		"a trail that was edited": forgeEntry,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(t, shipment(ref, "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
			must(h.office.AddAccount(ctx, model.Account{Email: "a@b.example", Partner: "saigon-tech"}))
			check(t, h.office.AddKey(ctx, "a@b.example", model.Key{Fingerprint: "SHA256:" + strings.Repeat("A", 43)}))
			h.asks(t, "a@b.example", "saigon-tech", model.Notices{Level: model.NoticesAll})
			h.reschedule(t, "A/2", 40)
			h.sound(t)
			check(t, h.db.Update(bolt.In(spoil)))
			report, err := h.Verify(ctx)
			check(t, err)
			if report.Sound() {
				t.Error("it was not found")
			}
		})
	}
}

func dropFirst(b *bbolt.Bucket) error {
	key, _ := b.Cursor().First()
	return b.Delete(key)
}

// forgeLine changes a line of the index with everything around it put right.
func forgeLine(tx bolt.Tx, c bolt.Change) error {
	return must(openTree(tx, "saigon-tech")).index.Edit([]bolt.Change{c})
}

func spoilCounts(tx bolt.Tx) error {
	t, err := openTree(tx, "saigon-tech")
	if err != nil {
		return err
	}
	t.state.all[0]++
	t.dirty = true
	return t.save()
}

// forgeHeld changes a row together with everything that leads to it.
func forgeHeld(tx bolt.Tx, ref string, change func(h *held)) error {
	t, err := openTree(tx, "saigon-tech")
	if err != nil {
		return err
	}
	old, _, err := t.held(ref)
	if err != nil {
		return err
	}
	fresh := old
	fresh.tokens = slices.Clone(old.tokens)
	change(&fresh)
	if err := t.exchange(&old, &fresh); err != nil {
		return err
	}
	return t.save()
}

// forgeRecord changes a published record as somebody would who knows how.
func forgeRecord(records *bbolt.Bucket, ref string) error {
	key := []byte(ref)
	payload := bytes.Replace(bytes.Clone(records.Get(key)[sealSize:]), []byte("ONE HUMBER"), []byte("ONE HAMBER"), 1)
	return records.Put(key, seal(key, payload))
}

// forgeEntry changes an entry of the audit trail, with its checksum put right.
func forgeEntry(tx bolt.Tx) error {
	r := must(tx.Get(&auditLog, keyOf(numberText(2))))
	r.Value = bytes.Replace(r.Value, []byte("admin@"), []byte("nobod@"), 1)
	return tx.Put(&auditLog, r)
}

// A room is checked against the office in both directions.
func TestVerifyCountsWhatItSaw(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("B/1", "mekong-foods", 1))
	report := must(h.Verify(ctx))
	if report.Shipments != 2 || report.Rooms != 2 || report.Audit != 4 || report.Lines == 0 || !report.Sound() {
		t.Errorf("got %+v", report)
	}
}
