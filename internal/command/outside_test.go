package command

import (
	"strings"
	"testing"
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
