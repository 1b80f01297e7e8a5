package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// at is where and what of an equipment or transport message, short.
func at(kind, code, place, mode, empty, facility, classifier string) string {
	call := map[string]any{"modeOfTransport": mode, "facilityTypeCode": facility}
	key := map[string]string{"TRANSPORT": "transportEventTypeCode", "EQUIPMENT": "equipmentEventTypeCode"}[kind]
	when := "2025-05-09T18:22:00+07:00" // before the departure
	if !strings.HasPrefix(place, "VN") {
		when = "2025-05-15T18:22:00+07:00"
	}
	return gateIn("eventDateTime", when, "equipmentEventTypeCode", nil, "eventType", kind, key, code, "transportCall", call, "emptyIndicatorCode", empty,
		"eventLocation", map[string]any{"UNLocationCode": place}, "eventClassifierCode", classifier)
}

func TestMilestonesAreToldApartByPlace(t *testing.T) {
	cases := []struct {
		message string
		want    string
	}{
		{at("EQUIPMENT", "GTOT", "VNSGN", "", "EMPTY", "DEPO", "ACT"), "empty_picked_up"},
		{at("EQUIPMENT", "PICK", "VNHPH", "", "EMPTY", "DEPO", "ACT"), "empty_picked_up"},
		{at("EQUIPMENT", "GTOT", "USLGB", "", "EMPTY", "POTE", "ACT"), "import.dcsa.empty"},
		{at("EQUIPMENT", "STUF", "VNSGN", "", "LADEN", "CLOC", "ACT"), "stuffed"},
		{at("EQUIPMENT", "STUF", "USLGB", "", "LADEN", "COFS", "ACT"), "import.dcsa.elsewhere"},
		{at("EQUIPMENT", "GTIN", "VNSGN", "", "LADEN", "POTE", "ACT"), "gate_in"},
		{at("EQUIPMENT", "GTIN", "VNSGN", "", "LADEN", "DEPO", "ACT"), "import.dcsa.elsewhere"},
		{at("EQUIPMENT", "GTIN", "USLGB", "", "EMPTY", "DEPO", "ACT"), "empty_returned"},
		{at("EQUIPMENT", "DROP", "USLAX", "", "EMPTY", "DEPO", "ACT"), "empty_returned"},
		{at("EQUIPMENT", "GTIN", "VNSGN", "", "EMPTY", "DEPO", "ACT"), "import.dcsa.empty_origin"},
		{at("EQUIPMENT", "LOAD", "VNSGN", "VESSEL", "LADEN", "POTE", "ACT"), "loaded"},
		{at("EQUIPMENT", "LOAD", "SGSIN", "VESSEL", "LADEN", "POTE", "EST"), "ts_loaded"},
		{at("EQUIPMENT", "LOAD", "VNSGN", "VESSEL", "EMPTY", "POTE", "ACT"), "import.dcsa.empty"},
		{at("EQUIPMENT", "LOAD", "VNSGN", "TRUCK", "LADEN", "POTE", "ACT"), "import.dcsa.not_vessel"},
		{at("EQUIPMENT", "DISC", "SGSIN", "VESSEL", "LADEN", "POTE", "ACT"), "ts_discharged"},
		{at("EQUIPMENT", "DISC", "USLGB", "VESSEL", "LADEN", "POTE", "ACT"), "discharged"},
		{at("EQUIPMENT", "DISC", "VNSGN", "VESSEL", "LADEN", "POTE", "ACT"), "import.dcsa.other_call"},
		{at("EQUIPMENT", "GTOT", "USLGB", "", "LADEN", "POTE", "ACT"), "gate_out"},
		{at("EQUIPMENT", "GTOT", "VNSGN", "", "LADEN", "COFS", "ACT"), "import.dcsa.elsewhere"},
		{at("EQUIPMENT", "DROP", "USLAX", "", "LADEN", "CLOC", "ACT"), "delivered"},
		{at("EQUIPMENT", "CUSR", "USLGB", "", "LADEN", "POTE", "ACT"), "customs_cleared"},
		{at("EQUIPMENT", "CUSR", "VNSGN", "", "LADEN", "POTE", "ACT"), "import.dcsa.export_customs"},
		{at("EQUIPMENT", "INSP", "USLGB", "", "LADEN", "POTE", "ACT"), "import.dcsa.not_tracked"},
		{at("EQUIPMENT", "LOAD", "", "VESSEL", "LADEN", "POTE", "ACT"), "import.dcsa.no_place"},
		{at("TRANSPORT", "DEPA", "VNSGN", "VESSEL", "", "POTE", "ACT"), "departed"},
		{at("TRANSPORT", "DEPA", "SGSIN", "VESSEL", "", "POTE", "ACT"), "ts_departed"},
		{at("TRANSPORT", "DEPA", "USLGB", "VESSEL", "", "POTE", "ACT"), "import.dcsa.other_call"},
		{at("TRANSPORT", "ARRI", "SGSIN", "VESSEL", "", "POTE", "ACT"), "ts_arrived"},
		{at("TRANSPORT", "ARRI", "USLGB", "VESSEL", "", "POTE", "ACT"), "arrived"},
		{at("TRANSPORT", "ARRI", "USOAK", "VESSEL", "", "POTE", "ACT"), "ts_arrived"},
		{at("TRANSPORT", "ARRI", "USLAX", "VESSEL", "", "POTE", "ACT"), "arrived"}, // of the gateway of Long Beach
		{at("TRANSPORT", "ARRI", "USLGB", "RAIL", "", "RAMP", "ACT"), "import.dcsa.not_vessel"},
		{gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "CONF", "documentTypeCode", "BKG"), "booking_confirmed"},
		{gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "BKG", "documentTypeCode", "CONF"), "booking_confirmed"},
		{gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "DRFT", "documentTypeCode", "TRD"), "import.dcsa.not_tracked"},
		{gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "RELS", "documentTypeCode", "CUS",
			"eventLocation", nil, "eventDateTime", "2025-05-15T10:00:00Z"), "customs_cleared"},
		{gateIn("eventType", "SHIPMENT", "equipmentEventTypeCode", nil, "shipmentEventTypeCode", "RELS", "documentTypeCode", "CUS",
			"eventLocation", nil), "import.dcsa.which_customs"},
		{gateIn("equipmentEventTypeCode", "WAVE"), "import.dcsa.code"},
		{gateIn("eventClassifierCode", nil), "import.dcsa.classifier"},
		{gateIn("eventDateTime", nil), "import.dcsa.time"},
		{gateIn("eventDateTime", "yesterday"), "import.dcsa.time"},
		{gateIn("eventClassifierCode", "EST") + `,{"hello":"world"}`, "import.dcsa.no_event"},
	}
	h := carrierHouse(t)
	for _, c := range cases {
		r := h.take("["+c.message+"]", Options{DryRun: true, Format: DCSA})
		got := reasons(r)
		if r.Taken == 1 && got == "" {
			live := carrierHouse(t)
			live.take("["+c.message+"]", Options{Format: DCSA})
			got = string(live.shipment(demoRef).Events[0].Milestone)
		}
		if got != c.want {
			t.Errorf("%s is %s, want %s", c.message, got, c.want)
		}
	}
}

func TestLCLHasItsOwnSteps(t *testing.T) {
	h := carrierHouse(t)
	lcl := func(code, place, facility string) string {
		return gateIn("eventID", code, "equipmentEventTypeCode", code, "eventLocation", map[string]any{"UNLocationCode": place, "facilityTypeCode": facility},
			"equipmentReference", nil, "transportCall", nil,
			"documentReferences", []any{map[string]any{"documentReferenceType": "BKG", "documentReferenceValue": "BKG5667054"}})
	}
	want(t, h.take("["+lcl("GTIN", "VNHPH", "COFS")+","+lcl("STRP", "DEHAM", "COFS")+"]", Options{}), 2, 0, 0)
	events := h.shipment("SHP/202505/00081").Events
	if events[0].Milestone != model.CargoReceived || events[1].Milestone != model.Delivered {
		t.Errorf("%s, %s", events[0].Milestone, events[1].Milestone)
	}
}
