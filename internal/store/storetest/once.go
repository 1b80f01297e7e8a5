package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// doneOnce tries acts twice under one id, as somebody does whose answer was lost: each
// is done once, and gives what it gave. Of two people with the same id each does
// their own, and so does one person with two acts.
func doneOnce(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	office := w.office(operations)
	twice := func(what string, lines uint64, act func() error, then string) {
		w.t.Helper()
		before := w.entries()
		w.check(act())
		if err := act(); then == "" {
			w.check(err)
		} else {
			w.fault(err, then)
		}
		w.same(what+": lines in the trail", w.entries()-before, lines)
	}
	once := func() context.Context { return model.Once(ctx, "a7") }
	publish := func() error {
		return office.WriteEvents(once(), "event publish", func(tx *store.Writer) error {
			s, err := tx.Shipment(ref)
			if err != nil {
				return err
			}
			s.Events[1].Published = tx.Stamp()
			_, err = tx.Put(s)
			return err
		})
	}
	twice("publish", 1, publish, model.ErrDone.Key)
	twice("withdraw", 1, func() error { return office.Withdraw(once(), ref, "e2", text("Wrong")) }, "")
	var to []string
	twice("resend", 1, func() (err error) {
		to, err = office.ResendMail(once(), ref)
		return err
	}, "")
	w.same("who is mailed", to, []string{anna})
	draft := store.LinkDraft{Ref: ref, To: kim}
	twice("code", 2, func() error { return second(office.CreateLink(once(), draft, track("one"))) }, model.ErrDone.Key)
	list, _, err := office.Links(ctx, "", "", 0)
	w.check(err)
	w.same("codes", len(list), 1)
	twice("invitation", 2, func() error {
		return second(office.Invite(once(), model.InvitationDraft{Email: anna, Life: day, Mail: true}, track("two")))
	}, model.ErrDone.Key)
	var mails []string
	for _, m := range w.outbox() {
		mails = append(mails, string(m.Kind)+" "+m.To)
	}
	w.same("mails", mails, []string{"resend " + anna, "code " + kim, "invite " + anna})

	must(w.office(admin).ResendMail(once(), ref))
	two := once()
	must(office.ResendMail(two, ref)) // the first with these, and was done
	before := w.entries()
	must(office.ResendMail(two, ref))
	w.same("another with the same context", w.entries()-before, uint64(2))
	w.now = w.now.Add(8 * 24 * time.Hour)
	before = w.entries()
	must(office.ResendMail(once(), ref))
	w.same("after a week", w.entries()-before, uint64(2))
}

// anyActs tries acts of two people in any order under a few ids, while time goes by, and
// expects of each that it is done when it was not done under this id within a week.
func anyActs(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	dice := rand.New(rand.NewPCG(7, 12))
	type attempt struct{ who, id, verb string }
	done := map[attempt]time.Time{}
	for range 200 {
		who := []model.Principal{operations, admin}[dice.IntN(2)]
		a := attempt{who.Account, fmt.Sprint(dice.IntN(4)), []string{"resend", "carrier"}[dice.IntN(2)]}
		before := w.entries()
		ctx, office := model.Once(ctx, a.id), w.office(who)
		if a.verb == "resend" {
			w.same("who is mailed", must(office.ResendMail(ctx, ref)), []string{anna})
		} else {
			w.check(office.SetCarrier(ctx, model.CarrierSetting{Code: "ONEY", ZIsLocal: dice.IntN(2) == 0}))
		}
		at, known := done[a]
		again := known && w.now.Sub(at) < 7*24*time.Hour
		if lines := w.entries() - before; again != (lines == 0) {
			w.t.Errorf("%+v, done at %s: %d lines at %s", a, at, lines, w.now)
		}
		if !again {
			done[a] = w.now
		}
		w.now = w.now.Add(time.Duration(dice.IntN(8)) * time.Hour)
	}
}

// entries is how many lines the audit trail has.
func (w *world) entries() uint64 {
	n, _ := must2(w.office(admin).VerifyAudit(ctx))
	return n
}
