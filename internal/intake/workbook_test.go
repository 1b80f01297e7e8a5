package intake

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"porthole/internal/model"
)

// book writes a workbook: sheets by name, in order, as rows of cells.
func book(t testing.TB, from1904 bool, sheets ...any) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(sheets); i += 2 {
		name := sheets[i].(string)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range sheets[i+1].([][]any) {
			cell, _ := excelize.CoordinatesToCellName(1, n+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var ones = [][]any{
	{"Shipments of May"},
	{},
	{"Shipment #", "Customer", "ETA", "ATD", "Gross Weight", "HBL"},
	{"A1", "Saigon Tech Export", time.Date(2025, 5, 25, 0, 0, 0, 0, time.UTC), time.Date(2025, 5, 10, 6, 0, 0, 0, time.UTC), 1234.567, 25000801234},
}

func TestAWorkbookComesIn(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		h := open(t, "Saigon Tech Export")
		file := book(t, from1904, "Notes", [][]any{{"how to read this"}}, "List", ones)
		want(t, h.take(file, Options{Name: "list.xlsx"}), 1, 0, 0)
		want(t, h.take(file, Options{}), 0, 1, 0)
		f := h.shipment("A1").Facts
		if f.ETA != model.Day(2025, 5, 25) || f.ATD.String() != "2025-05-10T06:00:00Z" {
			t.Errorf("ETA %v, ATD %v", f.ETA, f.ATD)
		}
		if *f.Cargo.WeightKg != 1234.567 || f.References.HBL.String() != "25000801234" {
			t.Errorf("weight %v, HBL %v", *f.Cargo.WeightKg, f.References.HBL)
		}
	}
}

func TestTheSampleIsTheSameAsAWorkbook(t *testing.T) {
	records, err := csv.NewReader(strings.NewReader(sample(t, "shipments.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]any, len(records))
	for i, record := range records {
		for _, cell := range record {
			rows[i] = append(rows[i], cell)
		}
	}
	h := open(t, customers...)
	h.take(sample(t, "shipments.csv"), Options{})
	want(t, h.take(book(t, false, "List", rows), Options{}), 0, 66, 0)
}

func TestRowsOfAWorkbookAreNumberedAsTheyStand(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	rows := append(ones[:4:4], []any{}, []any{"A2", "Saigon Tech Export", "never"})
	r := h.take(book(t, false, "List", rows), Options{})
	if reasons(r) != "import.date" || r.Refused[0].Row != 6 {
		t.Errorf("refused:\n%s", spoken(r))
	}
}

func TestAWorkbookWithoutAListSaysSo(t *testing.T) {
	h := open(t)
	_, err := Run(t.Context(), h.office, strings.NewReader(book(t, false, "Notes", [][]any{{"what", "why"}})), Options{})
	if !errors.Is(err, model.NewFault("error.import.no_known")) {
		t.Errorf("%v", err)
	}
}

// bomb is a workbook whose sheet is as given.
func bomb(t *testing.T, part string, write func(w func(string))) string {
	t.Helper()
	whole := book(t, false, "List", ones)
	in, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, file := range in.File {
		if file.Name != part {
			if err := z.Copy(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	w, err := z.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	write(func(s string) { _, _ = w.Write([]byte(s)) })
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestZipBombsAreRefusedBeforeTheyUnfold(t *testing.T) {
	cases := []struct {
		name, part, fault string
		write             func(w func(string))
	}{
		{"a row without end", "xl/worksheets/sheet2.xml", "error.import.xlsx_record", func(w func(string)) {
			w(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`)
			for range 500_000 {
				w(`<c><v>1</v></c>`)
			}
			w(`</row></sheetData></worksheet>`)
		}},
		{"a text without end", "xl/sharedStrings.xml", "error.import.xlsx_record", func(w func(string)) {
			w(`<sst><si><t>`)
			for range 6 {
				w(strings.Repeat("x", 1<<20))
			}
			w(`</t></si></sst>`)
		}},
	}
	for _, c := range cases {
		h := open(t)
		_, err := Run(t.Context(), h.office, strings.NewReader(bomb(t, c.part, c.write)), Options{})
		var fault *model.Fault
		if !errors.As(err, &fault) || fault.Key != c.fault {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// What is no part of the list is not unpacked.
func TestPicturesOfAWorkbookCostNothing(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	file := bomb(t, "xl/media/image1.png", func(w func(string)) {
		for range 40 {
			w(strings.Repeat("\x00", 1<<20))
		}
	})
	want(t, h.take(file, Options{}), 1, 0, 0)
}

func TestNothingIsLeftInTheTemporaryFolder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	h := open(t, "Saigon Tech Export")
	h.take(book(t, false, "List", ones), Options{})
	_, _ = Run(t.Context(), h.office, strings.NewReader("PK\x03\x04damaged"), Options{})
	left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "porthole-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
