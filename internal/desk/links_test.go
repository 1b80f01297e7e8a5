package desk

import (
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
)

// A code that was withdrawn is in the diagnosis of an account with the same
// address, until another one opens the shipment; one that was replaced is not.
func TestTheDoctorKnowsOfCodes(t *testing.T) {
	const anna = "anna@saigon.example"
	h := newHouse(t)
	d := h.at(operations)
	said := func() string {
		findings := must(d.Doctor(ctx, anna))
		for _, f := range findings {
			if f.Check == "code" {
				return f.Key.Key
			}
		}
		return ""
	}
	share := func() store.Link {
		made, l, err := d.CreateLink(ctx, store.LinkDraft{Ref: mine, To: anna})
		h.check(err)
		if !strings.HasPrefix(made.Code, "HL-") {
			t.Errorf("%q is no code", made.Code)
		}
		return l
	}
	first := share()
	_, second, err := d.RenewLink(ctx, first.ID, 0)
	h.check(err)
	if got := said(); got != "doctor.code.valid" {
		t.Errorf("one that was renewed: %s", got)
	}
	must(d.RevokeLink(ctx, second.ID))
	if got := said(); got != "doctor.code.revoked" {
		t.Errorf("one that was withdrawn: %s", got)
	}
	share()
	if got := said(); got != "doctor.code.valid" {
		t.Errorf("with another one: %s", got)
	}
	for _, p := range must(h.at(manager).Review(ctx, mine)).Points {
		if p.Point == model.PointAccess && !p.Passed {
			t.Errorf("a code opens it, and the checkpoint says %s", p.Reason.Key)
		}
	}
}
