package store

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/records"
	"porthole/internal/store/upkeep"
)

// spot is where a value of the file lies.
type spot struct {
	path [][]byte
	key  []byte
}

func (s spot) String() string { return fmt.Sprintf("%s %q", bytes.Join(s.path, []byte("/")), s.key) }

// in is the bucket that the value lies in.
func (s spot) in(tx bolttest.Tx) *bbolt.Bucket {
	b := tx.Bucket(s.path[0])
	for _, name := range s.path[1:] {
		b = b.Bucket(name)
	}
	return b
}

// turn turns the last bit of the value over.
func (s spot) turn(tx bolttest.Tx) error {
	value := bytes.Clone(s.in(tx).Get(s.key))
	value[len(value)-1] ^= 1
	return s.in(tx).Put(s.key, value)
}

// spotsOf are those of all values of a bucket that are not empty.
func spotsOf(b *bbolt.Bucket, path ...[]byte) (all []spot) {
	cursor := b.Cursor()
	for key, value := cursor.First(); key != nil; key, value = cursor.Next() {
		key = bytes.Clone(key)
		if value == nil {
			all = append(all, spotsOf(b.Bucket(key), append(path[:len(path):len(path)], key)...)...)
		} else if len(value) > 0 {
			all = append(all, spot{path, key})
		}
	}
	return all
}

// newFullHouse is one that has used everything that it keeps.
func newFullHouse(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
	check(t, h.office.SetForwarder(ctx, model.Forwarder{Name: text("House")}))
	must(h.office.AddAccount(ctx, model.Account{Email: "a@b.example", Partner: "saigon-tech"}))
	fingerprint := "SHA256:" + strings.Repeat("A", 43)
	check(t, h.office.AddKey(ctx, "a@b.example", model.Key{Fingerprint: fingerprint}))
	h.Directory().Touch(fingerprint, h.clock.now())
	who := model.Principal{Account: "a@b.example", Role: model.Portal, Partner: "saigon-tech"}
	check(t, must(h.Self(who)).SetLastSeen(ctx, 1))
	check(t, h.marks.Write())
	h.asks(t, "a@b.example", "saigon-tech", model.Notices{Level: model.NoticesETA, Days: 5})
	h.reschedule(t, "A/1", 31) // too little to be mailed, and remembered
	h.mailed(t, "A/1")
	must(h.office.CreateLink(ctx, LinkDraft{Ref: "A/1", To: "guest@buyer.example", Life: 365 * 24 * time.Hour}, newCode("ONE")))
	h.edit(t, "A/2", func(s *model.Shipment) { s.Partner = "mekong-foods" })
	check(t, h.office.SetCarrier(model.Once(ctx, "id"), model.CarrierSetting{Code: "ONEY"}))
	h.clock.advance(-48 * time.Hour) // it is put back
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("OTHER") })
	h.sound(t)
	return h
}

// A bit that has turned over is found, whichever value it is in.
func TestVerifyReadsEveryValue(t *testing.T) {
	long(t)
	h := newFullHouse(t)
	var all []spot
	check(t, h.look(func(tx bolttest.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			all = append(all, spotsOf(b, bytes.Clone(name))...)
			return nil
		})
	}))
	for _, s := range all {
		check(t, h.forge(s.turn))
		if must(h.Verify(ctx)).Sound() {
			t.Errorf("%s was not read", s)
		}
		check(t, h.forge(s.turn))
	}
	h.sound(t)
}

// What somebody saw last is no reason to put a backup back: it is forgotten.
func TestWhatWasSeenLastIsForgottenWhenItCannotBeRead(t *testing.T) {
	h := newFullHouse(t)
	h.reopen(t) // what this process has not forgotten is no part of it
	self := must(h.Self(model.Principal{Account: "a@b.example", Role: model.Portal, Partner: "saigon-tech"}))
	check(t, h.forge(func(tx bolttest.Tx) error {
		tables := []byte("tables")
		for _, name := range [][]byte{[]byte(records.KeyUses.Name), []byte(records.Visits.Name)} {
			for _, s := range spotsOf(tx.Bucket(tables).Bucket(name), tables, name) {
				check(t, s.turn(tx))
			}
		}
		return nil
	}))
	report := must(h.Verify(ctx))
	if len(report.Problems) != 2 || report.Problems[0].Part != upkeep.PartVisit || report.Problems[1].Part != upkeep.PartVisit {
		t.Errorf("got %q", report.Problems)
	}
	check(t, h.office.Rebuild(ctx))
	h.sound(t)
	if seen := must(self.LastSeen(ctx)); seen != 0 {
		t.Errorf("seen up to %d", seen)
	}
	check(t, self.SetLastSeen(ctx, 2))
	if seen := must(self.LastSeen(ctx)); seen != 2 {
		t.Errorf("seen up to %d, and should be 2", seen)
	}
}
