package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// flips is how many bits are flipped, one at a time.
const flips = 150

// Bits of the file are flipped, one at a time. Either Verify says so, or it was
// a bit that means nothing; and no record ever reads differently than it was
// written: it is right, or it is a fault.
func TestAFlippedBitIsNeverASilentlyDifferentRecord(t *testing.T) {
	long(t)
	h := newHouse(t)
	for i := range 40 {
		s := shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i-3)
		s.Internal.BuyRate = text("900 USD")
		h.put(t, s)
	}
	want := recordsOf(t, h.Store)
	check(t, h.Close())
	file := filepath.Join(h.folder, fileName)
	used := usedLength(t, file)
	whole := must(os.ReadFile(file))[:used]
	dice := rand.New(rand.NewPCG(1, 2)) // always the same flips, so that a failure can be looked at
	found := 0
	for range flips {
		bit := dice.IntN(8 * used)
		broken := append([]byte(nil), whole...)
		broken[bit/8] ^= 1 << (bit % 8)
		check(t, os.WriteFile(file, broken, 0o600))
		if readBroken(t, h.folder, want, bit) {
			found++
		}
	}
	t.Logf("%d of %d flips were found; the others were in free space", found, flips)
	if found == 0 {
		t.Error("none was found")
	}
}

// recordsOf are the records of the room as customers get them.
func recordsOf(t *testing.T, s *Store) map[string]string {
	t.Helper()
	room := must(s.Room(portal("saigon-tech")))
	records := map[string]string{}
	for i := range 40 {
		ref := fmt.Sprintf("A/%d", i)
		records[ref] = string(must(json.Marshal(must(room.Shipment(ctx, ref)))))
	}
	return records
}

// readBroken reads everything in a store with one bit flipped, and says whether
// the flip was found.
func readBroken(t *testing.T, folder string, want map[string]string, bit int) (found bool) {
	t.Helper()
	s, err := Open(folder, Options{Now: newClock().now})
	if err != nil {
		faultOnly(t, err, bit)
		return true
	}
	defer func() { _ = s.Close() }()
	report, err := s.Verify(ctx)
	found = err != nil || !report.Sound()
	room, err := s.Room(portal("saigon-tech"))
	if err != nil {
		faultOnly(t, err, bit)
		return true
	}
	for ref, record := range want {
		p, err := room.Shipment(ctx, ref)
		if err != nil {
			faultOnly(t, err, bit)
			if !found {
				t.Errorf("bit %d: %s cannot be read, and Verify does not know", bit, ref)
			}
			continue
		}
		if got := string(must(json.Marshal(p))); got != record {
			t.Errorf("bit %d: %s reads differently", bit, ref)
		}
	}
	listBroken(t, room, want, bit)
	return found
}

// listBroken reads the lists, which must have each shipment once, as its record is.
func listBroken(t *testing.T, room *Room, want map[string]string, bit int) {
	t.Helper()
	for _, sort := range model.Sorts() {
		page, err := room.Page(ctx, model.Query{Sort: sort, Limit: 100})
		if err != nil {
			faultOnly(t, err, bit)
			continue
		}
		seen := map[string]bool{}
		for _, row := range page.Rows {
			seen[row.Ref.String()] = true
		}
		if len(page.Rows) != len(want) || len(seen) != len(want) {
			t.Errorf("bit %d: the list has %d rows of %d shipments, and not %d", bit, len(page.Rows), len(seen), len(want))
		}
		for _, row := range page.Rows {
			var p model.Published
			check(t, json.Unmarshal([]byte(want[row.Ref.String()]), &p))
			if row.Change = p.Change; !must(records.Same(row, model.RowOf(p))) {
				t.Errorf("bit %d: row %s reads differently", bit, row.Ref)
			}
		}
	}
}

// faultOnly accepts what a reader may be told of a damaged file: that it is
// damaged, or, where a name can no longer be found, that there is none such.
func faultOnly(t *testing.T, err error, bit int) {
	t.Helper()
	if !isFault(err, "error.store_damaged") && !errors.Is(err, model.ErrNotFound) && !errors.Is(err, model.ErrForbidden) && !isFault(err, "error.store_newer") {
		t.Errorf("bit %d: %v", bit, err)
	}
}
