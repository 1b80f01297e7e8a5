package intake

import (
	"testing"

	"porthole/internal/model"
)

// paper is an event of a document: CONF of a BKG.
func paper(id, code, kind, number, at string) string {
	return gateIn("eventID", id, "eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", code, "documentTypeCode", kind,
		"documentID", number, "eventDateTime", at, "eventCreatedDateTime", at, "equipmentReference", nil, "emptyIndicatorCode", nil,
		"eventLocation", nil, "transportCall", nil, "documentReferences", nil)
}

func TestACancelledBookingIsAStatus(t *testing.T) {
	confirmed := paper("c1", "CONF", "BKG", "BK1", "2025-05-01T20:00:00+07:00")
	cancelled := paper("c2", "CANC", "BKG", "BK1", "2025-05-05T20:00:00+07:00")
	again := paper("c3", "CONF", "BKG", "BK1", "2025-05-06T20:00:00+07:00")
	loaded := lift("l", "LOAD", "VNSGN", "2025-05-10T10:00:00+07:00")
	cases := []struct {
		name     string
		messages string
		status   model.Status
		waits    model.Doubt
	}{
		{"confirmed, then cancelled", confirmed + "," + cancelled, model.Cancelled, ""},
		{"whatever the order in the file", cancelled + "," + confirmed, model.Cancelled, ""},
		{"in the words of the later draft", confirmed + "," + paper("c2", "CANCELLED", "BOOKING", "BK1", "2025-05-05T20:00:00+07:00"), model.Cancelled, ""},
		{"the cancellation confirmed", paper("c2", "CACF", "BKG", "BK1", "2025-05-05T20:00:00+07:00"), model.Cancelled, ""},
		{"declined", paper("c2", "DECL", "BKG", "BK1", "2025-05-05T20:00:00+07:00"), model.Cancelled, ""},
		{"rejected", paper("c2", "REJE", "BKG", "BK1", "2025-05-05T20:00:00+07:00"), model.Cancelled, ""},
		{"void", paper("c2", "VOID", "BKG", "BK1", "2025-05-05T20:00:00+07:00"), model.Cancelled, ""},
		{"confirmed again", confirmed + "," + cancelled + "," + again, model.Confirmed, ""},
		{"the cancellation declined", confirmed + "," + paper("c2", "CADC", "BKG", "BK1", "2025-05-05T20:00:00+07:00"), model.Confirmed, ""},
		{"a transport document void", confirmed + "," + paper("c2", "VOID", "TRD", "BK1", "2025-05-05T20:00:00+07:00"), model.Confirmed, ""},
		{"a request declined", confirmed + "," + paper("c2", "REJE", "CBR", "BK1", "2025-05-05T20:00:00+07:00"), model.Confirmed, model.DoubtRequest},
		{"loaded and cancelled", confirmed + "," + loaded + "," + paper("c2", "CANC", "BKG", "BK1", "2025-05-11T20:00:00+07:00"), model.InTransit, model.DoubtUnderway},
		{"cancelled and loaded", confirmed + "," + cancelled + "," + loaded, model.InTransit, model.DoubtUnderway},
	}
	for _, c := range cases {
		h := wayHouse(t)
		r := h.take("["+c.messages+"]", Options{Publish: true})
		s, waits := h.shipment(wayRef), model.Doubt("")
		for _, e := range s.Events {
			waits += e.Doubt
		}
		if status := model.Publish(s).Status; status != c.status || waits != c.waits {
			t.Errorf("%s: %s, %q waits\n%s", c.name, status, waits, spoken(r))
		}
	}
}

func TestAfterACancellation(t *testing.T) {
	h := wayHouse(t)
	cancelled := paper("c2", "CANC", "BKG", "BK1", "2025-05-05T20:00:00+07:00")
	h.take("["+cancelled+"]", Options{})
	if needs := model.Needs(h.shipment(wayRef), h.now, model.NeedRules{}); len(needs) != 1 || needs[0].Kind != model.NeedPublish {
		t.Errorf("customers are not told, and the desk says %v", needs)
	}
	h.take("["+cancelled+"]", Options{Publish: true})
	h.take("["+lift("l", "LOAD", "VNSGN", "2025-05-10T10:00:00+07:00")+"]", Options{Publish: true})
	s := h.shipment(wayRef)
	needs := model.Needs(s, h.now, model.NeedRules{})
	if model.Publish(s).Status != model.Cancelled || len(needs) != 1 || needs[0].Kind != model.NeedDoubt {
		t.Errorf("%s; the desk says %v", model.Publish(s).Status, needs)
	}
}

func TestTheEndOfAnotherBookingSaysNothing(t *testing.T) {
	h := wayHouse(t)
	old := gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "CANC", "documentTypeCode", "BKG", "documentID", "OLD1",
		"documentReferences", nil)
	r := h.take("["+old+"]", Options{Publish: true})
	if reasons(r) != "import.dcsa.other_booking" {
		t.Error(spoken(r))
	}
}
