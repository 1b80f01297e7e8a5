package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"porthole/internal/model"
)

// Of the two heads of a bbolt file the newer one counts; txid is where the number of
// its transaction stands.
const (
	pageSize = 4096
	heads    = 2
	txidAt   = 64
	sector   = 512
)

// The power is lost in the middle of a commit, between any two writes. bbolt writes
// the pages, syncs, writes the head, syncs, and only then is a change acknowledged.
// What was written since the last sync is there or not, whole, in part, and in any
// order. Whatever was acknowledged before is there afterwards, the store is whole, and
// the change is there in all its parts or in none.
func TestWhatWasAcknowledgedSurvivesALossOfPower(t *testing.T) {
	h := newHouse(t)
	dice := rand.New(rand.NewPCG(3, 4))
	file, beside := filepath.Join(h.folder, fileName), filepath.Join(h.folder, fileName+".free")
	for n := range 60 { // so that pages are used again
		h.put(t, shipment(fmt.Sprintf("P/%d", n), "saigon-tech", n-3))
	}
	lost, kept := 0, 0
	for n := range rounds(40) {
		before := must(os.ReadFile(file))
		oldNote, ref, voyage := must(os.ReadFile(beside)), fmt.Sprintf("P/%d", dice.IntN(60)), fmt.Sprint(n)
		was := must(h.office.Shipment(ctx, ref)).Facts.Voyage.String()
		h.edit(t, ref, func(s *model.Shipment) { s.Facts.Voyage = text(voyage) })
		after := must(os.ReadFile(file))
		if lastTx(after) != lastTx(before)+1 {
			t.Fatalf("one change was %d transactions", lastTx(after)-lastTx(before))
		}
		folder := t.TempDir()
		atHead := dice.IntN(2) == 0 // the pages are synced, and the head is being written
		check(t, os.WriteFile(filepath.Join(folder, fileName), torn(dice, before, after, atHead), 0o600))
		check(t, os.WriteFile(filepath.Join(folder, fileName+".free"), oldNote, 0o600))
		switch found := voyageAfterLoss(t, h, folder, ref); {
		case found == voyage && atHead:
			kept++
		case found == was:
			lost++
		default:
			t.Fatalf("loss %d: %s has voyage %q, and not %q or %q", n, ref, found, was, voyage)
		}
	}
	t.Logf("%d changes that were not acknowledged are gone, %d are there", lost, kept)
	if lost == 0 || kept == 0 {
		t.Error("the power was lost at one of the two places alone")
	}
}

// lastTx is the number of the last transaction.
func lastTx(file []byte) (last uint64) {
	for head := range heads {
		last = max(last, binary.LittleEndian.Uint64(file[head*pageSize+txidAt:]))
	}
	return last
}

// torn is the file as a commit that was cut short leaves it: with some of the pages
// that were being written, some of which have only some of their sectors.
func torn(dice *rand.Rand, before, after []byte, atHead bool) []byte {
	file := append(bytes.Clone(before), make([]byte, max(0, len(after)-len(before)))...)
	for at := 0; at < len(after); at += pageSize {
		old, fresh := file[at:at+pageSize], after[at:at+pageSize]
		head := at < heads*pageSize
		switch {
		case bytes.Equal(old, fresh), head && !atHead:
		case !head && atHead:
			copy(old, fresh)
		case dice.IntN(3) == 0: // not there at all
		default:
			for s := 0; s < pageSize; s += sector {
				if dice.IntN(8) > 0 {
					copy(old[s:s+sector], fresh[s:s+sector])
				}
			}
		}
	}
	return file
}

// voyageAfterLoss opens what is left, which must be whole, and have every other
// shipment as it was acknowledged. It gives the voyage of the one that was written.
func voyageAfterLoss(t *testing.T, h *house, folder, ref string) string {
	t.Helper()
	s, err := Open(folder, Options{Now: h.clock.now, Holder: "after"})
	check(t, err)
	defer func() { check(t, s.Close()) }()
	report, err := s.Verify(ctx)
	check(t, err)
	if !report.Sound() {
		t.Fatal(report.Problems)
	}
	office, room := must(s.Office(admin)), must(s.Room(portal("saigon-tech")))
	for n := range 60 {
		other := fmt.Sprintf("P/%d", n)
		is, want := must(office.Shipment(ctx, other)), must(h.office.Shipment(ctx, other))
		if other != ref && is.Facts.Voyage != want.Facts.Voyage {
			t.Fatalf("%s has voyage %q, and %q was acknowledged", other, is.Facts.Voyage, want.Facts.Voyage)
		}
		if shown := must(room.Shipment(ctx, other)); shown.Voyage != is.Facts.Voyage {
			t.Fatalf("%s has voyage %q, and %q is shown", other, is.Facts.Voyage, shown.Voyage)
		}
	}
	return must(office.Shipment(ctx, ref)).Facts.Voyage.String()
}
