package intake

import (
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

func TestTheSampleListComesIn(t *testing.T) {
	h := open(t, customers...)
	r := h.take(sample(t, "shipments.csv"), Options{Name: "shipments.csv"})
	want(t, r, 66, 0, 0)
	if len(r.Warnings) > 0 {
		t.Errorf("warnings:\n%s", spoken(r))
	}
	s := h.shipment("SHP/202505/00080")
	if s.Partner != "saigon-tech-export" || s.Facts.Status != model.InTransit || s.Facts.POL.Short() != "Cat Lai" {
		t.Errorf("partner %s, %s, %s", s.Partner, s.Facts.Status, s.Facts.POL.Short())
	}
	if s.Facts.ETA != model.Day(2025, 5, 25) || s.Facts.ATD != model.Day(2025, 5, 10) || len(s.Facts.Containers) != 2 {
		t.Errorf("ETA %v, ATD %v, %d containers", s.Facts.ETA, s.Facts.ATD, len(s.Facts.Containers))
	}
	if c := s.Facts.Cargo; *c.Packages != 1211 || *c.WeightKg != 22812 || *c.VolumeCbm != 65.2 {
		t.Errorf("%d packages, %v kg, %v m³", *c.Packages, *c.WeightKg, *c.VolumeCbm)
	}
	draft := h.shipment("SHP/202504/00068")
	if *draft.Facts.Cargo.Packages != 580+1171+608 || len(draft.Facts.Containers) != 0 {
		t.Errorf("the draft has %d packages in %d containers", *draft.Facts.Cargo.Packages, len(draft.Facts.Containers))
	}
}

func TestImportingTheSampleTwiceChangesNothing(t *testing.T) {
	h := open(t, customers...)
	list := sample(t, "shipments.csv")
	h.take(list, Options{})
	before := h.shipment("SHP/202505/00080")
	want(t, h.take(list, Options{}), 0, 66, 0)
	if after := h.shipment("SHP/202505/00080"); after.Version != before.Version {
		t.Errorf("version %d became %d", before.Version, after.Version)
	}
}

// A file that was sorted by container has a shipment's rows far apart.
func TestRowsOfAShipmentNeedNotBeTogether(t *testing.T) {
	h := open(t, customers...)
	lines := strings.Split(sample(t, "shipments.csv"), "\n")
	rest := lines[1:]
	sort.Slice(rest, func(i, j int) bool { return rest[i][len(rest[i])-9:] < rest[j][len(rest[j])-9:] })
	mixed := strings.Join(append([]string{lines[0]}, rest...), "\n")
	want(t, h.take(mixed, Options{}), 66, 0, 0)
	want(t, h.take(mixed, Options{}), 0, 66, 0)
	want(t, h.take(sample(t, "shipments.csv"), Options{}), 0, 66, 0)
}

func TestADryRunReportsTheSameAndWritesNothing(t *testing.T) {
	h := open(t)
	list := sample(t, "shipments.csv")
	dry := h.take(list, Options{DryRun: true, CreatePartners: true})
	want(t, dry, 66, 0, 0)
	if !dry.DryRun || h.has("SHP/202505/00080") || dry.WarningsTotal != 4 {
		t.Errorf("dry %v, written %v, %d warnings", dry.DryRun, h.has("SHP/202505/00080"), dry.WarningsTotal)
	}
	if partners, _, _ := h.office.Partners(t.Context(), "", 10); len(partners) != 0 {
		t.Errorf("a dry run left %d partners", len(partners))
	}
	real := h.take(list, Options{CreatePartners: true})
	for i := range dry.Warnings {
		if was := &dry.Warnings[i].Remark.Key; *was == "remark.import.partner_would" {
			*was = "remark.import.partner_created" // the one difference
		} else {
			t.Errorf("a dry run says %s", *was)
		}
	}
	dry.DryRun, dry.Reading = false, nil
	if !reflect.DeepEqual(real, dry) {
		t.Errorf("the dry run said\n%s\nand the import\n%s", spoken(dry), spoken(real))
	}
}

func TestUnknownPartnersAreRefusedUnlessTheyAreWanted(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	list := "shipment,partner\nA1,Saigon Tech Export\nA2,Công ty Mới\nA3,saigon-tech-export\nA4,!!!\n"
	r := h.take(list, Options{})
	want(t, r, 2, 0, 2)
	line := r.Say(words.In(words.English, nil)).Refused[0]
	if line.Row != 3 || line.Field != "partner" || line.Value != "Công ty Mới" || !strings.Contains(line.Hint, "--create-partners") {
		t.Errorf("%+v", line)
	}
	r = h.take(list, Options{CreatePartners: true})
	want(t, r, 1, 2, 1)
	if s := h.shipment("A2"); s.Partner != "cong-ty-moi" {
		t.Errorf("partner %q", s.Partner)
	}
}

func TestAShipmentIsNotMovedToAnotherPartner(t *testing.T) {
	h := open(t, customers...)
	h.take("shipment,partner\nA1,Saigon Tech Export\n", Options{})
	r := h.take("shipment,partner\nA1,Mekong Foods JSC\nA2,Mekong Foods JSC\na1,Saigon Tech Export\n", Options{})
	if reasons(r) != "import.two_partners import.sibling" && reasons(r) != "import.sibling import.two_partners" {
		t.Errorf("refused: %s", spoken(r))
	}
	r = h.take("shipment,partner\nA1,Mekong Foods JSC\n", Options{})
	if reasons(r) != "import.other_partner" || h.shipment("A1").Partner != "saigon-tech-export" {
		t.Errorf("refused %s, partner %s", reasons(r), h.shipment("A1").Partner)
	}
}

func TestAShipmentIsTakenWholeOrNotAtAll(t *testing.T) {
	h := open(t, customers...)
	r := h.take("shipment,partner,container,eta\n"+
		"A1,Saigon Tech Export,ONEU6507410,25/05/2025\n"+
		"A1,Saigon Tech Export,ONEU8363919,31/02/2025\n"+
		"A2,Saigon Tech Export,,25/05/2025\n", Options{})
	want(t, r, 1, 0, 2)
	if h.has("A1") || !h.has("A2") {
		t.Errorf("A1 in: %v, A2 in: %v", h.has("A1"), h.has("A2"))
	}
	if reasons(r) != "import.sibling import.date" || r.Refused[1].Row != 3 || r.Refused[1].Value.String() != "31/02/2025" {
		t.Errorf("refused:\n%s", spoken(r))
	}
}

// One column, one bad cell, one reason each; the row above it is good.
func TestBadCellsAreRefusedWithTheReason(t *testing.T) {
	cases := []struct{ column, cell, reason string }{
		{"status", "sunk", "import.status"},
		{"mode", "rocket", "import.mode"},
		{"load", "XXL", "import.load"},
		{"direction", "up", "import.direction"},
		{"etd", "25/25/2025", "import.date"},
		{"eta", "#VALUE!", "import.cell_error"},
		{"pol", "#REF!", "import.cell_error"},
		{"vessel", "#N/A", "import.cell_error"},
		{"commodity", "########", "import.cell_error"},
		{"commodity", "Err:502", "import.cell_error"},
		{"packages", "1.23E+05", "import.rounded"},
		{"weight_kg", "2.2E+04", "import.rounded"},
		{"eta", "soon", "import.date"},
		{"ata", "0000-13-00", "import.date"},
		{"packages", "12.5", "import.number"},
		{"packages", "-3", "import.number"},
		{"weight_kg", "heavy", "import.number"},
		{"weight_kg", "12 cbm", "import.number"},
		{"volume_cbm", "1e400", "import.number"},
		{"pol,ts_port", "VNSGN\",\"VNCLI", "import.ts_port"},
		{"hbl", strings.Repeat("X", 41), "import.too_long"},
		{"shipment", strings.Repeat("X", 41), "import.too_long"},
		{"shipment", "", "import.empty"},
		{"partner", "", "import.empty"},
		{"partner", "Nobody Ltd", "import.unknown_partner"},
		{"commodity", "caf\xe9", "import.encoding"},
	}
	for _, c := range cases {
		h := open(t, "Saigon Tech Export")
		header, row := []string{"shipment", "partner"}, []string{"A2", "Saigon Tech Export"}
		if i := slices.Index(header, c.column); i >= 0 {
			row[i] = c.cell
		} else {
			header, row = append(header, c.column), append(row, `"`+c.cell+`"`)
		}
		good := "A1,Saigon Tech Export" + strings.Repeat(",", len(header)-2)
		r := h.take(strings.Join(header, ",")+"\n"+good+"\n"+strings.Join(row, ",")+"\n", Options{Format: CSV})
		if reasons(r) != c.reason || r.Taken != 1 || r.Refused[0].Row != 3 {
			t.Errorf("%s %q: %d taken, refused %q", c.column, c.cell, r.Taken, reasons(r))
		}
	}
}

func TestOddCellsAreTakenAndRemarked(t *testing.T) {
	cases := []struct{ column, cell, remark string }{
		{"container", "ONEU 650741-1", "remark.container.check_digit"},
		{"container", "BOX 7", "remark.import.not_a_container"},
		{"container", "GYOU4047990", ""},
		{"container_type,container", "banana\",\"ONEU6507410", "remark.import.container_type"},
		{"container_type,container", "40HC\",\"ONEU6507410", ""},
		{"container_type", "40HC", "remark.import.no_container"},
		{"pol", "QQQQQ", "remark.import.unknown_place"},
		{"pod", "Hải Phòng", ""},
		{"eta", "TBA", ""},
		{"eta", "00/00/0000", ""},
		{"etd", "0000-00-00 00:00:00", ""},
		{"weight_kg", "12,470", "remark.import.number"},
		{"weight_kg", "12,470.5 kg", ""},
		{"commodity", strings.Repeat("long ", 50), "remark.import.cut"},
		{"seal", "HL1", "remark.import.no_container"},
		{"imo", "9321484", "remark.imo.check_digit"},
		{"colour", "red", "remark.import.unknown_column"},
	}
	for _, c := range cases {
		h := open(t, "Saigon Tech Export")
		r := h.take("shipment,partner,"+c.column+"\nA1,Saigon Tech Export,\""+c.cell+"\"\n", Options{Format: CSV})
		if r.Taken != 1 || remarks(r) != c.remark {
			t.Errorf("%s %q: %d taken, remarked %q", c.column, c.cell, r.Taken, remarks(r))
		}
	}
}

func TestRowsThatRepeatAndDisagree(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,vessel,container,packages\n"+
		"A1,Saigon Tech Export,ONE HANNOVER,ONEU6507410,10\n"+
		"A1,Saigon Tech Export,ONE HANNOVER,ONEU 650741 0,10\n"+
		"A1,,BERLIN EXPRESS,ONEU8363919,5\n"+
		"A2,Saigon Tech Export,,,7\nA2,Saigon Tech Export,,,7\n", Options{})
	want(t, r, 5, 0, 0)
	if remarks(r) != "remark.import.container_twice remark.import.rows_disagree remark.import.row_twice" {
		t.Errorf("remarked:\n%s", spoken(r))
	}
	s := h.shipment("A1")
	if *s.Facts.Cargo.Packages != 15 || len(s.Facts.Containers) != 2 || s.Facts.Vessel.String() != "ONE HANNOVER" {
		t.Errorf("%d packages, %d containers, %s", *s.Facts.Cargo.Packages, len(s.Facts.Containers), s.Facts.Vessel)
	}
	if *h.shipment("A2").Facts.Cargo.Packages != 14 {
		t.Error("rows without a container do not add up")
	}
}

func TestSeveralContainersAndOrdersInOneCell(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	list := "shipment;partner;container;seal;packages;po\nA1;Saigon Tech Export;\"ONEU6507410, ONEU 836391-9\";\"S1, S2\";30;\"PO-1, PO-2\"\n"
	want(t, h.take(list, Options{}), 1, 0, 0)
	want(t, h.take(list, Options{}), 0, 1, 0)
	f := h.shipment("A1").Facts
	if len(f.Containers) != 2 || f.Containers[1].Seal.String() != "S2" || *f.Cargo.Packages != 30 || len(f.References.PO) != 2 {
		t.Errorf("%+v", f)
	}
}

func TestALaterListAddsAndNeverErases(t *testing.T) {
	h := open(t, customers...)
	h.take(sample(t, "shipments.csv"), Options{})
	r := h.take("shipment,partner,status,eta,vessel,container,seal\n"+
		"SHP/202505/00080,Saigon Tech Export,confirmed,28/05/2025,,ONEU 650741 0,NEW1\n", Options{})
	want(t, r, 1, 0, 0)
	if remarks(r) != "remark.import.unexplained remark.import.status_back remark.import.container_stays" {
		t.Errorf("remarked %q", remarks(r))
	}
	if line := spoken(r); !strings.Contains(line, "In Transit") || !strings.Contains(line, "Confirmed") {
		t.Errorf("said %q", line)
	}
	s := h.shipment("SHP/202505/00080")
	p := model.Publish(s)
	if p.Status != model.InTransit || p.Vessel.String() != "ONE HANNOVER" || len(p.Containers) != 2 || p.Containers[0].Seal.String() != "NEW1" {
		t.Errorf("%+v", p)
	}
	if days, _ := model.RowOf(p).Slip(); days != 3 || len(p.Ledger) != 3 {
		t.Errorf("slip %d days, %d lines", days, len(p.Ledger))
	}
}

// Words in English and Vietnamese, in the column of their kind or in another one.
func TestWordsInCells(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,mode,load,direction,status\n"+
		"A1,Saigon Tech Export,Đường biển,FCL/FCL,EXP,Đã giao\n"+
		"A2,Saigon Tech Export,FCL,SEA,Hàng nhập,Hủy\n"+
		"A3,Saigon Tech Export,Sea FCL Export,,,On Board\n"+
		"A4,Saigon Tech Export,LCL,FCL,,\n", Options{})
	want(t, r, 4, 0, 0)
	for ref, want := range map[string]model.Facts{
		"A1": {Mode: model.Sea, Load: model.FCL, Direction: model.Export, Status: model.Done},
		"A2": {Mode: model.Sea, Load: model.FCL, Direction: model.Import, Status: model.Cancelled},
		"A3": {Mode: model.Sea, Load: model.FCL, Direction: model.Export, Status: model.InTransit},
		"A4": {Mode: model.Sea, Load: model.FCL, Status: model.Draft},
	} {
		f := h.shipment(ref).Facts
		if f.Mode != want.Mode || f.Load != want.Load || f.Direction != want.Direction || f.Status != want.Status {
			t.Errorf("%s: %s, %s, %s, %s", ref, f.Mode, f.Load, f.Direction, f.Status)
		}
	}
	if remarks(r) != "remark.import.words_disagree" {
		t.Errorf("remarked %s", spoken(r))
	}
}

// A port is resolved when it is certain, and otherwise kept and remarked.
func TestPortsAsPeopleWriteThem(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take("shipment,partner,pol,pod,pickup\n"+
		"A1,Saigon Tech Export,SGN,LGB,KCN Sóng Thần\n"+
		"A2,Saigon Tech Export,TCIT,LCH,\nA3,Saigon Tech Export,HCM,Somewhere,\nA4,Saigon Tech Export,HPH,Manzanillo,\n", Options{})
	want(t, r, 4, 0, 0)
	var got []string
	for _, ref := range []string{"A1", "A2", "A3", "A4"} {
		f := h.shipment(ref).Facts
		got = append(got, f.POL.String()+" > "+f.POD.String())
	}
	said := strings.Join(got, "; ")
	if said != "Cat Lai (VNSGN) > Long Beach (USLGB); Cai Mep TCIT (VNVUT) > LCH; Cat Lai (VNSGN) > Somewhere; Hai Phong (VNHPH) > Manzanillo (MXZLO)" {
		t.Error(said)
	}
	if remarks(r) != "remark.import.place_unsure remark.import.unknown_port remark.import.place_other" {
		t.Errorf("remarked %s", spoken(r))
	}
}
