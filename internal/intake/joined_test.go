package intake

import (
	"strings"
	"testing"
)

// The last word of a vessel's cell is the voyage when nothing else would be so
// written; a number may be a part of the name.
func TestAVesselAndItsVoyageInOneCell(t *testing.T) {
	for cell, want := range map[string]string{
		"ONE HANNOVER 042E":          "ONE HANNOVER|042E",
		"ONE HANNOVER/042E":          "ONE HANNOVER|042E",
		"ONE HANNOVER / 042E":        "ONE HANNOVER|042E",
		"ONE HANNOVER - 042E":        "ONE HANNOVER|042E",
		"ONE HANNOVER V.042E":        "ONE HANNOVER|042E",
		"ONE HANNOVER V. 042E":       "ONE HANNOVER|042E",
		"ONE HANNOVER VOY 042E":      "ONE HANNOVER|042E",
		"ONE HANNOVER, voy: 042E":    "ONE HANNOVER|042E",
		"ONE HANNOVER (042E)":        "ONE HANNOVER|042E",
		"ONE HANNOVER\n042E":         "ONE HANNOVER|042E",
		"ONE HANNOVER 042E/043W":     "ONE HANNOVER|042E/043W",
		"MSC ANNA FY419A":            "MSC ANNA|FY419A",
		"EVER GIVEN 0123-045W":       "EVER GIVEN|0123-045W",
		"WAN HAI 305 W123":           "WAN HAI 305|W123",
		"WAN HAI 305 / 123":          "WAN HAI 305|123",
		"MAERSK SEBAROK 0521":        "MAERSK SEBAROK|0521",
		"BIEN DONG 1/012N":           "BIEN DONG 1|012N",
		"WAN HAI 305/W123":           "WAN HAI 305|W123",
		"WAN HAI 305/306W":           "WAN HAI 305/306W|?",
		"SM BUSAN-2505W":             "SM BUSAN|2505W",
		"MSC LORETO FP-512W":         "MSC LORETO|FP-512W",
		"EVER ACE 045/046W":          "EVER ACE|045/046W",
		"ONE HANNOVER":               "ONE HANNOVER|",
		"TBA":                        "TBA|",
		"":                           "|",
		"WAN HAI 305":                "WAN HAI 305|?",
		"042E":                       "042E|?",
		"MSC ISABELLA 425 E":         "MSC ISABELLA 425 E|?",
		"ONE HANNOVER 1E\nBERLIN 2W": "ONE HANNOVER 1E\nBERLIN 2W|?",
	} {
		pieces, sure := splitJoined(cell, []column{colVessel, colVoyage})
		got := strings.Join(pieces, "|")
		if !sure {
			got += "?"
		}
		if got != want {
			t.Errorf("%q is %q, not %q", cell, got, want)
		}
	}
}

// Lists have a voyage below Vessel too. A number is one there behind a sign alone.
func TestAVoyageBehindTheNameOfItsVessel(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	for cells, want := range map[string]string{
		"ONE HANNOVER V.042E,":     "ONE HANNOVER|042E",
		"ONE HANNOVER V.042E,042E": "ONE HANNOVER|042E",
		"WAN HAI 271 / S123,":      "WAN HAI 271|S123",
		"WAN HAI 271 V.123,":       "WAN HAI 271|123",
		"ONE HANNOVER 042E,043W":   "ONE HANNOVER 042E|043W",
		"TAN CANG 08,":             "TAN CANG 08|",
		"GREEN 2000,":              "GREEN 2000|",
		"ONE HANNOVER,":            "ONE HANNOVER|",
	} {
		ref := "A1 " + cells
		h.take("shipment,partner,vessel,voyage\n\""+ref+"\",Saigon Tech Export,"+cells+"\n", Options{})
		if f := h.shipment(ref).Facts; f.Vessel.String()+"|"+f.Voyage.String() != want {
			t.Errorf("%s is %s, %s", cells, f.Vessel, f.Voyage)
		}
	}
}

func TestContainersAndTheirSealsInOneCell(t *testing.T) {
	for cell, want := range map[string]string{
		"ONEU6507410/SEAL1":              "ONEU6507410|SEAL1",
		"ONEU 650741-0 / SEAL1":          "ONEU 650741-0|SEAL1",
		"ONEU6507410 (SEAL1)":            "ONEU6507410|SEAL1",
		"ONEU6507410/S1, ONEU8363919/S2": "ONEU6507410, ONEU8363919|S1, S2",
		"ONEU6507410/S1\nONEU8363919/S2": "ONEU6507410, ONEU8363919|S1, S2",
		"ONEU6507410":                    "ONEU6507410|",
		"ONEU6507410/ONEU8363919":        "ONEU6507410/ONEU8363919|?",
		"two boxes":                      "two boxes|?",
		"ONEU6507410/40HC/SEAL1":         "ONEU6507410/40HC/SEAL1|?",
	} {
		pieces, sure := splitJoined(cell, []column{colContainer, colSeal})
		got := strings.Join(pieces, "|")
		if !sure {
			got += "?"
		}
		if got != want {
			t.Errorf("%q is %q, not %q", cell, got, want)
		}
	}
	pieces, sure := splitJoined("ONEU6507410/40HC; ONEU8363919/40HC", []column{colContainer, colContainerType})
	if !sure || pieces[0] != "ONEU6507410, ONEU8363919" || pieces[1] != "40HC" {
		t.Errorf("%q, %v", pieces, sure)
	}
}

func TestTwoColumnsInOneAreTakenApart(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("Job No.,Client,Tàu/chuyến,POL - POD,HBL/MBL\n"+
		"A1,Saigon Tech Export,ONE HANNOVER 042E,VNSGN - USLGB,H1/M1\n"+
		"A2,Saigon Tech Export,WAN HAI 305,VNSGN,H2\n", Options{})
	want(t, r, 2, 0, 0)
	f := h.shipment("A1").Facts
	if f.Vessel.String() != "ONE HANNOVER" || f.Voyage.String() != "042E" || f.POD.Code.String() != "USLGB" || f.References.MBL.String() != "M1" {
		t.Errorf("%+v", f)
	}
	f = h.shipment("A2").Facts
	if f.Vessel.String() != "WAN HAI 305" || !f.Voyage.IsZero() || f.POL.Code.String() != "VNSGN" || f.References.HBL.String() != "H2" {
		t.Errorf("%+v", f)
	}
	if remarks(r) != "remark.import.not_split remark.import.not_split remark.import.not_split" {
		t.Errorf("remarked %s", spoken(r))
	}
}

// `Container/Seal` has both when nothing else in the file has the containers, and is a
// column of a list of containers when something has.
func TestContainersAndSealsUnderOneHeading(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	h.take("Job No.,Client,Container/Seal\nA1,Saigon Tech Export,ONEU6507410/SL123\n", Options{})
	h.take("Job No.,Client,Container/Number,Container/Seal\nA2,Saigon Tech Export,ONEU6507410,SL123\n", Options{})
	h.take("Job No.,Client,CNTR/SEAL\nA3,Saigon Tech Export,ONEU6507410/SL123\n", Options{})
	for _, ref := range []string{"A1", "A2", "A3"} {
		if boxes := h.shipment(ref).Facts.Containers; len(boxes) != 1 || boxes[0].Number.String() != "ONEU6507410" || boxes[0].Seal.String() != "SL123" {
			t.Errorf("%s: %+v", ref, boxes)
		}
	}
}
