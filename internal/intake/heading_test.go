package intake

import (
	"strings"
	"testing"

	"porthole/internal/model"
)

// No name may stand for two columns: which of them it means would be chance.
func TestEveryNameIsOfOneColumn(t *testing.T) {
	of := map[string]string{}
	names := 0
	for _, b := range headingBlocks(headingsText) {
		kind := "column"
		if b.sense != "" {
			kind = string(b.sense)
		}
		for _, name := range b.texts {
			folded := model.Fold(name)
			if b.sense != "" {
				folded = "(" + folded // beside a name a word may mean something else
			} else {
				names++
			}
			where := kind + " " + b.claim.column.String()
			if other, taken := of[folded]; taken || folded == "" {
				t.Errorf("%q of %s is of %s too", name, where, other)
			}
			of[folded] = where
		}
	}
	for c := range columnCount {
		if got, ok := columnNamed(c.String()); !ok || got.column != c || got.open {
			t.Errorf("%s does not have its own name", c)
		}
	}
	t.Logf("%d names", names)
}

// said is what a heading is taken for: columns, unit, and a question mark for a
// remark.
func said(h heading) string {
	var parts []string
	for _, r := range h.reads {
		text := r.column.String()
		if r.unit != nil {
			text += " in " + r.unit.name
		}
		if r.zone != "" {
			text += " by " + r.zone
		}
		parts = append(parts, text)
	}
	text := strings.Join(parts, " + ")
	if h.doubt != nil {
		text += "?"
	}
	return text
}

func TestWhatAHeadingIsTakenFor(t *testing.T) {
	for want, headings := range map[string][]string{
		"etd": {
			"ETD", "Ngày tàu chạy (ETD)", "Ngày tàu chạy", "NGÀY TÀU CHẠY", "Ngày tàu chạy/ETD", "Ngày tàu chạy\n(ETD)", "Ngày tàu chạy - ETD", "Sailing date [ETD]",
			"Departure Date (ETD)", "Departure Date", "Ngày đi", "Ngày rời cảng", "ETD (POL)", "ETD - POL", "ETD (dự kiến)", "Departure (estimated)", "Ngày khởi hành dự kiến",
			"ETD (dd/mm/yyyy)", "ETD (local time)", "ETD\n(dd/mm)", "Ngày tàu chạy（ETD）", "ETD *", "Est. Departure", "ETD/Ngày tàu chạy", "Planned sailing date", "Date (ETD)",
			"New ETD", "ETD mới", "ETD-POL", "ngay tau chay (etd)",
		},
		"eta": {
			"ETA", "Ngày tàu đến (ETA)", "Ngày tàu đến", "Arrival Date", "Ngày cập cảng", "Arrival date - ETA", "ETA (POD)", "Ngày đến (dự kiến)", "ETA_POD", "Ngày cập bến/ETA",
			"Latest ETA", "Ngày hàng về", "Ngày đến\r\nETA",
		},
		"atd": {
			"ATD", "ETD (actual)", "Actual Dep.", "Departure Date - ATD", "Ngày tàu chạy thực tế", "Ngày tàu chạy (thực tế)", "Ngày tàu chạy (ATD)", "Actual departure", "Actual ETD", "ETD thực tế",
			"Sailing date (Actual)", "ETD_actual", "Ngày đi\n(thực tế)", "Sailed", "ATD/Ngày tàu chạy",
		},
		"ata":  {"ATA", "Act. Arr.", "Arrival Date (ATA)", "Ngày đến thực tế", "Ngày tàu đến (ATA)", "ETA (actual)", "Actual arrival", "Ngày cập cảng thực tế", "ATA (POD)", "Ngày đến - thực tế"},
		"etd?": {"ETD/ATD", "ETD (ATD)", "ETD (HCM)", "ETD HPH", "Ngày xuất phát lần hai (ETD)"},
		"eta?": {"ETA/ATA", "ETA Hải Phòng", "Cảng đến (ETA)"},

		"etd by UTC+00:00":    {"ETD (UTC)", "ETD UTC", "Departure date (GMT)"},
		"eta by UTC+07:00":    {"ETA (GMT+7)", "ETA (giờ VN)", "Ngày đến (giờ Việt Nam)", "ETA (ICT)", "ETA UTC+07:00", "ETA (UTC + 7)"},
		"ata by UTC-08:00":    {"ATA (GMT-8)", "ATA POD (UTC-8:00)"},
		"ts_eta by UTC+08:00": {"ETA T/S Port (UTC+8)"},

		"weight_kg":                  {"Weight", "Gross weight", "G.W.", "Trọng lượng", "Total weight", "Weight (total)", "Estimated weight", "Số kg"},
		"weight_kg in kg":            {"Gross weight (KGS)", "G.W. (kgs)", "Trọng lượng (kg)", "KGS", "Weight - KGS", "Weight in kgs", "Số lượng (kg)", "Trọng lượng/kg", "Gross weight, kg"},
		"weight_kg in t":             {"Weight (Tons)", "Weight (MT)", "MT", "tấn", "Trọng lượng (tấn)", "Gross Weight MT", "Weight in tonnes", "Khối lượng [tấn]", "TONS", "Weight_t"},
		"weight_kg in lb":            {"G.W (LBS)", "LBS", "Weight lb", "Gross weight/lbs", "Pounds", "Weight (lbs.)"},
		"weight_kg in g":             {"Weight (g)", "Weight (gram)"},
		"weight_kg in tạ":            {"Trọng lượng (tạ)"},
		"volume_cbm in m³":           {"CBM", "Volume (m3)", "Volume (m³)", "Thể tích (cbm)", "Khối lượng (m3)", "Measurement - cbm", "Volume cu.m"},
		"volume_cbm in ft³":          {"Volume (CFT)", "CFT", "Volume (cu ft)", "Volume (ft3)", "Cubic feet", "Thể tích (cuft)"},
		"volume_cbm in l":            {"Volume (liters)", "Thể tích (lít)"},
		"?":                          {"Weight (stone)", "Weight (xyz)", "Volume (gal)", "Volume - barrels", "Gross weight/foo"},
		"packages":                   {"Số lượng (thùng)", "Quantity (CTNS)", "Số kiện", "Q'ty", "Total cartons", "No. of Pkgs"},
		"container":                  {"Cont. No", "Container No.", "container_ids/name", "Containers/Container No.", "Số cont", "Containers", "CNTR NO.", "Số (cont)"},
		"container_type":             {"Containers / Size", "Loại cont", "Type (container)", "Loại cont (Type)", "Container - Type"},
		"vessel + voyage":            {"Vessel/Voyage", "Tàu/chuyến", "Vessel & Voyage", "VSL/VOY", "Tên tàu / Số chuyến", "Vessel (Voyage)", "Vessel - Voyage No.", "Tàu\nChuyến", "M/V / Voy"},
		"container + container_type": {"Container No./Size", "Số cont/loại"},
		"container + seal":           {"Số cont/Số chì", "Container No./Seal No.", "Số cont (Seal no.)"},
		"pol + pod":                  {"POL/POD", "POL - POD", "Cảng đi / Cảng đến"},
		"hbl + mbl":                  {"HBL/MBL"},
		"packages + weight_kg in kg + volume_cbm in ft³": {"Pkgs/Kgs/CFT"},
		"hbl":      {"House B/L", "House Ref", "B/L No", "Số bill", "B/L (HBL)", "Vận đơn", "HBL No.", "Bill of Lading (House)", "HAWB"},
		"mbl":      {"B/L No (Master)", "MBL", "Master", "Bill hãng tàu", "B/L - MBL", "Số vận đơn (MBL)"},
		"partner":  {"Local Client", "Tên KH", "Customer/Name", "Khách hàng (Customer)", "Khách hàng\nCustomer", "Client"},
		"shipment": {"Filing No.", "Số file", "Shipment ID", "Mã lô", "Job No.", "File No", "Mã lô hàng (Job No)"},
		"pol":      {"POL/Code", "Cảng xếp hàng (POL)", "Port of Loading", "Origin", "Cảng đi"},
		"mode":     {"Trans", "Mode", "Phương thức vận chuyển"},
		"load":     {"FCL/LCL", "Load"},
		"carrier?": {"Company (Carrier)"},
		"hbl?":     {"Ref (HBL)"},
		"booking":  {"Bkg No.", "Số booking", "Booking (no.)"},
		"": {
			"Customer/Code", "Customer/Email", "Containers/Customer", "Containers/ETA", "", "/", "Notes (ETA)", "Ghi chú (ETD)", "Original ETA", "ETA cũ", "Required ETA", "Net weight",
			"Weight (net)", "Trọng lượng tịnh", "Chargeable weight", "Số lượng (cont)", "Số lượng container", "No. of containers", "Total containers", "Container qty",
			"HBL (date)", "Ngày (HBL)", "ETA T/S", "ETD (POD)", "ETA (POL)", "Customer (code)", "Customer - Phone", "STT", "Sales", "Shipper", "Booking status", "T", "CC", "()",
			"Container (UTC)", "Vessel (giờ VN)", "Lý do thay đổi (ETA)", "Shipper/Company", "TEU", "Volume (TEU)", "Tổng cont",
		},
	} {
		for _, text := range headings {
			if got := said(readHeading(text)); got != want {
				t.Errorf("%q is taken for %q, not %q", text, got, want)
			}
		}
	}
}

// A bare sailing date does not say that the ship has sailed.
func TestABareSailingDateIsThePlan(t *testing.T) {
	for _, header := range []string{
		"Mã lô,Khách hàng,Ngày tàu chạy (ETD),Ngày tàu đến (ETA)", "Mã lô,Khách hàng,Ngày tàu chạy,Ngày tàu đến",
		"Mã lô,Khách hàng,\"Ngày tàu chạy\n(ETD)\",Arrival Date",
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(header+"\nA1,Saigon Tech Export,10/12/2027,05/01/2028\n", Options{})
		f := h.shipment("A1").Facts
		if f.ETD != model.Day(2027, 12, 10) || f.ETA != model.Day(2028, 1, 5) || !f.ATD.IsZero() || !f.ATA.IsZero() || len(r.Warnings) > 0 {
			t.Errorf("%s: ETD %v, ETA %v, ATD %v, ATA %v\n%s", header, f.ETD, f.ETA, f.ATD, f.ATA, spoken(r))
		}
	}
}

func TestAmountsAreInTheUnitOfTheirHeading(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,Gross weight (Tons),Volume (CFT)\nA1,Saigon Tech Export,12.5,2000\nA2,Saigon Tech Export,800 kg,1 m3\n", Options{})
	want(t, r, 2, 0, 0)
	if c := h.shipment("A1").Facts.Cargo; *c.WeightKg != 12500 || *c.VolumeCbm != 56.634 {
		t.Errorf("%v kg, %v m³", *c.WeightKg, *c.VolumeCbm)
	}
	if c := h.shipment("A2").Facts.Cargo; *c.WeightKg != 800 || *c.VolumeCbm != 1 {
		t.Errorf("a unit in the cell: %v kg, %v m³", *c.WeightKg, *c.VolumeCbm)
	}
	r = h.take("shipment,partner,Weight (stone)\nA3,Saigon Tech Export,100\n", Options{})
	if remarks(r) != "remark.import.heading_unit" || h.shipment("A3").Facts.Cargo.WeightKg != nil {
		t.Errorf("an unknown unit: %s", spoken(r))
	}
}

// A heading that names a clock is believed, and its times are told by that of the port.
func TestTimesGoByTheClockOfTheirHeading(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	want(t, h.take("shipment,partner,pol,pod,ETD (UTC),ETA (giờ VN)\nA1,Saigon Tech Export,VNSGN,USLGB,10/05/2026 20:00,26/05/2026 08:00\n"+
		"A2,Saigon Tech Export,VNSGN,USLGB,2026-05-10T20:00:00+07:00,26-May-2026\n", Options{}), 2, 0, 0)
	for ref, dates := range map[string][2]string{
		"A1": {"2026-05-11T03:00:00+07:00", "2026-05-25T18:00:00-07:00"}, "A2": {"2026-05-10T20:00:00+07:00", "2026-05-26"},
	} {
		if f := h.shipment(ref).Facts; f.ETD.String() != dates[0] || f.ETA.String() != dates[1] {
			t.Errorf("%s: ETD %v, ETA %v", ref, f.ETD, f.ETA)
		}
	}
}

// Which of two headings has the column is said, with both of them.
func TestTwoHeadingsOfOneColumn(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,Ngày tàu chạy,Ngày khởi hành dự kiến\nA1,Saigon Tech Export,01/05/2025,10/05/2025\n", Options{})
	if etd := h.shipment("A1").Facts.ETD; etd != model.Day(2025, 5, 10) {
		t.Errorf("ETD %s", etd)
	}
	if said := spoken(r); !strings.Contains(said, "Ngày tàu chạy: “Ngày khởi hành dự kiến” was taken for etd") {
		t.Error(said)
	}
}

// A bill that says neither house nor master is the one that the file has no other
// column for.
func TestABillOfNoKind(t *testing.T) {
	for header, want := range map[string]string{
		"Số bill": "hbl?", "Số bill,HBL": "mbl hbl", "B/L No,Master": "hbl mbl", "HBL,MBL,Vận đơn": "hbl mbl hbl", "B/L No,House Ref,Booking": "mbl hbl booking",
	} {
		var parts []string
		for _, heading := range (mapping{}).header(1, strings.Split(header, ",")).headings {
			parts = append(parts, said(heading))
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%s: %s, not %s", header, got, want)
		}
	}
}
