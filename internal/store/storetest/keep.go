package storetest

import (
	"errors"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store"
)

// The desk is read in parts that fit together whatever happens in between; customers
// measure what they see.
func desk(w *world) {
	for i := range 5 {
		s := shipment(fmt.Sprint("A/", i), []string{"saigon-tech", "mekong-foods"}[i%2])
		s.Facts.ETD, s.Facts.ETA = model.DayOf(noon.AddDate(0, 0, i-9)), model.DayOf(noon.AddDate(0, 0, i+9))
		w.put(s)
	}
	whole := must(w.office(cs).Desk(ctx, model.DeskQuery{}))
	w.same("in all", []int{whole.Total, len(whole.Items)}, []int{5, 5})
	w.always(func() {
		var seen []string
		q := model.DeskQuery{Limit: 2}
		for {
			page := must(w.office(cs).Desk(ctx, q))
			for _, item := range page.Items {
				seen = append(seen, item.Ref.String())
			}
			w.now = w.now.AddDate(0, 0, 1) // the pages behind the first are of its moment
			if q.After = page.Next; q.After == "" {
				break
			}
		}
		w.now = noon
		var want []string
		for _, item := range whole.Items {
			want = append(want, item.Ref.String())
		}
		w.same("in parts", seen, want)
		w.same("of one customer", must(w.office(cs).Desk(ctx, model.DeskQuery{Partner: "mekong-foods"})).Total, 2)
		w.fault(second(w.office(cs).Desk(ctx, model.DeskQuery{After: "x"})), "error.cursor")
	})
}

// What waits to be published can be held back on purpose, and is released.
func holding(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	w.fault(w.office(cs).Hold(ctx, ref, "e2", text("Ask first"), model.When{}), model.ErrForbidden.Key)
	w.check(w.office(manager).Hold(ctx, ref, "e2", text("Ask first"), model.Day(2025, 5, 20)))
	w.always(func() {
		held := must(w.office(cs).Shipment(ctx, ref)).Events[1].Held
		w.same("the hold", []any{held.By, held.Why, held.Until}, []any{manager.Account, text("Ask first"), model.Day(2025, 5, 20)})
		w.same("what the customer sees", len(must(w.room("saigon-tech").Shipment(ctx, ref)).Timeline), 1)
	})
	w.check(w.office(manager).Release(ctx, ref, "e2"))
	w.fault(w.office(manager).Hold(ctx, ref, "e9", text("x"), model.When{}), model.ErrNotFound.Key)
}

// A reader is one moment: what is judged as a whole agrees with itself.
func readers(w *world) {
	w.put(shipment(ref, "saigon-tech"), shipment("B/1", "saigon-tech"), shipment("B/2", "mekong-foods"))
	must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	w.check(w.office(admin).AddKey(ctx, buyer("saigon-tech").Email, key("a")))
	must(w.office(admin).AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
	must(w.office(admin).CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim}, track("one")))
	w.edit("B/1", func(s *model.Shipment) { s.Partner = "mekong-foods" })
	w.always(func() {
		w.check(w.office(cs).Read(ctx, func(r *store.Reader) error {
			w.same("the moment", []any{r.Now(), r.Stamp().By}, []any{noon, cs.Account})
			first, next, err := r.Refs("", "", 2)
			w.check(err)
			rest, end, err := r.Refs("", next, 2)
			w.check(err)
			w.same("numbers", []any{first, rest, end}, []any{[]string{"B/1", "B/2"}, []string{ref}, ""})
			w.same("of rooms", []int{must(r.Count("saigon-tech")), must(r.Count("mekong-foods"))}, []int{1, 2})
			w.same("rooms that have it", must(r.RoomsHolding("B/1")), []string{"mekong-foods"})
			gone := must(r.Gone("saigon-tech", 9))
			w.same("gone", []any{len(gone), gone[0].Ref, gone[0].Partner}, []any{1, "B/1", "mekong-foods"})
			shown := must(r.InRoom("saigon-tech", ref))
			w.same("as it is shown", []any{shown.Ref, must(r.Row(ref)).Ref, must(r.Shipment(ref)).Partner}, []any{ref, ref, "saigon-tech"})
			state := must(r.Access("saigon-tech"))
			w.same("who could see it", []any{state.PortalAccounts, state.WithKey, state.Keyless}, []any{2, 1, anna})
			w.same("codes", []any{must(r.Codes(ref)), len(must(r.CodesTo(kim, 5)))}, []any{1, 1})
			w.same("pending", must(r.Pending(ctx, "saigon-tech", 5)), []string{ref})
			w.same("a reference of others", []bool{must(r.Foreign("saigon-tech", "HB-B/2")), must(r.Foreign("mekong-foods", "HB-B/2"))}, []bool{true, false})
			w.same("the partner", must(r.PartnerNamed("cong ty saigon tech")).Slug, "saigon-tech")
			w.fault(second(r.Shipment("C/9")), model.ErrNotFound.Key)
			return nil
		}))
	})
}

// Customer service sees in the list of all shipments what customers see.
func outside(w *world) {
	w.put(shipment(ref, "saigon-tech"), shipment("B/1", "mekong-foods"))
	w.edit(ref, func(s *model.Shipment) { s.Events[1].Internal = text("CANARY") })
	w.always(func() {
		view := w.office(cs).Outside()
		w.same("numbers", numbers(must(view.Page(ctx, model.Query{Sort: model.ByRef}))), "B/1 "+ref)
		theirs := must(w.room("saigon-tech").Shipment(ctx, ref))
		shown := must(view.Shipment(ctx, ref))
		w.same("what is shown", []any{shown.Timeline, shown.Notes}, []any{theirs.Timeline, theirs.Notes})
		w.same("changes", len(must(view.Changes(ctx, 0, 0))), 2)
	})
}

// What was said of carriers and of headings is kept.
func sources(w *world) {
	w.check(w.office(admin).SetCarrier(ctx, model.CarrierSetting{Code: "ONEY", ZIsLocal: true}))
	w.check(w.office(operations).SaveMapping(ctx, "weekly", []model.MappedHeading{{}}))
	w.fault(w.office(cs).SetCarrier(ctx, model.CarrierSetting{Code: "MAEU"}), model.ErrForbidden.Key)
	w.always(func() {
		w.same("carriers", len(must(w.office(cs).Carriers(ctx))), 1)
		m, found, err := w.office(cs).Mapping(ctx, "weekly")
		w.check(err)
		w.same("the mapping", []any{m.Name, found, len(must(w.office(cs).Mappings(ctx)))}, []any{"weekly", true, 1})
	})
	w.check(w.office(operations).RemoveMapping(ctx, "weekly"))
	w.fault(w.office(operations).RemoveMapping(ctx, "weekly"), model.ErrNotFound.Key)
}

// What a customer looks for often is kept for them.
func filters(w *world) {
	must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	late := model.SavedFilter{Name: text("Late"), Line: "late"}
	w.check(w.self(customer("saigon-tech")).KeepFilter(ctx, late))
	w.always(func() { w.same("kept", must(w.self(customer("saigon-tech")).Filters(ctx)), []model.SavedFilter{late}) })
	w.check(w.self(customer("saigon-tech")).DropFilter(ctx, late.Name))
	w.always(func() { w.same("dropped", len(must(w.self(customer("saigon-tech")).Filters(ctx))), 0) })
}

// Everything that is derived can be made again: it is what it was, nothing looks new,
// and numbers go on. Only administrators may, and managers may look.
func rebuilt(w *world) {
	for i := range 4 {
		w.put(shipment(fmt.Sprint("A/", i), []string{"saigon-tech", "mekong-foods"}[i%2]))
	}
	w.edit("A/0", func(s *model.Shipment) { s.Facts.Vessel = text("OTHER") })
	told := func() []any {
		room := w.room("saigon-tech")
		page := must(room.Page(ctx, model.Query{Sort: model.ByRef}))
		return []any{page.Rows, must(room.Counts(ctx)), must(room.Shipment(ctx, "A/0")), must(w.office(cs).Desk(ctx, model.DeskQuery{}))}
	}
	before, version := told(), must(w.room("saigon-tech").Version(ctx))
	for _, who := range []model.Principal{cs, operations, manager} {
		w.fault(w.office(who).Rebuild(ctx), model.ErrForbidden.Key)
		if err := second(w.office(who).Verify(ctx)); errors.Is(err, model.ErrForbidden) == (who == manager) {
			w.t.Errorf("verify by %s: %v", who.Role, err)
		}
	}
	w.check(w.office(admin).Rebuild(ctx))
	w.always(func() { w.same("what is shown", told(), before) })
	report := must(w.office(manager).Verify(ctx))
	w.same("what was looked at", []any{report.Shipments, report.Rooms, report.Sound(), report.Lines > 0}, []any{4, 2, true, true})
	w.edit("A/0", func(s *model.Shipment) { s.Facts.Vessel = text("NEXT") })
	if now := must(w.room("saigon-tech").Version(ctx)); now <= version {
		w.t.Errorf("the room had come to %d, and is at %d", version, now)
	}
}
