package intake

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"porthole/internal/model"
)

// drawn is a workbook with a sheet of these rows, as a person changes it.
func drawn(t *testing.T, rows [][]any, change func(f *excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for n, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, n+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// shown gives cells a number format.
func shown(f *excelize.File, from, to, format string) error {
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	return f.SetCellStyle("Sheet1", from, to, style)
}

var may, june = [][]any{{"Shipment #", "Customer", "ETA"}, {"M1", "Saigon Tech Export", "25/05/2025"}},
	[][]any{{"June"}, {"Customer", "ETA", "Shipment #"}, {"Saigon Tech Export", "never", "J1"}, {"Saigon Tech Export", "06/06/2025", "J2"}, {"Saigon Tech Export", "06/06/2025", "J1"}}

func TestEveryVisibleSheetWithAListIsRead(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	r := h.take(book(t, false, "May", may, "Notes", [][]any{{"how to read this"}}, "Empty", [][]any{}, "June", june), Options{})
	want(t, r, 2, 0, 2)
	if !h.has("M1") || !h.has("J2") || h.has("J1") {
		t.Errorf("%s", spoken(r))
	}
	if len(r.Sheets) != 2 || r.Sheets[0] != (SheetRead{"May", 1}) || r.Sheets[1] != (SheetRead{"June", 3}) {
		t.Errorf("%+v", r.Sheets)
	}
	if reasons(r) != "import.date import.sibling" || r.Refused[0].Sheet != "June" || r.Refused[0].Row != 3 || !strings.Contains(spoken(r), "Row June!3 of the same shipment") {
		t.Errorf("%+v\n%s", r.Refused[0], spoken(r))
	}
	if remarks(r) != "remark.import.sheet_no_list" || r.Warnings[0].Sheet != "Notes" {
		t.Errorf("%s", spoken(r))
	}
}

func TestHiddenSheetsAreLeftOutAndSaid(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	for _, state := range []bool{false, true} {
		file := drawn(t, may, func(f *excelize.File) error {
			if _, err := f.NewSheet("Old"); err != nil {
				return err
			}
			row := []any{"Shipment #", "Customer"}
			return errors.Join(f.SetSheetRow("Old", "A1", &row), f.SetSheetRow("Old", "A2", &[]any{"OLD", "Saigon Tech Export"}), f.SetSheetVisible("Old", false, state))
		})
		r := h.take(file, Options{})
		if h.has("OLD") || !h.has("M1") || remarks(r) != "remark.import.sheet_hidden" || r.Warnings[0].Sheet != "Old" {
			t.Errorf("%s", spoken(r))
		}
	}
}

func TestWhatMergedCellsSayHoldsInAllTheirRows(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{
		{"Shipment #", "Customer", "ETA", "Container", "Packages", "Gross Weight", "PO"},
		{"A1", "Saigon Tech Export", "25/05/2025", "ONEU6507410", 10, 22025, "PO-1"},
		{nil, nil, nil, "ONEU8363919", 20, nil, "PO-2"},
		{"A2", "Saigon Tech Export", "26/05/2025", "TLLU1234566", 5, 100, "PO-3"},
		{nil, nil, nil, nil, 7, 200, "PO-4"},
		{"A3", "Saigon Tech Export", nil, "CSQU3054383", 1, 900, "PO-5"},
	}
	r := h.take(drawn(t, rows, func(f *excelize.File) error {
		return errors.Join(f.MergeCell("Sheet1", "A2", "A3"), f.MergeCell("Sheet1", "B2", "B3"), f.MergeCell("Sheet1", "C2", "C3"), f.MergeCell("Sheet1", "F2", "F3"),
			f.MergeCell("Sheet1", "A4", "A5"), f.MergeCell("Sheet1", "B4", "B5"), f.MergeCell("Sheet1", "C4", "C5"), f.MergeCell("Sheet1", "D4", "D5"))
	}), Options{})
	want(t, r, 5, 0, 0)
	if r.WarningsTotal > 0 {
		t.Errorf("%s", spoken(r))
	}
	a1 := h.shipment("A1").Facts
	if len(a1.Containers) != 2 || a1.ETA != model.Day(2025, 5, 25) || *a1.Cargo.WeightKg != 22025 || *a1.Cargo.Packages != 30 {
		t.Errorf("%+v", a1)
	}
	if a1.Containers[0].WeightKg != nil || *a1.Containers[1].Packages != 20 {
		t.Errorf("the weight of both is given to one: %+v", a1.Containers)
	}
	a2 := h.shipment("A2").Facts
	if len(a2.Containers) != 1 || *a2.Containers[0].Packages != 12 || *a2.Cargo.WeightKg != 300 || len(a2.References.PO) != 2 {
		t.Errorf("%+v", a2)
	}
}

func TestCellsAreReadAsTheyAreShown(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{
		{"Shipment #", "Customer", "HBL", "MBL", "Booking", "Voyage", "ETA", "ETD", "Gross Weight", "Volume"},
		{"A1", "Saigon Tech Export", 123, 45, 238746000123, 7, 45802.6, 45787.25, 22.025, 61.25},
	}
	r := h.take(drawn(t, rows, func(f *excelize.File) error {
		return errors.Join(shown(f, "C2", "C2", "00000"), shown(f, "D2", "D2", `"HL-"0000`), shown(f, "E2", "E2", "0.00E+00"), shown(f, "F2", "F2", `000"E"`),
			shown(f, "G2", "G2", "mm/dd/yyyy"), shown(f, "H2", "H2", "dd/mm/yyyy hh:mm"), shown(f, "I2", "I2", `0.0" t"`), shown(f, "J2", "J2", `#,##0.00`))
	}), Options{})
	want(t, r, 1, 0, 0)
	f := h.shipment("A1").Facts
	if f.References.HBL.String() != "00123" || f.References.MBL.String() != "HL-0045" || f.References.Booking.String() != "238746000123" || f.Voyage.String() != "007E" {
		t.Errorf("%+v, voyage %s", f.References, f.Voyage)
	}
	if f.ETA != model.Day(2025, 5, 25) || f.ETD.String() != "2025-05-10T06:00:00Z" || *f.Cargo.WeightKg != 22025 || *f.Cargo.VolumeCbm != 61.25 {
		t.Errorf("ETA %v, ETD %v, %+v", f.ETA, f.ETD, f.Cargo)
	}
}

func TestNumbersThatAWorkbookDoesNotHaveWholeAreRefused(t *testing.T) {
	rows := [][]any{
		{"Shipment #", "Customer", "Booking", "Voyage", "Packages"},
		{"A1", "Saigon Tech Export", 1234567890123456789, nil, nil},
		{"A2", "Saigon Tech Export", nil, 45787, nil},
		{"A3", "Saigon Tech Export", nil, nil, 0.5},
		{"A4", "Saigon Tech Export", "1234567890123450000", nil, 12},
	}
	h := open(t, "Saigon Tech Export")
	r := h.take(drawn(t, rows, func(f *excelize.File) error {
		return errors.Join(f.SetCellDefault("Sheet1", "C2", "1.23456789012345E+18"), shown(f, "D3", "D3", "d-mmm"), shown(f, "E4", "E4", "0%"))
	}), Options{})
	if reasons(r) != "import.damaged import.damaged_date import.number" || !h.has("A4") {
		t.Errorf("%s", spoken(r))
	}
}

func TestHiddenRowsAndColumnsAreLeftOutAndSaid(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{{"Shipment #", "Customer", "ETA", "HBL"}}
	for _, ref := range []string{"A1", "A2", "A3", "A4", "A5"} {
		rows = append(rows, []any{ref, "Saigon Tech Export", "25/05/2025", "HL" + ref})
	}
	r := h.take(drawn(t, rows, func(f *excelize.File) error {
		return errors.Join(f.SetRowVisible("Sheet1", 3, false), f.SetRowVisible("Sheet1", 4, false), f.SetRowVisible("Sheet1", 6, false), f.SetColVisible("Sheet1", "D", false))
	}), Options{})
	want(t, r, 2, 0, 0)
	if said := spoken(r); !strings.Contains(said, "3 hidden rows were left out: 3–4, 6.") || !strings.Contains(said, "“HBL”") || !h.shipment("A1").Facts.References.HBL.IsZero() {
		t.Errorf("%s", said)
	}
	file := drawn(t, rows, func(f *excelize.File) error { return f.SetColVisible("Sheet1", "B", false) })
	if _, err := Run(t.Context(), h.office, strings.NewReader(file), Options{}); !errors.Is(err, model.NewFault("error.import.hidden_column")) {
		t.Errorf("%v", err)
	}
}

func TestRowsThatAreNoneOfTheListsAreLeftOutAndSaid(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{
		{"Shipment #", "Customer", "Packages", "Gross Weight"},
		{"WEEK 20"},
		{"A1", "Saigon Tech Export", 10, 900},
		{"Shipment #", "Customer", "Packages", "Gross Weight"},
		{"A2", "Saigon Tech Export", 20, 800},
		{"Tổng cộng", nil, 30, 1700},
		{nil, nil, 30, 1700},
	}
	r := h.take(drawn(t, rows, func(f *excelize.File) error { return f.MergeCell("Sheet1", "A2", "D2") }), Options{CreatePartners: true})
	want(t, r, 2, 0, 0)
	if remarks(r) != "remark.import.title remark.import.total remark.import.total" {
		t.Errorf("%s", spoken(r))
	}
	r = h.take("shipment,partner,packages\nA1,Saigon Tech Export,10\nTOTAL,,10\n,,10\nTOTAL 7,,\n", Options{})
	if remarks(r) != "remark.import.total remark.import.total remark.import.total" || r.RefusedTotal > 0 {
		t.Errorf("%s", spoken(r))
	}
	r = h.take("shipment,partner,packages\nTOTAL,Saigon Tech Export,10\nA9,,10\n", Options{})
	if r.Taken != 0 || remarks(r) != "remark.import.total" || reasons(r) != "import.empty" {
		t.Errorf("%s", spoken(r))
	}
}

// A total of a group has the name of the group beside the word, or the word where the
// container stands; it is neither a shipment nor counted once more.
func TestTotalsOfGroupsAreLeftOut(t *testing.T) {
	rows := "A1,Saigon Tech Export,sea,ONEU6507410,10,\nA1,Saigon Tech Export,sea,TEMU1234565,11,\n"
	for _, total := range []string{
		"A1 Total,,,,21,", "A1 Total,Saigon Tech Export,,,21,", "Subtotal A1,,,2 cont,21,", "Tổng cộng: 1 lô,,,,21,",
		"A1,Saigon Tech Export,sea,Total,21,", "A1,Saigon Tech Export,sea,Tổng cộng,21,",
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take("shipment,partner,mode,container,packages,note\n"+rows+total+"\n", Options{})
		if got := h.shipment("A1").Facts.Cargo.Packages; got == nil || *got != 21 || r.Taken != 2 || !strings.Contains(remarks(r), "remark.import.total") {
			t.Errorf("%s: %v\n%s", total, got, spoken(r))
		}
	}
	// A shipment whose number has such a word is one when something else is said of it.
	h := open(t, "Saigon Tech Export")
	if r := h.take("shipment,partner,mode,packages\nTOTAL 7,Saigon Tech Export,sea,5\n", Options{}); r.Taken != 1 {
		t.Error(spoken(r))
	}
}

// A header of two rows has what stands over several columns above them.
func TestAHeaderOfTwoRows(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{
		{"Số lô hàng", "Khách hàng", "Container", nil, nil, "Ngày", nil},
		{nil, nil, "Số", "Loại", "Seal", "ETD", "ETA"},
		{"A1", "Saigon Tech Export", "ONEU6507410", "40HC", "S1", "10/05/2025", "25/05/2025"},
	}
	r := h.take(drawn(t, rows, func(f *excelize.File) error {
		return errors.Join(f.MergeCell("Sheet1", "A1", "A2"), f.MergeCell("Sheet1", "B1", "B2"), f.MergeCell("Sheet1", "C1", "E1"), f.MergeCell("Sheet1", "F1", "G1"))
	}), Options{})
	want(t, r, 1, 0, 0)
	f := h.shipment("A1").Facts
	if f.ETD != model.Day(2025, 5, 10) || f.ETA != model.Day(2025, 5, 25) || len(f.Containers) != 1 || f.Containers[0].Seal.String() != "S1" || f.Containers[0].Type.String() != "40HC" {
		t.Errorf("%+v\n%s", f, spoken(r))
	}
}

// An amount that is merged over two shipments is counted once, and that is said.
func TestAnAmountOverSeveralShipmentsIsRemarked(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := [][]any{{"Shipment", "Customer", "Weight"}, {"A1", "Saigon Tech Export", 1000}, {"A2", "Saigon Tech Export", nil}}
	r := h.take(drawn(t, rows, func(f *excelize.File) error { return f.MergeCell("Sheet1", "C2", "C3") }), Options{})
	if remarks(r) != "remark.import.shared_amount" || r.Warnings[0].Row != 3 {
		t.Error(spoken(r))
	}
}
