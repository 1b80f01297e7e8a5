package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// delay is how long news wait in these tests.
const delay = 2 * time.Minute

// mailed has a customer with two accounts and another one with one, a shipment of the
// first, and asks for the notices of anna.
func mailed(w *world, n model.Notices) {
	w.put(shipment(ref, "saigon-tech"))
	w.Outbox().SetDelay(delay)
	must(w.office(admin).AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
	must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	must(w.office(admin).AddAccount(ctx, buyer("mekong-foods")))
	w.asks(anna, n)
}

// asks has an account of saigon-tech ask for notices.
func (w *world) asks(email string, n model.Notices) {
	w.t.Helper()
	w.check(w.self(model.Principal{Account: email, Role: model.Portal, Partner: "saigon-tech"}).SetNotices(ctx, n))
}

// reschedule publishes another ETA of ref, some days after noon.
func (w *world) reschedule(days int) {
	w.t.Helper()
	w.edit(ref, func(s *model.Shipment) {
		to, stamp := model.DayOf(noon.AddDate(0, 0, days)), model.Stamp{At: w.now, By: operations.Account}
		s.Ledger = append(s.Ledger, model.LedgerEntry{
			Kind: model.KindETA, From: s.Facts.ETA, To: to, Reason: text("Congestion"), Recorded: stamp, Published: stamp,
		})
		s.Facts.ETA = to
	})
}

// brief is a letter as these tests need it: the numbers of its shipments, and the last
// ETA that each of them has.
func brief(e model.Errand) model.Letter {
	var told []string
	for _, item := range e.Items {
		told = append(told, item.Now.Ref.String()+" "+item.Now.ETA.String())
	}
	return model.Letter{MessageID: e.ID, Subject: string(e.Kind), Text: strings.Join(told, "; ")}
}

// claim takes the next mail that is due; it fails when there is none.
func (w *world) claim() store.Envelope {
	w.t.Helper()
	e, due, err := w.Outbox().Claim(ctx, brief)
	if w.check(err); !due {
		w.t.Fatal("no mail is due")
	}
	return e
}

// sends takes all mail that is due and says that it was sent: for each its recipient
// and its text.
func (w *world) sends() (sent []string) {
	w.t.Helper()
	for {
		e, due, err := w.Outbox().Claim(ctx, brief)
		if w.check(err); !due {
			slices.Sort(sent)
			return sent
		}
		sent = append(sent, e.To+": "+e.Letter.Text)
		w.check(w.Outbox().Sent(ctx, e.ID))
	}
}

// outbox is the mail that staff see waiting.
func (w *world) outbox() []model.Outgoing {
	w.t.Helper()
	return must(w.office(cs).Outbox(ctx, "", 0)).Mail
}

// Who has asked for it is mailed once it was waited for more news, and nobody else.
func mailIsSent(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	w.reschedule(21)
	w.now = noon.Add(time.Minute)
	w.reschedule(22)
	w.same("too early", len(w.sends()), 0)
	w.always(func() {
		at, waits, err := w.Outbox().Next(ctx)
		w.check(err)
		w.same("when it is due", []any{at, waits, len(w.outbox())}, []any{noon.Add(delay), true, 1})
		load := must(w.Outbox().Load(ctx))
		w.same("what waits", load, store.MailLoad{Waiting: 1, Oldest: time.Minute})
	})
	w.now = noon.Add(delay)
	w.same("one mail for both", w.sends(), []string{anna + ": " + ref + " 2025-06-07"})
	w.always(func() {
		mail, found, err := w.office(cs).Mailed(ctx, ref)
		w.check(err)
		w.same("what customers were told", []any{mail.ETA, found, len(w.outbox())}, []any{model.Day(2025, 6, 7), true, 0})
		_, waits, err := w.Outbox().Next(ctx)
		w.check(err)
		w.same("nothing waits", waits, false)
	})
}

// A mail that is being sent when the process ends comes again with the same text, and
// what is new since then comes in another.
func mailClaimed(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	w.reschedule(21)
	w.now = noon.Add(delay)
	first := w.claim()
	w.always(func() {
		_, due, err := w.Outbox().Claim(ctx, brief)
		w.check(err)
		w.same("it is due again at once", due, false)
	})
	w.reschedule(25)
	w.now = noon.Add(time.Hour)
	again := w.claim()
	w.same("the same", []any{again.ID, again.Letter, again.Again, first.Again, again.Attempts}, []any{first.ID, first.Letter, true, false, 2})
	w.check(w.Outbox().Sent(ctx, again.ID))
	w.check(w.Outbox().Sent(ctx, again.ID)) // it is gone
	w.same("what came meanwhile", w.sends(), []string{anna + ": " + ref + " 2025-06-10"})
}

// A mail that was refused comes again with what has changed, or waits for a person.
func mailRefused(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	w.reschedule(21)
	w.now = noon.Add(delay)
	e := w.claim()
	w.reschedule(25)
	w.check(w.Outbox().Refused(ctx, e, text("451 greylisted"), false, true))
	w.always(func() {
		waits := w.outbox()
		w.same("waits", []any{len(waits), waits[0].State, waits[0].Trouble}, []any{1, model.OutgoingWaiting, text("451 greylisted")})
	})
	w.now = w.now.Add(time.Hour)
	e = w.claim()
	w.same("what it tells now", e.Letter.Text, ref+" 2025-06-10")
	w.check(w.Outbox().Refused(ctx, e, text("550 no such user"), true, true))
	w.now = w.now.AddDate(0, 0, 100)
	w.always(func() {
		w.same("tried again", len(w.sends()), 0)
		w.same("how it stands", []any{w.outbox()[0].State, must(w.Outbox().Load(ctx))}, []any{model.OutgoingFailed, store.MailLoad{Failed: 1}})
	})
	w.fault(w.office(manager).RetryMail(ctx, e.ID), model.ErrForbidden.Key)
	w.check(w.office(admin).RetryMail(ctx, e.ID))
	e = w.claim()
	w.check(w.Outbox().Return(ctx, e)) // the mail server could not even be asked
	if once := w.claim(); once.ID != e.ID || once.Attempts != e.Attempts {
		w.t.Errorf("after it was put back %+v, and before %+v", once, e)
	}
	w.check(w.office(admin).DropMail(ctx, e.ID))
	w.always(func() { w.same("left", len(w.outbox()), 0) })
	w.fault(w.office(admin).DropMail(ctx, e.ID), model.ErrNotFound.Key)
}

// Who may not see a shipment any more is not mailed about it, also when the text was
// settled before.
func mailToNobody(w *world) {
	for name, lose := range map[string]func(w *world){
		"disabled":   func(w *world) { w.check(w.office(admin).DisableAccount(ctx, anna)) },
		"moved":      func(w *world) { w.check(w.office(admin).MoveAccount(ctx, anna, "mekong-foods")) },
		"turned off": func(w *world) { w.asks(anna, model.Notices{}) },
		"no longer theirs": func(w *world) {
			w.edit(ref, func(s *model.Shipment) { s.Partner = "mekong-foods" })
		},
	} {
		for _, settled := range []bool{false, true} {
			w := newWorld(w.t, w.open)
			mailed(w, model.Notices{Level: model.NoticesAll})
			w.reschedule(21)
			w.now = noon.Add(delay)
			if settled {
				w.claim()
			}
			lose(w)
			w.now = noon.Add(day)
			w.always(func() { w.same(fmt.Sprint(name, settled), []any{len(w.sends()), len(w.outbox())}, []any{0, 0}) })
		}
	}
}

// A digest is one mail a day, and many changes of one moment are one mail.
func mailTogether(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll, Digest: true})
	w.asks(buyer("saigon-tech").Email, model.Notices{Level: model.NoticesAll})
	var want []string
	for i := range 7 {
		ref := fmt.Sprint("A/", i)
		w.put(shipment(ref, "saigon-tech"))
		want = append(want, ref+" "+must(w.room("saigon-tech").Shipment(ctx, ref)).ETA.String())
	}
	w.now = noon.Add(delay)
	w.same("at once", w.sends(), []string{buyer("saigon-tech").Email + ": " + strings.Join(want, "; ")})
	at, waits, err := w.Outbox().Next(ctx)
	w.check(err)
	w.now = at
	if over := at.Sub(noon); !waits || over < time.Hour || over > day {
		w.t.Errorf("the digest is due at %v", at)
	}
	w.always(func() {}) // it is kept over a restart
	w.same("of the day", w.sends(), []string{anna + ": " + strings.Join(want, "; ")})
}

// Whoever wants to hear of an ETA that moves by more than some days hears of small
// moves once they add up.
func mailOfMoves(w *world) {
	mailed(w, model.Notices{Level: model.NoticesETA, Days: 2})
	w.always(func() {
		kept := must(w.self(model.Principal{Account: anna, Role: model.Portal, Partner: "saigon-tech"}).Notices(ctx))
		w.same("what was asked for", kept, model.Notices{Level: model.NoticesETA, Days: 2})
	})
	for i, mails := range []int{0, 0, 1} {
		w.reschedule(21 + i)
		w.now = w.now.Add(delay)
		w.same(fmt.Sprint("moved by ", i+1), len(w.sends()), mails)
	}
	bad := w.self(model.Principal{Account: anna, Role: model.Portal, Partner: "saigon-tech"})
	w.fault(bad.SetNotices(ctx, model.Notices{Level: "sometimes"}), "error.notices.level")
	w.fault(bad.SetNotices(ctx, model.Notices{Level: model.NoticesETA, Days: 999}), "error.notices.days")
}

// The mail that brings a code has it, later mail to its holder has not, and both end
// with the code.
func mailOfCodes(w *world) {
	l := linked(w)
	e := w.claim()
	w.same("the first", []any{e.To, e.Code, e.Letter.Subject}, []any{kim, track("one").Plain, string(model.LetterCode)})
	w.check(w.Outbox().Sent(ctx, e.ID))
	w.Outbox().SetDelay(delay)
	w.reschedule(21)
	w.now = noon.Add(delay)
	later := w.claim()
	w.same("later", []any{later.To, later.Code}, []any{kim, ""})
	w.check(w.Outbox().Sent(ctx, later.ID))
	w.reschedule(25)
	must(w.office(admin).RevokeLink(ctx, l.ID))
	w.now = noon.Add(day)
	w.always(func() { w.same("once it was revoked", []any{len(w.sends()), len(w.outbox())}, []any{0, 0}) })
}

// What customers were told is told again when staff ask for it.
func mailAgain(w *world) {
	mailed(w, model.Notices{})
	w.fault(second(w.office(admin).ResendMail(ctx, ref)), "error.mail.nobody")
	w.asks(anna, model.Notices{Level: model.NoticesETA, Days: 5})
	w.same("to", must(w.office(admin).ResendMail(ctx, ref)), []string{anna})
	w.always(func() { w.same("waiting", len(w.outbox()), 1) })
	w.same("sent", len(w.sends()), 1)
}

// The sender is woken by a mail that comes, and says how it stands with its server.
func mailSender(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	w.Outbox().SetDelay(0)
	soon, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	woken := make(chan error, 1)
	go func() { woken <- w.Outbox().Wait(soon, time.Minute) }()
	w.reschedule(21)
	w.check(<-woken)
	w.sends()
	w.check(w.Outbox().Wait(soon, time.Millisecond))
	cancel()
	if err := w.Outbox().Wait(soon, time.Minute); err == nil {
		w.t.Error("who has gone is waited for")
	}
	w.check(w.Outbox().SetServer(ctx, false, text("connection refused")))
	w.now = noon.Add(time.Hour)
	w.check(w.Outbox().SetServer(ctx, false, text("still refused")))
	w.always(func() {
		stands := must(w.office(cs).Outbox(ctx, "", 0)).Server
		w.same("the mail server", []any{stands.Unset, stands.Trouble, stands.Since}, []any{false, text("still refused"), noon})
	})
}
