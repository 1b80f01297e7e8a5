package intake

import (
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
