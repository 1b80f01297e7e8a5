package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

const ref = "SHP/202505/00080"

func shipmentKept(w *world) {
	want := shipment(ref, "saigon-tech")
	if changed := w.put(want); !changed[0] {
		w.t.Error("a new shipment changes nothing")
	}
	want.Version, want.Created, want.Updated, want.FactsAt = 1, noon, noon, noon
	w.always(func() {
		for _, name := range []string{ref, "shp/202505/00080", "SHP 202505 00080"} {
			w.same(name, must(w.office(cs).Shipment(ctx, name)), want)
		}
		_, err := w.office(cs).Shipment(ctx, "SHP/202505/00081")
		w.fault(err, model.ErrNotFound.Key)
	})
	// Another has the same number without its slashes.
	w.put(shipment("SHP20250500080", "saigon-tech"))
	w.always(func() {
		for name, want := range map[string]string{"shp/202505/00080": ref, "Shp20250500080": "SHP20250500080"} {
			w.same(name, must(w.office(cs).Shipment(ctx, name)).Ref.String(), want)
		}
		_, err := w.office(cs).Shipment(ctx, "SHP 202505 00080")
		w.fault(err, model.ErrNotFound.Key)
	})
	w.now = noon.Add(time.Hour)
	w.edit(ref, func(s *model.Shipment) { s.Facts.Vessel = text("EVER GIVEN") })
	w.always(func() {
		got := must(w.office(cs).Shipment(ctx, ref))
		if got.Version != 2 || !got.Created.Equal(noon) || !got.Updated.Equal(w.now) || !got.FactsAt.Equal(w.now) {
			w.t.Errorf("after an edit: %d %v %v %v", got.Version, got.Created, got.Updated, got.FactsAt)
		}
	})
}

func doorsWork(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	w.always(func() {
		record := must(w.office(cs).Shipment(ctx, ref))
		want := model.Publish(record)
		want.Change = 1
		got := must(w.room("saigon-tech").Shipment(ctx, ref))
		w.same("the published record", got, want)
		w.same("the row", must(w.room("saigon-tech").Page(ctx, model.Query{})).Rows, []model.Row{model.RowOf(want)})
		if shown := must(json.Marshal(got)); strings.Contains(string(shown), "CANARY") {
			w.t.Errorf("something internal shows: %s", shown)
		}
		inside := model.Inside(record)
		inside.Change = 1
		w.same("in the list of all", must(w.office(cs).AllShipments().Shipment(ctx, ref)), inside)
		if len(inside.Timeline) != 2 || len(got.Timeline) != 1 {
			w.t.Error("staff see both events, the customer one")
		}
	})
}

func sameAgain(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	entries, _, err := w.office(manager).VerifyAudit(ctx)
	w.check(err)
	w.now = noon.Add(time.Hour)
	w.always(func() {
		if w.edit(ref, func(s *model.Shipment) { s.Facts.Legs = append([]model.Leg{}, s.Facts.Legs...) }) {
			w.t.Error("nothing was different, and it was written")
		}
		if s := must(w.office(cs).Shipment(ctx, ref)); s.Version != 1 || !s.Updated.Equal(noon) {
			w.t.Errorf("it is version %d of %v", s.Version, s.Updated)
		}
		if after, _, err := w.office(manager).VerifyAudit(ctx); err != nil || after != entries {
			w.t.Errorf("the trail has %d entries, had %d: %v", after, entries, err)
		}
	})
}

func unseen(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	room, before := w.room("saigon-tech"), must(w.room("saigon-tech").Version(ctx))
	w.edit(ref, func(s *model.Shipment) { s.Internal.Remarks = text("late payer") })
	if after := must(room.Version(ctx)); after != before {
		w.t.Errorf("the room went from %d to %d", before, after)
	}
	w.edit(ref, func(s *model.Shipment) { s.Events[1].Published = model.Stamp{At: w.now, By: "x"} })
	w.always(func() {
		if after := must(w.room("saigon-tech").Version(ctx)); after != before+1 {
			w.t.Errorf("after a publication the room is at %d, was at %d", after, before)
		}
	})
}

func editedMeanwhile(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	mine := must(w.office(operations).Shipment(ctx, ref))
	w.edit(ref, func(s *model.Shipment) { s.Facts.Voyage = text("024E") })
	mine.Facts.Voyage = text("025E")
	write := func(s model.Shipment) error {
		return w.office(admin).Write(ctx, "test", func(tx *store.Writer) error {
			_, err := tx.Put(s)
			return err
		})
	}
	err := write(mine)
	w.fault(err, "error.edited_meanwhile")
	if !strings.Contains(err.Error(), operations.Account) {
		w.t.Errorf("it does not say who: %v", err)
	}
	fresh := shipment(ref, "saigon-tech")
	w.fault(write(fresh), "error.edited_meanwhile")
	gone := shipment("GONE/1", "saigon-tech")
	gone.Version = 3
	w.fault(write(gone), "error.edited_gone")
	w.always(func() {
		if s := must(w.office(cs).Shipment(ctx, ref)); s.Facts.Voyage != text("024E") {
			w.t.Errorf("the voyage is %s", s.Facts.Voyage)
		}
	})
}

func allOrNothing(w *world) {
	failure := errors.New("the last row is bad")
	err := w.office(operations).Write(ctx, "import", func(tx *store.Writer) error {
		for i := range 5 {
			if _, err := tx.Put(shipment(fmt.Sprint("A/", i), "saigon-tech")); err != nil {
				return err
			}
		}
		_, err := tx.AddPartner("new-partner", text("New"))
		return errors.Join(err, failure)
	})
	if !errors.Is(err, failure) {
		w.t.Errorf("got %v", err)
	}
	w.always(func() {
		w.same("counts", must(w.room("saigon-tech").Counts(ctx))[model.TabAll], 0)
		list, _, err := w.office(cs).Partners(ctx, "", 0)
		w.check(err)
		w.same("partners", len(list), 2)
	})
}

func seesItself(w *world) {
	w.check(w.office(operations).Write(ctx, "import", func(tx *store.Writer) error {
		p := must(tx.AddPartner("tan-viet", text("Tân Việt")))
		s := shipment(ref, p.Slug)
		must(tx.Put(s))
		w.same("found", must(tx.Find("hbl", "hb shp 202505 00080")), []string{ref})
		s = must(tx.Shipment("shp20250500080"))
		s.Facts.References.HBL = text("OTHER")
		s.Facts.Status = model.InTransit
		must(tx.Put(s))
		w.same("by the old name", len(must(tx.Find("hbl", "hb shp 202505 00080"))), 0)
		w.same("by the new name", must(tx.Find("hbl", "other")), []string{ref})
		w.same("partner", must(tx.Partner("tan viet")).Slug, p.Slug)
		if !tx.Now().Equal(noon) || tx.Stamp().By != operations.Account || !tx.Stamp().At.Equal(noon) {
			w.t.Errorf("the stamp is %v", tx.Stamp())
		}
		return nil
	}))
	w.always(func() {
		w.same("the list", len(must(w.room("tan-viet").Page(ctx, model.Query{Search: "other"})).Rows), 1)
		w.same("version", must(w.office(cs).Shipment(ctx, ref)).Version, 2)
	})
}

func moves(w *world) {
	w.put(shipment(ref, "saigon-tech"), shipment("B/1", "mekong-foods"))
	before := must(w.room("saigon-tech").Version(ctx))
	w.edit(ref, func(s *model.Shipment) { s.Partner = "mekong-foods" })
	w.always(func() {
		old, now := w.room("saigon-tech"), w.room("mekong-foods")
		if _, err := old.Shipment(ctx, ref); err != error(model.ErrNotFound) {
			w.t.Errorf("the old room has it: %v", err)
		}
		w.same("the old room's list", len(must(old.Page(ctx, model.Query{Search: "shp"})).Rows), 0)
		w.same("the old room's changes", len(must(old.Changes(ctx, 0, 0))), 0)
		w.same("the old room's counts", must(old.Counts(ctx))[model.TabAll], 0)
		w.same("the old room's version", w.watch(old, before), before+1)
		w.same("the new room's record", must(now.Shipment(ctx, ref)).Ref, ref)
		w.same("the new room's counts", must(now.Counts(ctx))[model.TabAll], 2)
		w.same("all shipments", must(w.office(cs).AllShipments().Counts(ctx))[model.TabAll], 2)
	})
}

func changesPerRoom(w *world) {
	for i := range 3 {
		w.put(shipment(fmt.Sprint("A/", i), "saigon-tech"), shipment(fmt.Sprint("B/", i), "mekong-foods"))
	}
	w.edit("A/0", func(s *model.Shipment) { s.Facts.Voyage = text("9") })
	w.always(func() {
		var got []string
		for _, c := range must(w.room("saigon-tech").Changes(ctx, 1, 0)) {
			got = append(got, fmt.Sprint(c.Seq, " ", c.Ref, " ", c.Row.Change))
		}
		w.same("changes", got, []string{"2 A/1 2", "3 A/2 3", "4 A/0 4"})
		w.same("the other room", must(w.room("mekong-foods").Version(ctx)), 3)
		w.same("all shipments", must(w.office(cs).AllShipments().Version(ctx)), 7)
	})
}

func unsound(w *world) {
	write := func(s model.Shipment) error {
		return w.office(operations).Write(ctx, "test", func(tx *store.Writer) error {
			_, err := tx.Put(s)
			return err
		})
	}
	w.fault(write(shipment("", "saigon-tech")), "error.store_reference")
	long := shipment("x", "saigon-tech")
	long.Ref = model.Line(strings.Repeat("x", 300), 300)
	w.fault(write(long), "error.store_reference")
	w.fault(write(shipment(ref, "unheard-of")), model.ErrUnknownPartner.Key)
	w.fault(write(shipment(ref, "")), model.ErrUnknownPartner.Key)
	odd := shipment("Số 1 / ./../đ", "saigon-tech")
	w.check(write(odd))
	w.always(func() {
		w.same("an odd number", must(w.room("saigon-tech").Shipment(ctx, odd.Ref.String())).Ref, odd.Ref)
	})
}

func lists(w *world) {
	for i := range 7 {
		s := shipment(fmt.Sprintf("A/%d", i), "saigon-tech")
		s.Facts.Status, s.Events = model.Statuses()[i%5], nil // or the booking would confirm the drafts
		s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, 7-i))
		w.put(s)
	}
	w.always(func() {
		room := w.room("saigon-tech")
		w.same("counts", must(room.Counts(ctx)), model.Counts{"all": 7, "active": 3, "attention": 0, "done": 1, "draft": 2, "cancelled": 1})
		first := must(room.Page(ctx, model.Query{Sort: model.ByETA, Limit: 3}))
		w.same("first page", numbers(first), "A/6 A/5 A/4")
		second := must(room.Page(ctx, model.Query{Sort: model.ByETA, Limit: 3, After: first.Next}))
		w.same("second page", numbers(second), "A/3 A/2 A/1")
		w.same("back", numbers(must(room.Page(ctx, model.Query{Sort: model.ByETA, Before: second.Prev}))), "A/6 A/5 A/4")
		w.same("active", numbers(must(room.Page(ctx, model.Query{Tab: model.TabActive, Sort: model.ByRef}))), "A/1 A/2 A/6")
		w.same("last", numbers(must(room.Page(ctx, model.Query{Sort: model.ByRef, Last: true, Limit: 2}))), "A/5 A/6")
		w.same("search", numbers(must(room.Page(ctx, model.Query{Search: "oneu 650741-0", Limit: 2}))), "A/0 A/1")
		_, err := room.Page(ctx, model.Query{After: "x"})
		w.fault(err, "error.cursor")
	})
	w.now = noon.AddDate(0, 0, 3)
	if moved := must(w.Sweep(ctx)); moved == 0 {
		w.t.Error("nothing has become overdue")
	}
	w.always(func() {
		w.same("attention", numbers(must(w.room("saigon-tech").Page(ctx, model.Query{Tab: model.TabAttention, Sort: model.ByRef}))), "A/5 A/6")
	})
}

func numbers(p model.Page) string {
	var refs []string
	for _, r := range p.Rows {
		refs = append(refs, r.Ref.String())
	}
	return strings.Join(refs, " ")
}

func ended(w *world) {
	over, cancel := context.WithCancel(ctx)
	cancel()
	room, office, self := w.room("saigon-tech"), w.office(admin), w.self(admin)
	errs := map[string]error{}
	_, errs["page"] = room.Page(over, model.Query{})
	_, errs["shipment"] = room.Shipment(over, ref)
	_, errs["watch"] = room.Watch(over, 0)
	_, errs["partner"] = office.AddPartner(over, "late", text("Late"))
	errs["write"] = office.Write(over, "test", func(*store.Writer) error { w.t.Error("it was run"); return nil })
	errs["seen"] = self.SetLastSeen(over, 1)
	for what, err := range errs {
		if !errors.Is(err, context.Canceled) {
			w.t.Errorf("%s: %v", what, err)
		}
	}
}
