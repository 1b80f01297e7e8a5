package intake

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// bare is a planned departure without any reference.
func bare(id string, edits ...any) string {
	return call(id, "DEPA", "VNSGN", "2025-05-20T00:45:00Z", append([]any{"eventClassifierCode", "PLN", "documentReferences", nil}, edits...)...)
}

// pairHouse has two shipments.
func pairHouse(t *testing.T) *house {
	h := wayHouse(t)
	want(t, h.take("shipment,partner,mode,load,pol,pod,booking,mbl,container\nA2,ACME Import,sea,FCL,VNSGN,USLGB,BK2,MB2,MSKU9070323\n", Options{}), 1, 0, 0)
	return h
}

func TestAPersonNamesTheShipmentOfAFile(t *testing.T) {
	h := pairHouse(t)
	r := h.take("["+bare("x")+"]", Options{})
	if reasons(r) != "import.dcsa.no_reference" || !strings.Contains(fmt.Sprint(r.Say(words.In(words.English, nil)).Refused[0].Hint), "--shipment REF") {
		t.Errorf("without it: %s", spoken(r))
	}
	want(t, h.take("["+bare("x")+"]", Options{Shipment: "a1"}), 1, 0, 0)
	if s := h.shipment(wayRef); model.Known(s).ETD.Date().String() != "2025-05-20" {
		t.Errorf("ETD %v", model.Known(s).ETD)
	}
	other := func(edits ...any) string { return bare("y", edits...) }
	for name, c := range map[string]struct{ message, reason string }{
		"its own booking":             {other("documentReferences", booking("BK1")), ""},
		"an unknown container":        {lift("y", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00", "documentReferences", nil, "equipmentReference", "TCLU1234568"), ""},
		"another shipment's":          {other("documentReferences", booking("BK2")), "import.dcsa.not_stated"},
		"another booking than it has": {other("documentReferences", booking("BK9")), "import.dcsa.not_stated"},
		"another's container":         {lift("y", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00", "documentReferences", nil, "equipmentReference", "MSKU9070323"), "import.dcsa.not_stated"},
	} {
		if r := pairHouse(t).take("["+c.message+"]", Options{Shipment: wayRef}); reasons(r) != c.reason {
			t.Errorf("%s: %s", name, spoken(r))
		}
	}
	_, err := Run(t.Context(), h.office, strings.NewReader("["+bare("x")+"]"), Options{Shipment: "A9"})
	if !errors.Is(err, model.NewFault("error.import.no_shipment")) {
		t.Error(err)
	}
}

func TestSiblingsOfAnAnswerShareTheirReference(t *testing.T) {
	one, two := lift("l", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00"), lift("m", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00",
		"documentReferences", booking("BK2"), "equipmentReference", "MSKU9070323")
	unknown := lift("n", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00", "documentReferences", booking("BK9"), "equipmentReference", nil)
	inCall := func(id string) []any {
		return []any{"transportCall", map[string]any{"modeOfTransport": "VESSEL", "transportCallID": id}}
	}
	cases := []struct {
		name, text string
		taken      bool
	}{
		{"one shipment in the array", "[" + bare("x") + "," + one + "]", true},
		{"two of them", "[" + bare("x") + "," + one + "," + two + "]", false},
		{"one that is not known", "[" + bare("x") + "," + one + "," + unknown + "]", false},
		{"the same call", "[" + bare("x", inCall("c1")...) + "," + lift("l", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00", inCall("c1")...) + "," + two + "]", true},
		{"another call", "[" + bare("x", inCall("c2")...) + "," + lift("l", "GTIN", "VNSGN", "2025-05-09T10:00:00+07:00", inCall("c1")...) + "," + two + "]", false},
		{"another array", `{"a":[` + one + `],"b":[` + bare("x") + `]}`, false},
		{"alone", "[" + bare("x") + "]", false},
	}
	for _, c := range cases {
		h := pairHouse(t)
		r := h.take(c.text, Options{})
		taken := !strings.Contains(reasons(r), "import.dcsa.no_reference")
		if taken != c.taken || taken != strings.Contains(remarks(r), "remark.import.adopted") || taken != (len(h.shipment(wayRef).Ledger) > 2) {
			t.Errorf("%s: %s", c.name, spoken(r))
		}
	}
}
