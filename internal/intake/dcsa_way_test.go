package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
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
		"eventLocation",
		map[string]any{"UNLocationCode": place},
		"documentReferences", booking("BK1"),
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

// waiting are the milestones in doubt.
func (h *house) waiting(ref string) []model.Milestone {
	var all []model.Milestone
	for _, e := range h.shipment(ref).Events {
		if e.InDoubt() {
			all = append(all, e.Milestone)
		}
	}
	return all
}

func TestReportsAwayFromBothEnds(t *testing.T) {
	ship := func(name string) []any {
		return []any{"transportCall", map[string]any{"modeOfTransport": "VESSEL", "vessel": map[string]any{"vesselName": name}}}
	}
	left := call("left", "DEPA", "VNSGN", "2025-05-03T20:00:00+07:00", ship("ONE A")...)
	cases := []struct {
		name     string
		messages []string
		shown    string // milestones that customers see
		waiting  string
		refused  string
	}{
		{"a bare call waits", []string{left, call("x", "ARRI", "SGSIN", "2025-05-06T08:00:00+08:00")}, "departed", "ts_arrived", ""},
		{"an expected one too", []string{left, call("x", "ARRI", "SGSIN", "2025-05-26T08:00:00+08:00", "eventClassifierCode", "EST")}, "departed", "ts_arrived", ""},
		{"our container is lifted there", []string{
			left, call("x", "ARRI", "SGSIN", "2025-05-06T08:00:00+08:00"),
			lift("y", "DISC", "SGSIN", "2025-05-06T12:00:00+08:00"),
		}, "departed ts_arrived ts_discharged", "", ""},
		{
			"somebody else's container is",
			[]string{left, lift("y", "DISC", "SGSIN", "2025-05-06T12:00:00+08:00", "equipmentReference", "MSKU9070323")},
			"departed", "ts_discharged", "",
		},
		{"vessels meet", []string{
			left, call("x", "ARRI", "SGSIN", "2025-05-06T08:00:00+08:00", ship("ONE A")...),
			call("y", "DEPA", "SGSIN", "2025-05-09T08:00:00+08:00", ship("ONE B")...),
		}, "departed ts_arrived ts_departed", "", ""},
		{"one vessel comes and goes", []string{
			left, call("x", "ARRI", "SGSIN", "2025-05-06T08:00:00+08:00", ship("ONE A")...),
			call("y", "DEPA", "SGSIN", "2025-05-07T08:00:00+08:00", ship("ONE A")...),
		}, "departed", "ts_arrived ts_departed", ""},
		{"a call before the departure", []string{left, call("x", "DEPA", "SGSIN", "2025-05-01T08:00:00+08:00")}, "departed", "", "import.dcsa.before_pol"},
		{"the container's voyage before", []string{lift("y", "DISC", "SGSIN", "2025-04-11T12:00:00+08:00")}, "", "", "import.dcsa.before_pol"},
		{
			"a call after the arrival",
			[]string{call("a", "ARRI", "USLGB", "2025-05-14T08:00:00-07:00"), call("x", "ARRI", "USOAK", "2025-05-15T08:00:00-07:00")},
			"arrived", "", "import.dcsa.after_pod",
		},
		{"an expected one", []string{
			call("a", "ARRI", "USLGB", "2025-05-27T08:00:00-07:00", "eventClassifierCode", "EST"),
			call("x", "ARRI", "USOAK", "2025-05-29T08:00:00-07:00", "eventClassifierCode", "EST"),
		}, "eta_changed", "", "import.dcsa.after_pod"},
		{
			"the container's voyage after",
			[]string{lift("d", "DISC", "USLGB", "2025-05-13T08:00:00-07:00"), lift("y", "LOAD", "USOAK", "2025-05-15T08:00:00-07:00")},
			"discharged", "", "import.dcsa.after_pod",
		},
		{"loaded at another port of the country", []string{lift("y", "LOAD", "VNHPH", "2025-05-10T08:00:00+07:00")}, "", "ts_loaded", ""},
		{"a feeder in the country", []string{
			lift("l", "LOAD", "VNSGN", "2025-05-09T08:00:00+07:00"), lift("x", "DISC", "VNHPH", "2025-05-12T08:00:00+07:00"),
			lift("y", "LOAD", "VNHPH", "2025-05-13T08:00:00+07:00"),
		}, "loaded ts_discharged ts_loaded", "", ""},
		{"discharged at another port of the country", []string{left, lift("y", "DISC", "USOAK", "2025-05-15T08:00:00-07:00")}, "departed", "ts_discharged", ""},
		{
			"a feeder in the gateway",
			[]string{
				lift("l", "LOAD", "VNSGN", "2025-05-09T08:00:00+07:00"), lift("x", "DISC", "VNTOT", "2025-05-10T08:00:00+07:00"),
				lift("y", "LOAD", "VNTOT", "2025-05-11T08:00:00+07:00"), call("z", "DEPA", "VNTOT", "2025-05-12T08:00:00+07:00"),
			},
			"loaded ts_discharged ts_loaded ts_departed", "", "",
		},
		{
			"both ports of the gateway",
			[]string{call("x", "ARRI", "USLAX", "2025-05-13T08:00:00-07:00"), call("y", "ARRI", "USLGB", "2025-05-14T08:00:00-07:00")},
			"arrived", "", "import.dcsa.other_call",
		},
	}
	for _, c := range cases {
		h := wayHouse(t)
		r := h.take("["+strings.Join(c.messages, ",")+"]", Options{Publish: true})
		if reasons(r) != c.refused || fmt.Sprint(h.milestones(wayRef)) != "["+c.shown+"]" || fmt.Sprint(h.waiting(wayRef)) != "["+c.waiting+"]" {
			t.Errorf("%s: customers see %v, %v waits\n%s", c.name, h.milestones(wayRef), h.waiting(wayRef), spoken(r))
		}
	}
}

func TestWhatWaitsIsOnTheDeskUntilItIsDecided(t *testing.T) {
	h := wayHouse(t)
	text := "[" + call("l", "DEPA", "VNSGN", "2025-05-11T20:00:00+07:00") + "," + call("x", "ARRI", "SGSIN", "2025-05-14T08:00:00+08:00") + "]"
	for range 2 {
		h.take(text, Options{Publish: true})
		needs := model.Needs(h.shipment(wayRef), h.now, model.NeedRules{})
		if got := h.milestones(wayRef); len(got) != 1 || needs[0].Kind != model.NeedDoubt {
			t.Fatalf("customers see %v; the desk says %v", got, needs)
		}
	}
	told := model.Needs(h.shipment(wayRef), h.now, model.NeedRules{})[0].Remark().Tell(words.In(words.English, nil), h.now)
	if !strings.Contains(told, "Singapore is not a port of this shipment") {
		t.Error(told)
	}
	h.take("["+lift("y", "DISC", "SGSIN", "2025-05-14T12:00:00+08:00")+"]", Options{Publish: true})
	h.take(text, Options{Publish: true})
	if got := h.milestones(wayRef); len(got) != 3 || len(h.waiting(wayRef)) != 0 {
		t.Errorf("with evidence customers see %v, %v waits", got, h.waiting(wayRef))
	}
}
