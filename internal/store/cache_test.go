package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// What a window says without opening the file is what the file says, whatever
// was written, and whatever was not.
func TestAStateIsWhatTheFileSays(t *testing.T) {
	h := newHouse(t, "saigon-tech")
	room := h.room("saigon-tech")
	same := func(after string) {
		t.Helper()
		inFile := must(read(ctx, h.Store, func(r engine.Reader) (engine.State, error) { return r.State("saigon-tech") }))
		if version := must(room.Version(ctx)); version != inFile.Seq {
			t.Errorf("after %s: %d, in the file %d", after, version, inFile.Seq)
		}
		told, counted := must(room.Counts(ctx)), lists.Counts(inFile)
		for _, tab := range model.Tabs() {
			if told[tab] != counted[tab] {
				t.Errorf("after %s, %s: %d, in the file %d", after, tab, told[tab], counted[tab])
			}
		}
	}
	same("nothing")
	imported(t, h, 0, 30, "saigon-tech")
	same("an import")
	failure := errors.New("changed my mind")
	err := h.office.Write(ctx, "import", func(w *Writer) error {
		must(w.Put(benchShipment(31, "saigon-tech")))
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	same("a transaction that was given up")
	h.clock.advance(90 * 24 * time.Hour)
	if must(h.Sweep(ctx)) == 0 {
		t.Fatal("nothing became due")
	}
	same("a sweep")
	check(t, h.Close())
	if _, err := room.Version(ctx); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// What is kept of pages is bounded however long the pages are that somebody asks
// for and however they spell what they look for.
func TestOnlyUsualPagesAreKept(t *testing.T) {
	h := newHouse(t)
	imported(t, h, 0, 120, "saigon-tech")
	room := h.room("saigon-tech")
	page := func(q model.Query) model.Page { return must(room.Page(ctx, q)) }
	for _, limit := range []int{lists.UsualPage + 1, 100, model.MaxPage, 9999} {
		if p := page(model.Query{Limit: limit}); len(p.Rows) != min(limit, 120) || p.Cache != nil {
			t.Errorf("of %d: %d rows, kept %v", limit, len(p.Rows), p.Cache != nil)
		}
	}
	if h.cache.Answers() != 0 {
		t.Errorf("%d long pages are kept", h.cache.Answers())
	}
	first := page(model.Query{Search: "shp/2024"})
	for i := range 100 {
		p := page(model.Query{Search: " S-H-P" + strings.Repeat("-", i) + "2024 ", Limit: lists.UsualPage})
		if &p.Rows[0] != &first.Rows[0] || p.Cache != first.Cache || p.Cache == nil {
			t.Fatalf("spelling %d has a page of its own", i)
		}
	}
	page(model.Query{})
	page(model.Query{Search: " / "})
	if h.cache.Answers() != 2 {
		t.Errorf("%d pages are kept, of two questions", h.cache.Answers())
	}
	for i := range 9 {
		_, err := room.Page(ctx, model.Query{After: strings.Repeat("A", 512+i)})
		if !isFault(err, "error.cursor") {
			t.Error(err)
		}
	}
}

// However a search is spelled, its page is the one that the spelling asks for.
func TestSpellingsThatShareAPageHaveTheSame(t *testing.T) {
	h := newHouse(t)
	imported(t, h, 0, 60, "saigon-tech")
	w := h.room("saigon-tech").window
	for _, search := range []string{"", "-", "Long Beach", "  LONG-beach", "SHP/202401", "ONE ", "hả", strings.Repeat("é", 64), strings.Repeat("a", 64) + "é"} {
		for _, sort := range model.Sorts() {
			q := model.Query{Search: search, Sort: sort, Limit: 7}
			shared, _ := lists.Shared(q)
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
