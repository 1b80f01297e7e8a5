package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"porthole/internal/store/bolt/bolttest"
	"porthole/internal/store/engine"
	"porthole/internal/store/upkeep"
)

// interrupted is a context that has something done whenever it is asked whether
// it is over, which is between the parts of a Rebuild.
type interrupted struct {
	context.Context
	between func() error
}

func (i interrupted) Err() error { return i.between() }

// newSpoiledHouse has three shipments, and a room that shows one of them wrongly.
func newSpoiledHouse(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30), shipment("B/1", "mekong-foods", 3))
	check(t, h.forge(func(tx bolttest.Tx) error {
		return forgeRecord(tx, "A/1")
	}))
	return h
}

// rebuildLeft reports whether something that was begun is still in the file.
func (h *house) rebuildLeft(t *testing.T) (left bool) {
	t.Helper()
	check(t, h.look(func(tx bolttest.Tx) error { _, err := tx.State(engine.Office.Rebuilt()); left = err == nil; return nil }))
	return left
}

// However many shipments there are, a transaction has only so many of them; and
// until the last one nobody sees anything of it, and nobody else writes.
func TestAMendIsMadeInParts(t *testing.T) {
	h := newSpoiledHouse(t)
	room := h.room("saigon-tech")
	version, before, asked := must(room.Version(ctx)), h.transactions(t), 0
	between := func() error {
		asked++
		if now := must(room.Version(ctx)); now != version {
			t.Errorf("the room has come from %d to %d in between", version, now)
		}
		if h.alone.TryRLock() {
			h.alone.RUnlock()
			t.Error("somebody could write in between")
		}
		return nil
	}
	check(t, h.rebuild(interrupted{ctx, between}, admin, 1))
	if n := h.transactions(t) - before; n != 5 || asked < n {
		t.Errorf("%d transactions for three shipments, asked %d times", n, asked)
	}
	if now := must(room.Version(ctx)); now <= version {
		t.Errorf("the room had come to %d, and is at %d", version, now)
	}
	if h.rebuildLeft(t) {
		t.Error("something was left")
	}
	h.sound(t)
	h.put(t, shipment("A/3", "saigon-tech", 30))
	h.reopen(t)
	h.sound(t)
}

// A mend that is given up, wherever it has come to, has changed nothing and
// leaves nothing.
func TestAMendThatIsGivenUpHasChangedNothing(t *testing.T) {
	enough := errors.New("enough")
	for most := 0; ; most++ {
		h := newSpoiledHouse(t)
		found, asked := must(h.Verify(ctx)), 0
		err := h.rebuild(interrupted{ctx, func() error {
			if asked++; asked > most {
				return enough
			}
			return nil
		}}, admin, 1)
		if err == nil {
			if most < 5 {
				t.Errorf("it was asked only %d times", asked)
			}
			h.sound(t)
			return
		}
		if !errors.Is(err, enough) {
			t.Fatalf("after %d: %v", most, err)
		}
		again := must(h.Verify(ctx))
		if len(again.Problems) != len(found.Problems) || again.Audit != found.Audit || h.rebuildLeft(t) {
			t.Errorf("after %d: %q, and before %q", most, again.Problems, found.Problems)
		}
		h.put(t, shipment("A/3", "saigon-tech", 30)) // nobody is kept from writing
	}
}

// A process that was killed during a mend has left something behind, which is gone
// when the store is opened again.
func TestWhatAKilledMendHasLeftIsClearedAway(t *testing.T) {
	h := newSpoiledHouse(t)
	begin := func(tx engine.Tx) error { return upkeep.BeginRebuild(tx, h.cache.Latest) }
	check(t, h.update(ctx, begin))
	if !h.rebuildLeft(t) {
		t.Fatal("nothing was begun")
	}
	h.reopen(t)
	if h.rebuildLeft(t) {
		t.Error("it is still there")
	}
	check(t, h.office.Rebuild(ctx))
	h.sound(t)
}

// A store that is closed during a mend does not wait for the end of it.
func TestAMendEndsWithTheStore(t *testing.T) {
	h := newSpoiledHouse(t)
	err := h.rebuild(interrupted{ctx, func() error { h.feed.Close(); return nil }}, admin, 1)
	if !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// The numbers of the changes are kept across parts, each for one shipment only.
func TestNumbersAreKeptAcrossParts(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30), shipment("A/3", "saigon-tech", 30))
	change := func(ref string) uint64 { return must(h.room("saigon-tech").Shipment(ctx, ref)).Change }
	one, two := change("A/1"), change("A/2")
	check(t, h.forge(func(tx bolttest.Tx) error {
		records := partOf(tx, room, "records")
		key := []byte("A/3")
		return records.Put(key, seal(key, append(binary.BigEndian.AppendUint64(nil, one), records.Get(key)[sealSize+8:]...))) // the number of another
	}))
	check(t, h.rebuild(ctx, admin, 1))
	h.sound(t)
	if change("A/1") != one || change("A/2") != two {
		t.Errorf("A/1 and A/2 were changes %d and %d, and are %d and %d", one, two, change("A/1"), change("A/2"))
	}
}

// There are more rooms than a page of the file has place for, most of them empty:
// all of them are moved, and no page is lost.
func TestAMendOfManyRooms(t *testing.T) {
	h := newHouse(t)
	for i := range 300 {
		slug := fmt.Sprintf("partner-%03d", i)
		must(h.office.AddPartner(ctx, slug, text(slug)))
	}
	h.put(t, shipment("A/1", "partner-007", 30), shipment("A/2", "partner-299", 30), shipment("A/3", "saigon-tech", 30))
	for range 2 {
		check(t, h.office.Rebuild(ctx))
		h.sound(t)
	}
	h.reopen(t)
	h.sound(t)
	h.put(t, shipment("A/4", "partner-150", 30))
	h.sound(t)
}
