package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/store/records"
)

// Mallory works for Mekong Foods. She knows the numbers of Saigon Tech's
// shipments, which look like her own, and tries them.
func TestForeignAndUnknownShipmentsAreOneAnswer(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("SHP/202505/00080", "saigon-tech", 1), shipment("SHP/202505/00081", "mekong-foods", 1),
		shipment("SHP/202505/0008", "saigon-tech", 1))
	mallory := h.room("mekong-foods")
	for _, ref := range []string{
		"SHP/202505/00080", "shp20250500080", "SHP/202505/0008", "SHP/202505/99999", "", "../saigon-tech/SHP/202505/00080",
		"saigon-tech\x00SHP/202505/00080", strings.Repeat("x", 1<<16),
	} {
		p, err := mallory.Shipment(ctx, ref)
		if !must(records.Same(p, model.Published{})) || err != error(model.ErrNotFound) {
			t.Errorf("%.40q: %v", ref, err)
		}
	}
	for _, search := range []string{"SHP/202505/00080", "80", "202505", "one humber", "vnsgn"} {
		page := must(mallory.Page(ctx, model.Query{Search: search}))
		if slices.ContainsFunc(page.Rows, func(r model.Row) bool { return r.Ref != text("SHP/202505/00081") }) {
			t.Errorf("%q finds %v", search, refs(page.Rows))
		}
	}
	if p := must(mallory.Shipment(ctx, "shp 202505 00081")); p.Ref != text("SHP/202505/00081") {
		t.Error("her own is not found as she writes it")
	}
}

// She makes a room of a principal that is not hers to make.
func TestARoomIsForTheKnownPartnerOfAPortalUser(t *testing.T) {
	h := newHouse(t)
	for _, p := range []model.Principal{
		{},
		ops, admin,
		{Account: "x@y.example", Role: model.Portal},
		{Role: model.Portal, Partner: "saigon-tech"},
		{Account: "x@y.example", Role: model.Admin, Partner: "saigon-tech"},
		portal("unheard-of"), portal("saigon-tech/rows"), portal(""),
	} {
		if room, err := h.Room(p); err != error(model.ErrForbidden) || room != nil {
			t.Errorf("%+v gets a room: %v", p, err)
		}
	}
	for _, p := range []model.Principal{{}, portal("saigon-tech"), {Role: model.Admin}, {Account: "x", Role: "root"}} {
		if office, err := h.Office(p); err != error(model.ErrForbidden) || office != nil {
			t.Errorf("%+v gets the office: %v", p, err)
		}
	}
	if self, err := h.Self(model.Principal{}); err != error(model.ErrForbidden) || self != nil {
		t.Errorf("a guest has a self: %v", err)
	}
}

// She takes cursors of another room, another order and another search, and
// changes her own bit by bit.
func TestCursorsOfAnotherListAndForgedOnesAreRefused(t *testing.T) {
	h := newHouse(t)
	for i := range 5 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", i), shipment(fmt.Sprintf("B/%d", i), "mekong-foods", i))
	}
	theirs, mallory := h.room("saigon-tech"), h.room("mekong-foods")
	own := must(mallory.Page(ctx, model.Query{Sort: model.ByETA, Limit: 2})).Next
	foreign := must(theirs.Page(ctx, model.Query{Sort: model.ByETA, Limit: 2})).Next
	all := must(h.office.AllShipments().Page(ctx, model.Query{Sort: model.ByETA, Limit: 2})).Next
	refused := func(q model.Query, why string) {
		t.Helper()
		if page, err := mallory.Page(ctx, q); !isFault(err, "error.cursor") || len(page.Rows) > 0 {
			t.Errorf("%s: %v %v", why, refs(page.Rows), err)
		}
	}
	refused(model.Query{Sort: model.ByETA, After: foreign}, "of another room")
	refused(model.Query{Sort: model.ByETA, After: all}, "of all shipments")
	refused(model.Query{Sort: model.ByETD, After: own}, "of another order")
	refused(model.Query{Search: "one", After: own}, "of no search")
	refused(model.Query{Before: "x"}, "nonsense")
	refused(model.Query{After: strings.Repeat("A", 1<<16)}, "a long one")
	for i := range own {
		forged := []byte(own)
		forged[i] = 'A' + (forged[i]+1)%26
		if string(forged) != own {
			refused(model.Query{Sort: model.ByETA, After: string(forged)}, "forged")
		}
	}
	if page := must(mallory.Page(ctx, model.Query{Sort: model.ByETA, Tab: model.TabActive, After: own})); len(page.Rows) != 3 {
		t.Errorf("her own leads to %v", refs(page.Rows))
	}
}

// The property: two stores in which the same happens to one partner. In the
// first, things happen to another partner too. Whatever the one partner is shown
// is the same in both, byte for byte.

// cases is how many rounds of it there are, each a hundred cases.
func cases() int { return fewer(10) }

// look is everything that a room shows, as bytes.
func look(room *Room, query model.Query) []byte {
	var out bytes.Buffer
	write := func(v any, err error) {
		text, _ := json.Marshal(v)
		fmt.Fprintf(&out, "%s %v\n", text, err)
	}
	write(room.Page(ctx, query))
	write(room.Page(ctx, model.Query{Last: true, Limit: 1}))
	write(room.Counts(ctx))
	write(room.Version(ctx))
	write(room.Changes(ctx, 1, 2))
	for _, name := range []string{"mine", "theirs"} {
		write(room.Shipment(ctx, room.Partner().Slug+"/"+name+"/0"))
	}
	write(room.Forwarder(ctx))
	return out.Bytes()
}

// operation is one thing that somebody at the forwarder's does.
type operation struct {
	mine bool
	n    int
	do   func(s *model.Shipment)
}

func drawOperation(t *rapid.T) operation {
	o := operation{mine: rapid.Bool().Draw(t, "mine"), n: rapid.IntRange(0, 2).Draw(t, "n")}
	value := rapid.IntRange(-3, 3).Draw(t, "value")
	switch rapid.IntRange(0, 3).Draw(t, "what") {
	case 0:
		o.do = func(s *model.Shipment) { s.Facts.Status = model.Statuses()[(value+5)%5] }
	case 1:
		o.do = func(s *model.Shipment) { s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, value)) }
	case 2:
		o.do = func(s *model.Shipment) { s.Internal.Remarks = text(fmt.Sprint("internal ", value)) }
	default:
		o.do = func(s *model.Shipment) { s.Facts.References.PO = []model.Text{text(fmt.Sprint("S-", value))} }
	}
	return o
}

// apply does it at at, a time that does not depend on what others did.
func (o operation) apply(t *rapid.T, h *house, at time.Time, slug string) {
	partner, name := slug, "mine"
	if !o.mine {
		partner, name = slug+"-others", "theirs"
	}
	ref := fmt.Sprintf("%s/%s/%d", slug, name, o.n)
	h.clock.nanos.Store(at.UnixNano())
	err := h.office.Write(ctx, "test", func(w *Writer) error {
		s, err := w.Shipment(ref)
		if errors.Is(err, model.ErrNotFound) {
			s = shipment(ref, partner, 1)
		}
		o.do(&s)
		_, err = w.Put(s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARoomShowsNothingOfWhatHappensInAnother(t *testing.T) {
	both, alone := newHouse(t), newHouse(t)
	round := 0
	for range cases() {
		rapid.Check(t, func(t *rapid.T) {
			round++
			noninterference(t, both, alone, round)
		})
	}
}

func noninterference(t *rapid.T, both, alone *house, round int) {
	slug := fmt.Sprintf("case-%d", round)
	for _, h := range []*house{both, alone} {
		must(h.office.AddPartner(ctx, slug, text(slug)))
	}
	must(both.office.AddPartner(ctx, slug+"-others", text("others "+slug)))
	with, without := both.room(slug), alone.room(slug)
	operations := rapid.SliceOfN(rapid.Custom(drawOperation), 1, 6).Draw(t, "operations")
	for step, o := range operations {
		at := noon.Add(time.Duration(100*round+step) * time.Hour)
		o.apply(t, both, at, slug)
		if o.mine {
			o.apply(t, alone, at, slug)
		}
	}
	for _, h := range []*house{both, alone} {
		h.clock.nanos.Store(noon.Add(time.Duration(100*round+50) * time.Hour).UnixNano())
		must(h.Sweep(ctx))
	}
	for range 3 {
		q := drawQuery(t)
		q.Search = rapid.SampledFrom([]string{"", "", "s", "one", "c", "vnsgn"}).Draw(t, "search")
		if a, b := look(with, q), look(without, q); !bytes.Equal(a, b) {
			t.Fatalf("with the others:\n%s\nwithout:\n%s", a, b)
		}
	}
}
