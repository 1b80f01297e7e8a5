package command

import (
	"strings"
	"testing"
)

// A way through a transshipment port is entered leg by leg, and customers read it
// at once.
func TestLegsAreAddedChangedAndTakenOut(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	ref := laptops().Ref.String()
	if got := h.run(ops, "leg set "+ref+" 1 to=SGSIN eta=14/05/2025"); got.exit != ExitDone {
		t.Fatalf("%+v", got)
	}
	h.must(ops, "leg set "+ref+" 2 vessel=ONE HUMBER voyage=023E etd=16/05/2025")
	h.must(ops, "leg add "+ref+" mode=road from=USLGB to=Carson etd=27/05/2025")
	seen := h.must(anna, "shipment "+ref)
	for _, want := range []string{"Cat Lai → Singapore", "Singapore → Long Beach", "ONE HUMBER 023E", "Long Beach → Carson"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q is missing in\n%s", want, seen)
		}
	}
	h.must(ops, "reschedule "+ref+" --eta 2025-05-28 --reason Congestion --publish")
	if seen = h.must(anna, "shipment "+ref); !strings.Contains(seen, "to be confirmed") {
		t.Errorf("a truck leaves before the vessel comes in\n%s", seen)
	}
	h.must(ops, "leg set "+ref+" 3 etd=30/05/2025")
	if seen = h.must(anna, "shipment "+ref); strings.Contains(seen, "to be confirmed") || !strings.Contains(seen, "30 May") {
		t.Errorf("the truck was given anew\n%s", seen)
	}
	h.must(ops, "leg remove "+ref+" 3")
	if seen = h.must(anna, "shipment "+ref); strings.Contains(seen, "Carson") {
		t.Errorf("it is still there\n%s", seen)
	}
	if got := h.run(ops, "leg add "+ref+" from=NLRTM to=DEHAM"); !strings.Contains(got.err, "do not join up") {
		t.Errorf("%+v", got)
	}
	for _, typed := range []string{"leg set " + ref + " 9 etd=2025-05-16", "leg set " + ref + " 2 eta=2025-06-02", "leg set " + ref + " 2 mode=swim"} {
		if got := h.run(ops, typed); got.exit != ExitFailed {
			t.Errorf("%s: %+v", typed, got)
		}
	}
	for typed, missing := range map[string]string{"leg remove " + ref: "N", "leg set " + ref + " 2": "FIELD=VALUE", "leg add " + ref: "FIELD=VALUE"} {
		if got := h.run(ops, typed); got.exit != ExitUsage || !strings.Contains(got.err, missing+" is missing") {
			t.Errorf("%s: %+v", typed, got)
		}
	}
	h.must(ops, "leg set "+ref+" 2 eta=2025-06-02 --no-reason")
	for _, field := range []string{"atd", "ata"} {
		if got := h.run(ops, "leg set "+ref+" 1 "+field+"=2025-05-20"); got.exit != ExitFailed || !strings.Contains(got.err, "2025-05-20") {
			t.Errorf("an actual date that is still to come: %+v", got)
		}
	}
	if got := h.run(ops, "leg set "+ref+" two etd=2025-05-16"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
}
