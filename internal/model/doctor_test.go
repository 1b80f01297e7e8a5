package model

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// healthyAccount is a customer's account of which nothing is wrong.
func healthyAccount() DoctorInput {
	return DoctorInput{
		Account: Account{Email: "anna@saigon.example", Role: Portal, Partner: "saigon-tech"},
		Keys:    []Key{{LastUsed: mayAt(15, 9)}, {}}, PartnerExists: true, Shipments: 14, Now: mayAt(16, 9),
		Notices:     Notices{Level: NoticesKey},
		Unpublished: []UnpublishedSet{{Ref: Line("SHP/202505/00080", RefCells)}},
		Codes:       []CodeState{{ID: "c1", Ref: Line("SHP/202505/00080", RefCells), Expires: mayAt(20, 9)}},
		Mailed:      []MailedETA{{Ref: Line("SHP/202505/00080", RefCells), Mailed: Day(2025, 5, 25), Shown: Moment(mayAt(25, 9))}},
	}
}

func TestTheDoctorFindsNothingWrongWithAHealthyAccount(t *testing.T) {
	found := Diagnose(healthyAccount())
	var checks []string
	for _, f := range found {
		checks = append(checks, f.Check)
		if f.Key.IsZero() || f.OK != f.Mend.IsZero() {
			t.Errorf("%+v", f)
		}
	}
	want := []string{"disabled", "key", "signed_in", "partner", "shipments", "customer", "events", "code", "eta"}
	if !slices.Equal(checks, want) || !Healthy(found) {
		t.Errorf("checks %v of %+v", checks, found)
	}
}

func TestTheDoctorWalksTheTable(t *testing.T) {
	ref, other := Line("SHP/202505/00080", RefCells), Line("SHP/202505/00092", RefCells)
	for _, c := range []struct {
		name string
		edit func(*DoctorInput)
		want string
	}{
		{"disabled", func(in *DoctorInput) { in.Account.Disabled = true }, "disabled: yes > account_enable anna@saigon.example"},
		{"disabled, of the staff", func(in *DoctorInput) {
			in.Account = Account{Email: "lan@house.example", Role: CS, Disabled: true}
		}, "disabled: yes > account_enable lan@house.example"},
		{"no key", func(in *DoctorInput) { in.Keys = nil }, "key: none > invite anna@saigon.example"},
		{"never signed in", func(in *DoctorInput) { in.Keys = []Key{{}} }, "signed_in: never > invite anna@saigon.example"},
		{"linked to no partner", func(in *DoctorInput) { in.Account.Partner = "" }, "partner: none > account_move anna@saigon.example SLUG"},
		{"linked to nobody", func(in *DoctorInput) { in.PartnerExists = false }, "partner: unknown saigon-tech > partner_add saigon-tech"},
		{"no shipments", func(in *DoctorInput) { in.Shipments = 0 }, "shipments: none saigon-tech > import"},
		{"a shipment under another customer", func(in *DoctorInput) {
			in.Elsewhere = []HeldElsewhere{{ref, "saigon-tech"}, {other, "mekong-foods"}}
		}, "customer: other SHP/202505/00092 mekong-foods > shipment_set_why SHP/202505/00092 partner=saigon-tech"},
		{"events not published", func(in *DoctorInput) {
			in.Unpublished = append(in.Unpublished, UnpublishedSet{other, []string{"e4", "e5"}, mend("event_publish", other.s, "e4")})
		}, "events: unpublished 2 SHP/202505/00092 [e4 e5] > event_publish SHP/202505/00092 e4"},
		{"a code that expired", func(in *DoctorInput) { in.Codes[0].Expires = mayAt(16, 9) }, "code: expired REF 2025-05-16 > link_renew c1"},
		{"a code that was revoked", func(in *DoctorInput) { in.Codes[0].Revoked = true }, "code: revoked REF > link_create REF anna@saigon.example"},
		{"an expired code with a successor", func(in *DoctorInput) {
			in.Codes = append(in.Codes, CodeState{ID: "c0", Ref: ref, Expires: mayAt(1, 9)})
		}, ""},
		{"a code without an end", func(in *DoctorInput) { in.Codes[0].Expires = time.Time{} }, ""},
		{"another ETA was mailed", func(in *DoctorInput) { in.Mailed[0].Shown = Day(2025, 5, 28) }, "eta: differs REF 2025-05-25 2025-05-28 > mail_resend REF"},
		{"another ETA was mailed, and nothing is mailed any more", func(in *DoctorInput) {
			in.Mailed[0].Shown, in.Notices = Day(2025, 5, 28), Notices{}
		}, "eta: differs REF 2025-05-25 2025-05-28 > mail_notices anna@saigon.example key"},
		{"the portal is paused", func(in *DoctorInput) {
			in.Pauses = []Pause{{Partner: "saigon-tech"}}
		}, "paused: paused > portal_resume saigon-tech"},
		{"an ETA was mailed and none is shown", func(in *DoctorInput) { in.Mailed[0].Shown = When{} }, "eta: differs REF 2025-05-25  > mail_resend REF"},
		{"none was mailed", func(in *DoctorInput) { in.Mailed[0].Mailed = When{} }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := healthyAccount()
			c.edit(&in)
			var lines []string
			for _, f := range Diagnose(in) {
				if !f.OK {
					lines = append(lines, f.Check+": "+bareRemark(f.Key)+" > "+bareRemark(f.Mend))
				}
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("found\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestStaffAreNotAskedForAPartner(t *testing.T) {
	found := Diagnose(DoctorInput{Account: Account{Email: "lan@house.example", Role: CS}, Keys: []Key{{LastUsed: mayAt(15, 9)}}, Now: mayAt(16, 9)})
	if len(found) != 4 || !Healthy(found) {
		t.Errorf("found %+v", found)
	}
}
