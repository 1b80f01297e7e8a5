package command

import (
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
)

// calendar runs ics and reads what it printed as a calendar program does.
func (h *house) calendar(line string) map[string]*ics.VEvent {
	h.t.Helper()
	text := h.must(anna, line)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		h.t.Errorf("lines do not end as RFC 5545 has it: %q", text)
	}
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		h.t.Fatalf("%v:\n%s", err, text)
	}
	entries := map[string]*ics.VEvent{}
	for _, e := range c.Events() {
		entries[e.Id()] = e
	}
	return entries
}

func value(e *ics.VEvent, property ics.ComponentProperty) string {
	if p := e.GetProperty(property); p != nil {
		return p.Value
	}
	return ""
}

// A calendar program that reads the file again moves its entries: they keep
// their UID and grow in SEQUENCE.
func TestACalendarFollowsAnETAThatMoves(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, "shipment,partner,pol,pod,etd,eta\nSHP/1,saigon-tech,VNSGN,USLGB,10/05/2025,25/05/2025\n", "import", "-")
	before := h.calendar("ics SHP/1")
	if len(before) != 2 {
		t.Fatalf("%d entries, want the departure and the arrival", len(before))
	}
	h.must(ops, "reschedule SHP/1 --eta 2025-05-28 --reason Congestion --publish")
	moved := 0
	for id, e := range h.calendar("ics") {
		old, known := before[id]
		if !known {
			t.Errorf("the entry %s is new", id)
			continue
		}
		if value(e, ics.ComponentPropertyDtStart) == value(old, ics.ComponentPropertyDtStart) {
			continue
		}
		moved++
		if got := value(e, ics.ComponentPropertyDtStart); got != "20250528" {
			t.Errorf("the arrival is on %s", got)
		}
		if value(e, ics.ComponentPropertySequence) <= value(old, ics.ComponentPropertySequence) {
			t.Errorf("SEQUENCE did not grow: %s", value(e, ics.ComponentPropertySequence))
		}
	}
	if moved != 1 {
		t.Errorf("%d entries moved, want the arrival alone", moved)
	}
}

func TestACancelledShipmentIsCancelledInTheCalendar(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, "shipment,partner,pol,pod,eta,status\nSHP/1,saigon-tech,VNSGN,USLGB,25/05/2025,cancelled\n", "import", "-")
	for _, e := range h.calendar("ics") {
		if got := value(e, ics.ComponentPropertyStatus); got != "CANCELLED" {
			t.Errorf("status %s", got)
		}
	}
}

func TestNobodySeesTheCalendarOfAnotherCustomer(t *testing.T) {
	h := newHouse(t)
	h.feed(ops, "shipment,partner,pol,pod,eta\nSHP/1,saigon-tech,VNSGN,USLGB,25/05/2025\n", "import", "-")
	if got := h.must(binh, "ics"); strings.Contains(got, "SHP/1") || strings.Contains(got, "VEVENT") {
		t.Errorf("another customer reads:\n%s", got)
	}
	if foreign, unknown := h.run(binh, "ics SHP/1"), h.run(binh, "ics SHP/9"); foreign.exit != ExitNotFound ||
		strings.ReplaceAll(foreign.err, "SHP/1", "SHP/9") != unknown.err {
		t.Errorf("somebody else's looks different from nobody's:\n%s%s", foreign.err, unknown.err)
	}
}
