package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"porthole/internal/intake/workbook"
)

// sheetOf is a workbook whose one list has these rows, as XML.
func sheetOf(t *testing.T, rows string) string {
	t.Helper()
	return bomb(t, "xl/worksheets/sheet2.xml", func(w func(string)) {
		w(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`)
	})
}

const formulaHead = `<row r="1"><c r="A1" t="inlineStr"><is><t>Shipment</t></is></c><c r="B1" t="inlineStr"><is><t>Customer</t></is></c>` +
	`<c r="C1" t="inlineStr"><is><t>ETA</t></is></c><c r="D1" t="inlineStr"><is><t>Notes</t></is></c></row>`

const formulaRow = `<c r="A2" t="inlineStr"><is><t>A1</t></is></c><c r="B2" t="inlineStr"><is><t>Saigon Tech Export</t></is></c>`

// What nobody computed reads as empty, and is remarked instead of vanishing.
func TestFormulasWithoutAResultAreRemarked(t *testing.T) {
	for name, c := range map[string]struct {
		cell, remarked string
	}{
		"never computed":               {`<c r="C2"><f>TODAY()&amp;"x"</f></c>`, `=TODAY()&"x"`},
		"with an empty result":         {`<c r="C2" s="3"><f>B2+15</f><v></v></c>`, "=B2+15"},
		"with an empty element":        {"<c r=\"C2\">\n<f>B2+15</f>\n<v/>\n</c>", "=B2+15"},
		"shared":                       {`<c r="C2"><f t="shared" si="0"/></c>`, "="},
		"without the cell's place":     {`<c><f>B2+15</f></c>`, "=B2+15"},
		"with a result":                {`<c r="C2"><f>B2+15</f><v>45802</v></c>`, ""},
		"whose result is no text":      {`<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>`, ""},
		"in a column that is not read": {`<c r="D2"><f>B2+15</f></c>`, ""},
	} {
		h := open(t, "Saigon Tech Export")
		r := h.take(sheetOf(t, formulaHead+`<row r="2">`+formulaRow+c.cell+`</row>`), Options{})
		want(t, r, 1, 0, 0)
		var told []string
		for _, w := range r.Warnings {
			if w.Remark.Key == "remark.import.formula" {
				told = append(told, w.Value.String())
				if w.Row != 2 || w.Field != "eta" {
					t.Errorf("%s: at row %d, %s", name, w.Row, w.Field)
				}
			}
		}
		if got := strings.Join(told, " "); got != c.remarked {
			t.Errorf("%s: remarked %q, want %q", name, got, c.remarked)
		}
	}
}

// A row of nothing but formulas is no blank row.
func TestARowOfFormulasIsNotPassedOver(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	row := `<row r="3"><c r="A3"><f>A2</f></c><c r="B3"><f>B2</f></c></row>`
	r := h.take(sheetOf(t, formulaHead+`<row r="2">`+formulaRow+`</row>`+row), Options{})
	want(t, r, 1, 0, 1)
	if reasons(r) != "import.empty" || r.Refused[0].Row != 3 || strings.Count(remarks(r), "remark.import.formula") != 2 {
		t.Errorf("%s", spoken(r))
	}
}

// Formulas are remarked of the sheet that is read, and not of another one; a
// program that writes formulas without computing them is what they come from.
func TestFormulasAreThoseOfTheSheetThatIsRead(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	fill := func(sheet, cell string, do func() error) {
		if err := do(); err != nil {
			t.Fatalf("%s!%s: %v", sheet, cell, err)
		}
	}
	if _, err := f.NewSheet("List"); err != nil {
		t.Fatal(err)
	}
	fill("Sheet1", "A2", func() error { return f.SetCellFormula("Sheet1", "A2", "1+1") })
	for i, row := range [][]any{{"Shipment #", "Customer", "ETA", "HBL"}, {"A1", "Saigon Tech Export"}, {"A2", "Saigon Tech Export"}} {
		fill("List", "A", func() error { return f.SetSheetRow("List", "A"+workbook.PlainNumber(float64(i+1)), &row) })
	}
	fill("List", "D3", func() error { return f.SetCellFormula("List", "D3", `CONCATENATE("HL",A3)`) })
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	h := open(t, "Saigon Tech Export")
	r := h.take(out.String(), Options{})
	want(t, r, 2, 0, 0)
	if remarks(r) != "remark.import.sheet_no_list remark.import.formula" || r.Warnings[1].Row != 3 || r.Warnings[1].Value.String() != `=CONCATENATE("HL",A3)` {
		t.Errorf("%s", spoken(r))
	}
}
