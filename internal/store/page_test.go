package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
)

// The list is compared with a list kept by hand: rows that are sorted and
// filtered in the plainest way.

func drawShipment(t *rapid.T, ref, partner string) model.Shipment {
	s := shipment(ref, partner, 0)
	s.Facts.Status = rapid.SampledFrom(model.Statuses()).Draw(t, "status")
	near := func(label string) model.When {
		if rapid.IntRange(0, 4).Draw(t, label) == 0 {
			return model.When{}
		}
		return model.DayOf(noon.AddDate(0, 0, rapid.IntRange(-3, 3).Draw(t, label+" day")))
	}
	s.Facts.ETD, s.Facts.ETA = near("etd"), near("eta")
	if rapid.IntRange(0, 3).Draw(t, "arrived") == 0 {
		s.Facts.ATA = model.DayOf(noon)
	}
	return s
}

// compareRows is the order of a sort, unreversed.
func compareRows(by model.Sort, a, b model.Row) int {
	unknownLast := func(a, b model.When) int {
		if a.IsZero() != b.IsZero() {
			return -a.Compare(b)
		}
		return a.Compare(b)
	}
	latest := func() int { return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(b.Change, a.Change)) }
	byRef := strings.Compare(a.Ref.String(), b.Ref.String())
	switch by {
	case model.ByETD:
		return cmp.Or(unknownLast(a.ETD, b.ETD), byRef)
	case model.ByETA:
		return cmp.Or(unknownLast(a.ETA, b.ETA), byRef)
	case model.ByRef:
		return byRef
	case model.ByStatus:
		rank := func(s model.Status) int { return slices.Index(model.Statuses(), s) }
		return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), latest())
	default:
		return latest()
	}
}

func inTab(r model.Row, tab model.Tab, now time.Time) bool {
	if tab == model.TabAttention {
		return r.Attention(now) != ""
	}
	return slices.Contains(tab.Statuses(), r.Status)
}

// expected is the list for a query, by hand.
func expected(rows []model.Row, q model.Query, now time.Time) []string {
	var list []model.Row
	for _, r := range rows {
		if inTab(r, q.Tab, now) && (q.Status == "" || r.Status == q.Status) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b model.Row) int { return compareRows(q.Sort, a, b) })
	if q.Reverse {
		slices.Reverse(list)
	}
	return refs(list)
}

// rowsOf are all rows of a room, as its records have them.
func rowsOf(t *rapid.T, room *Room, list []string) []model.Row {
	var rows []model.Row
	for _, ref := range list {
		p, err := room.Shipment(ctx, ref)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, model.RowOf(p))
	}
	return rows
}

func drawQuery(t *rapid.T) model.Query {
	q := model.Query{
		Tab: rapid.SampledFrom(append(model.Tabs(), "")).Draw(t, "tab"), Sort: rapid.SampledFrom(append(model.Sorts(), "")).Draw(t, "sort"),
		Reverse: rapid.Bool().Draw(t, "reverse"), Limit: rapid.IntRange(1, 7).Draw(t, "limit"),
	}
	if rapid.IntRange(0, 3).Draw(t, "filtered") == 0 {
		q.Status = rapid.SampledFrom(model.Statuses()).Draw(t, "only")
	}
	return q
}

// forward walks from a page to the end, and calls between before every step.
func forward(t rapid.TB, room *Room, q model.Query, between func()) []string {
	var all []string
	for {
		page, err := room.Page(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, refs(page.Rows)...)
		if page.Next == "" {
			return all
		}
		between()
		q.After = page.Next
	}
}

// backward walks from the last page to the beginning.
func backward(t rapid.TB, room *Room, q model.Query, between func()) []string {
	var all []string
	q.Last = true
	for {
		page, err := room.Page(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(refs(page.Rows), all...)
		if page.Prev == "" {
			return all
		}
		between()
		q.Last, q.Before = false, page.Prev
	}
}

// newRoom makes a partner of its own for one case of a property, so that a
// hundred cases need one store.
func newRoom(t *rapid.T, h *house) *Room {
	rooms++
	slug := fmt.Sprintf("case-%d", rooms)
	if _, err := h.office.AddPartner(ctx, slug, text(slug)); err != nil {
		t.Fatal(err)
	}
	return h.room(slug)
}

var rooms int

// furnished puts count shipments into a room, and gives their numbers.
func furnished(t *rapid.T, h *house, room *Room, count int) []string {
	var list []string
	for i := range count {
		s := drawShipment(t, fmt.Sprintf("%s/%02d", room.Partner().Slug, i), room.Partner().Slug)
		if _, err := putOne(h, s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s.Ref.String())
		h.clock.advance(time.Duration(rapid.IntRange(0, 1).Draw(t, "pause")) * time.Second)
	}
	return list
}

func putOne(h *house, s model.Shipment) (changed bool, err error) {
	err = h.office.Write(ctx, "test", func(w *Writer) (err error) {
		changed, err = w.Put(s)
		return err
	})
	return changed, err
}

func TestAListWalkedFromEitherEndIsTheSortedList(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		room := newRoom(t, h)
		rows := rowsOf(t, room, furnished(t, h, room, rapid.IntRange(0, 25).Draw(t, "count")))
		for range 8 {
			q := drawQuery(t)
			want := expected(rows, q, h.clock.now())
			if got := forward(t, room, q, func() {}); !slices.Equal(got, want) {
				t.Fatalf("%+v forward:\n got %v\nwant %v", q, got, want)
			}
			if got := backward(t, room, q, func() {}); !slices.Equal(got, want) {
				t.Fatalf("%+v backward:\n got %v\nwant %v", q, got, want)
			}
		}
	})
	h.sound(t)
}

// While somebody walks, shipments leave and others come. Those that were there
// all the time are met once each, in order.
func TestAListThatChangesWhileItIsWalkedLosesAndRepeatsNothing(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		room, other := newRoom(t, h), newRoom(t, h)
		list := furnished(t, h, room, rapid.IntRange(1, 20).Draw(t, "count"))
		rows := rowsOf(t, room, list)
		q := drawQuery(t)
		gone, extra := map[string]bool{}, 0
		change := func() {
			if extra == 15 {
				return // or a list that grows at its end would have none
			}
			ref := rapid.SampledFrom(list).Draw(t, "leaves")
			if !gone[ref] {
				gone[ref] = true
				move(t, h, ref, other.Partner().Slug)
			}
			extra++
			s := drawShipment(t, fmt.Sprintf("%s/%02d/new", room.Partner().Slug, extra), room.Partner().Slug)
			if _, err := putOne(h, s); err != nil {
				t.Fatal(err)
			}
		}
		walk := forward
		if rapid.Bool().Draw(t, "backward") {
			walk = backward
		}
		met := walk(t, room, q, change)
		stayed := func(ref string) bool { return gone[ref] || strings.HasSuffix(ref, "/new") }
		got := slices.DeleteFunc(met, stayed)
		want := slices.DeleteFunc(expected(rows, q, h.clock.now()), stayed)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v:\n got %v\nwant %v", q, got, want)
		}
	})
	h.sound(t)
}

func move(t *rapid.T, h *house, ref, slug string) {
	s, err := h.office.Shipment(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	s.Partner = slug
	if changed, err := putOne(h, s); err != nil || !changed {
		t.Fatal(changed, err)
	}
}

// Start asks for the same page again; what has come ahead of it stays ahead.
func TestStartAsksForThePageAgain(t *testing.T) {
	h := newHouse(t)
	for i := range 9 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i))
	}
	room := h.room("saigon-tech")
	q := model.Query{Sort: model.ByRef, Limit: 3}
	first := must(room.Page(ctx, q))
	q.After = first.Next
	second := must(room.Page(ctx, q))
	h.put(t, shipment("A/0/before", "saigon-tech", 1), shipment("A/4/within", "saigon-tech", 1))
	q.After = second.Start
	again := must(room.Page(ctx, q))
	if got, want := refs(again.Rows), []string{"A/3", "A/4", "A/4/within"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if again.Start != second.Start {
		t.Error("the page has another start now")
	}
}

// A page from which everything has gone still leads to what is left.
func TestAPageThatWasEmptiedLeadsBack(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("A/2", "saigon-tech", 1))
	room := h.room("saigon-tech")
	first := must(room.Page(ctx, model.Query{Sort: model.ByRef, Limit: 1}))
	h.edit(t, "A/2", func(s *model.Shipment) { s.Partner = "mekong-foods" })
	page := must(room.Page(ctx, model.Query{Sort: model.ByRef, After: first.Next}))
	if len(page.Rows) != 0 || page.Next != "" || page.Prev == "" {
		t.Fatalf("got %+v", page)
	}
	back := must(room.Page(ctx, model.Query{Sort: model.ByRef, Before: page.Prev}))
	if got := refs(back.Rows); !slices.Equal(got, []string{"A/1"}) {
		t.Errorf("back leads to %v", got)
	}
}

func TestCountsAreThoseOfTheTabs(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(t *rapid.T) {
		room := newRoom(t, h)
		rows := rowsOf(t, room, furnished(t, h, room, rapid.IntRange(0, 20).Draw(t, "count")))
		counts := must(room.Counts(ctx))
		for _, tab := range model.Tabs() {
			want := expected(rows, model.Query{Tab: tab}, h.clock.now())
			if counts[tab] != len(want) {
				t.Fatalf("%s has %d, want %d", tab, counts[tab], len(want))
			}
		}
	})
}
