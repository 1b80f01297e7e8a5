package command

import (
	"regexp"
	"strings"
	"testing"

	"porthole/internal/model"
)

// A change of the ETA that is not published is nothing that customer service
// reads in a list or a record.
func TestCustomerServiceReadsThePublishedETA(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "reschedule SHP/202505/00080 --eta 2025-06-09 --reason Late berth")
	for _, c := range []string{"shipments --json", "shipment SHP/202505/00080 --json"} {
		if got := h.must(cs, c); !strings.Contains(got, `"eta":"2025-05-25"`) || strings.Contains(got, "2025-06-09") {
			t.Errorf("%s of customer service: %s", c, got)
		}
		if got := h.must(ops, c); !strings.Contains(got, `"eta":"2025-06-09"`) {
			t.Errorf("%s of operations: %s", c, got)
		}
	}
}

// Customer service looks at the office's record on purpose, and then sees what
// is not published marked, and leaves a line in the trail. Customers have no
// such view.
func TestCustomerServiceLooksAtTheOfficeOnPurpose(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	ref := "SHP/202505/00080"
	open := laptops()
	open.Ref, open.Events = model.Line("SHP/202505/00081", 20), open.Events[:2]
	h.put(open)
	if got := h.must(cs, "shipment SHP/202505/00081 --office"); !strings.Contains(got, "The office's record. The customer sees the same.") {
		t.Error(got)
	}
	h.must(ops, "reschedule "+ref+" --eta 2025-06-09 --reason Late berth")
	if got := h.must(cs, "shipment "+ref+" --json"); !strings.Contains(got, `"view":"published"`) || strings.Contains(got, `"unpublished"`) {
		t.Error(got)
	}
	got := h.must(cs, "shipment "+ref+" --office --json")
	if !strings.Contains(got, `"eta":"2025-06-09"`) || !strings.Contains(got, `"view":"office","unpublished":["eta",`) {
		t.Error(got)
	}
	if got := h.must(cs, "shipment "+ref); !strings.Contains(got, "25 May") || strings.Contains(got, "office's record") {
		t.Error(got)
	}
	got = h.must(cs, "shipment "+ref+" --office")
	for _, want := range []string{"The office's record: what is marked * is not published.", "Late berth *", "Discharged *", "→ Long Beach *"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if !regexp.MustCompile(`(?m)^ETA 09 Jun.* \*  ATA`).MatchString(got) {
		t.Error(got)
	}
	if got := h.must(boss, "audit --json --search shipment"); !strings.Contains(got, cs.Account) {
		t.Errorf("the look is not in the trail: %s", got)
	}
	if got := h.run(anna, "shipment "+ref+" --office"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
	if got := h.must(anna, "shipment "+ref+" --json"); strings.Contains(got, `"view"`) {
		t.Error(got)
	}
}
