package store

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"porthole/internal/model"
)

// However many look at once, one of them reads.
func TestAMemoReadsOnceForAll(t *testing.T) {
	m := newMemo[string, int](10)
	var reads atomic.Int32
	read := func() (int, error) { reads.Add(1); return 7, nil }
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if v, err := m.get("page", 3, read); v != 7 || err != nil {
				t.Error(v, err)
			}
		})
	}
	all.Wait()
	if n := reads.Load(); n != 1 {
		t.Errorf("it was read %d times", n)
	}
}

// An answer is as old as the version that was asked for, neither older nor younger; a
// failure is not kept; and there are never more than there may be.
func TestAMemoIsNeverWrongAndNeverLarge(t *testing.T) {
	m := newMemo[int, int](10)
	get := func(key int, version uint64, fresh int) int {
		return must(m.get(key, version, func() (int, error) { return fresh, nil }))
	}
	for _, step := range []struct {
		version     uint64
		fresh, want int
	}{{1, 10, 10}, {1, 11, 10}, {2, 20, 20}, {1, 12, 12}, {2, 21, 20}} {
		if got := get(1, step.version, step.fresh); got != step.want {
			t.Errorf("as of %d: %d, not %d", step.version, got, step.want)
		}
	}
	failure := errors.New("the disk is full")
	if _, err := m.get(2, 1, func() (int, error) { return 0, failure }); !errors.Is(err, failure) {
		t.Error(err)
	}
	if got := get(2, 1, 5); got != 5 {
		t.Errorf("after a failure: %d", got)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = m.get(3, 1, func() (int, error) { panic("a damaged page") })
	}()
	if v, err := m.get(3, 1, func() (int, error) { return 9, nil }); err == nil && v != 9 {
		t.Errorf("after a panic: %d without an error", v)
	}
	for key := range 100 {
		get(key, 1, key)
	}
	if len(m.kept) > 10 {
		t.Errorf("%d are kept", len(m.kept))
	}
}

// Two sessions of a room hold the same rows and not two copies, and both see a
// change; a session of another room holds its own.
func TestSessionsOfARoomShareWhatTheyLookAt(t *testing.T) {
	h := newHouse(t, "saigon-tech", "mekong-foods")
	h.put(t, shipment("SHP/202505/00001", "saigon-tech", 1), shipment("SHP/202505/00002", "mekong-foods", 1))
	one, two, other := h.room("saigon-tech"), h.room("saigon-tech"), h.room("mekong-foods")
	page := func(r *Room) model.Page { return must(r.Page(ctx, model.Query{})) }
	if &page(one).Rows[0] != &page(two).Rows[0] {
		t.Error("each has its own copy")
	}
	if rows := page(other).Rows; len(rows) != 1 || rows[0].Ref.String() != "SHP/202505/00002" {
		t.Errorf("the other partner has %v", rows)
	}
	if _, err := other.Shipment(ctx, "SHP/202505/00001"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("the other partner gets %v", err)
	}
	before := must(one.Shipment(ctx, "SHP/202505/00001"))
	h.edit(t, "SHP/202505/00001", func(s *model.Shipment) { s.Facts.Voyage = text("099W") })
	for _, room := range []*Room{one, two} {
		if got := page(room).Rows[0].Voyage.String(); got != "099W" {
			t.Errorf("the list still says %q", got)
		}
		if got := must(room.Shipment(ctx, "SHP/202505/00001")); got.Voyage.String() != "099W" || got.Change <= before.Change {
			t.Errorf("the record still says %q", got.Voyage)
		}
	}
}
