package intake

import (
	"testing"
	"time"
)

// A time in a list without ports is told by the clocks of those that are known of the
// shipment; else it is said how it was read.
func TestATimeWithoutAPortGoesByThatOfTheShipment(t *testing.T) {
	h := open(t, "ACME Import")
	saigon := time.FixedZone("", 7*3600)
	h.take("shipment,partner,pol,pod\nA1,ACME Import,VNSGN,USLGB\n", Options{})
	r := h.take("shipment,partner,etd,eta\nA1,ACME Import,2025-06-10 08:00,2025-06-26 08:00\nA2,ACME Import,2025-06-10 08:00,2025-06-26\n", Options{Zone: saigon})
	if f := h.shipment("A1").Facts; f.ETD.String() != "2025-06-10T08:00:00+07:00" || f.ETA.String() != "2025-06-26T08:00:00-07:00" {
		t.Errorf("ETD %v, ETA %v", f.ETD, f.ETA)
	}
	if etd := h.shipment("A2").Facts.ETD.String(); etd != "2025-06-10T08:00:00+07:00" || remarks(r) != "remark.import.no_clock" || r.Warnings[0].Row != 3 {
		t.Errorf("ETD %s\n%s", etd, spoken(r))
	}
	r = h.take("shipment,partner,eta\nA1,ACME Import,2025-03-09 02:30\n", Options{Zone: saigon})
	if reasons(r) != "error.hour.none" {
		t.Errorf("an hour that the port's clocks leave out: %s", spoken(r))
	}
}
