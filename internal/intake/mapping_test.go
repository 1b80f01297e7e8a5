package intake

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// asMapped reads what is typed behind --map.
func asMapped(t *testing.T, typed ...string) []model.MappedHeading {
	t.Helper()
	var list []model.MappedHeading
	for _, text := range typed {
		m, err := ParseMapped(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

// fault is what the import of a list fails with.
func (h *house) fault(text string, o Options) *model.Fault {
	h.t.Helper()
	var fault *model.Fault
	if _, err := Run(h.t.Context(), h.office, strings.NewReader(text), o); !errors.As(err, &fault) {
		h.t.Fatalf("import: %v", err)
	}
	return fault
}

func TestListsOfForwarders(t *testing.T) {
	for name, c := range map[string]struct{ list, unknown string }{
		"CargoWise": {
			"Shipment ID,Local Client,Mode,Trans,Origin,Destination,ETD,ETA,House Ref,Master,Vessel,Voyage/Flight,Containers\n" +
				"A1,Saigon Tech Export,FCL,SEA,VNSGN,USLGB,10-May-26,25-May-26,H1,M1,ONE HANNOVER,042E,ONEU6507410", "",
		},
		"CargoWise, the other way round": {
			"Shipment ID,Local Client,Trans,Mode,Origin,Destination,ETD,ETA,House Ref,Master,Vessel,Voyage/Flight,Containers\n" +
				"A1,Saigon Tech Export,SEA,FCL,VNSGN,USLGB,10-May-26,25-May-26,H1,M1,ONE HANNOVER,042E,ONEU6507410", "",
		},
		"a sheet of Saigon": {
			"STT,Số file,Tên KH,Số booking,Số bill,MBL,Hãng tàu,Tàu/chuyến,POL,POD,ETD,ETA,Số cont,Phương thức vận chuyển,Nguyên/lẻ\n" +
				"1,A1,Saigon Tech Export,BK1,H1,M1,ONE,ONE HANNOVER 042E,VNSGN,USLGB,10/05/2026,25/05/2026,ONEU6507410,sea,FCL", "STT",
		},
		"a sheet of Hai Phong": {
			"Mã lô,Chủ hàng,House bill,Vận đơn,Line,\"Tàu\nChuyến\",Cảng bốc,Cảng dỡ,Ngày tàu chạy (ETD),Ngày tàu đến (ETA),Số hiệu cont,Sale,Loại hàng,Trans\n" +
				"A1,Saigon Tech Export,H1,M1,ONE,ONE HANNOVER / 042E,VNSGN,USLGB,10/05/2026,25/05/2026,ONEU6507410,Lan,FCL,sea", "Sale",
		},
		"GoFreight": {
			"Filing No.,Customer,Ship Mode,HB/L No.,MB/L No.,Carrier,Vessel,Voyage,POL,POD,ETD,ETA,Container No.,Load Type,OP\n" +
				"A1,Saigon Tech Export,sea,H1,M1,ONE,ONE HANNOVER,042E,VNSGN,USLGB,2026-05-10,2026-05-25,ONEU6507410,FCL,Lan", "OP",
		},
		"Magaya": {
			"Shipment Number,Bill To,Mode of Transportation,House Waybill,Master Waybill,Carrier Name,Vessel Name,Voyage,Port of Loading,Port of Unloading," +
				"Departure Date,Arrival Date,Container Numbers,Load Type\n" +
				"A1,Saigon Tech Export,sea,H1,M1,ONE,ONE HANNOVER,042E,VNSGN,USLGB,2026-05-10,2026-05-25,ONEU6507410,FCL", "",
		},
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(c.list+"\n", Options{})
		var unknown []string
		for _, w := range r.Warnings {
			if w.Remark.Key == "remark.import.unknown_column" {
				unknown = append(unknown, w.Field)
			}
		}
		if r.Taken != 1 || strings.Join(unknown, " ") != c.unknown || len(r.Warnings) != len(unknown) {
			t.Errorf("%s: %d taken\n%s", name, r.Taken, spoken(r))
			continue
		}
		f := h.shipment("A1").Facts
		got := []string{
			string(f.Mode), string(f.Load), f.POL.Code.String(), f.POD.Code.String(), f.References.HBL.String(), f.References.MBL.String(),
			f.Vessel.String(), f.Voyage.String(), f.Containers[0].Number.String(),
		}
		want := []string{"sea", "FCL", "VNSGN", "USLGB", "H1", "M1", "ONE HANNOVER", "042E", "ONEU6507410"}
		if !slices.Equal(got, want) || f.ETD != model.Day(2026, 5, 10) || f.ETA != model.Day(2026, 5, 25) || !f.ATD.IsZero() {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A list of one customer has no column for it.
func TestAListOfOneCustomer(t *testing.T) {
	h := open(t, customers...)
	list := "Số file,ETD\nA1,10/05/2025\nA2,11/05/2025\n"
	want(t, h.take(list, Options{Partner: "saigon-tech-export"}), 2, 0, 0)
	if p := h.shipment("A1").Partner; p != "saigon-tech-export" {
		t.Errorf("partner %q", p)
	}
	r := h.take("Số file,Tên KH\nA3,Saigon Tech Export\nA4,\nA4,saigon-tech-export\nA5,Mekong Foods JSC\nA6,Nobody Ltd\n",
		Options{Partner: "saigon-tech-export", CreatePartners: true})
	want(t, r, 3, 0, 2)
	if reasons(r) != "import.not_partner import.not_partner" || !strings.Contains(spoken(r), "Saigon Tech Export alone") {
		t.Errorf("refused %s", spoken(r))
	}
	if fault := h.fault(list, Options{Partner: "nobody"}); fault.Key != model.ErrUnknownPartner.Key {
		t.Errorf("a partner that nobody knows: %s", fault.Key)
	}
}

func TestAHeadingIsWhatWasSaidOfIt(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	list := "Mã riêng,Bên mua,ETD,Ngày 2,Cân,#\nA1,Saigon Tech Export,2025-05-01,2025-05-10,1000,BK1\n"
	r := h.take(list, Options{Map: asMapped(t, "mã riêng=shipment", "Bên mua=Khách hàng", "Ngày 2=etd", "Cân=weight (lb)", "#=booking", "Màu=po")})
	want(t, r, 1, 0, 0)
	f := h.shipment("A1").Facts
	if f.ETD != model.Day(2025, 5, 10) || *f.Cargo.WeightKg != 453.592 || f.References.Booking.String() != "BK1" {
		t.Errorf("%+v", f)
	}
	if remarks(r) != "remark.import.map_absent remark.import.doubled_column" {
		t.Errorf("remarked\n%s", spoken(r))
	}
	r = h.take("shipment,partner,ETD\nA2,Saigon Tech Export,2025-05-01\n", Options{Map: asMapped(t, "ETD=-")})
	if etd := h.shipment("A2").Facts.ETD; !etd.IsZero() || len(r.Warnings) > 0 {
		t.Errorf("a column that was to be left out: %v, %s", etd, spoken(r))
	}
	r = h.take(list, Options{Remembered: asMapped(t, "mã riêng=shipment", "Bên mua=partner", "Cân=-", "Màu=po"), Map: asMapped(t, "Cân=weight")})
	if remarks(r) != "remark.import.unexplained remark.import.unknown_column remark.import.unknown_column" || *h.shipment("A1").Facts.Cargo.WeightKg != 1000 {
		t.Errorf("what is said now counts before what was remembered: %s", spoken(r))
	}
}

func TestColumnsThatNobodyKnowsAreSuggested(t *testing.T) {
	c := words.In(words.English, nil)
	for typed, says := range map[string]string{
		"Số=shipmnt":   "Did you mean “shipment”?",
		"Số=bookin":    "Did you mean “booking”?",
		"Số=khach hag": "Did you mean “partner”?",
		"Số=colour":    "The columns are shipment, partner",
		"Số":           "Write --map 'HEADING=COLUMN'",
		"=shipment":    "Write --map 'HEADING=COLUMN'",
	} {
		_, err := ParseMapped(typed)
		var fault *model.Fault
		if !errors.As(err, &fault) || !strings.Contains(say(c, fault.Key, fault.Args)+hint(c, fault), says) {
			t.Errorf("%s: %v", typed, err)
		}
	}
}

// Who has other headings is told which were found and how to say what they are.
func TestAMissingColumnNamesTheHeadings(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	c := words.In(words.English, nil)
	for list, says := range map[string]string{
		"Mã riêng,Khách hàng,ETD\nA1,x,\n":           "The column “shipment” is missing. Row 1 was read as the header; it has “Mã riêng”, “Khách hàng”, “ETD”. --map",
		"Số file,Bên mua\nA1,x\n":                    "The column “partner” is missing. Row 1 was read as the header; it has “Số file”, “Bên mua”. --partner SLUG",
		"Khách: ACME\nMã riêng,Bên mua,ETD\nA1,x,\n": "The column “shipment, partner” is missing. Row 2 was read as the header; it has “Mã riêng”, “Bên mua”, “ETD”. --partner SLUG",
		"Cột A,Cột B\n1,2\n":                         "Row 1 has no heading that is known; it has “Cột A”, “Cột B”. --map",
	} {
		fault := h.fault(list, Options{Name: "x.csv"})
		said, mend, _ := strings.Cut(says, " --")
		if got := say(c, fault.Key, fault.Args); got != said || !strings.Contains(hint(c, fault), mend) {
			t.Errorf("%q: %s %s", list, got, hint(c, fault))
		}
	}
}

// What is said of headings means nothing for messages, and is not passed over.
func TestMessagesHaveNoHeadings(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	if fault := h.fault("[]", Options{Partner: "saigon-tech-export"}); fault.Key != "error.import.list_only" {
		t.Errorf("%v", fault)
	}
}
