package storetest

import (
	"fmt"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// mailsOfTheYear is what an address and a customer were mailed, what waits first, until
// a year has gone by.
func mailsOfTheYear(w *world) {
	mailed(w, model.Notices{Level: model.NoticesAll})
	office := w.office(operations)
	list := func(to, slug, after string, limit int) (told, next string) {
		w.t.Helper()
		mails, next, err := office.Mails(ctx, to, slug, after, limit)
		w.check(err)
		var all []string
		for _, m := range mails {
			all = append(all, fmt.Sprintf("%s %s to %s of %v %s", m.ID, m.Kind, m.To, m.Refs, m.State))
		}
		return strings.Join(all, "\n"), next
	}
	w.reschedule(20)
	w.now = w.now.Add(delay)
	w.sends()
	must(office.CreateLink(ctx, store.LinkDraft{Ref: ref, To: kim}, track("one")))
	must(office.Invite(ctx, model.InvitationDraft{Email: anna, Life: day, Mail: true}, track("two")))
	w.check(office.DropMail(ctx, "m3"))

	told, next := list("", "saigon-tech", "", 0)
	w.same("of the customer", told, fmt.Sprintf("m2 code to %[2]s of [%[3]s] waiting\nm3 invite to %[1]s of [] dropped\nm1 update to %[1]s of [%[3]s] sent", anna, kim, ref))
	w.same("the rest", next, "")
	told, next = list(anna, "", "", 1)
	w.same("a page of one of them", told, "m3 invite to "+anna+" of [] dropped")
	told, _ = list(anna, "", next, 1)
	w.same("the next page", told, "m1 update to "+anna+" of ["+ref+"] sent")
	told, _ = list("", "mekong-foods", "", 0)
	w.same("of another", told, "")
	mails, _, err := office.Mails(ctx, anna, "", "", 0)
	w.check(err)
	w.same("what it said", mails[1].Subject, text("update"))
	w.same("when", mails[1].Left, w.now)
	w.fault(third(office.Mails(ctx, "", "nobody", "", 0)), model.ErrUnknownPartner.Key)
	w.fault(third(office.Mails(ctx, anna, "", "x", 0)), model.ErrCursor.Key)

	w.now = w.now.Add(366 * 24 * time.Hour)
	w.reschedule(400)
	w.now = w.now.Add(delay)
	w.sends()
	told, _ = list("", "saigon-tech", "", 0)
	w.same("after a year", told, "m4 update to "+anna+" of ["+ref+"] sent")
}

func third[A, B any](_ A, _ B, err error) error { return err }
