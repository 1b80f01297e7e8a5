package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store/lists"
)

// The references by which a customer may look for a shipment, as plainly as
// can be: some are found by their beginning, some by that of any of their words.
func names(p model.Published) (whole, byWord []string) {
	whole = []string{p.References.HBL.String(), p.References.MBL.String(), p.References.Booking.String(), p.Voyage.String()}
	byWord = []string{p.Ref.String(), p.Vessel.String(), p.Carrier.String()}
	for _, po := range p.References.PO {
		byWord = append(byWord, po.String())
	}
	for _, c := range p.Containers {
		whole = append(whole, c.Number.String(), c.Number.String()[4:])
	}
	for _, q := range []model.Place{p.POL, p.POD, p.Pickup, p.Dropoff} {
		whole = append(whole, q.SearchTerms()...)
		byWord = append(byWord, q.Name.String(), q.Terminal.String())
	}
	whole = append(whole, model.CarrierTerms(p.Carrier.String())...)
	ref := p.Ref.String()
	return append(whole, strings.TrimLeft(ref[strings.LastIndex(ref, "/")+1:], "0")), byWord
}

// matches says whether somebody who looks for search should find p.
func matches(p model.Published, search string) bool {
	whole, byWord := names(p)
	for _, name := range byWord {
		before := ' '
		for i, r := range name {
			if !unicode.IsLetter(before) && !unicode.IsDigit(before) {
				whole = append(whole, name[i:])
			}
			before = r
		}
	}
	begins := func(key string) bool {
		return slices.ContainsFunc(whole, func(name string) bool { return name != "" && strings.HasPrefix(model.Fold(name), key) })
	}
	words := slices.DeleteFunc(strings.Fields(search), func(word string) bool { return model.Fold(word) == "" })
	return filter.Grouped(len(words), func(from, to int) bool { return begins(model.Fold(strings.Join(words[from:to], ""))) })
}

func drawFindable(t *rapid.T, ref, slug string) model.Shipment {
	s := drawShipment(t, ref, slug)
	code := rapid.StringMatching(`[AB][12]{1,3}`)
	f := &s.Facts
	f.References = model.References{HBL: text(code.Draw(t, "hbl")), MBL: text(code.Draw(t, "mbl")), Booking: text(code.Draw(t, "booking"))}
	for range rapid.IntRange(0, 2).Draw(t, "orders") {
		f.References.PO = append(f.References.PO, text(code.Draw(t, "po")+"-"+code.Draw(t, "po")))
	}
	for range rapid.IntRange(0, 2).Draw(t, "boxes") {
		f.Containers = append(f.Containers, model.Container{Number: text(rapid.StringMatching(`A[AB]AU[12]{7}`).Draw(t, "box"))})
	}
	f.Vessel = text(rapid.SampledFrom([]string{"ONE HUMBER", "Hải Phòng Star", "A1 B2", "", "ĐẠI DƯƠNG 2"}).Draw(t, "vessel"))
	ports := rapid.SampledFrom([]string{"VNSGN", "VNHPH", "USLGB", "Thủ Đức B2", ""})
	f.POL, f.POD, f.Dropoff = place(ports.Draw(t, "pol")), place(ports.Draw(t, "pod")), place(ports.Draw(t, "dropoff"))
	return s
}

// drawSearch is what somebody types who knows some of the names.
func drawSearch(t *rapid.T, p model.Published) string {
	search := drawName(t, p)
	for range rapid.IntRange(0, 2).Draw(t, "more") {
		search += " " + drawName(t, p)
	}
	return search
}

// drawName is what somebody types who knows one of the names: its beginning, in any
// case, with or without its accents, spaces and hyphens.
func drawName(t *rapid.T, p model.Published) string {
	whole, byWord := names(p)
	name := rapid.SampledFrom(append(whole, byWord...)).Draw(t, "name")
	runes := []rune(name)
	if len(runes) == 0 {
		return "b"
	}
	typed := string(runes[:rapid.IntRange(1, len(runes)).Draw(t, "letters")])
	switch rapid.IntRange(0, 3).Draw(t, "style") {
	case 0:
		typed = strings.ToUpper(typed)
	case 1:
		typed = model.Fold(typed)
	case 2:
		typed = " " + strings.Join(strings.Split(typed, ""), "-") + " "
	}
	if model.Fold(typed) == "" {
		return "2"
	}
	return typed
}

func TestASearchFindsEachShipmentOnceByEveryReference(t *testing.T) {
	h := newHouse(t)
	defer func(before func(uint64) int) { lists.Fewest = before }(lists.Fewest)
	rapid.Check(t, func(t *rapid.T) {
		looksAt(rapid.SampledFrom([]int{0, 3, 5000}).Draw(t, "fewest"))
		room := newRoom(t, h)
		var all []model.Published
		for i := range rapid.IntRange(1, 12).Draw(t, "count") {
			s := drawFindable(t, fmt.Sprintf("SHP/%s/%05d", room.Partner().Slug, i), room.Partner().Slug)
			if _, err := putOne(h, s); err != nil {
				t.Fatal(err)
			}
			all = append(all, must(room.Shipment(ctx, s.Ref.String())))
		}
		for range 8 {
			q := drawQuery(t)
			q.Search = drawSearch(t, rapid.SampledFrom(all).Draw(t, "sought"))
			var want []string
			for _, p := range all {
				if matches(p, q.Search) && inTab(model.RowOf(p), q.Tab, h.clock.now()) && (q.Status == "" || q.Status == p.Status) {
					want = append(want, p.Ref.String())
				}
			}
			got := forward(t, room, q, func() {})
			if back := backward(t, room, q, func() {}); !slices.Equal(got, back) {
				t.Fatalf("%+v: forward %v, backward %v", q, got, back)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%+v:\n got %v\nwant %v", q, got, want)
			}
		}
	})
	h.sound(t)
}

// looksAt sets how few shipments are looked at one by one.
func looksAt(few int) { lists.Fewest = func(uint64) int { return few } }

// The first rows of a list hold few or none of what is wanted, and the rest is found
// by whatever leads there: each shipment once, in the order of the list.
func TestAListGoesOnWhereItsFirstRowsAreNotEnough(t *testing.T) {
	h := newHouse(t)
	defer func(before func(uint64) int) { lists.Fewest = before }(lists.Fewest)
	const all = lists.FirstRows + 200
	wants := map[model.Query]func(i int) bool{
		{Search: "humber deham"}: func(i int) bool { return i%99 == 7 },
		{Search: "humber vnhph"}: func(i int) bool { return i > all-70 },
		{Filter: "pol:vnhph"}:    func(i int) bool { return i > all-70 },
		{Search: "humber nlrtm"}: func(int) bool { return false },
	}
	check(t, h.office.Write(ctx, "test", func(w *Writer) error {
		for i := range all {
			s := shipment(fmt.Sprintf("A/%04d", i), "saigon-tech", i/7)
			if i%99 == 7 {
				s.Facts.POD = place("DEHAM")
			}
			if i > all-70 {
				s.Facts.POL = place("VNHPH")
			}
			if _, err := w.Put(s); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, few := range []int{0, 60, 5000} {
		looksAt(few)
		for q, wanted := range wants {
			var want []string
			for i := range all {
				if wanted(i) {
					want = append(want, fmt.Sprintf("A/%04d", i))
				}
			}
			for _, q.Sort = range []model.Sort{model.ByRef, model.ByETA} {
				q.Limit = 30
				if got := forward(t, h.room("saigon-tech"), q, func() {}); !slices.Equal(got, want) {
					t.Errorf("%d: %+v: forward %d, want %d", few, q, len(got), len(want))
				}
				if got := backward(t, h.room("saigon-tech"), q, func() {}); !slices.Equal(got, want) {
					t.Errorf("%d: %+v: backward %d, want %d", few, q, len(got), len(want))
				}
			}
		}
	}
}

// A search follows a shipment through its changes.
func TestASearchForgetsWhatAShipmentIsNoLongerCalled(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1))
	room := h.room("saigon-tech")
	found := func(search string) int { return len(must(room.Page(ctx, model.Query{Search: search})).Rows) }
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("EVER GIVEN") })
	if found("one humber") != 0 || found("ever") != 1 || found("given") != 1 || found("evergiven") != 1 {
		t.Error("the search has not followed the change of vessel")
	}
	h.sound(t)
}

// What nobody could have typed on purpose is answered like anything else.
func TestASearchForNonsenseIsCalm(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1))
	room := h.room("saigon-tech")
	for search, want := range map[string]int{
		"///": 1, "\x00\xff": 1, strings.Repeat("z", 1<<20): 0, strings.Repeat("đ", 100): 0, "\u200b": 1, "one humber x": 0,
	} {
		if got := len(must(room.Page(ctx, model.Query{Search: search})).Rows); got != want {
			t.Errorf("%.20q finds %d, want %d", search, got, want)
		}
	}
}

// A reference is found exactly, through accents and punctuation, by its kind.
func TestFindIsExactAndKnowsTheKind(t *testing.T) {
	h := newHouse(t)
	a, b := shipment("SHP/1", "saigon-tech", 1), shipment("SHP/12", "mekong-foods", 1)
	a.Facts.References = model.References{HBL: text("HB-1"), MBL: text("X1"), Booking: text("X1"), PO: []model.Text{text("PO-7")}}
	b.Facts.References = model.References{Booking: text("x 1"), PO: []model.Text{text("po7"), text("VNSGN")}}
	b.Facts.Containers = []model.Container{{Number: text("ONEU6507410")}}
	h.put(t, a, b)
	find := func(kind, value string) (refs []string) {
		check(t, h.office.Write(ctx, "look", func(w *Writer) (err error) {
			refs, err = w.Find(kind, value)
			return err
		}))
		return refs
	}
	for _, c := range []struct {
		kind, value string
		want        []string
	}{
		{"ref", "shp1", []string{"SHP/1"}},
		{"ref", "SHP", nil},
		{"hbl", "hb1", []string{"SHP/1"}},
		{"hbl", "X1", nil},
		{"mbl", "X1", []string{"SHP/1"}},
		{"booking", "X-1", []string{"SHP/1", "SHP/12"}},
		{"po", "PO 7", []string{"SHP/1", "SHP/12"}},
		{"po", "vnsgn", []string{"SHP/12"}},
		{"booking", "vnsgn", nil},
		{"container", "oneu 650741-0", []string{"SHP/12"}},
		{"container", "6507410", nil},
		{"po", "-", nil},
	} {
		if got := find(c.kind, c.value); !slices.Equal(got, c.want) {
			t.Errorf("%s %q finds %v, want %v", c.kind, c.value, got, c.want)
		}
	}
	if _, err := (&Writer{}).Find("seal", "1"); err == nil {
		t.Error("there is no kind “seal”")
	}
}

// Words that no shipment has are looked for among the customers, beside others that
// shipments have, page by page; what a shipment has is found as before.
func TestASearchFindsCustomers(t *testing.T) {
	h := newHouse(t, "saigon-tech", "mekong-foods")
	for i := range 5 {
		h.put(t, shipment(fmt.Sprintf("SHP/%d", i), []string{"saigon-tech", "mekong-foods"}[i%2], i))
	}
	for _, list := range []interface {
		Page(ctx context.Context, q model.Query) (model.Page, error)
	}{h.office.AllShipments(), h.office.Outside()} {
		for search, want := range map[string]int{"mekong": 2, "foods": 2, "mekong shp": 2, "mekong nothing": 0, "shp": 5, "nobody": 0} {
			found := 0
			for q := (model.Query{Search: search, Sort: model.ByRef, Limit: 1}); ; {
				page := must(list.Page(ctx, q))
				found += len(page.Rows)
				if q.After = page.Next; page.Next == "" {
					break
				}
			}
			if found != want {
				t.Errorf("%q finds %d, want %d", search, found, want)
			}
		}
	}
	if page := must(h.room("mekong-foods").Page(ctx, model.Query{Search: "mekong"})); len(page.Rows) != 0 {
		t.Errorf("a customer finds %d by a customer's name", len(page.Rows))
	}
}
