package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store/lists"
)

// A list that is filtered is the plain list without what does not fit, in each
// order, from either end, whichever way it is read.
func TestAFilteredListIsThePlainOneWithoutTheRest(t *testing.T) {
	h := newHouse(t)
	defer func(before func(uint64) int) { lists.Fewest = before }(lists.Fewest)
	rapid.Check(t, func(t *rapid.T) {
		looksAt(rapid.SampledFrom([]int{0, 4, 5000}).Draw(t, "fewest"))
		room := newRoom(t, h)
		var list []string
		for i := range rapid.IntRange(0, 20).Draw(t, "count") {
			s := drawFindable(t, room.Partner().Slug+"/"+string(rune('a'+i)), room.Partner().Slug)
			if _, err := putOne(h, s); err != nil {
				t.Fatal(err)
			}
			list = append(list, s.Ref.String())
		}
		rows := rowsOf(t, room, list)
		for range 6 {
			q := drawQuery(t)
			q.Filter = rapid.SampledFrom([]string{
				"pod:vnsgn", "pol:hai", "carrier:ONE", "-pod:long", "eta<2d", "eta:none", "etd>=today", "late", "status:active", "status:attention,draft",
				"changed", "vessel:humber eta<3d", "voyage:023 -late", "status:attention pol:vn",
			}).Draw(t, "filter")
			q.Today, q.Since = h.clock.now(), uint64(rapid.IntRange(0, 9).Draw(t, "since"))
			asked := must(filter.Parse(q.Filter, false, q.Today))
			left := slices.DeleteFunc(slices.Clone(rows), func(r model.Row) bool {
				c := filter.Candidate{Row: r, Attention: r.Attention(q.Today) != ""}
				return !asked.Fits(&c, q.Today, q.Since, nil)
			})
			want := expected(left, q, h.clock.now())
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

// The office knows that a shipment will be late, and has not said so yet. A
// customer who filters by the date, by what is late or by what has changed learns
// nothing of it, and customer service sees what the customer sees.
func TestAFilterKnowsOnlyWhatWasPublished(t *testing.T) {
	h := newHouse(t)
	defer func(before func(uint64) int) { lists.Fewest = before }(lists.Fewest)
	s := shipment("A/1", "saigon-tech", 1)
	s.Facts.ETA = model.Day(2025, 5, 20)
	h.put(t, s)
	since := must(h.room("saigon-tech").Version(ctx))
	h.edit(t, "A/1", func(s *model.Shipment) {
		to := model.Day(2025, 6, 20)
		s.Ledger = append(s.Ledger, model.LedgerEntry{
			Kind: model.KindETA, From: s.Facts.ETA, To: to, Reason: text("Congestion"), Recorded: model.Stamp{At: noon, By: ops.Account},
		})
	})
	published := must(h.room("saigon-tech").Page(ctx, model.Query{})).Rows[0].ETA
	if published.Equal(must(h.office.AllShipments().Page(ctx, model.Query{})).Rows[0].ETA) {
		t.Fatal("the customer sees the new ETA, so that there is nothing to hide")
	}
	lists := map[string]func(q model.Query) int{
		"customer":         func(q model.Query) int { return len(must(h.room("saigon-tech").Page(ctx, q)).Rows) },
		"customer service": func(q model.Query) int { return len(must(h.office.Outside().Page(ctx, q)).Rows) },
		"operations":       func(q model.Query) int { return len(must(h.office.AllShipments().Page(ctx, q)).Rows) },
	}
	for _, few := range []int{0, 5000} {
		looksAt(few)
		for filter, want := range map[string][3]int{ // customer, customer service, operations
			"eta:20/06/2025": {0, 0, 1}, "eta>2025-06-01": {0, 0, 1}, "eta:" + published.String(): {1, 1, 0}, "-eta:20/06/2025": {1, 1, 0},
		} {
			q := model.Query{Filter: filter, Today: noon, Since: since}
			got := [3]int{lists["customer"](q), lists["customer service"](q), lists["operations"](q)}
			if got != want {
				t.Errorf("%s finds %v for customer, customer service and operations, want %v", filter, got, want)
			}
		}
		if n := lists["customer"](model.Query{Filter: "changed", Today: noon, Since: since}); n != 0 {
			t.Error("the customer sees that something has changed")
		}
	}
}

// Staff filter by the customer, by its slug or by a word of its name.
func TestStaffFilterByTheCustomer(t *testing.T) {
	h := newHouse(t)
	defer func(before func(uint64) int) { lists.Fewest = before }(lists.Fewest)
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("A/2", "mekong-foods", 1))
	for _, few := range []int{0, 5000} {
		looksAt(few)
		for filter, want := range map[string][]string{
			"customer:saigon-tech": {"A/1"}, "customer:mekong": {"A/2"}, "customer:nobody": nil, "-customer:mekong": {"A/1"},
		} {
			page := must(h.office.AllShipments().Page(ctx, model.Query{Filter: filter, Today: noon}))
			if got := refs(page.Rows); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", filter, got, want)
			}
		}
	}
	if _, err := h.room("saigon-tech").Page(ctx, model.Query{Filter: "customer:mekong"}); err == nil {
		t.Error("a customer can filter by customers")
	}
}

// A cursor belongs to its filter.
func TestACursorIsOfOneFilterAlone(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("A/2", "saigon-tech", 1))
	room := h.room("saigon-tech")
	first := must(room.Page(ctx, model.Query{Filter: "status:active", Limit: 1}))
	if _, err := room.Page(ctx, model.Query{Filter: "late", After: first.Next}); err == nil || first.Next == "" {
		t.Error("a cursor is taken by another filter")
	}
}
