package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
)

// A shipment comes to need attention by the passing of time alone.
func TestASweepShowsWhatHasBecomeOverdue(t *testing.T) {
	h := newHouse(t)
	for i := range 3 {
		s := shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i)
		s.Facts.ATD = s.Facts.ETD
		h.put(t, s)
	}
	room := h.room("saigon-tech")
	attention := func() int {
		page := must(room.Page(ctx, model.Query{Tab: model.TabAttention}))
		if counts := must(room.Counts(ctx)); counts[model.TabAttention] != len(page.Rows) {
			t.Errorf("%d are counted, %d listed", counts[model.TabAttention], len(page.Rows))
		}
		return len(page.Rows)
	}
	if n := attention(); n != 0 || must(h.Sweep(ctx)) != 0 {
		t.Fatalf("%d are overdue at once", n)
	}
	before := must(room.Version(ctx))
	h.clock.advance(24 * time.Hour)
	if moved := must(h.Sweep(ctx)); moved != 2 || attention() != 1 {
		t.Errorf("moved %d lines, %d need attention", moved, attention())
	}
	if version := must(room.Watch(soon(t), before)); version != before+1 {
		t.Errorf("whoever watches is told of %d", version)
	}
	if changes := must(room.Changes(ctx, before, 0)); len(changes) != 0 {
		t.Errorf("no shipment has changed, but %v", changes)
	}
	h.sound(t)
	h.clock.advance(24 * time.Hour)
	h.reopen(t) // it looks at once
	h.background.Wait()
	room = h.room("saigon-tech")
	if attention() != 2 {
		t.Error("the second is not overdue after a restart")
	}
	h.edit(t, "A/0", func(s *model.Shipment) { s.Facts.ATA = model.DayOf(noon) })
	if attention() != 1 {
		t.Error("one that has arrived needs no attention")
	}
	h.sound(t)
}

// More than one transaction's worth becomes due at once.
func TestASweepTakesAsManyTransactionsAsItNeeds(t *testing.T) {
	h := newHouse(t)
	var all []model.Shipment
	for i := range sweepBatch + 1 {
		s := shipment(fmt.Sprintf("A/%04d", i), "saigon-tech", 0)
		s.Facts.ATD = s.Facts.ETD
		all = append(all, s)
	}
	h.put(t, all...)
	h.clock.advance(48 * time.Hour)
	if moved := must(h.Sweep(ctx)); moved != 2*len(all) {
		t.Errorf("moved %d lines, want %d", moved, 2*len(all))
	}
	if n := must(h.room("saigon-tech").Counts(ctx))[model.TabAttention]; n != len(all) {
		t.Errorf("%d need attention", n)
	}
	h.sound(t)
}

// A store that was closed while much became due is open before all of it is
// moved; the rest is moved without anybody's asking, and a Close in the middle
// of it loses nothing.
func TestOpeningDoesNotWaitForALongSweep(t *testing.T) {
	h := newHouse(t)
	const many = 3 * sweepBatch
	var all []model.Shipment
	for i := range many {
		s := shipment(fmt.Sprintf("A/%04d", i), "saigon-tech", 0)
		s.Facts.ATD = s.Facts.ETD
		all = append(all, s)
	}
	h.put(t, all...)
	h.clock.advance(48 * time.Hour)
	h.reopen(t)
	h.reopen(t)
	room := h.room("saigon-tech")
	waiting, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	for {
		version := must(room.Version(ctx))
		if must(room.Counts(ctx))[model.TabAttention] == many {
			break
		}
		must(room.Watch(waiting, version))
	}
	h.sound(t)
}

// A clock that is put back for an hour makes nothing look older than what was
// written before; one that was wrong by years is put right.
func TestTimeDoesNotRunBackward(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1))
	h.clock.advance(-time.Hour)
	h.put(t, shipment("A/2", "saigon-tech", 1))
	if s := must(h.office.Shipment(ctx, "A/2")); !s.Created.Equal(noon) {
		t.Errorf("written at %v", s.Created)
	}
	if list := refs(must(h.room("saigon-tech").Page(ctx, model.Query{})).Rows); list[0] != "A/2" {
		t.Errorf("the latest first: %v", list)
	}
	h.clock.advance(-48 * time.Hour)
	h.put(t, shipment("A/3", "saigon-tech", 1))
	if s := must(h.office.Shipment(ctx, "A/3")); !s.Created.Equal(h.clock.now()) {
		t.Errorf("written at %v by a clock at %v", s.Created, h.clock.now())
	}
}

// A row that waits is damaged, or a line leads nowhere: the others' rows move on
// their day all the same, the store opens, and what is wrong can be found and
// mended in it.
func TestASweepPassesOverWhatIsDamaged(t *testing.T) {
	for name, spoil := range map[string]func(tx bolttest.Tx) error{
		"a damaged row":    func(tx bolttest.Tx) error { return partOf(tx, room, "items").Put([]byte("A/1"), []byte("xxxxxxxx")) },
		"a row gone":       func(tx bolttest.Tx) error { return partOf(tx, room, "items").Delete([]byte("A/1")) },
		"a block gone":     func(tx bolttest.Tx) error { return dropFirst(partOf(tx, room, "lines")) },
		"a room not whole": func(tx bolttest.Tx) error { return tx.List(room).DeleteBucket([]byte("items")) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.put(t, shipment("A/1", "saigon-tech", 30), shipment("B/1", "mekong-foods", 31))
			check(t, h.forge(spoil))
			h.clock.advance(60 * 24 * time.Hour)
			must(h.Sweep(ctx))
			if n := must(h.room("mekong-foods").Counts(ctx))[model.TabAttention]; n != 1 {
				t.Errorf("%d of the other partner's shipments need attention", n)
			}
			if n, err := h.Sweep(ctx); n != 0 || err != nil {
				t.Errorf("once more: %d, %v", n, err)
			}
			h.reopen(t)
			if must(h.Verify(ctx)).Sound() {
				t.Error("nothing is said to be wrong")
			}
			check(t, h.office.Rebuild(ctx))
			h.sound(t)
		})
	}
}
