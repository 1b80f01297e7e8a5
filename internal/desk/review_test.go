package desk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
)

// sound makes a shipment as it should be before it goes live.
func sound(h *house) {
	d := h.at(operations)
	h.check(d.Withdraw(ctx, mine, "e5", text("Not ours")))
	loaded := model.EventDraft{Milestone: model.Loaded, At: model.Day(2025, 5, 15)}
	must(d.Post(ctx, mine, loaded, true, 0))
	must(d.Post(ctx, mine, departed("2025-05-16"), true, 0))
}

func TestAReviewOfASoundShipmentPasses(t *testing.T) {
	h := newHouse(t)
	d := h.at(manager)
	if points := must(d.Review(ctx, mine)).Points; len(points) != 5 || model.Passed(points) {
		t.Errorf("before it is sound: %+v", points)
	}
	sound(h)
	review := must(d.Review(ctx, mine))
	if !model.Passed(review.Points) {
		t.Errorf("%+v", review.Points)
	}
	if review.PartnerName != text("Saigon Tech Export") || review.Office.Ref != text(mine) {
		t.Errorf("%+v", review)
	}
	h.same("what is shown", review.Shown, h.seen("saigon-tech", mine))
	items, next, err := d.Reviews(ctx, "saigon-tech", "", 1)
	h.check(err)
	if len(items) != 1 || len(items[0].Failed) != 0 || next != mine {
		t.Errorf("%+v %q", items, next)
	}
	items, next, err = d.Reviews(ctx, "", next, 0)
	h.check(err)
	if len(items) != 2 || next != "" || !slices.Contains(items[1].Failed, model.PointAccess) || items[1].Partner != "mekong-foods" {
		t.Errorf("%+v %q", items, next)
	}
	_, _, err = d.Reviews(ctx, "nobody", "", 0)
	h.fault(err, model.ErrUnknownPartner.Key)
}

// Everything that the customer does not see is listed with why, and nothing
// that is listed is seen.
func TestAReviewListsWhatIsWithheld(t *testing.T) {
	h := newHouse(t)
	sound(h)
	h.check(h.at(operations).Reschedule(ctx, mine, eta(3, "CANARY-rumour"), false, 0))
	review := must(h.at(manager).Review(ctx, mine))
	why := map[string]string{}
	for _, w := range review.Withheld {
		why[w.Field] = w.Why.Key
	}
	for field, key := range map[string]string{
		"event e1 internal": "withheld.internal", "event e5": "withheld.withdrawn", "event e8": "withheld.unpublished",
		"note n1": "withheld.internal", "buy_rate": "withheld.internal", "remarks": "withheld.internal",
	} {
		if why[field] != key {
			t.Errorf("%s: %q, want %q", field, why[field], key)
		}
	}
	if _, listed := why["event e1"]; listed {
		t.Error("a published event is listed as withheld")
	}
	if shown := asJSON(review.Shown); strings.Contains(shown, "CANARY") {
		t.Errorf("the customer sees %s", shown)
	}
}

func TestTheDoctorWalksTheTable(t *testing.T) {
	h := newHouse(t)
	d, office := h.at(cs), must(h.Office(admin))
	must(office.AddAccount(ctx, model.Account{Email: "keyless@mekong.example", Partner: "mekong-foods"}))
	h.mailed(mine)
	h.check(h.at(operations).Reschedule(ctx, mine, eta(3, "Port congestion"), true, 0))
	must(h.at(operations).SetFacts(ctx, second, fieldsOf("partner=mekong-foods"), model.Reason{Text: text("Theirs")}))
	ill := func(email string) (checks []string) {
		found, err := d.Doctor(ctx, email)
		h.check(err)
		for _, f := range found {
			if !f.OK {
				checks = append(checks, f.Check)
			}
		}
		return checks
	}
	if got := ill("anna@saigon.example"); !slices.Equal(got, []string{"signed_in", "customer", "events", "eta"}) {
		t.Errorf("anna: %v", got)
	}
	if got := ill("keyless@mekong.example"); !slices.Equal(got, []string{"key", "events", "events"}) {
		t.Errorf("keyless: %v", got)
	}
	_, err := d.Doctor(ctx, "nobody@x.example")
	h.fault(err, model.ErrUnknownAccount.Key)
}

// An invitation is a code that is given once, works, and is in no trail.
func TestAnInvitationIsGivenOnce(t *testing.T) {
	h := newHouse(t)
	made, err := h.at(operations).Invite(ctx, model.InvitationDraft{Email: "anna@saigon.example"})
	h.check(err)
	if !made.Expires.Equal(noon.Add(144 * time.Hour)) {
		t.Errorf("it expires %s", made.Expires)
	}
	code := must(access.ParseCode(made.Code))
	invited := must(h.Directory().Invitation(ctx, code.Hash()))
	if invited.Partner.Slug != "saigon-tech" {
		t.Errorf("%+v", invited)
	}
	lines, _, err := h.at(manager).Audit(ctx, time.Time{}, 0, 0, "invite")
	h.check(err)
	if len(lines) != 1 || strings.Contains(asJSON(lines), made.Code[3:8]) {
		t.Errorf("the trail has %+v", lines)
	}
	_, err = h.at(operations).Invite(ctx, model.InvitationDraft{Email: "nobody@x.example", Life: time.Hour})
	h.fault(err, model.ErrUnknownAccount.Key)
	made, err = h.at(operations).Invite(ctx, model.InvitationDraft{Email: "anna@saigon.example", Life: 48 * time.Hour})
	h.check(err)
	if !made.Expires.Equal(noon.Add(48 * time.Hour)) {
		t.Errorf("it expires %s", made.Expires)
	}
}
