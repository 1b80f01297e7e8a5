package command

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"porthole/internal/access"
	"porthole/internal/model"
)

const kim = "kim@longbeach.example"

var wholeCode = regexp.MustCompile(`HL(-[0-9A-Z]{5}){5}`)

// share makes a tracking code for the laptops and comes in with it.
func (h *house) share() (model.Principal, string) {
	h.t.Helper()
	var made jsonCode
	if err := json.Unmarshal([]byte(h.must(ops, "link create SHP/202505/00080 --to "+kim+" --json")), &made); err != nil {
		h.t.Fatal(err)
	}
	code, err := access.ParseCode(made.Code)
	if err != nil {
		h.t.Fatal(err)
	}
	p, err := h.store.Directory().OpenLink(h.t.Context(), code.Hash(), "", "198.51.100.7:4022")
	if err != nil {
		h.t.Fatal(err)
	}
	return p, made.Code
}

func TestATrackingCodeIsPrintedWithTheLineToPaste(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	got := h.run(ops, "link create SHP/202505/00080 --to "+kim+" --expires 30d")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	if got.exit != ExitDone || len(lines) != 2 || lines[0] != "ssh track@HOST" || !wholeCode.MatchString(lines[1]) {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(got.err, kim) || !strings.Contains(got.err, "15 Jun") {
		t.Errorf("it should say for whom and until when: %s", got.err)
	}
	for line, exit := range map[string]int{
		"link create SHP/0 --to " + kim: ExitNotFound, "link create SHP/202505/00080": ExitUsage,
		"link create SHP/202505/00080 --to nobody": ExitFailed, "link create SHP/202505/00080 --to " + kim + " --expires 9y": ExitUsage,
		"link create SHP/202505/00080 --to " + kim + " --language fr": ExitUsage, "link renew t99": ExitNotFound, "link revoke nonsense": ExitNotFound, "links SHP/0": ExitNotFound,
	} {
		if got := h.run(ops, line); got.exit != exit || got.out != "" {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

// Where there is a web page its link stands beside the line and the code; a code that is
// bound to a key has none, because a browser has no key.
func TestATrackingCodeIsPrintedWithItsLink(t *testing.T) {
	h := newHouse(t)
	h.with = func(d *Deps) { d.Web = "https://track.example" }
	h.put(laptops())
	create := "link create SHP/202505/00080 --to " + kim
	lines := strings.Split(strings.TrimSpace(h.must(ops, create)), "\n")
	if len(lines) != 3 || lines[2] != "https://track.example/t#"+lines[1] {
		t.Errorf("%q", lines)
	}
	if got := h.run(ops, create+" --qr"); !strings.Contains(got.err, "█") {
		t.Errorf("there is no picture of the link: %s", got.err)
	}
	if bound := h.must(ops, create+" --bind"); strings.Contains(bound, "https://") {
		t.Errorf("a bound code has a link: %s", bound)
	}
	if made := h.must(ops, create+" --json"); !strings.Contains(made, `"url":"https://track.example/t#HL-`) {
		t.Errorf("%s", made)
	}
}

func TestTheHolderOfACodeHasOneShipment(t *testing.T) {
	h := newHouse(t)
	h.put(append(many("saigon-tech", 3), laptops())...)
	p, _ := h.share()
	if out := h.must(p, "shipment --json"); !strings.Contains(out, `"SHP/202505/00080"`) || strings.Contains(out, "SECRET") {
		t.Errorf("%s", out)
	}
	for _, line := range []string{"shipment", "shipment SHP/202505/00080", "whoami", "whoami --json"} {
		if out := h.must(p, line); !strings.Contains(out, "SHP/202505/00080") || strings.Contains(out, "saigon-tech") || strings.Contains(out, kim) {
			t.Errorf("%s: %s", line, out)
		}
	}
	if got := h.run(p, "shipment SHP/saigon-tech/00001"); got.exit != ExitNotFound || !strings.Contains(got.err, "SHP/202505/00080 alone") {
		t.Errorf("%+v", got)
	}
	for path, roles := range allowed {
		if path != "shipment" && path != "watch" && path != "ics" && path != "whoami" {
			h.denied(t, "holder", p, path)
		}
		if strings.Contains(roles, "holder") {
			t.Errorf("%s is an account's", path)
		}
	}
	if help := strings.ReplaceAll(h.must(p, "help"), "your shipments are", ""); strings.Contains(help, " shipments ") || strings.Contains(help, "keys") || !strings.Contains(help, "ssh track@HOST shipment") {
		t.Errorf("%s", help)
	}
}

func TestCodesAreListedRenewedAndWithdrawn(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	p, plain := h.share()
	if out := h.must(boss, "links shp20250500080"); !strings.Contains(out, "198.51.100.7") || strings.Contains(out, plain[3:8]) {
		t.Errorf("%s", out)
	}
	h.must(ops, "link renew t1 --json")
	if got := h.run(p, "shipment"); got.exit != ExitFailed || !strings.Contains(got.err, "replaced by a newer one") || !strings.Contains(got.err, "+84 28 3823 0000") {
		t.Errorf("%+v", got)
	}
	if got := h.run(ops, "link renew t1"); got.exit != ExitFailed || !strings.Contains(got.err, "replaced by t2") {
		t.Errorf("%+v", got)
	}
	h.must(boss, "link revoke t2")
	var list struct {
		Links []jsonLink `json:"links"`
	}
	if err := json.Unmarshal([]byte(h.must(ops, "links --json")), &list); err != nil {
		t.Fatal(err)
	}
	if l := list.Links; len(l) != 2 || l[0].State != "revoked" || l[1].State != "replaced" || *l[1].RenewedBy != "t2" || l[1].Uses != 1 {
		t.Errorf("%+v", l)
	}
	if trail := h.must(admin, "audit --json --limit 500"); strings.Contains(trail, plain[3:14]) || !strings.Contains(trail, "link renew") {
		t.Error("the trail should have the acts, and not the code")
	}
}

// A customer who looks for a shipment that is not theirs is told how to use a
// code for it; for what exists and what does not alike.
func TestACustomerIsToldToUseACodeWithoutTheKey(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	for _, ref := range []string{"SHP/202505/00080", "SHP/202505/99999"} {
		if got := h.run(binh, "shipment "+ref); got.exit != ExitNotFound || !strings.Contains(got.err, "ssh track@HOST") {
			t.Errorf("%+v", got)
		}
	}
	if got := h.run(ops, "shipment SHP/0"); strings.Contains(got.err, "track@") {
		t.Errorf("%+v", got)
	}
}

func TestACodeCountsForTheCheckpoint(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	before := h.run(boss, "review SHP/202505/00080 --json")
	h.share()
	after := h.run(boss, "review SHP/202505/00080 --json")
	if before.out == after.out || !strings.Contains(after.out, "valid tracking codes: 1") {
		t.Errorf("%s\n%s", before.out, after.out)
	}
}

// Invitations are mailed when that is asked for, codes unless it is not; and whoever
// makes one is told when the mail waits for want of a mail server.
func TestCodesAreMailedAsAsked(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	const create = "link create SHP/202505/00080 --to " + kim
	for _, c := range []struct {
		line   string
		mailed bool
	}{
		{create, true},
		{create + " --mail", true},
		{create + " --mail=false", false},
		{"link renew t3", false},
		{"link renew t2", true},
		{"invite " + anna.Account, false},
		{"invite " + anna.Account + " --mail --language vi", true},
	} {
		if got := h.run(cs, c.line); got.exit != ExitDone || strings.Contains(got.err, "waits in the outbox") != c.mailed || !wholeCode.MatchString(got.out) {
			t.Errorf("%s: %+v", c.line, got)
		}
	}
	if box := h.must(cs, "outbox --json"); strings.Count(box, `"kind":"invite"`) != 1 || !strings.Contains(box, `"to":"`+anna.Account+`","refs":[]`) {
		t.Errorf("%s", box)
	}
	if err := h.store.Outbox().SetServer(t.Context(), true, model.Text{}); err != nil {
		t.Fatal(err)
	}
	if got := h.run(ops, "invite "+anna.Account+" --mail"); !strings.Contains(got.err, "--smtp-host") {
		t.Errorf("it is not said that nothing is sent: %s", got.err)
	}
	if got := h.run(ops, "invite "+anna.Account+" --mail --language fr"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
	if got := h.run(cs, "invite "+ops.Account+" --mail"); got.exit == ExitDone {
		t.Errorf("one of the staff is invited by who may not: %+v", got)
	}
}
