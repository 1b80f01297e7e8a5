package intake

import (
	"slices"
	"testing"

	"porthole/internal/model"
)

const wayRef = "A1"

// wayHouse has one shipment from Ho Chi Minh City to Long Beach, of one
// container.
func wayHouse(t *testing.T) *house {
	t.Helper()
	h := open(t)
	want(t, h.take("shipment,partner,mode,load,pol,pod,etd,eta,booking,container\n"+
		"A1,ACME Import,sea,FCL,VNSGN,USLGB,2025-05-10,2025-05-28,BK1,ONEU6507410\n", Options{CreatePartners: true}), 1, 0, 0)
	return h
}

// lift is what happened to the container: LOAD at VNTOT.
func lift(id, code, place, at string, edits ...any) string {
	return gateIn(append([]any{
		"eventID", id, "equipmentEventTypeCode", code, "eventDateTime", at, "eventCreatedDateTime", at,
		"eventLocation", map[string]any{"UNLocationCode": place}, "documentReferences", booking("BK1"),
	}, edits...)...)
}

// call is what a vessel did: DEPA at VNTOT.
func call(id, code, place, at string, edits ...any) string {
	return lift(id, "", place, at, append([]any{
		"eventType", "TRANSPORT", "equipmentEventTypeCode", nil, "transportEventTypeCode", code, "equipmentReference", nil, "emptyIndicatorCode", nil,
	}, edits...)...)
}

func booking(number string) []any {
	return []any{map[string]any{"documentReferenceType": "BKG", "documentReferenceValue": number}}
}

// milestones are those that customers see, in the order of the timeline.
func (h *house) milestones(ref string) []model.Milestone {
	var shown []model.Milestone
	for _, e := range model.Publish(h.shipment(ref)).Timeline {
		shown = append(shown, e.Milestone)
	}
	return shown
}

func TestACarrierLoadsAtAnotherPortOfTheGateway(t *testing.T) {
	h := wayHouse(t)
	r := h.take("["+lift("a", "GTIN", "VNCLI", "2025-05-07T10:00:00+07:00")+","+lift("b", "LOAD", "VNTOT", "2025-05-10T10:00:00+07:00")+","+
		call("c", "DEPA", "VNTOT", "2025-05-10T20:00:00+07:00")+"]", Options{Publish: true})
	want(t, r, 3, 0, 0)
	if remarks(r) != "remark.import.gateway remark.import.gateway" {
		t.Error(spoken(r))
	}
	if got := h.milestones(wayRef); !slices.Equal(got, []model.Milestone{model.GateIn, model.Loaded, model.Departed}) {
		t.Error(got)
	}
	p := model.Publish(h.shipment(wayRef))
	if p.Status != model.InTransit || p.ATD.String() != "2025-05-10T20:00:00+07:00" || p.Timeline[1].Place.Short() != "Cai Mep" {
		t.Errorf("%s, ATD %v, loaded at %v", p.Status, p.ATD, p.Timeline[1].Place)
	}
}
