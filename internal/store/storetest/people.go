package storetest

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/store"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// key is a key with a fingerprint that begins with a letter of one's choice.
func key(letter string) model.Key {
	return model.Key{Fingerprint: "SHA256:" + letter + strings.Repeat("A", 42), Type: "ssh-ed25519", Label: text("laptop " + letter)}
}

func buyer(slug string) model.Account {
	return model.Account{Email: "buyer@" + slug + ".example", Partner: slug}
}

func partners(w *world) {
	w.always(func() {
		for name, slug := range map[string]string{
			"saigon-tech": "saigon-tech", " SAIGON-TECH ": "saigon-tech", "cong ty saigon tech": "saigon-tech", "Công Ty Mekong Foods": "mekong-foods",
		} {
			w.check(w.office(operations).Write(ctx, "look", func(tx *store.Writer) error {
				w.same(name, must(tx.Partner(name)).Slug, slug)
				_, err := tx.Partner("nobody")
				w.fault(err, model.ErrUnknownPartner.Key)
				_, err = tx.Partner("")
				w.fault(err, model.ErrUnknownPartner.Key)
				return nil
			}))
		}
		first, next, err := w.office(cs).Partners(ctx, "", 1)
		w.check(err)
		w.same("first", first, []model.Partner{{Slug: "mekong-foods", Name: text("Công ty mekong-foods"), Added: noon}})
		second, end, err := w.office(cs).Partners(ctx, next, 1)
		w.check(err)
		w.same("second", second[0].Slug+end, "saigon-tech")
	})
	for key, c := range map[string]model.Partner{
		"error.slug":               {Slug: "no slug", Name: text("X")},
		"error.partner_name":       {Slug: "x", Name: text("---")},
		"error.partner_exists":     {Slug: "saigon-tech", Name: text("X")},
		"error.partner_name_taken": {Slug: "x", Name: text("CONG TY SAIGON TECH")},
	} {
		_, err := w.office(operations).AddPartner(ctx, c.Slug, c.Name)
		w.fault(err, key)
	}
}

func accounts(w *world) {
	added := must(w.office(operations).AddAccount(ctx, model.Account{Email: " Buyer@Saigon-Tech.example", Partner: "cong ty saigon tech", Language: "vi"}))
	want := model.Account{Email: "buyer@saigon-tech.example", Role: model.Portal, Partner: "saigon-tech", Language: "vi", Added: noon}
	w.same("the account", added, want)
	must(w.office(admin).AddAccount(ctx, model.Account{Email: "cs@house.example", Role: model.CS}))
	w.check(w.office(admin).AddKey(ctx, want.Email, key("a")))
	w.always(func() {
		w.same("read again", must(w.office(cs).Account(ctx, "BUYER@saigon-tech.example")), want)
		list, next, err := w.office(cs).Accounts(ctx, "", 1)
		w.check(err)
		w.same("first", list, []store.AccountInfo{{Account: want, Keys: 1}})
		list, next, err = w.office(cs).Accounts(ctx, next, 1)
		w.check(err)
		w.same("second", list[0].Email+next, "cs@house.example")
		_, err = w.office(cs).Account(ctx, "nobody@house.example")
		w.fault(err, model.ErrUnknownAccount.Key)
	})
	for _, c := range []struct {
		fault   string
		account model.Account
	}{
		{"error.email", model.Account{Email: "no mail", Role: model.CS}},
		{"error.account_exists", model.Account{Email: "cs@house.example", Role: model.Manager}},
		{"error.account_role", model.Account{Email: "x@y.example"}},
		{"error.account_role", model.Account{Email: "x@y.example", Role: model.Portal}},
		{"error.account_role", model.Account{Email: "x@y.example", Role: model.CS, Partner: "saigon-tech"}},
		{model.ErrUnknownPartner.Key, model.Account{Email: "x@y.example", Partner: "unheard-of"}},
	} {
		_, err := w.office(admin).AddAccount(ctx, c.account)
		w.fault(err, c.fault)
	}
}

func keys(w *world) {
	office := w.office(admin)
	a, b := must(office.AddAccount(ctx, buyer("saigon-tech"))), must(office.AddAccount(ctx, buyer("mekong-foods")))
	w.check(office.AddKey(ctx, a.Email, key("a")))
	w.now = noon.Add(time.Minute)
	w.check(office.AddKey(ctx, a.Email, key("Z")))
	w.fault(office.AddKey(ctx, a.Email, key("a")), people.ErrKeyKnown.Key)
	taken := office.AddKey(ctx, b.Email, key("a"))
	w.fault(taken, people.ErrKeyTaken.Key)
	if strings.Contains(taken.Error(), "saigon") {
		w.t.Errorf("it says whose it is: %v", taken)
	}
	w.fault(office.AddKey(ctx, b.Email, model.Key{Fingerprint: "MD5:00"}), "error.key_fingerprint")
	w.fault(office.AddKey(ctx, "nobody@house.example", key("b")), model.ErrUnknownAccount.Key)
	first, second := key("a"), key("Z")
	first.Account, first.Added = a.Email, noon
	second.Account, second.Added = a.Email, noon.Add(time.Minute)
	w.always(func() {
		w.same("the list", must(w.office(cs).Keys(ctx, a.Email)), []model.Key{first, second})
		account, k, err := w.Directory().Lookup(first.Fingerprint)
		w.check(err)
		w.same("the account", account, a)
		w.same("the key", k, first)
		_, _, err = w.Directory().Lookup(key("x").Fingerprint)
		w.fault(err, people.ErrUnknown.Key)
	})
	w.fault(w.office(admin).RemoveKey(ctx, b.Email, first.Fingerprint), store.ErrNoKey.Key)
	told := w.told()
	w.check(w.office(admin).RemoveKey(ctx, a.Email, first.Fingerprint))
	w.same("who is told", *told, []string{a.Email})
	w.check(w.office(admin).AddKey(ctx, b.Email, key("a")))
	w.always(func() {
		account, _, err := w.Directory().Lookup(first.Fingerprint)
		w.check(err)
		w.same("the key's new account", account.Email, b.Email)
		w.same("what is left", must(w.office(cs).Keys(ctx, a.Email)), []model.Key{second})
	})
	for i := range 20 {
		err := w.office(admin).AddKey(ctx, a.Email, key(string(rune('b'+i))))
		if i == 19 {
			w.fault(err, "error.key_too_many")
		} else {
			w.check(err)
		}
	}
}

// told gathers the accounts that lose something.
func (w *world) told() *[]string {
	list := &[]string{}
	w.OnAccountChange(func(email string) { *list = append(*list, email) })
	return list
}

func disabled(w *world) {
	a := must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	w.check(w.office(admin).AddKey(ctx, a.Email, key("a")))
	told := w.told()
	w.check(w.office(operations).DisableAccount(ctx, a.Email))
	w.check(w.office(operations).DisableAccount(ctx, a.Email))
	w.same("who is told", *told, []string{a.Email})
	w.always(func() {
		_, _, gone := w.Directory().Lookup(key("a").Fingerprint)
		_, _, never := w.Directory().Lookup(key("b").Fingerprint)
		if gone != never || gone == nil {
			w.t.Errorf("disabled gives %v, unknown %v", gone, never)
		}
		w.fault(w.self(customer("saigon-tech")).AddKey(ctx, key("c")), model.ErrForbidden.Key)
	})
	w.fault(w.office(operations).DisableAccount(ctx, "nobody@house.example"), model.ErrUnknownAccount.Key)
	b := must(w.office(admin).AddAccount(ctx, buyer("mekong-foods")))
	told = w.told()
	w.check(w.office(operations).MoveAccount(ctx, b.Email, "saigon-tech"))
	w.same("who is told of a move", *told, []string{b.Email})
	last := must(w.office(admin).AddAccount(ctx, model.Account{Email: "admin@house.example", Role: model.Admin}))
	w.fault(w.office(admin).DisableAccount(ctx, last.Email), "error.account_last_admin")
	w.fault(w.office(admin).MoveAccount(ctx, last.Email, "saigon-tech"), "error.account_role")
	w.always(func() {
		w.same("moved", must(w.office(cs).Account(ctx, b.Email)).Partner, "saigon-tech")
		w.same("not disabled", must(w.office(cs).Account(ctx, last.Email)).Disabled, false)
	})
}

// keepsFilters: a filter is kept under its name, once, and only one that can be read.
func keepsFilters(w *world) {
	self := w.self(customer("saigon-tech"))
	late := model.SavedFilter{Name: text("Hải Phòng"), Line: "pol:haiphong late"}
	w.check(self.KeepFilter(ctx, late))
	late.Name, late.Line = text("hai phong"), "pol:haiphong"
	w.check(self.KeepFilter(ctx, late))
	w.fault(self.KeepFilter(ctx, model.SavedFilter{Name: text(" "), Line: "late"}), "error.filter.name")
	w.fault(self.KeepFilter(ctx, model.SavedFilter{Name: text("x"), Line: " / "}), "error.filter.nothing")
	w.fault(self.KeepFilter(ctx, model.SavedFilter{Name: text("x"), Line: "customer:mekong"}), "error.filter.unknown")
	for i := range filter.MaxSaved - 1 {
		w.check(self.KeepFilter(ctx, model.SavedFilter{Name: text(strings.Repeat("y", i+1)), Line: "late"}))
	}
	w.fault(self.KeepFilter(ctx, model.SavedFilter{Name: text("one more"), Line: "late"}), "error.filter.many")
	w.check(self.DropFilter(ctx, text("y")))
	w.always(func() {
		kept := must(w.self(customer("saigon-tech")).Filters(ctx))
		w.same("what is kept", kept[0], late)
		w.same("how many are kept", len(kept), filter.MaxSaved-1)
		w.same("what others keep", len(must(w.self(customer("mekong-foods")).Filters(ctx))), 0)
	})
}

func own(w *world) {
	must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	must(w.office(admin).AddAccount(ctx, buyer("mekong-foods")))
	w.check(w.office(admin).AddKey(ctx, buyer("mekong-foods").Email, key("m")))
	self := w.self(customer("saigon-tech"))
	w.check(self.AddKey(ctx, key("a")))
	w.check(self.SetLanguage(ctx, "vi"))
	w.fault(self.AddKey(ctx, key("m")), people.ErrKeyTaken.Key)
	w.fault(self.RemoveKey(ctx, key("m").Fingerprint), store.ErrNoKey.Key)
	w.fault(self.SetLanguage(ctx, strings.Repeat("x", 40)), "error.account_language")
	w.always(func() {
		self := w.self(customer("saigon-tech"))
		w.same("the language", self.Account().Language, "vi")
		w.same("the keys", len(must(self.Keys(ctx))), 1)
	})
	keepsFilters(w)
	told := w.told()
	w.check(w.self(customer("saigon-tech")).RemoveKey(ctx, key("a").Fingerprint))
	w.same("who is told", *told, []string{buyer("saigon-tech").Email})
	// On the machine itself somebody may work who has no account.
	local := w.self(model.Principal{Account: "local@house.example", Role: model.Admin, Language: "vi"})
	w.same("without an account", local.Account().Email+local.Account().Language, "local@house.examplevi")
	w.fault(local.AddKey(ctx, key("l")), model.ErrUnknownAccount.Key)
}

func visits(w *world) {
	self, other := w.self(customer("saigon-tech")), w.self(customer("mekong-foods"))
	w.same("at first", must(self.LastSeen(ctx)), 0)
	w.same("at first, when", must(self.LastVisit(ctx)), time.Time{})
	w.check(self.SetLastSeen(ctx, 7))
	w.check(self.SetLastSeen(ctx, 5))
	w.check(other.SetLastSeen(ctx, 3))
	w.always(func() {
		w.same("the later of two", must(w.self(customer("saigon-tech")).LastSeen(ctx)), 7)
		w.same("when the later one ended", must(w.self(customer("saigon-tech")).LastVisit(ctx)), w.now)
		w.same("the other's", must(w.self(customer("mekong-foods")).LastSeen(ctx)), 3)
		moved := customer("mekong-foods")
		moved.Account = customer("saigon-tech").Account
		w.same("in another room", must(w.self(moved).LastSeen(ctx)), 0)
	})
}

func lastUse(w *world) {
	a := must(w.office(admin).AddAccount(ctx, buyer("saigon-tech")))
	w.check(w.office(admin).AddKey(ctx, a.Email, key("a")))
	w.Directory().Touch(key("a").Fingerprint, noon.Add(time.Hour))
	w.Directory().Touch(key("nobody's").Fingerprint, noon)
	w.always(func() {
		if at := must(w.office(cs).Keys(ctx, a.Email))[0].LastUsed; !at.Equal(noon.Add(time.Hour)) {
			w.t.Errorf("last used at %v", at)
		}
	})
}

func seeded(w *world) {
	a, b, c := key("a"), key("b"), key("c")
	a.Account, b.Account, c.Account = "admin@localhost", "admin@localhost", "second@house.example"
	w.same("seeded", must(w.Directory().SeedAdmins(ctx, []model.Key{a, b, c})), 3)
	w.same("again", must(w.Directory().SeedAdmins(ctx, []model.Key{key("d")})), 0)
	w.always(func() {
		account, _, err := w.Directory().Lookup(b.Fingerprint)
		w.check(err)
		w.same("who it is", account, model.Account{Email: "admin@localhost", Role: model.Admin, Added: noon})
		_, _, err = w.Directory().Lookup(key("d").Fingerprint)
		w.fault(err, people.ErrUnknown.Key)
	})
}

func forwarder(w *world) {
	want := model.Forwarder{Name: text("Hải Long Logistics"), Phone: text("+84 28 1234"), Mail: text("help@hailong.example"), Zone: "Asia/Ho_Chi_Minh", Language: "vi", Documents: text("By courier")}
	w.same("at first", must(w.Directory().Forwarder(ctx)), model.Forwarder{Zone: records.DefaultZone})
	w.check(w.office(admin).SetForwarder(ctx, want))
	w.always(func() {
		w.same("to guests", must(w.Directory().Forwarder(ctx)), want)
		w.same("to customers", must(w.room("saigon-tech").Forwarder(ctx)), want)
		w.same("to staff", must(w.office(cs).AllShipments().Forwarder(ctx)), want)
	})
}
