package desk

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// Every act by every role. Who may not do something learns nothing, changes
// nothing, and leaves no line in the trail.
func TestActsByRole(t *testing.T) {
	var (
		facts = []model.Role{model.Operations, model.Admin}
		write = []model.Role{model.Operations, model.CS, model.Admin}
		take  = []model.Role{model.Operations, model.Manager, model.Admin}
		judge = []model.Role{model.Manager, model.Admin}
		all   = []model.Role{model.Operations, model.CS, model.Manager, model.Admin}
		why   = text("because")
		eta   = model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, 3), Why: model.Reason{Text: why}}
		sail  = model.VoyageDraft{Vessel: text("ONE HUMBER"), Voyage: text("023E"), Milestone: model.Departed, At: model.Day(2025, 5, 16), Place: model.ParsePlace("VNSGN")}
		// What the plan for it is, for whoever may post it.
		listed = model.VoyagePlan{Shipments: []model.VoyageShipment{{Ref: text(mine), Partner: "saigon-tech"}, {Ref: text(theirs), Partner: "mekong-foods"}}}
		sealed = map[string]string{"seal": "X1", "container": "ONEU6507410"}
	)
	acts := []struct {
		name    string
		allowed []model.Role
		do      func(d *Desk) error
	}{
		{"desk", all, func(d *Desk) error { return second2(d.Desk(ctx, model.DeskQuery{})) }},
		{"freshness", all, func(d *Desk) error { return second2(d.Freshness(ctx)) }},
		{"record", all, func(d *Desk) error { return second2(d.Record(ctx, mine)) }},
		{"propose", all, func(d *Desk) error { return second2(d.Propose(ctx, mine, departed("2025-05-16"))) }},
		{"propose publish", all, func(d *Desk) error { return second2(d.ProposePublish(ctx, mine, "e5", model.Reason{})) }},
		{"propose date", all, func(d *Desk) error { return second2(d.ProposeDate(ctx, mine, eta)) }},
		{"propose note", all, func(d *Desk) error { return second2(d.ProposeNote(ctx, mine, why)) }},
		{"propose facts", all, func(d *Desk) error { return second2(d.ProposeFacts(ctx, mine, sealed, model.Reason{Text: why})) }},
		{"plan voyage", all, func(d *Desk) error { return second2(d.PlanVoyage(ctx, sail)) }},
		{"post", write, func(d *Desk) error { return second2(d.Post(ctx, mine, departed("2025-05-16"), true, 0)) }},
		{"publish", write, func(d *Desk) error { return d.Publish(ctx, mine, "e5", model.Reason{}) }},
		{"reschedule", write, func(d *Desk) error { return d.Reschedule(ctx, mine, eta, true, 0) }},
		{"add note", write, func(d *Desk) error { return second2(d.AddNote(ctx, mine, why)) }},
		{"publish note", write, func(d *Desk) error { return second2(d.PublishNote(ctx, mine, why)) }},
		{"set facts", facts, func(d *Desk) error { return second2(d.SetFacts(ctx, mine, sealed, model.Reason{Text: why})) }},
		{"post voyage", facts, func(d *Desk) error { return second2(d.PostVoyage(ctx, sail, listed, true)) }},
		{"withdraw", take, func(d *Desk) error { return d.Withdraw(ctx, mine, "e4", why) }},
		{"withdraw note", take, func(d *Desk) error { return d.Withdraw(ctx, mine, "n1", why) }},
		{"review", all, func(d *Desk) error { return second2(d.Review(ctx, mine)) }},
		{"reviews", all, func(d *Desk) error { _, _, err := d.Reviews(ctx, "", "", 0); return err }},
		{"doctor", all, func(d *Desk) error { return second2(d.Doctor(ctx, "anna@saigon.example")) }},
		{"preview", all, func(d *Desk) error { return second2(d.Preview(ctx, "anna@saigon.example", "")) }},
		{"invite", write, func(d *Desk) error {
			return second2(d.Invite(ctx, model.InvitationDraft{Email: "anna@saigon.example", Mail: true}))
		}},
		{"create link", write, func(d *Desk) error {
			_, _, err := d.CreateLink(ctx, store.LinkDraft{Ref: mine, To: "kim@longbeach.example"})
			return err
		}},
		{"renew link", write, func(d *Desk) error {
			_, l, err := d.CreateLink(ctx, store.LinkDraft{Ref: mine, To: "kim@longbeach.example"})
			return cmp.Or(err, func() error { _, _, err := d.RenewLink(ctx, l.ID, 0); return err }())
		}},
		{"links", all, func(d *Desk) error { _, _, err := d.Links(ctx, mine, "", 0); return err }},
		{"revoke link", all, func(d *Desk) error {
			if _, err := d.RevokeLink(ctx, "t1"); !errors.Is(err, model.ErrNotFound) { // there is none to revoke
				return err
			}
			return nil
		}},
		{"notices", write, func(d *Desk) error { return second2(d.Notices(ctx, "anna@saigon.example")) }},
		{"set notices", write, func(d *Desk) error {
			return d.SetNotices(ctx, "anna@saigon.example", model.Notices{Level: model.NoticesAll})
		}},
		{"pause", judge, func(d *Desk) error { return d.Pause(ctx, "", why) }},
		{"pauses", all, func(d *Desk) error { return second2(d.Pauses()) }},
		{"audit", judge, func(d *Desk) error { _, _, err := d.Audit(ctx, time.Time{}, 0, 0, ""); return err }},
		{"verify audit", judge, func(d *Desk) error { _, _, err := d.VerifyAudit(ctx); return err }},
	}
	for _, act := range acts {
		t.Run(act.name, func(t *testing.T) {
			for _, who := range []model.Principal{cs, manager, operations, admin} {
				h := newHouse(t)
				before, version := entries(h), h.record(mine).Version
				err := act.do(h.at(who))
				if slices.Contains(act.allowed, who.Role) {
					h.check(err)
					continue
				}
				if !errors.Is(err, model.ErrForbidden) {
					t.Errorf("%s: %v", who.Role, err)
				}
				if entries(h) != before || h.record(mine).Version != version {
					t.Errorf("%s was denied, and left something behind", who.Role)
				}
			}
		})
	}
}

func entries(h *house) uint64 {
	n, _, err := must(h.Office(admin)).VerifyAudit(ctx)
	h.check(err)
	return n
}

// second2 is the error of what gives two values.
func second2[T any](_ T, err error) error { return err }

// Every write is in the trail, in the name of who did it and with what it was.
func TestEveryActIsInTheTrail(t *testing.T) {
	h := newHouse(t)
	d := h.at(operations)
	must(d.Post(ctx, mine, departed("2025-05-16"), true, 0))
	h.check(d.Publish(ctx, mine, "e5", model.Reason{}))
	h.check(d.Reschedule(ctx, mine, model.DateDraft{Kind: model.KindETA, To: model.Day(2025, 6, 3), Why: model.Reason{Text: text("Berth congestion")}}, false, 0))
	must(d.AddNote(ctx, mine, text("a secret that stays out of the trail")))
	must(d.SetFacts(ctx, mine, map[string]string{"voyage": "024E", "buy_rate": "USD 999"}, model.Reason{Text: text("Typing error")}))
	h.check(d.Withdraw(ctx, mine, "e4", text("Wrong box")))
	lines, _, err := h.at(manager).Audit(ctx, time.Time{}, 0, 0, "ops@house")
	h.check(err)
	want := []string{
		"event post: departed published; saigon-tech v2", "event publish: e5 published; saigon-tech v3",
		"reschedule: eta 2025-06-03; saigon-tech v4", "note add: saigon-tech v5",
		"shipment set: voyage, buy_rate: Typing error; saigon-tech v6", "withdraw: e4: Wrong box; saigon-tech v7",
	}
	var got []string
	for _, l := range lines {
		got = append(got, l.Verb+": "+l.Detail)
		if l.Actor != operations.Account || l.Remote != operations.Remote || l.Subject != mine {
			t.Errorf("%+v", l)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
