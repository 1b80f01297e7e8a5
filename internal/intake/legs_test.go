package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// A list with the transshipment port has the way in two legs, under the headings
// that forwarders have. Taken again it says nothing new.
func TestAListBringsTheLegsOfATransshipment(t *testing.T) {
	const row = "\nTS1,acme,VNSGN,USLGB,10/05/2026,28/05/2026,FEEDER,12N,SGSIN,14/05/2026,16/05/2026,MOTHER,7E\n"
	for _, head := range []string{
		"shipment,partner,pol,pod,etd,eta,vessel,voyage,T/S port,T/S ETA,T/S ETD,2nd vessel,2nd voyage",
		"shipment,partner,pol,pod,etd,eta,Tên tàu,Số chuyến,Cảng chuyển tải,Ngày đến cảng chuyển tải,Ngày rời cảng chuyển tải,Tàu 2,Chuyến 2",
		"shipment,partner,leg1_from,leg2_to,leg1_etd,leg2_eta,leg1_vessel,leg1_voyage,leg1_to,leg1_eta,leg2_etd,leg2_vessel,leg2_voyage",
		"shipment,partner,pol,pod,etd,eta,Feeder vessel,Feeder voyage,T/S port,T/S ETA,T/S ETD,Mother vessel,Mother voyage",
		"shipment,partner,pol,pod,etd,eta,FEEDER_VESSEL,Voyage (feeder),T/S port,T/S ETA,T/S ETD,Ocean Vessel,Voy. mother",
		"shipment,partner,pol,pod,etd,eta,Tàu con,Chuyến tàu con,Cảng chuyển tải,Ngày đến cảng chuyển tải,Ngày rời cảng chuyển tải,Tàu mẹ,Chuyến tàu mẹ",
	} {
		h := open(t, "acme")
		want(t, h.take(head+row, Options{Publish: true}), 1, 0, 0)
		legs := model.Publish(h.shipment("TS1")).Legs
		if len(legs) != 2 {
			t.Fatalf("%s: %d legs", head, len(legs))
		}
		first, second := legs[0], legs[1]
		if first.To.Code.String() != "SGSIN" || first.Vessel.String() != "FEEDER" || !first.ETA.Equal(model.Day(2026, 5, 14)) {
			t.Errorf("%s: the first leg is %+v", head, first)
		}
		if second.Vessel.String() != "MOTHER" || second.Voyage.String() != "7E" || !second.ETD.Equal(model.Day(2026, 5, 16)) || !second.ETA.Equal(model.Day(2026, 5, 28)) {
			t.Errorf("%s: the second leg is %+v", head, second)
		}
		want(t, h.take(head+row, Options{Publish: true}), 0, 1, 0)
	}
}

// The order of the headings does not matter, and neither does the voyage in one cell
// with its vessel. A mother vessel alone is the vessel.
func TestAMotherVesselIsTheSecondBesideAFeeder(t *testing.T) {
	for head, columns := range map[string][2]string{
		"Mother vessel/voyage,Feeder vessel/voyage": {"FEEDER 12N", "MOTHER 7E"},
		"Mother Vessel/Voyage":                      {"MOTHER 7E", ""},
		"Mother vessel":                             {"MOTHER 7E", ""},
		"Feeder / Mother vessel":                    {"MOTHER 7E", ""},
		"Tàu mẹ,Tàu feeder":                         {"FEEDER 12N", "MOTHER 7E"},
		"Mother/Voy,Feeder/Voy":                     {"FEEDER 12N", "MOTHER 7E"},
		"Mother Vessel,Feeder,Mother Voyage":        {"FEEDER", "MOTHER 7E"},
		"Mother Vessel,Voyage,Feeder":               {"FEEDER", "MOTHER 7E"},
		"Vessel,Feeder Voyage,Voyage of mother":     {"FEEDER 12N", "7E"},
	} {
		h := open(t, "acme")
		cells := "MOTHER 7E"
		switch head {
		case "Mother Vessel,Feeder,Mother Voyage":
			cells = "MOTHER,FEEDER,7E"
		case "Mother Vessel,Voyage,Feeder":
			cells = "MOTHER,7E,FEEDER"
		case "Vessel,Feeder Voyage,Voyage of mother":
			cells = "FEEDER,12N,7E"
		default:
			if strings.Contains(head, ",") {
				cells += ",FEEDER 12N"
			}
		}
		want(t, h.take("shipment,partner,pol,pod,t/s port,"+head+"\nTS1,acme,VNSGN,USLGB,SGSIN,"+cells+"\n", Options{Publish: true}), 1, 0, 0)
		p := model.Publish(h.shipment("TS1"))
		first, second := model.Line(p.Vessel.String()+" "+p.Voyage.String(), model.NameCells), model.Text{}
		if len(p.Legs) == 2 {
			second = model.Line(p.Legs[1].Vessel.String()+" "+p.Legs[1].Voyage.String(), model.NameCells)
		}
		if first.String() != columns[0] || second.String() != columns[1] {
			t.Errorf("%s: %q, then %q", head, first, second)
		}
	}
}

// A list has two legs. The columns of a third are left out, which is said, and are
// taken for none of the shipment's.
func TestAThirdLegIsSaidToBeLeftOut(t *testing.T) {
	for _, name := range []string{"leg3_from", "leg3_to", "leg3_etd", "leg3_eta", "leg3_vessel", "leg3_voyage", "Leg 3 ETA", "3rd_vessel", "3rd vessel", "Tàu thứ 3"} {
		if h := readHeading(name); h.known() {
			t.Errorf("%s is taken for %v", name, h.columns())
		}
	}
}
