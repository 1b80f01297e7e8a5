package storetest

import (
	"errors"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// actsByRole tries the acts of staff by each role; what is not allowed leaves
// no trace.
func actsByRole(w *world) {
	for _, act := range []struct {
		name string
		act  model.Act
		do   func(o *store.Office) error
	}{
		{"withdraw", model.ActWithdraw, func(o *store.Office) error { return o.Withdraw(ctx, ref, "e1", text("wrong")) }},
		{"preview", model.ActInspect, func(o *store.Office) error { return second(o.Preview(ctx, anna, "")) }},
		{"invite", model.ActCustomers, func(o *store.Office) error {
			return second(o.Invite(ctx, inviting(anna, day), store.FreshCode{Hash: code("x")}))
		}},
		{"invite by mail", model.ActCustomers, func(o *store.Office) error {
			return second(o.Invite(ctx, model.InvitationDraft{Email: anna, Life: day, Mail: true}, track("w")))
		}},
		{"invite staff", model.ActStaff, func(o *store.Office) error {
			return second(o.Invite(ctx, inviting("clerk@house.example", day), store.FreshCode{Hash: code("y")}))
		}},
		{"enable", model.ActCustomers, func(o *store.Office) error { return o.EnableAccount(ctx, "closed@saigon.example") }},
		{"enable staff", model.ActStaff, func(o *store.Office) error { return o.EnableAccount(ctx, "clerk@house.example") }},
		{"search", model.ActAudit, func(o *store.Office) error {
			_, _, err := o.SearchAudit(ctx, store.AuditQuery{})
			return err
		}},
	} {
		for _, who := range []model.Principal{cs, manager, operations, admin} {
			w := newWorld(w.t, w.open)
			w.put(shipment(ref, "saigon-tech"))
			must(w.office(admin).AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
			must(w.office(admin).AddAccount(ctx, model.Account{Email: "closed@saigon.example", Partner: "saigon-tech"}))
			must(w.office(admin).AddAccount(ctx, model.Account{Email: "clerk@house.example", Role: model.CS}))
			w.check(w.office(admin).DisableAccount(ctx, "closed@saigon.example"))
			before, _ := must2(w.office(admin).VerifyAudit(ctx))
			err := act.do(w.office(who))
			after, _ := must2(w.office(admin).VerifyAudit(ctx))
			switch allowed := who.Role.May(act.act); {
			case allowed && err != nil, !allowed && !errors.Is(err, model.ErrForbidden):
				w.t.Errorf("%s by %s: %v", act.name, who.Role, err)
			case !allowed && after != before:
				w.t.Errorf("%s by %s was denied and left %d entries", act.name, who.Role, after-before)
			}
			w.check(w.Close()) // all of them would be more than a database takes connections for
		}
	}
}

func must2[A, B any](a A, b B, err error) (A, B) {
	must(a, err)
	return a, b
}

// What is withdrawn disappears for the customer at once, and stays in the office
// with who, when and why.
func withdrawal(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	office, room := w.office(manager), w.room("saigon-tech")
	seen := must(room.Version(ctx))
	w.now = noon.Add(time.Hour)
	for _, id := range []string{"e1", "n2"} {
		w.check(office.Withdraw(ctx, ref, id, text("Another customer's")))
		w.check(office.Withdraw(ctx, ref, id, text("once more")))
	}
	if version := w.watch(room, seen); version != seen+2 {
		w.t.Errorf("the room went from %d to %d", seen, version)
	}
	for _, id := range []string{"e9", "n9", ""} {
		w.fault(office.Withdraw(ctx, ref, id, text("x")), model.ErrNotFound.Key)
	}
	w.always(func() {
		shown := must(w.room("saigon-tech").Shipment(ctx, ref))
		w.same("what the customer sees", len(shown.Timeline)+len(shown.Notes), 0)
		s := must(w.office(cs).Shipment(ctx, ref))
		want := model.Stamp{At: noon.Add(time.Hour), By: manager.Account, Why: text("Another customer's")}
		w.same("the event", s.Events[0].Withdrawn, want)
		w.same("the note", s.Notes[1].Withdrawn, want)
	})
}

// Who looks as a customer looks only: nothing of the account can be changed, no
// visit is counted, and it is in the trail.
func previewing(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	must(w.office(admin).AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech", Language: "vi"}))
	p := must(w.office(cs).Preview(ctx, "Anna@saigon.example", ""))
	w.same("who is looked at", p, model.Principal{Account: anna, Role: model.Portal, Partner: "saigon-tech", Language: "vi", Previewer: cs.Account})
	w.same("what is seen", len(must(must(w.Room(p)).Page(ctx, model.Query{})).Rows), 1)
	w.fault(second(w.Office(p)), model.ErrForbidden.Key)
	for _, err := range []error{
		w.self(p).AddKey(ctx, key("a")), w.self(p).SetLanguage(ctx, "en"), w.self(p).RemoveKey(ctx, "x"),
		w.self(p).KeepFilter(ctx, model.SavedFilter{Name: text("x"), Line: "late"}),
	} {
		w.fault(err, model.ErrForbidden.Key)
	}
	w.check(w.self(p).SetLastSeen(ctx, 99))
	w.same("the visit", must(w.self(p).LastSeen(ctx)), 0)
	entries, _, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{Search: "preview cs@house"})
	w.check(err)
	w.same("the trail", []string{entries[0].Subject, entries[0].Actor}, []string{anna, cs.Account})
	w.check(w.office(admin).DisableAccount(ctx, anna))
	must(w.office(admin).AddAccount(ctx, model.Account{Email: "clerk@house.example", Role: model.CS}))
	w.fault(second(w.office(cs).Preview(ctx, anna, "")), "error.preview.disabled")
	w.fault(second(w.office(cs).Preview(ctx, "clerk@house.example", "")), "error.preview.staff")
	w.fault(second(w.office(cs).Preview(ctx, "nobody@x.example", "")), model.ErrUnknownAccount.Key)
}

// Sessions are told of everything that changes what an account may see.
func accountChanges(w *world) {
	office := w.office(admin)
	must(office.AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
	w.check(office.AddKey(ctx, anna, key("a")))
	for name, do := range map[string]func() error{
		"key":    func() error { return office.RemoveKey(ctx, anna, key("a").Fingerprint) },
		"move":   func() error { return office.MoveAccount(ctx, anna, "mekong-foods") },
		"close":  func() error { return office.DisableAccount(ctx, anna) },
		"reopen": func() error { return errors.Join(office.DisableAccount(ctx, anna), office.EnableAccount(ctx, anna)) },
	} {
		told := w.told()
		w.check(do())
		if !slices.Contains(*told, anna) {
			w.t.Errorf("%s: told %v", name, *told)
		}
	}
}

func trailSearched(w *world) {
	w.put(shipment("A/1", "saigon-tech"), shipment("B/2", "saigon-tech"))
	w.now = noon.Add(time.Hour)
	w.check(w.office(manager).Withdraw(ctx, "A/1", "e1", text("Sai khách hàng")))
	w.always(func() {
		for search, want := range map[string][]uint64{
			"": {1, 2, 3, 4, 5}, "withdraw": {5}, "MANAGER@house.example a/1": {5}, "khach hang": {5}, "clerk": nil, "a/1": {3, 5},
		} {
			if seen := searchTrail(w, store.AuditQuery{Search: search, Limit: 1}); !slices.Equal(seen, want) {
				w.t.Errorf("%q finds %v", search, seen)
			}
			slices.Reverse(want)
			if seen := searchTrail(w, store.AuditQuery{Search: search, Limit: 1, Latest: true}); !slices.Equal(seen, want) {
				w.t.Errorf("%q finds %v from the end", search, seen)
			}
		}
		list, _, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{Since: noon.Add(time.Hour)})
		w.check(err)
		w.same("since the last hour", len(list), 1)
	})
}

// searchTrail are the numbers of the entries that match, on all pages.
func searchTrail(w *world, q store.AuditQuery) (seen []uint64) {
	for {
		list, next, err := w.office(manager).SearchAudit(ctx, q)
		w.check(err)
		for _, e := range list {
			seen = append(seen, e.Seq)
		}
		if q.After = next; next == 0 {
			return seen
		}
	}
}

// What needs an update comes onto the desk with time, without a write, and goes
// when it was done; an ETA that was mailed is compared with the one shown.
func needsAnUpdate(w *world) {
	s := shipment(ref, "saigon-tech")
	s.Events = s.Events[:1]
	theirs := shipment("B/2", "mekong-foods")
	theirs.Facts.ETA = model.Day(2025, 6, 1)
	w.put(s, theirs)
	must(w.office(operations).CreateLink(ctx, store.LinkDraft{Ref: "B/2", To: kim}, track("one")))
	w.sends()
	w.edit("B/2", func(s *model.Shipment) { s.Facts.ETA = model.Day(2025, 6, 5) })
	kinds := func(q model.DeskQuery) (list []string) {
		page := must(w.office(cs).Desk(ctx, q))
		for _, item := range page.Items {
			list = append(list, item.Ref.String()+" "+string(item.Needs[0].Kind))
		}
		return list
	}
	w.always(func() {
		w.same("at first", kinds(model.DeskQuery{}), []string{"B/2 need.mailed"})
		w.same("of the other", len(kinds(model.DeskQuery{Partner: "saigon-tech"})), 0)
		mailed, found, err := w.office(cs).Mailed(ctx, "B/2")
		w.check(err)
		w.same("what was mailed", []any{mailed.ETA, mailed.At, found}, []any{model.Day(2025, 6, 1), noon, true})
	})
	w.now = noon.AddDate(0, 0, 5)
	w.always(func() {
		w.same("five days later", kinds(model.DeskQuery{}), []string{"B/2 need.mailed", ref + " need.departure"})
	})
	w.edit(ref, func(s *model.Shipment) { s.Facts.Status = model.Cancelled })
	w.always(func() { w.same("what is left", kinds(model.DeskQuery{}), []string{"B/2 need.mailed"}) })
	figures := must(w.office(cs).Freshness(ctx, ""))
	w.same("partners measured", []int{len(figures), figures[0].Figure.Active, figures[1].Figure.Active}, []int{2, 1, 0})
}
