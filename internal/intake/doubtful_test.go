package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// What a list says and probably does not mean is taken with a word about it.
func TestWhatAListProbablyDoesNotMeanIsRemarked(t *testing.T) {
	const box1, box2 = "ONEU6507410", "ONEU8363919"
	for name, c := range map[string]struct{ header, rows, remarked string }{
		"arrived without a date":            {"atd,status", "2025-05-01,Arrived", "remark.import.arrived"},
		"arrived in Vietnamese":             {"status", "Đã cập cảng", "remark.import.arrived"},
		"arrived with its date":             {"ata,status", "2025-05-01,Arrived", ""},
		"under way before it leaves":        {"etd,status", "2025-06-01,In Transit", "remark.import.status_ahead"},
		"delivered before it arrives":       {"eta,status", "2025-06-01,Delivered", "remark.import.status_ahead"},
		"the year before the day":           {"etd", "26/05/10\n26/05/31", "remark.import.date_far"},
		"a year that was typed wrong":       {"eta", "25/05/2052", "remark.import.date_far"},
		"the shipment's total, repeated":    {"container,packages,weight_kg", box1 + ",250,25000\n" + box2 + ",250,25000", "remark.import.same_amounts"},
		"kilograms below a heading of tons": {"weight (tons)", "22500", "remark.import.heavy"},
		"more than a container holds":       {"container,cbm", box1 + ",760", "remark.import.heavy"},
		"an arrival before the departure":   {"etd,eta", "2025-05-20,2025-05-18", "remark.import.dates_order"},
		"left after it was due":             {"eta,atd", "2025-05-10,2025-05-12", "remark.import.dates_order"},
		"amounts of each container":         {"container,packages,weight_kg", box1 + ",250,25000\n" + box2 + ",200,25000", ""},
	} {
		list := "shipment,partner,pol,pod," + c.header + "\n"
		for row := range strings.Lines(c.rows) {
			list += "A1,ACME Import,VNSGN,USLGB," + row
		}
		h := open(t, "ACME Import")
		if r := h.take(list+"\n", Options{}); r.RefusedTotal > 0 || remarks(r) != strings.TrimSpace(c.remarked) && !strings.HasPrefix(remarks(r), c.remarked+" ") {
			t.Errorf("%s: %s", name, spoken(r))
		}
	}
}

// A row may have the one date and the record the other.
func TestAnArrivalBeforeAKnownDepartureIsRemarked(t *testing.T) {
	h := wayHouse(t)
	if r := h.take("shipment,partner,eta\nA1,ACME Import,2025-05-01\n", Options{}); !strings.Contains(remarks(r), "remark.import.dates_order") {
		t.Error(spoken(r))
	}
	h = wayHouse(t)
	early := call("a", "ARRI", "USLGB", "2025-05-01T08:00:00-07:00", "eventClassifierCode", "EST")
	if r := h.take("["+early+"]", Options{}); remarks(r) != "remark.import.dates_order" {
		t.Error(spoken(r))
	}
}

// A total may stand beside a count of the rows.
func TestATotalBesideACountIsNoShipment(t *testing.T) {
	h := open(t, "ACME Import")
	r := h.take("shipment,partner,packages\nA1,ACME Import,100\nGrand total:,1,100\n", Options{CreatePartners: true})
	want(t, r, 1, 0, 0)
	if remarks(r) != "remark.import.total" {
		t.Error(spoken(r))
	}
}

// What stands in a list for people is no shipment of the customer for whom it is imported.
func TestANoteInAListIsNoShipment(t *testing.T) {
	h := open(t, "ACME Import")
	for row, want := range map[string]string{
		",Prepared by: Ms. Lan,,":      "remark.import.note",
		",Page 1 of 1,,":               "remark.import.note",
		"Ngày 05 tháng 05 năm 2025,,,": "remark.import.note",
		"12,,,":                        "remark.import.note",
		",Người lập biểu,,Giám đốc":    "remark.import.note",
		",HL 77,,":                     "",
		",HL 78,VNSGN,ONE HANNOVER":    "",
	} {
		r := h.take("STT,Shipment,POL,Vessel\n1,A1,VNSGN,ONE HANNOVER\n"+row+"\n", Options{Partner: "acme-import"})
		if remarks(r) != strings.TrimSuffix("remark.import.unknown_column "+want, " ") || len(r.Refused) > 0 {
			t.Errorf("%s: %s", row, spoken(r))
		}
	}
}

// The dates that customers read are known by then: the status of a list is not alone.
func TestAStatusThatIsBorneOutIsNotRemarked(t *testing.T) {
	h := open(t, "ACME Import")
	h.take("shipment,partner,pol,pod,ata\nA1,ACME Import,VNSGN,USLGB,2025-05-01\n", Options{})
	if r := h.take("shipment,partner,status\nA1,ACME Import,Arrived\n", Options{}); remarks(r) != "" {
		t.Error(spoken(r))
	}
}

// Below a list there may be another one with other columns.
func TestASecondListBelowTheFirstHasItsOwnHeader(t *testing.T) {
	h := open(t, "ACME Import")
	r := h.take("Shipment,Customer,POL,ETD\nA1,ACME Import,VNSGN,2025-06-01\n,,,\nCustomer,Shipment,POD,ETA\nACME Import,A2,VNSGN,2025-07-01\n"+
		"Customer,Shipment,POD,ETA\nACME Import,A3,VNSGN,2025-07-02\n", Options{})
	want(t, r, 3, 0, 0)
	for ref, want := range map[string]string{"A1": "VNSGN 2025-06-01  ", "A2": "  VNSGN 2025-07-01", "A3": "  VNSGN 2025-07-02"} {
		f := h.shipment(ref).Facts
		if got := strings.Join([]string{f.POL.Code.String(), f.ETD.String(), f.POD.Code.String(), f.ETA.String()}, " "); got != want {
			t.Errorf("%s: %q", ref, got)
		}
	}
}

// A date of a carrier that lies years before all the others is asked about.
func TestACarriersWrongYearIsRemarked(t *testing.T) {
	h := wayHouse(t)
	if r := h.take("["+call("a", "DEPA", "VNSGN", "2024-05-10T20:00:00+07:00")+"]", Options{Publish: true}); !strings.Contains(remarks(r), "lint.early") {
		t.Error(spoken(r))
	}
	if atd := model.Shown(h.shipment(wayRef)).ATD; atd.IsZero() {
		t.Error("it is taken all the same")
	}
}

// What stands below no heading is said to be left out, once.
func TestAValueBelowNoHeadingIsRemarked(t *testing.T) {
	h := open(t, "ACME Import")
	r := h.take("shipment,partner,ETD,,\nA1,ACME Import,2025-06-01,2025-06-03,\nA2,ACME Import,2025-06-01,2025-06-04,\n", Options{})
	if remarks(r) != "remark.import.unnamed" || r.Warnings[0].Value.String() != "2025-06-03" {
		t.Error(spoken(r))
	}
}

// What a list and a carrier say of one date, and of the containers, is told where they
// differ.
func TestAListAndACarrierThatDifferAreRemarked(t *testing.T) {
	h := wayHouse(t)
	h.take("shipment,partner,atd\nA1,ACME Import,2025-05-09\n", Options{})
	arrival := call("b", "ARRI", "USLGB", "2025-05-14T06:00:00-07:00")
	r := h.take("["+call("a", "DEPA", "VNSGN", "2025-05-11T20:00:00+07:00")+","+arrival+"]", Options{Publish: true})
	if remarks(r) != "remark.import.replaced" || r.Warnings[0].Remark.Args[0] != "2025-05-09" {
		t.Error(spoken(r))
	}
	r = h.take("shipment,partner,ata,container\nA1,ACME Import,2025-05-15,ONEU8363919\n", Options{})
	if remarks(r) != "remark.import.container_stays remark.import.date_reported remark.import.dates_apart" { // three days across the Pacific
		t.Error(spoken(r))
	}
}

// Dates that no voyage between the two ports has are asked about: a wrong year, or the
// date of another voyage.
func TestDatesThatNoVoyageHasAreRemarked(t *testing.T) {
	for row, asked := range map[string]bool{
		"sea,VNSGN,USLGB,2025-06-01,2025-06-02":  true,
		"sea,VNSGN,USLGB,2024-06-01,2025-06-16":  true,
		"sea,VNSGN,USLGB,2025-06-01,2025-06-16":  false,
		"sea,VNSGN,SGSIN,2025-06-01,2025-06-02":  false,
		"air,VNSGN,USLGB,2025-06-01,2025-06-02":  false,
		"sea,VNSGN,Utopia,2025-06-01,2025-06-02": false,
		"sea,VNSGN,DEHAM,2025-06-01,2025-08-20":  false,
	} {
		r := open(t, "ACME Import").take("shipment,partner,mode,pol,pod,etd,eta\nA1,ACME Import,"+row+"\n", Options{})
		if strings.Contains(remarks(r), "remark.import.dates_apart") != asked {
			t.Errorf("%s: %s", row, spoken(r))
		}
	}
}

// A list that does not know a date any more does not take it from customers, who go on
// reading it; that is said. Nothing is where nothing was known, or it has happened.
func TestWhatAListKnowsNoMoreIsRemarked(t *testing.T) {
	for row, asked := range map[string]int{"TBA,chưa có,TBN": 3, "-,,N/A": 0, "2025-05-12,2025-06-01,ONE B": 0} {
		h := open(t, "ACME Import")
		const head = "shipment,partner,pol,pod,etd,eta,vessel\nA1,ACME Import,VNSGN,USLGB,"
		if r := h.take(head+row+"\n", Options{}); strings.Contains(remarks(r), "remark.import.open") {
			t.Errorf("%s, first: %s", row, spoken(r))
		}
		h.take(head+"2025-05-10,2025-05-28,ONE A\n", Options{})
		if r := h.take(head+row+"\n", Options{}); strings.Count(remarks(r), "remark.import.open") != asked {
			t.Errorf("%s: %s", row, spoken(r))
		}
		h.take("shipment,partner,atd,ata\nA1,ACME Import,2025-05-01,2025-05-14\n", Options{})
		if r := h.take(head+row+"\n", Options{}); strings.Contains(remarks(r), "remark.import.open") {
			t.Errorf("%s, after the voyage: %s", row, spoken(r))
		}
	}
}

// A doubt that stands in a cell is not shown with what was read from it, and is said.
func TestADoubtInACellIsRemarked(t *testing.T) {
	for row, asked := range map[string]int{
		"Cancelled ?,Hamburg,ONEU6507410": 1, ",Hamburg (TBC),ONEU6507410?": 2, ",Hamburg (chưa chốt),": 1, ",TBA,TBC": 0, "Confirmed,Hamburg,ONEU6507410": 0,
	} {
		r := open(t, "ACME Import").take("shipment,partner,status,pod,container\nA1,ACME Import,"+row+"\n", Options{})
		if got := strings.Count(remarks(r), "remark.import.unsure"); got != asked {
			t.Errorf("%s: %s", row, spoken(r))
		}
	}
}

// A word is no number of a bill or a booking.
func TestWordsAreNoNumbers(t *testing.T) {
	h := open(t, "ACME Import")
	r := h.take("shipment,partner,booking,mbl,hbl\nA1,ACME Import,chờ,SURRENDERED,HLHBL25\n", Options{})
	if got := h.shipment("A1").Facts.References; !got.Booking.IsZero() || !got.MBL.IsZero() || got.HBL.IsZero() || remarks(r) != "remark.import.no_number remark.import.no_number" {
		t.Errorf("%+v\n%s", got, spoken(r))
	}
}

// A zero is what a formula makes of an empty cell, and TBA is the name of no ship.
func TestPlaceholdersAreNoFacts(t *testing.T) {
	h := wayHouse(t)
	h.take("shipment,partner,hbl,po,seal,commodity,vessel\nA1,ACME Import,0,0,0,0,đang cập nhật\n", Options{})
	h.take("["+call("a", "DEPA", "VNSGN", "2025-05-10T20:00:00+07:00", "transportCall", map[string]any{
		"modeOfTransport": "VESSEL", "UNLocationCode": "VNSGN", "exportVoyageNumber": "N/A", "vessel": map[string]any{"vesselName": "TO BE ADVISED"},
	})+"]", Options{Publish: true})
	p := model.Publish(h.shipment(wayRef))
	if !p.References.HBL.IsZero() || len(p.References.PO) > 0 || !p.Cargo.Commodity.IsZero() || !p.Vessel.IsZero() || !p.Voyage.IsZero() {
		t.Errorf("%+v, %s %s", p.References, p.Vessel, p.Voyage)
	}
}

func TestMilesBetweenPorts(t *testing.T) {
	for pair, want := range map[[2]string]float64{{"VNSGN", "USLGB"}: 7100, {"VNSGN", "SGSIN"}: 600, {"NLRTM", "DEHAM"}: 234, {"VNSGN", "Utopia"}: 0} {
		if got := milesBetween(model.ParsePlace(pair[0]), model.ParsePlace(pair[1])); got < want*0.95 || got > want*1.05 {
			t.Errorf("%v: %.0f miles, want about %.0f", pair, got, want)
		}
	}
}
