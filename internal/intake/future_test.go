package intake

import (
	"testing"

	"porthole/internal/model"
)

// The house's clock is at 02:00 UTC on 16 May 2025.
func TestWhatLiesAheadHasNotHappened(t *testing.T) {
	start := open(t).now
	cases := []struct {
		at      string
		refused bool
	}{
		{"2025-05-16T08:59:00+07:00", false},
		{"2025-05-16T09:01:00+07:00", true},
		{"2025-05-16T02:00:00Z", false},
		{"2025-05-16", false},
		{"2025-05-17", true},
		{"2026-05-15T08:00:00+07:00", true},
	}
	for _, c := range cases {
		h := wayHouse(t)
		h.now = start
		actual := h.take("["+call("a", "DEPA", "VNSGN", c.at)+"]", Options{Publish: true})
		if refused := reasons(actual) == "error.future"; refused != c.refused || refused && actual.Refused[0].Value.String() == "" {
			t.Errorf("%s in a message: %s", c.at, spoken(actual))
		}
		planned := h.take("["+call("b", "DEPA", "VNSGN", "2025-06-16T09:01:00+07:00", "eventClassifierCode", "PLN")+"]", Options{})
		if planned.RefusedTotal > 0 {
			t.Errorf("a plan may lie ahead: %s", spoken(planned))
		}
		h = wayHouse(t)
		h.now = start
		list := h.take("shipment,partner,atd,ata\nA1,ACME Import,2025-05-01,2025-05-01\nA2,ACME Import,"+c.at+",\n", Options{})
		if refused := reasons(list) == "error.future"; refused != c.refused || list.Taken == 0 {
			t.Errorf("%s in a list: %s", c.at, spoken(list))
		}
	}
	if fault := model.CheckHappened(model.When{}, wayHouse(t).now); fault != nil {
		t.Error("the unknown lies ahead")
	}
}
