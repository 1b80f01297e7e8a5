package intake

import (
	"slices"
	"testing"

	"porthole/internal/model"
)

// byBox is a report without any other reference than the container's.
func byBox(id, code, place, at string, edits ...any) string {
	return lift(id, code, place, at, append([]any{"documentReferences", nil}, edits...)...)
}

// A container was on other voyages before and will be again: what only its number ties
// to the shipment waits when its time or its booking is another one.
func TestAnotherVoyageOfTheContainerWaits(t *testing.T) {
	for name, c := range map[string]struct {
		message string
		waits   bool
	}{
		"months before":         {byBox("a", "LOAD", "VNSGN", "2025-02-10T08:00:00+07:00"), true},
		"days before":           {byBox("a", "LOAD", "VNSGN", "2025-05-08T08:00:00+07:00"), false},
		"another booking":       {byBox("a", "LOAD", "VNSGN", "2025-05-08T08:00:00+07:00", "documentReferences", booking("BK9")), true},
		"its own booking":       {lift("a", "LOAD", "VNSGN", "2025-02-10T08:00:00+07:00"), false},
		"months after, planned": {byBox("a", "DISC", "USLGB", "2025-09-10T08:00:00-07:00", "eventClassifierCode", "PLN"), true},
	} {
		h := wayHouse(t)
		r := h.take("["+c.message+"]", Options{Publish: true})
		want(t, r, 1, 0, 0)
		if got := len(h.waiting(wayRef)) > 0; got != c.waits {
			t.Errorf("%s: waits %v\n%s", name, got, spoken(r))
		}
	}
}

// An older voyage from the same port moves none of the calls of this one.
func TestAnotherVoyageIsNoEvidence(t *testing.T) {
	h := wayHouse(t)
	h.take("["+byBox("a", "LOAD", "VNSGN", "2025-02-10T08:00:00+07:00")+","+lift("b", "DISC", "SGSIN", "2025-05-13T08:00:00+08:00")+","+
		lift("c", "LOAD", "SGSIN", "2025-05-14T08:00:00+08:00")+"]", Options{Publish: true})
	if got := h.milestones(wayRef); !slices.Equal(got, []model.Milestone{model.TSDischarged, model.TSLoaded}) {
		t.Error(got)
	}
}

// Of a booking that is shared, or whose number a carrier has mistyped, the containers
// of others are none of this shipment's until a person says so.
func TestAContainerThatTheShipmentDoesNotNameWaits(t *testing.T) {
	h := wayHouse(t)
	r := h.take("["+lift("a", "LOAD", "VNSGN", "2025-05-10T08:00:00+07:00", "equipmentReference", "ONEU8363919")+"]", Options{Publish: true})
	if remarks(r) != "remark.import.waits" || len(h.milestones(wayRef)) > 0 {
		t.Error(spoken(r), h.milestones(wayRef))
	}
	h.take("shipment,partner,container\nA1,ACME Import,ONEU8363919\n", Options{})
	h.take("["+lift("a", "LOAD", "VNSGN", "2025-05-10T08:00:00+07:00", "equipmentReference", "ONEU8363919")+"]", Options{Publish: true})
	if got := h.milestones(wayRef); !slices.Equal(got, []model.Milestone{model.Loaded}) {
		t.Error(got)
	}
}

// What is not the number of a container is none, and a report that names none is said
// to be of all.
func TestAReportWithoutAContainer(t *testing.T) {
	for number, key := range map[string]string{"TBA": "", "N/A": "", "BOX 7": "import.dcsa.container", "ONEU 650741-0": ""} {
		h := wayHouse(t)
		if r := h.take("["+lift("a", "LOAD", "VNSGN", "2025-05-08T08:00:00+07:00", "equipmentReference", number)+"]", Options{Publish: true}); reasons(r) != key {
			t.Errorf("%s: %s", number, spoken(r))
		}
	}
	h := wayHouse(t)
	h.take("shipment,partner,container\nA1,ACME Import,ONEU8363919\n", Options{})
	r := h.take("["+lift("a", "LOAD", "VNSGN", "2025-05-08T08:00:00+07:00", "equipmentReference", nil)+"]", Options{Publish: true})
	if remarks(r) != "remark.import.all_containers" {
		t.Error(spoken(r))
	}
}

// Two days of one move, and an arrival before the departure, are told.
func TestReportsThatContradictEachOtherAreRemarked(t *testing.T) {
	h := wayHouse(t)
	for _, c := range []struct{ reports, remarked string }{
		{call("a", "ARRI", "USLGB", "2025-05-12T20:00:00-07:00") + "," + call("b", "DEPA", "VNSGN", "2025-05-14T20:00:00+07:00"), "remark.import.dates_order"},
		{call("c", "ARRI", "USLGB", "2025-05-15T06:00:00-07:00"), "remark.import.twice"},
		{lift("d", "DISC", "USLGB", "2025-05-15T12:00:00-07:00"), ""},
		{lift("e", "GTOT", "USLGB", "2025-05-13T12:00:00-07:00"), "remark.import.turn"},
	} {
		r := h.take("["+c.reports+"]", Options{Publish: true})
		if remarks(r) != c.remarked || r.RefusedTotal > 0 {
			t.Error(spoken(r))
		}
	}
}
