package desk

import (
	"testing"
	"time"

	"porthole/internal/model"
)

// What an account could see on a day is told as it was, or why it was nothing.
func TestWhatAnAccountCouldSeeThenIsTold(t *testing.T) {
	h := newHouse(t)
	office, boss, ops := must(h.Office(admin)), h.at(manager), h.at(operations)
	at := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
	act := func(hours int, do error) {
		t.Helper()
		h.check(do)
		h.now = at(hours + 1)
	}
	h.now = at(1)
	act(1, ops.Publish(ctx, mine, "e5", model.Reason{}))
	act(2, boss.Withdraw(ctx, mine, "e5", text("Another shipment's")))
	act(3, boss.Pause(ctx, "saigon-tech", text("We check")))
	act(4, boss.Resume(ctx, "saigon-tech"))
	act(5, office.DisableAccount(ctx, "anna@saigon.example"))
	act(6, office.EnableAccount(ctx, "anna@saigon.example"))
	must(office.AddAccount(ctx, model.Account{Email: "new@saigon.example", Partner: "saigon-tech"}))
	h.now = at(8)
	cleared := func(p model.Published) (found bool) {
		for _, e := range p.Timeline {
			found = found || e.Milestone == model.CustomsCleared
		}
		return found
	}
	for _, c := range []struct {
		hours        int
		ref, account string
		why          string
		cleared      bool
		withheld     string
	}{
		{0, mine, "anna@saigon.example", "", false, "withheld.unpublished"},
		{1, mine, "anna@saigon.example", "", true, ""},
		{2, mine, "anna@saigon.example", "", false, "withheld.withdrawn"},
		{3, mine, "anna@saigon.example", "asof.paused", false, "withheld.withdrawn"},
		{4, mine, "anna@saigon.example", "", false, "withheld.withdrawn"},
		{5, mine, "anna@saigon.example", "asof.disabled", false, "withheld.withdrawn"},
		{6, mine, "anna@saigon.example", "", false, "withheld.withdrawn"},
		{6, theirs, "anna@saigon.example", "asof.elsewhere", false, "withheld.unpublished"},
		{6, mine, "new@saigon.example", "asof.no_account", false, "withheld.withdrawn"},
		{8, mine, "new@saigon.example", "asof.keyless", false, "withheld.withdrawn"},
		{-1, mine, "new@saigon.example", "asof.no_account", false, "withheld.unpublished"},
	} {
		seen, err := h.at(cs).AsOf(ctx, c.ref, c.account, at(c.hours))
		h.check(err)
		kept := ""
		if len(seen.Withheld) > 0 {
			kept = seen.Withheld[len(seen.Withheld)-1].Why.Key
		}
		if seen.Why.Key != c.why || seen.Seen() && cleared(seen.Record) != c.cleared || kept != c.withheld {
			t.Errorf("%+v: %v, %v, %q", c, seen.Why, cleared(seen.Record), kept)
		}
		if !seen.Seen() && !seen.Record.Ref.IsZero() {
			t.Errorf("%+v: nothing was to be seen, and it is told", c)
		}
	}
	_, err := boss.AsOf(ctx, mine, "anna@saigon.example", at(9))
	h.fault(err, "error.asof.future")
	_, err = boss.AsOf(ctx, mine, "ops@house.example", at(1))
	h.fault(err, model.ErrUnknownAccount.Key)
	lines, _, err := boss.Audit(ctx, time.Time{}, 0, 0, "shipment as-of "+"anna@saigon.example")
	if h.check(err); len(lines) == 0 || lines[0].Actor != cs.Account {
		t.Errorf("who looked is not in the trail: %v", lines)
	}
}

// A day is asked for as it ended, or as it is while it lasts.
func TestADayIsItsLastMoment(t *testing.T) {
	zone := time.FixedZone("", 7*3600)
	now := time.Date(2025, 5, 16, 9, 0, 0, 0, zone)
	for when, want := range map[string]string{
		"2025-05-14": "2025-05-14T23:59:59+07:00", "2025-05-16": "2025-05-16T09:00:00+07:00", "2025-05-17": "2025-05-17T23:59:59+07:00",
		"2025-05-14 10:00": "2025-05-14T10:00:00+07:00",
	} {
		if got := model.LastOf(must(model.ParseWhen(when, zone)), zone, now).In(zone).Format(time.RFC3339); got != want {
			t.Errorf("%s: %s, not %s", when, got, want)
		}
	}
}
