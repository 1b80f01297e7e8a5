package intake

import "testing"

func TestAMessageIsNeverGuessedToAShipment(t *testing.T) {
	h := carrierHouse(t)
	h.take("shipment,partner,booking,container\nT1,Mekong Foods JSC,BKG-2,MSKU1111111\nT2,Hanoi Garment Trading,BKG-2,MSKU1111111\n", Options{})
	refs := func(kind, value string) []any {
		return []any{map[string]any{"documentReferenceType": kind, "documentReferenceValue": value}}
	}
	cases := []struct{ name, message, reason string }{
		{"unknown", gateIn("documentReferences", refs("BKG", "NO-SUCH"), "equipmentReference", "XXXU0000000"), "import.dcsa.no_shipment"},
		{"none", gateIn("documentReferences", nil, "equipmentReference", nil), "import.dcsa.no_reference"},
		{"two", gateIn("documentReferences", refs("BKG", "BKG-2"), "equipmentReference", nil), "import.dcsa.ambiguous"},
		{"in disagreement", gateIn("documentReferences", refs("BKG", "BKG-2")), "import.dcsa.disagree"},
		{"one of two by its number", gateIn("documentReferences", refs("BKG", "BKG-2"), "equipmentReference", nil,
			"references", []any{map[string]any{"referenceType": "FF", "referenceValue": "T1"}}), "import.dcsa.no_ports"},
		{"the master bill", gateIn("documentReferences", refs("TRD", "ONEY888641728"), "equipmentReference", nil), ""},
	}
	for _, c := range cases {
		if r := h.take("["+c.message+"]", Options{DryRun: true}); reasons(r) != c.reason {
			t.Errorf("%s: %q", c.name, reasons(r))
		}
	}
}
