package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
)

var (
	manager = model.Principal{Account: "manager@house.example", Role: model.Manager}
	cs      = model.Principal{Account: "cs@house.example", Role: model.CS}
)

func eventful(ref string) model.Shipment {
	s := shipment(ref, "saigon-tech", 9)
	by := model.Stamp{At: noon, By: ops.Account}
	model.Record(&s, model.Event{Milestone: model.GateIn, Classifier: model.Actual, At: model.DayOf(noon), Text: text("CANARY gate")}, by, by)
	s.Notes = []model.Note{{ID: "n1", At: noon, By: ops.Account, Text: text("CANARY note"), ForCustomer: true}}
	return s
}

// Each act of staff by each role; what is not allowed leaves no trace.
func TestActsByRole(t *testing.T) {
	staff := []model.Principal{ops, cs, manager, admin}
	for name, act := range map[string]struct {
		allowed []model.Principal
		do      func(o *Office) error
	}{
		"withdraw": {[]model.Principal{ops, manager, admin}, func(o *Office) error { return o.Withdraw(ctx, "A/1", "e1", text("wrong")) }},
		"write": {[]model.Principal{ops, admin}, func(o *Office) error {
			return o.Write(ctx, "test", func(w *Writer) error {
				s := must(w.Shipment("A/1"))
				s.Facts.Voyage = text(o.Who().Account)
				_, err := w.Put(s)
				return err
			})
		}},
		"preview": {staff, func(o *Office) error {
			_, err := o.Preview(ctx, "anna@saigon.example")
			return err
		}},
		"invite": {[]model.Principal{ops, admin}, func(o *Office) error {
			_, err := o.AddInvitation(ctx, "anna@saigon.example", code("x"), day)
			return err
		}},
		"invite staff": {[]model.Principal{admin}, func(o *Office) error {
			_, err := o.AddInvitation(ctx, "clerk@house.example", code("y"), day)
			return err
		}},
		"enable": {[]model.Principal{ops, admin}, func(o *Office) error { return o.EnableAccount(ctx, "closed@saigon.example") }},
		"enable staff": {[]model.Principal{admin}, func(o *Office) error {
			return o.EnableAccount(ctx, "clerk@house.example")
		}},
		"search the trail": {[]model.Principal{manager, admin}, func(o *Office) error {
			_, _, err := o.SearchAudit(ctx, AuditQuery{})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, who := range staff {
				h := newHouse(t)
				h.put(t, eventful("A/1"))
				must(h.office.AddAccount(ctx, model.Account{Email: "anna@saigon.example", Partner: "saigon-tech"}))
				must(h.office.AddAccount(ctx, model.Account{Email: "closed@saigon.example", Partner: "saigon-tech"}))
				must(h.office.AddAccount(ctx, model.Account{Email: "clerk@house.example", Role: model.CS}))
				check(t, h.office.DisableAccount(ctx, "closed@saigon.example"))
				before, _, err := h.office.VerifyAudit(ctx)
				check(t, err)
				err = act.do(must(h.Office(who)))
				after, _, verifyErr := h.office.VerifyAudit(ctx)
				check(t, verifyErr)
				allowed := slices.Contains(act.allowed, who)
				switch {
				case allowed && err != nil, !allowed && !errors.Is(err, model.ErrForbidden):
					t.Errorf("%s: %v", who.Role, err)
				case !allowed && after != before:
					t.Errorf("%s was denied and left %d entries", who.Role, after-before)
				}
			}
		})
	}
}

// What is withdrawn disappears for the customer at once, and stays in the office
// with who, when and why.
func TestAWithdrawalKeepsItsTrace(t *testing.T) {
	h := newHouse(t)
	h.put(t, eventful("A/1"))
	office := must(h.Office(manager))
	h.clock.advance(time.Hour)
	for _, id := range []string{"e1", "n1"} {
		check(t, office.Withdraw(ctx, "A/1", id, text("Another customer's")))
		check(t, office.Withdraw(ctx, "A/1", id, text("once more")))
	}
	shown := must(h.room("saigon-tech").Shipment(ctx, "A/1"))
	if len(shown.Timeline) != 0 || len(shown.Notes) != 0 {
		t.Errorf("the customer still sees %+v %+v", shown.Timeline, shown.Notes)
	}
	s := must(h.office.Shipment(ctx, "A/1"))
	want := model.Stamp{At: h.clock.now(), By: manager.Account, Why: text("Another customer's")}
	if s.Events[0].Withdrawn != want || s.Notes[0].Withdrawn != want {
		t.Errorf("the office has %+v and %+v", s.Events[0].Withdrawn, s.Notes[0].Withdrawn)
	}
	for _, id := range []string{"e2", "n2", ""} {
		if err := office.Withdraw(ctx, "A/1", id, text("x")); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("withdrawing %q: %v", id, err)
		}
	}
}

// Who looks as a customer looks only: nothing of the account can be changed, no
// visit is counted, and it is in the trail.
func TestAPreviewReadsOnly(t *testing.T) {
	h := newHouse(t)
	h.put(t, eventful("A/1"))
	must(h.office.AddAccount(ctx, model.Account{Email: "anna@saigon.example", Partner: "saigon-tech", Language: "vi"}))
	p := must(must(h.Office(cs)).Preview(ctx, "Anna@saigon.example"))
	if !p.IsPortal() || p.Partner != "saigon-tech" || p.Language != "vi" || p.Previewer != cs.Account {
		t.Fatalf("%+v", p)
	}
	if page := must(must(h.Room(p)).Page(ctx, model.Query{})); len(page.Rows) != 1 {
		t.Errorf("it shows %v", refs(page.Rows))
	}
	if _, err := h.Office(p); !errors.Is(err, model.ErrForbidden) {
		t.Errorf("a preview is let into the office: %v", err)
	}
	self := must(h.Self(p))
	for name, err := range map[string]error{
		"key": self.AddKey(ctx, guestKey), "language": self.SetLanguage(ctx, "en"), "removal": self.RemoveKey(ctx, "x"),
	} {
		if !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	check(t, self.SetLastSeen(ctx, 99))
	if seen := must(self.LastSeen(ctx)); seen != 0 {
		t.Errorf("a visit up to %d was counted", seen)
	}
	entries, _, err := h.office.SearchAudit(ctx, AuditQuery{Search: "preview cs@house"})
	check(t, err)
	if len(entries) != 1 || entries[0].Subject != "anna@saigon.example" {
		t.Errorf("the trail has %+v", entries)
	}
	check(t, h.office.DisableAccount(ctx, "anna@saigon.example"))
	for email, key := range map[string]string{
		"anna@saigon.example": "error.preview.disabled", "nobody@x.example": model.ErrUnknownAccount.Key,
	} {
		if _, err := h.office.Preview(ctx, email); faultOf(t, err).Key != key {
			t.Errorf("%s: %v", email, err)
		}
	}
}

// Sessions are told of everything that changes what an account may see.
func TestWhoListensIsToldOfEveryChangeOfAnAccount(t *testing.T) {
	h := newHouse(t)
	var told []string
	h.OnAccountChange(func(email string) { told = append(told, email) })
	const email = "anna@saigon.example"
	must(h.office.AddAccount(ctx, model.Account{Email: email, Partner: "saigon-tech"}))
	check(t, h.office.AddKey(ctx, email, guestKey))
	for name, do := range map[string]func() error{
		"key":    func() error { return h.office.RemoveKey(ctx, email, guestKey.Fingerprint) },
		"move":   func() error { return h.office.MoveAccount(ctx, email, "mekong-foods") },
		"close":  func() error { return h.office.DisableAccount(ctx, email) },
		"reopen": func() error { return errorOr(h.office.DisableAccount(ctx, email), h.office.EnableAccount(ctx, email)) },
	} {
		told = nil
		check(t, do())
		if !slices.Contains(told, email) {
			t.Errorf("%s: told %v", name, told)
		}
	}
}

func TestTheTrailIsSearched(t *testing.T) {
	h := newHouse(t)
	h.put(t, eventful("A/1"), eventful("B/2"))
	h.clock.advance(time.Hour)
	check(t, must(h.Office(manager)).Withdraw(ctx, "A/1", "e1", text("Sai khách hàng")))
	for search, want := range map[string]int{
		"": 5, "withdraw": 1, "MANAGER@house.example a/1": 1, "khach hang": 1, "ops": 0, "a/1": 2, "manager b/2": 0,
	} {
		list, next, err := h.office.SearchAudit(ctx, AuditQuery{Search: search})
		check(t, err)
		if len(list) != want || next != 0 {
			t.Errorf("%q finds %d entries: %+v", search, len(list), list)
		}
	}
	var seen []uint64
	for q := (AuditQuery{Search: "a/1", Limit: 1}); ; {
		list, next, err := h.office.SearchAudit(ctx, q)
		check(t, err)
		for _, e := range list {
			seen = append(seen, e.Seq)
		}
		if q.After = next; next == 0 {
			break
		}
	}
	if !slices.Equal(seen, []uint64{3, 5}) {
		t.Errorf("page by page: %v", seen)
	}
	if list, _, err := h.office.SearchAudit(ctx, AuditQuery{Since: h.clock.now()}); err != nil || len(list) != 1 {
		t.Errorf("since the last hour: %+v %v", list, err)
	}
}
