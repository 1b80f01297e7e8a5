package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

func TestHeadersOfRealLists(t *testing.T) {
	for name, c := range map[string]struct {
		headers string
		unknown string // those that are rightly not known
	}{
		"an Odoo list": {
			"Shipment #|Customer|Status|Transport Mode|Port of Loading|Port of Discharge|ETD|ETA|Gross Weight|Volume (CBM)|Created on", "Created on",
		},
		"an Odoo export": {
			"Display Name|Customer/Display Name|Carrier/Name|Vessel/Name|Port of Loading/Code|Port of Discharge/Name|" +
				"Containers/Container No.|Containers/Container Type|Containers/Seal No.|Containers/Gross Weight|Customer/ID|Customer/Phone",
			"Customer/ID Customer/Phone",
		},
		"an Odoo export in Vietnamese": {
			"Số lô hàng|Khách hàng/Tên hiển thị|Container/Số container|Container/Loại|Container/Số chì|Ngày đi|Ngày đến", "",
		},
		"a Vietnamese sheet": {
			"Mã lô|Khách hàng|Tình trạng|Cảng xếp|Cảng dỡ|Ngày đi|Ngày đến|Số kiện|Trọng lượng (kg)|Số khối|Tên hàng|Số HBL|Số MBL|" +
				"Số booking|Hãng tàu|Tên tàu|Số chuyến|Số cont|Loại cont|Số seal|Ghi chú", "Ghi chú",
		},
		"what must not be taken for the customer": {"Job No.|Client|Shipper|Consignee|Đơn vị", "Shipper Consignee Đơn vị"},
	} {
		h := mapping{}.header(1, strings.Split(c.headers, "|"))
		var unknown []string
		for _, cell := range h.headings {
			if !cell.known() {
				unknown = append(unknown, cell.text.String())
			}
		}
		if !h.isHeader() || len(h.doubled) > 0 || strings.Join(unknown, " ") != c.unknown {
			t.Errorf("%s: missing %v, doubled %v, not known %q", name, h.missing(), h.doubled, unknown)
		}
	}
}

// A column with the very name of the field counts before one that may mean it.
func TestTheNameOfAFieldCountsBeforeItsLikeness(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,Ngày đi,ETD,Departure Date\nA1,Saigon Tech Export,2025-05-01,2025-05-10,2025-05-02\n", Options{})
	if etd := h.shipment("A1").Facts.ETD; etd != model.Day(2025, 5, 10) || r.WarningsTotal != 2 || r.Warnings[0].Field != "Ngày đi" {
		t.Errorf("ETD %s, %s", etd, spoken(r))
	}
}

// Odoo writes the shipment once, and its further containers below it.
func TestContainersBelowAShipmentAreHers(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	list := "Shipment #,Customer,ETA,Containers/Container No.,Containers/Seal No.\n" +
		"A1,Saigon Tech Export,25/05/2025,ONEU6507410,S1\n" +
		",,,ONEU8363919,S2\n" +
		"A2,Saigon Tech Export,25/05/2025,,\n" +
		",,,,S3\n" +
		",Mekong,,ONEU8363919,S4\n"
	r := h.take(list, Options{})
	want(t, r, 3, 0, 2)
	if boxes := h.shipment("A1").Facts.Containers; len(boxes) != 2 || boxes[1].Seal.String() != "S2" {
		t.Errorf("%+v", boxes)
	}
	flat := strings.ReplaceAll(list, "Containers/", "")
	if r := h.take(flat, Options{}); r.RefusedRows() != 3 {
		t.Errorf("in a flat list a row belongs to no other: %s", spoken(r))
	}
}
