package store

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/lists/listtest"
)

// The desk, page by page and at any time, is all shipments that need something
// in the order of the rules, although nothing is written in between.
func TestTheDeskIsTheSortedListOfWhatNeedsAnUpdate(t *testing.T) {
	h, dice := newHouse(t), rand.New(rand.NewPCG(3, 1))
	var all []model.Shipment
	for i := range 120 {
		all = append(all, listtest.AnyShipment(dice, i))
	}
	h.put(t, all...)
	h.mailed(t, "R/7")
	for range 5 {
		for _, slug := range []string{"", "saigon-tech", "mekong-foods"} {
			want := sorted(h, slug)
			var got []string
			q := model.DeskQuery{Partner: slug, Limit: 1 + dice.IntN(40)}
			for {
				page := must(h.office.Desk(ctx, q))
				if page.Total != len(want) {
					t.Fatalf("total %d of %d", page.Total, len(want))
				}
				for _, item := range page.Items {
					got = append(got, item.Ref.String())
					if len(item.Needs) == 0 || item.Row.Ref != item.Ref || item.PartnerName.IsZero() {
						t.Fatalf("a line without words: %+v", item)
					}
				}
				if q.After = page.Next; q.After == "" {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("the desk of %q:\n got %v\nwant %v", slug, got, want)
			}
		}
		h.clock.advance(time.Duration(dice.IntN(200)) * time.Hour)
	}
	h.sound(t)
}

// sorted are the refs of all that needs something, by the rules alone.
func sorted(h *house, slug string) []string {
	var list []model.Standing
	refs, _ := must2(readRefs(h))
	for _, ref := range refs {
		s := must(h.office.Shipment(ctx, ref))
		m, _, _ := h.office.Mailed(ctx, ref)
		needs := model.Needs(s, h.clock.now(), model.NeedRules{Mailed: m.ETA})
		if len(needs) > 0 && (slug == "" || s.Partner == slug) {
			list = append(list, model.Standing{Ref: s.Ref, Partner: s.Partner, Needs: needs})
		}
	}
	slices.SortFunc(list, worstFirst)
	var names []string
	for _, l := range list {
		names = append(names, l.Ref.String())
	}
	return names
}

func worstFirst(a, b model.Standing) int {
	for i := range min(len(a.Needs), len(b.Needs)) {
		if c := cmp.Compare(b.Needs[i].Severity(), a.Needs[i].Severity()); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(b.Needs), len(a.Needs)), strings.Compare(a.Ref.String(), b.Ref.String()))
}

func readRefs(h *house) (refs []string, next string, err error) {
	err = h.office.Read(ctx, func(r *Reader) (err error) {
		refs, next, err = r.Refs("", "", 1000)
		return err
	})
	return refs, next, err
}

func must2[A, B any](a A, b B, err error) (A, B) {
	must(a, err)
	return a, b
}

// A page behind a cursor belongs to the first one, whatever the clock says by
// then; what is no cursor is refused.
func TestThePagesOfADeskFitTogether(t *testing.T) {
	h := newHouse(t)
	for _, s := range []model.Shipment{shipment("A/1", "saigon-tech", -9), shipment("A/2", "saigon-tech", -5), shipment("A/3", "saigon-tech", 3)} {
		h.put(t, s)
	}
	first := must(h.office.Desk(ctx, model.DeskQuery{Limit: 1}))
	h.clock.advance(10 * 24 * time.Hour)
	second := must(h.office.Desk(ctx, model.DeskQuery{Limit: 5, After: first.Next}))
	if first.Items[0].Ref != text("A/1") || second.Items[0].Ref != text("A/2") || second.Total != first.Total {
		t.Errorf("%+v\n%+v", first, second)
	}
	for _, forged := range []string{"x", "AAAA", first.Next[1:], first.Next + "A"} {
		if _, err := h.office.Desk(ctx, model.DeskQuery{After: forged}); err == nil {
			t.Errorf("%q was taken for a cursor", forged)
		}
	}
}

func TestFreshnessIsOfWhatCustomersSee(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 20), shipment("A/2", "saigon-tech", 20))
	done := shipment("A/3", "saigon-tech", -20)
	done.Facts.Status = model.Done
	h.put(t, done)
	h.clock.advance(10 * 24 * time.Hour)
	h.edit(t, "A/2", func(s *model.Shipment) { s.Facts.Voyage = text("024E") })
	h.edit(t, "A/1", func(s *model.Shipment) { s.Internal.Remarks = text("no news for the customer") })
	figures := must(h.office.Freshness(ctx, ""))
	if len(figures) != 2 || figures[0].Partner != "mekong-foods" || figures[0].Figure.Active != 0 {
		t.Fatalf("%+v", figures)
	}
	if f := figures[1].Figure; f.Active != 2 || f.Fresh != 1 || f.Share != 0.5 {
		t.Errorf("%+v", f)
	}
}

// A shipment that is moved to another customer leaves the open sessions of the
// old one, its desk and its count at once, and the trail says from whom to whom.
func TestAShipmentThatMovesIsNowhereElse(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", -3))
	room := h.room("saigon-tech")
	seen := must(room.Version(ctx))
	rang := watched(soon(t), h, "saigon-tech", room, seen)
	h.edit(t, "A/1", func(s *model.Shipment) { s.Partner = "mekong-foods" })
	if version, told := <-rang; !told || version <= seen {
		t.Errorf("whoever looks at the old room is not told: version %d after %d", version, seen)
	}
	if page := must(room.Page(ctx, model.Query{})); len(page.Rows) != 0 {
		t.Errorf("it still shows %v", refs(page.Rows))
	}
	if _, err := room.Shipment(ctx, "A/1"); err != model.ErrNotFound {
		t.Errorf("it still opens: %v", err)
	}
	if page := must(h.office.Desk(ctx, model.DeskQuery{Partner: "saigon-tech"})); page.Total != 0 {
		t.Errorf("it is still on the old desk: %+v", page)
	}
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{Search: "mekong"})
	check(t, err)
	if last := entries[len(entries)-1]; last.Detail != "saigon-tech -> mekong-foods v2" {
		t.Errorf("the trail says %q", last.Detail)
	}
	check(t, h.office.Read(ctx, func(r *Reader) error {
		gone := must(r.Gone("saigon-tech", 9))
		if len(gone) != 1 || gone[0].Partner != "mekong-foods" {
			t.Errorf("gone: %+v", gone)
		}
		if rooms := must(r.RoomsHolding("A/1")); !slices.Equal(rooms, []string{"mekong-foods"}) {
			t.Errorf("rooms: %v", rooms)
		}
		return nil
	}))
	h.edit(t, "A/1", func(s *model.Shipment) { s.Partner = "saigon-tech" })
	check(t, h.office.Read(ctx, func(r *Reader) error {
		if gone := must(r.Gone("saigon-tech", 9)); len(gone) != 0 {
			t.Errorf("it came back and is still gone: %+v", gone)
		}
		return nil
	}))
	h.sound(t)
}
