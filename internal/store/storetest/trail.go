package storetest

import (
	"errors"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// roles tries every act that changes something in the name of every role: the policy
// decides.
func roles(w *world) {
	must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	must(w.office(admin).AddAccount(ctx, model.Account{Email: "clerk@house.example", Role: model.CS}))
	acts := []struct {
		name string
		act  model.Act
		do   func(o *store.Office, n int) error
	}{
		{"shipment", model.ActShipments, func(o *store.Office, n int) error {
			return o.Write(ctx, "test", func(tx *store.Writer) error {
				_, err := tx.Put(shipment(fmt.Sprint("R/", n), "saigon-tech"))
				return err
			})
		}},
		{"partner", model.ActCustomers, func(o *store.Office, n int) error {
			_, err := o.AddPartner(ctx, fmt.Sprint("p", n), text(fmt.Sprint("Partner ", n)))
			return err
		}},
		{"customer", model.ActCustomers, func(o *store.Office, n int) error {
			_, err := o.AddAccount(ctx, model.Account{Email: fmt.Sprintf("c%d@x.example", n), Partner: "saigon-tech"})
			return err
		}},
		{"customer's key", model.ActCustomers, func(o *store.Office, n int) error {
			return o.AddKey(ctx, buyer("saigon-tech").Email, key(string(rune('a'+n))))
		}},
		{"clerk", model.ActStaff, func(o *store.Office, n int) error {
			_, err := o.AddAccount(ctx, model.Account{Email: fmt.Sprintf("s%d@x.example", n), Role: model.CS})
			return err
		}},
		{"clerk's key", model.ActStaff, func(o *store.Office, n int) error {
			return o.AddKey(ctx, "clerk@house.example", key(string(rune('p'+n))))
		}},
		{"disabling a clerk", model.ActStaff, func(o *store.Office, _ int) error { return o.DisableAccount(ctx, "clerk@house.example") }},
		{"forwarder", model.ActSettings, func(o *store.Office, _ int) error { return o.SetForwarder(ctx, model.Forwarder{Name: text("X")}) }},
	}
	for n, p := range []model.Principal{cs, manager, operations, admin} {
		for _, act := range acts {
			allowed := p.Role.May(act.act)
			if err := act.do(w.office(p), n); allowed != (err == nil) || err != nil && !errors.Is(err, model.ErrForbidden) {
				w.t.Errorf("%s by %s: %v", act.name, p.Role, err)
			}
		}
	}
	for _, p := range []model.Principal{cs, operations} {
		_, _, err := w.office(p).SearchAudit(ctx, store.AuditQuery{})
		w.fault(err, model.ErrForbidden.Key)
		_, _, err = w.office(p).VerifyAudit(ctx)
		w.fault(err, model.ErrForbidden.Key)
	}
}

func trail(w *world) {
	w.put(shipment(ref, "saigon-tech"))
	must(w.office(operations).AddAccount(ctx, buyer("saigon-tech")))
	w.check(w.self(customer("saigon-tech")).AddKey(ctx, key("a")))
	_, err := w.office(manager).AddPartner(ctx, "denied", text("Denied"))
	w.fault(err, model.ErrForbidden.Key)
	w.always(func() {
		list, next, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{})
		w.check(err)
		var got []string
		for _, e := range list {
			got = append(got, fmt.Sprint(e.Seq, " ", e.Actor, " ", e.Role, " ", e.Verb, " ", e.Subject))
		}
		w.same("entries", got, []string{
			"1 admin@house.example admin partner add saigon-tech",
			"2 admin@house.example admin partner add mekong-foods",
			"3 ops@house.example operations test " + ref,
			"4 ops@house.example operations account add buyer@saigon-tech.example",
			"5 buyer@saigon-tech.example portal key add buyer@saigon-tech.example",
		})
		w.same("more", next, 0)
		if list[2].Remote != operations.Remote || !list[2].At.Equal(noon) || list[2].Prev != list[1].Hash {
			w.t.Errorf("the third entry is %+v", list[2])
		}
		entries, head, err := w.office(admin).VerifyAudit(ctx)
		w.check(err)
		if entries != 5 || head != list[4].Hash {
			w.t.Errorf("%d entries up to %s", entries, head)
		}
	})
}

func trailInParts(w *world) {
	for i := range 6 {
		w.now = noon.Add(time.Duration(i) * time.Hour)
		w.put(shipment(fmt.Sprint("A/", i), "saigon-tech"))
	}
	w.always(func() {
		seen := searchTrail(w, store.AuditQuery{Since: noon.Add(90 * time.Minute), Limit: 3})
		w.same("since half past one", seen, []uint64{5, 6, 7, 8})
		list, _, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{Since: noon.AddDate(1, 0, 0)})
		w.check(err)
		w.same("since next year", len(list), 0)
	})
}
