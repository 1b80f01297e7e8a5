package store

import (
	"encoding/json"
	"errors"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// What is made of the office's records is mended from them, whatever happened
// to it: what was taken away, what was forged, and what lost its checksum.
func TestWhatIsDerivedIsMadeAnew(t *testing.T) {
	for name, spoil := range map[string]func(tx bolttest.Tx) error{
		"a published lie":     func(tx bolttest.Tx) error { return forgeRecord(tx, "A/1") },
		"a record gone":       func(tx bolttest.Tx) error { return partOf(tx, room, "records").Delete([]byte("A/1")) },
		"a damaged record":    func(tx bolttest.Tx) error { return partOf(tx, room, "records").Put([]byte("A/1"), []byte("xxxxxxxx")) },
		"a damaged row":       func(tx bolttest.Tx) error { return partOf(tx, room, "items").Put([]byte("A/1"), []byte("xxxxxxxx")) },
		"a line of the index": func(tx bolttest.Tx) error { return dropFirst(partOf(tx, room, "lines")) },
		"wrong counts":        spoilCounts,
		"no counts":           func(tx bolttest.Tx) error { return spoilState(tx, "saigon-tech") },
		"a room gone":         func(tx bolttest.Tx) error { return tx.DropList(room) },
		"the office's counts": func(tx bolttest.Tx) error { return spoilState(tx, engine.Office) },
		"a row of the office": func(tx bolttest.Tx) error { return partOf(tx, engine.Office, "items").Delete([]byte("A/1")) },
		"the desk gone": func(tx bolttest.Tx) error {
			return tx.Bucket([]byte("tables")).DeleteBucket([]byte(records.Schedules.Name))
		},
		"all rooms gone": func(tx bolttest.Tx) error { return errors.Join(tx.DropList(room), tx.DropList("mekong-foods")) },
		"an entry of the desk": func(tx bolttest.Tx) error {
			return dropFirst(deskOf(tx))
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30), shipment("B/1", "mekong-foods", 3))
			want := must(json.Marshal(model.Publish(must(h.office.Shipment(ctx, "A/1")))))
			check(t, h.forge(spoil))
			report := must(h.Verify(ctx))
			if report.Sound() {
				t.Fatal("nothing is spoiled")
			}
			for _, problem := range report.Problems {
				if !problem.Part.Derived() {
					t.Errorf("it is said to be lost: %s: %s", problem.Part, problem)
				}
			}
			check(t, must(h.Office(admin)).Rebuild(ctx))
			h.reopen(t)
			h.sound(t)
			p := must(h.room("saigon-tech").Shipment(ctx, "A/1"))
			if p.Change == 0 {
				t.Error("what is shown has no number")
			}
			p.Change = 0
			if got := must(json.Marshal(p)); string(got) != string(want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A customer who has seen everything sees nothing marked as new afterwards, but
// for what had been shown wrongly; and what comes next is new.
func TestNothingLooksNewThatIsNot(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("OTHER") })
	change := func(ref string) uint64 { return must(h.room("saigon-tech").Shipment(ctx, ref)).Change }
	one, two := change("A/1"), change("A/2")
	check(t, h.forge(func(tx bolttest.Tx) error {
		return forgeRecord(tx, "A/2")
	}))
	check(t, must(h.Office(admin)).Rebuild(ctx))
	if got := change("A/1"); got != one {
		t.Errorf("A/1 was right as change %d, and is %d", one, got)
	}
	if got := change("A/2"); got <= max(one, two) {
		t.Errorf("A/2 was shown wrongly as change %d, and is %d", two, got)
	}
}

// How far a room has come is lost: nothing looks new, and a session that has seen
// what came last hears of what comes next.
func TestARoomThatForgotItsNumber(t *testing.T) {
	for name, reopened := range map[string]bool{"sessions are open": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
			for range 4 { // numbers that no shipment has any more
				h.edit(t, "A/2", func(s *model.Shipment) { s.Partner = "mekong-foods" })
				h.edit(t, "A/2", func(s *model.Shipment) { s.Partner = "saigon-tech" })
			}
			h.edit(t, "A/2", func(s *model.Shipment) { s.Partner = "mekong-foods" })
			room := h.room("saigon-tech")
			change, version := must(room.Shipment(ctx, "A/1")).Change, must(room.Version(ctx))
			must(room.Page(ctx, model.Query{}))
			check(t, must(h.Self(portal("saigon-tech"))).SetLastSeen(ctx, version))
			check(t, h.forge(func(tx bolttest.Tx) error {
				return spoilState(tx, "saigon-tech")
			}))
			if reopened {
				h.reopen(t)
			}
			check(t, h.office.Rebuild(ctx))
			h.sound(t)
			room = h.room("saigon-tech")
			if got := must(room.Shipment(ctx, "A/1")).Change; got != change {
				t.Errorf("A/1 was change %d, and is %d", change, got)
			}
			if got := must(room.Version(ctx)); got <= version {
				t.Errorf("the room had come to %d, and is at %d", version, got)
			}
		})
	}
}

// What only the office knows cannot be made of anything: then nothing is
// touched, and the file is said to be damaged.
func TestADamagedOfficeIsNotMadeAnew(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30))
	check(t, h.forge(func(tx bolttest.Tx) error {
		return partOf(tx, engine.Office, "records").Put([]byte("A/1"), []byte("xxxxxxxx"))
	}))
	if err := must(h.Office(admin)).Rebuild(ctx); !isFault(err, "error.store_damaged") {
		t.Errorf("got %v", err)
	}
	if _, err := h.room("saigon-tech").Shipment(ctx, "A/1"); err != nil {
		t.Errorf("what customers see is gone: %v", err)
	}
}

func TestWhoKeepsTheStore(t *testing.T) {
	h := newHouse(t)
	for _, role := range []model.Role{model.Operations, model.CS, model.Manager} {
		office := must(h.Office(model.Principal{Account: "x@house.example", Role: role}))
		if err := office.Rebuild(ctx); !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", role, err)
		}
		if _, err := office.Backup(ctx); !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", role, err)
		}
		if _, err := office.Verify(ctx); errors.Is(err, model.ErrForbidden) == (role == model.Manager) {
			t.Errorf("%s: %v", role, err)
		}
	}
}
