package store

import (
	"errors"
	"slices"
	"strings"
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

// What is kept of pages is bounded however long the pages are that somebody asks
// for and however they spell what they look for.
func TestOnlyUsualPagesAreKept(t *testing.T) {
	h := newHouse(t)
	imported(t, h, 0, 120, "saigon-tech")
	room := h.room("saigon-tech")
	page := func(q model.Query) model.Page { return must(room.Page(ctx, q)) }
	for _, limit := range []int{usualPage + 1, 100, model.MaxPage, 9999} {
		if p := page(model.Query{Limit: limit}); len(p.Rows) != min(limit, 120) || p.Kept != nil {
			t.Errorf("of %d: %d rows, kept %v", limit, len(p.Rows), p.Kept != nil)
		}
	}
	if len(h.pages.kept) != 0 {
		t.Errorf("%d long pages are kept", len(h.pages.kept))
	}
	first := page(model.Query{Search: "shp/2024"})
	for i := range 100 {
		p := page(model.Query{Search: " S-H-P" + strings.Repeat("-", i) + "2024 ", Limit: usualPage})
		if &p.Rows[0] != &first.Rows[0] || p.Kept != first.Kept || p.Kept == nil {
			t.Fatalf("spelling %d has a page of its own", i)
		}
	}
	page(model.Query{})
	page(model.Query{Search: " / "})
	if len(h.pages.kept) != 2 {
		t.Errorf("%d pages are kept, of two questions", len(h.pages.kept))
	}
	for i := range 9 {
		_, err := room.Page(ctx, model.Query{After: strings.Repeat("A", longestCursor+i)})
		if !isFault(err, "error.cursor") {
			t.Error(err)
		}
	}
}

// However a search is spelled, its page is the one that the spelling asks for.
func TestSpellingsThatShareAPageHaveTheSame(t *testing.T) {
	h := newHouse(t)
	imported(t, h, 0, 60, "saigon-tech")
	w := h.room("saigon-tech").view
	for _, search := range []string{"", "-", "Long Beach", "  LONG-beach", "SHP/202401", "ONE ", "hả", strings.Repeat("é", longestWord), strings.Repeat("a", longestWord) + "é"} {
		for _, sort := range model.Sorts() {
			q := model.Query{Search: search, Sort: sort, Limit: 7}
			shared, _ := askedOften(q)
			typed, asked := must(w.readPage(ctx, q)), must(w.readPage(ctx, shared))
			if !slices.Equal(refs(typed.Rows), refs(asked.Rows)) || typed.Next != asked.Next || typed.Start != asked.Start {
				t.Errorf("%q by %s: %v, shared %v", search, sort, refs(typed.Rows), refs(asked.Rows))
			}
		}
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
