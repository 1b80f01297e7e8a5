package storetest

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// What customers were shown at a time is told as it was, whatever has become of it:
// each state that has ended is kept with when, by whom and by which act.
func shownThen(w *world) {
	at := func(hours int) time.Time { return noon.Add(time.Duration(hours)*time.Hour + time.Minute) }
	w.put(shipment(ref, "saigon-tech"))
	w.now = noon.Add(time.Hour)
	w.edit(ref, func(s *model.Shipment) { s.Internal.Remarks = text("nothing that is shown") })
	w.now = noon.Add(2 * time.Hour)
	w.edit(ref, func(s *model.Shipment) { s.Facts.Vessel = text("ONE HANNOVER") })
	w.now = noon.Add(3 * time.Hour)
	w.check(w.office(manager).Withdraw(ctx, ref, "e1", text("wrong")))
	w.now = noon.Add(4 * time.Hour)
	w.edit(ref, func(s *model.Shipment) { s.Partner = "mekong-foods" })
	w.now = noon.Add(5 * time.Hour)
	for i := range 60 { // more than one part
		w.edit(ref, func(s *model.Shipment) { s.Facts.Voyage = model.Line(string(rune('A'+i%26)), 8) })
	}
	type state struct {
		Partner, Vessel string
		Events          int
	}
	w.always(func() {
		w.check(w.office(manager).Read(ctx, func(r *store.Reader) error {
			s := must(r.Shipment(ref))
			for hours, want := range map[int]state{
				0: {"saigon-tech", "ONE HUMBER", 1}, 1: {"saigon-tech", "ONE HUMBER", 1}, 2: {"saigon-tech", "ONE HANNOVER", 1},
				3: {"saigon-tech", "ONE HANNOVER", 0}, 4: {"mekong-foods", "ONE HANNOVER", 0}, 5: {"mekong-foods", "ONE HANNOVER", 0},
			} {
				then := must(r.ShownThen(s, at(hours)))
				w.same("the state", state{then.Partner, then.Record.Vessel.String(), len(then.Record.Timeline)}, want)
			}
			then := must(r.ShownThen(s, at(3)))
			w.same("from when to when", []time.Time{then.Since, then.Until, then.Known}, []time.Time{noon.Add(3 * time.Hour), noon.Add(4 * time.Hour), noon})
			w.same("how many changes", len(then.Changes), 63)
			by := model.ShownChange{Stamp: model.Stamp{At: noon.Add(3 * time.Hour), By: manager.Account}, Act: "withdraw"}
			w.same("a change", then.Changes[1], by)
			return nil
		}))
	})
}

// How an account stood at a time is told by the audit trail.
func accountThen(w *world) {
	office := w.office(admin)
	hour := func(n int, do func() error) {
		w.now = noon.Add(time.Duration(n) * time.Hour)
		w.check(do())
	}
	hour(1, func() error {
		return second(office.AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
	})
	hour(2, func() error { return office.AddKey(ctx, anna, key("a")) })
	hour(3, func() error { return office.Pause(ctx, "", text("We check")) })
	hour(4, func() error { return office.Pause(ctx, "mekong-foods", text("theirs")) })
	hour(5, func() error { return office.Resume(ctx, "") })
	hour(6, func() error { return office.DisableAccount(ctx, anna) })
	hour(7, func() error { return office.EnableAccount(ctx, anna) })
	hour(8, func() error { return office.MoveAccount(ctx, anna, "mekong-foods") })
	hour(9, func() error { return office.RemoveKey(ctx, anna, key("a").Fingerprint) })
	type state struct {
		Partner  string
		Disabled bool
		Keys     int
		Paused   string
	}
	w.always(func() {
		w.check(w.office(manager).Read(ctx, func(r *store.Reader) error {
			a := must(r.Account(anna))
			for i, want := range []state{
				1: {"saigon-tech", false, 0, ""}, 2: {"saigon-tech", false, 1, ""}, 3: {"saigon-tech", false, 1, "We check"},
				4: {"saigon-tech", false, 1, "We check"}, 5: {"saigon-tech", false, 1, ""}, 6: {"saigon-tech", true, 1, ""},
				7: {"saigon-tech", false, 1, ""}, 8: {"mekong-foods", false, 1, "theirs"}, 9: {"mekong-foods", false, 0, "theirs"},
			} {
				if i == 0 {
					continue
				}
				then := must(r.AccountThen(a, noon.Add(time.Duration(i)*time.Hour)))
				got := state{then.Partner, !then.Disabled.IsZero(), then.Keys, ""}
				if len(then.Pauses) > 0 {
					got.Paused = then.Pauses[0].Why.String()
				}
				w.same("the account", got, want)
			}
			return nil
		}))
	})
}

// The office's list marks what customers have otherwise in theirs, and no list of a
// customer does.
func markedOtherwise(w *world) {
	w.put(shipment("A/1", "saigon-tech"), shipment("B/2", "saigon-tech"), shipment("C/3", "mekong-foods"))
	for _, ref := range []string{"A/1", "C/3"} {
		w.edit(ref, func(s *model.Shipment) {
			s.Events[1].Published = s.Events[0].Published
			if ref == "C/3" {
				model.Record(s, model.Event{Milestone: model.Loaded, Classifier: model.Actual, At: model.Moment(noon)}, s.Events[0].Recorded, model.Stamp{})
			}
		})
	}
	w.always(func() {
		marks := func(page model.Page, err error) (marks []bool) {
			w.check(err)
			for _, row := range page.Rows {
				marks = append(marks, row.Otherwise)
			}
			return marks
		}
		w.same("the office's list", marks(w.office(manager).AllShipments().Page(ctx, model.Query{Sort: model.ByRef})), []bool{false, true, true})
		w.same("a customer's", marks(w.room("saigon-tech").Page(ctx, model.Query{Sort: model.ByRef})), []bool{false, false})
	})
}
