package storetest

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/people"
)

const day = 24 * time.Hour

// anna is the account that is invited in these tests.
const anna = "anna@saigon.example"

// code is the hash of a code, by a name.
func code(name string) store.CodeHash { return sha256.Sum256([]byte(name)) }

func inviting(email string, life time.Duration) model.InvitationDraft {
	return model.InvitationDraft{Email: email, Life: life}
}

// invite invites anna under the code "first", for six days.
func invite(w *world) *store.Directory {
	must(w.office(operations).AddAccount(ctx, model.Account{Email: anna, Partner: "saigon-tech"}))
	w.check(w.office(admin).SetForwarder(ctx, model.Forwarder{Name: text("Hai Long"), Mail: text("ops@hailong.example"), Zone: "Asia/Ho_Chi_Minh"}))
	must(w.office(operations).Invite(ctx, inviting(anna, 6*day), store.FreshCode{Hash: code("first")}))
	return w.Directory()
}

func args(err error) []any {
	var fault *model.Fault
	errors.As(err, &fault)
	return fault.Args
}

func invitationOnce(w *world) {
	dir := invite(w)
	asked := must(dir.Invitation(ctx, code("first")))
	w.same("the question", asked.Email+" "+asked.Partner.Name.String(), anna+" Công ty saigon-tech")
	account := must(dir.Redeem(ctx, code("first"), key("g"), "192.0.2.9"))
	w.same("the account", account.Email+" "+account.Partner, anna+" saigon-tech")
	w.always(func() {
		_, k, err := w.Directory().Lookup(key("g").Fingerprint)
		w.check(err)
		w.same("the key", k.Label, key("g").Label)
		_, err = w.Directory().Redeem(ctx, code("first"), key("o"), "192.0.2.10")
		w.fault(err, "error.code.used")
		w.same("whom to tell", args(err), []any{"Hai Long · ops@hailong.example"})
		_, err = w.Directory().Invitation(ctx, code("first"))
		w.fault(err, "error.code.used")
		list, next, err := w.office(operations).Invitations(ctx, "", 0)
		w.check(err)
		w.same("the list", []string{list[0].UsedBy, list[0].By, next}, []string{key("g").Fingerprint, operations.Account, ""})
		entries, _, err := w.office(manager).SearchAudit(ctx, store.AuditQuery{Search: "invite redeem anna"})
		w.check(err)
		w.same("the trail", []string{entries[0].Remote, entries[0].Detail}, []string{"192.0.2.9", key("g").Fingerprint})
	})
}

// Of many who redeem a code at once one succeeds.
func invitationRace(w *world) {
	invite(w)
	w.same("keys that were registered", w.together(func(i int, s *store.Store) error {
		_, err := s.Directory().Redeem(ctx, code("first"), key(string(rune('a'+i))), "")
		return err
	}, "error.code.used"), 1)
}

// What a code opens no longer, or never did.
func codesThatOpenNothing(w *world) {
	for _, c := range []struct {
		fault, code string
		spoil       func(w *world)
	}{
		{"error.code.unknown", "second", func(*world) {}},
		{"error.code.expired", "first", func(w *world) { w.now = noon.Add(6 * day) }},
		{"error.code.unknown", "first", func(w *world) { w.check(w.office(admin).DisableAccount(ctx, anna)) }},
		{"error.code.unknown", "first", func(w *world) {
			list, _, err := w.office(admin).Invitations(ctx, "", 0)
			w.check(err)
			w.check(w.office(admin).RevokeInvitation(ctx, list[0].ID))
		}},
	} {
		w := newWorld(w.t, w.open)
		invite(w)
		c.spoil(w)
		w.always(func() {
			_, err := w.Directory().Invitation(ctx, code(c.code))
			w.fault(err, c.fault)
			_, err = w.Directory().Redeem(ctx, code(c.code), key("g"), "")
			w.fault(err, c.fault)
			_, _, err = w.Directory().Lookup(key("g").Fingerprint)
			w.fault(err, people.ErrUnknown.Key)
		})
	}
}

func expirySaysWhen(w *world) {
	dir := invite(w)
	w.now = noon.Add(10 * day)
	_, err := dir.Redeem(ctx, code("first"), key("g"), "")
	w.fault(err, "error.code.expired")
	w.same("when, and whom to ask", args(err), []any{"2025-05-22", "Hai Long · ops@hailong.example"})
}

// A clock that is put back, by however much and in whichever way it was known
// to have been right, opens no code that has expired; and a code that was made
// afterwards works.
func clockPutBack(w *world) {
	write := func(w *world) {
		w.check(w.office(admin).SetForwarder(ctx, model.Forwarder{Name: text("Hai Long " + w.now.String())}))
	}
	try := func(w *world) {
		w.fault(second(w.Directory().Redeem(ctx, code("first"), key("g"), "")), "error.code.expired")
	}
	ask := func(w *world) { w.fault(second(w.Directory().Invitation(ctx, code("first"))), "error.code.expired") }
	for _, c := range []struct {
		back  time.Duration
		after func(w *world) // while the code is expired
		then  func(w *world) // first of all once the clock was put back
	}{
		{time.Hour, write, try},
		{7 * day, write, try},
		{366 * day, write, try},
		{7 * day, write, write},
		{366 * day, write, write},
		{time.Hour, try, try},
		{7 * day, try, try},
		{7 * day, ask, try},
		{7 * day, ask, write},
	} {
		w := newWorld(w.t, w.open)
		invite(w)
		w.now = noon.Add(6*day + time.Minute)
		c.after(w)
		w.now = w.now.Add(-c.back)
		c.then(w)
		w.always(func() {
			try(w)
			write(w)
		})
		must(w.office(admin).Invite(ctx, inviting(anna, time.Hour), store.FreshCode{Hash: code("second")}))
		must(w.Directory().Redeem(ctx, code("second"), key("g"), ""))
	}
}

// second is the error of what gives a value beside it.
func second[T any](_ T, err error) error { return err }

// A key that cannot be registered leaves the code as it was; a disabled account
// is not invited.
func invitationKept(w *world) {
	dir := invite(w)
	must(w.office(admin).AddAccount(ctx, buyer("mekong-foods")))
	w.check(w.office(admin).AddKey(ctx, buyer("mekong-foods").Email, key("g")))
	w.fault(second(dir.Redeem(ctx, code("first"), key("g"), "")), people.ErrKeyTaken.Key)
	must(dir.Invitation(ctx, code("first")))
	w.check(w.office(admin).DisableAccount(ctx, anna))
	w.fault(second(w.office(admin).Invite(ctx, inviting(anna, day), store.FreshCode{Hash: code("second")})), "error.account_disabled")
	w.fault(second(w.office(admin).Invite(ctx, inviting("nobody@x.example", day), store.FreshCode{Hash: code("second")})), model.ErrUnknownAccount.Key)
	w.fault(w.office(admin).RevokeInvitation(ctx, strings.Repeat("0", 12)), model.ErrNotFound.Key)
}

func invitationsInParts(w *world) {
	invite(w)
	for _, name := range []string{"b", "c", "d"} {
		must(w.office(admin).Invite(ctx, inviting(anna, day), store.FreshCode{Hash: code(name)}))
	}
	var seen []uint64
	for after := ""; ; {
		list, next, err := w.office(operations).Invitations(ctx, after, 3)
		w.check(err)
		for _, i := range list {
			seen = append(seen, i.Seq)
		}
		if after = next; after == "" {
			break
		}
	}
	if !slices.Equal(seen, []uint64{4, 3, 2, 1}) {
		w.t.Errorf("the newest first: %v", seen)
	}
}
