package command

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// While the portal is paused for a customer, whatever they type answers with one calm
// sentence and whom to call, and nothing of it comes out; others and the staff go on.
func TestAPausedCustomerReadsOneSentence(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.put(many("mekong-foods", 1)...)
	paused := h.must(boss, "portal pause saigon-tech --reason A wrong ETA was published")
	if !strings.HasSuffix(paused, "until: portal resume saigon-tech\n") {
		t.Errorf("the line to resume with: %q", paused)
	}
	for _, typed := range []string{
		"", "help", "whoami", "shipments", "shipments --json", "shipments --csv", "shipment " + theirs, "shipment SHP/202505/00080 --json",
		"watch", "ics", "keys", "notices", "nonsense",
	} {
		for _, who := range []func() result{
			func() result { return h.run(anna, typed) },
			func() result { return h.run(cs, "preview "+anna.Account+" "+typed) },
		} {
			got := who()
			if got.exit == ExitDone || got.out != "" || !strings.Contains(got.err, "paused for a while") && !strings.Contains(got.err, "preview") ||
				strings.Contains(got.err, "wrong ETA") || strings.Contains(got.err, "SHP/") {
				t.Errorf("%q: %+v", typed, got)
			}
		}
	}
	if got := h.run(anna, "shipments"); !strings.Contains(got.err, "+84 28 3823 0000") {
		t.Errorf("nobody to call: %s", got.err)
	}
	for _, who := range []model.Principal{binh, ops, cs, boss} {
		h.must(who, "shipments")
	}
	if got := h.must(cs, "portal --json"); !strings.Contains(got, `"partner":"saigon-tech","reason":"A wrong ETA was published"`) {
		t.Error(got)
	}
	if got := h.must(boss, "audit --search portal pause"); !strings.Contains(got, "A wrong ETA") {
		t.Error(got)
	}
	if got := h.must(ops, "doctor "+anna.Account); !strings.Contains(got, "manager: ssh HOST portal resume saigon-tech") {
		t.Error(got)
	}
	h.must(boss, "portal resume saigon-tech")
	if got := h.must(anna, "shipments"); !strings.Contains(got, "SHP/202505/00080") {
		t.Error(got)
	}
}

func TestAllCustomersArePaused(t *testing.T) {
	h := newHouse(t)
	if got := h.run(boss, "portal pause"); got.exit != ExitUsage {
		t.Errorf("without a reason: %+v", got)
	}
	if got := h.run(boss, "portal pause nobody --reason x"); got.exit != ExitNotFound {
		t.Errorf("of nobody: %+v", got)
	}
	if got := h.run(boss, "portal resume"); got.exit != ExitFailed || !strings.Contains(got.err, "not paused") {
		t.Errorf("what is not paused: %+v", got)
	}
	h.must(boss, "portal pause --reason We check what is shown")
	h.must(boss, "portal pause mekong-foods --reason Theirs first")
	for _, who := range []model.Principal{anna, binh} {
		if got := h.run(who, "shipments"); got.exit != ExitFailed {
			t.Errorf("%s: %+v", who.Account, got)
		}
	}
	if got := h.run(boss, "portal resume"); got.exit != ExitDone || !strings.Contains(got.err, "Still paused: mekong-foods") {
		t.Errorf("%+v", got)
	}
	h.must(anna, "shipments")
	if got := h.run(binh, "shipments"); got.exit != ExitFailed {
		t.Errorf("%+v", got)
	}
}

// The number of a shipment may begin with a dash. What begins with a dash and a letter
// is a flag, and behind -- nothing is.
func TestANumberMayBeginWithADash(t *testing.T) {
	h := newHouse(t)
	s := laptops()
	s.Ref = line("-2+3")
	h.put(s)
	for _, typed := range []string{"shipment -2+3", "shipment -2+3 --json", "shipment --json -2+3", "shipment -- -2+3", "shipment --json -- -2+3"} {
		if got := h.must(anna, typed); !strings.Contains(got, "-2+3") {
			t.Errorf("%s: %s", typed, got)
		}
	}
	h.must(ops, "event post -2+3 gate_in --at 2025-05-09 --text -2 degrees")
	h.must(ops, "note add -2+3 -5 degrees on arrival")
	if got := h.must(ops, "events -2+3") + h.must(ops, "notes -2+3"); !strings.Contains(got, "-2 degrees") || !strings.Contains(got, "-5 degrees") {
		t.Error(got)
	}
	if got := h.run(anna, "shipments -x"); got.exit != ExitUsage || !strings.Contains(got.err, "-x") {
		t.Errorf("%+v", got)
	}
}
