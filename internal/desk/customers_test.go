package desk

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// The page of a customer has what belongs to it and nothing of another's, also where
// the name of one is the beginning of another's.
func TestACustomersPage(t *testing.T) {
	h := newHouse(t)
	_, err := must(h.Office(admin)).AddPartner(ctx, "saigon", text("Saigon Port Services"))
	h.check(err)
	d := h.at(cs)
	for slug, want := range map[string][]string{"saigon-tech": {"anna@saigon.example"}, "saigon": nil, "mekong-foods": nil} {
		page := must(d.Customer(ctx, slug))
		var accounts []string
		for _, a := range page.List {
			accounts = append(accounts, a.Email)
		}
		if page.Partner != slug || strings.Join(accounts, " ") != strings.Join(want, " ") {
			t.Errorf("the page of %s: %q, %q", slug, page.Partner, accounts)
		}
	}
	if page := must(d.Customer(ctx, "saigon-tech")); page.Looked != 2 || page.Figure.Active == 0 {
		t.Errorf("its shipments: %+v", page)
	}
	_, err = d.Customer(ctx, "nobody")
	h.fault(err, model.ErrUnknownPartner.Key)
}

// Whoever loses a laptop has its key taken away; the account and its other keys stay.
func TestAKeyIsTakenFromAnAccount(t *testing.T) {
	h := newHouse(t)
	d := h.at(cs)
	keys := must(d.KeysOf(ctx, "anna@saigon.example"))
	if len(keys) != 1 {
		t.Fatalf("%d keys", len(keys))
	}
	h.fault(h.at(manager).RemoveKey(ctx, "anna@saigon.example", keys[0].Fingerprint), model.ErrForbidden.Key)
	h.check(d.RemoveKey(ctx, "anna@saigon.example", keys[0].Fingerprint))
	if keys = must(d.KeysOf(ctx, "anna@saigon.example")); len(keys) != 0 {
		t.Errorf("the keys are %v", keys)
	}
	_, err := d.KeysOf(ctx, "nobody@saigon.example")
	h.fault(err, model.ErrUnknownAccount.Key)
}
