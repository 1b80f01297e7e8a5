package intake

import (
	"slices"
	"strings"
	"unicode"

	"porthole/internal/model"
)

// leavesOut says that a row is none of the list's: the header again, a title over
// the rows that follow, a total of those above, or a note. All but the first is said.
func (t *table) leavesOut(row int, cells []string) bool {
	shipment, partner := t.cell(cells, colShipment), t.cell(cells, colPartner)
	var remark string
	switch {
	case t.header.repeats(cells), (isHeading(shipment) || isHeading(partner)) && t.isHeader(row, cells):
		return true
	case t.sheet != nil && t.header.at[colPartner] >= 0 && t.sheet.IsTitle(t.header.at[colShipment], t.header.at[colPartner]):
		remark = "remark.import.title"
	case isTotal(t.cell(cells, colContainer)), (partner == "" && shipment == "" || namesTotal(shipment)) && t.addsUp(cells):
		remark = "remark.import.total"
	case t.isNote(cells):
		remark = "remark.import.note"
	default:
		return false
	}
	t.warn(Where{Row: row, Value: model.Line(strings.Join(strings.Fields(strings.Join(cells, " ")), " "), model.RefCells)}, remark)
	return true
}

// isNote tells what stands in a list for people: a row that says nothing in any column
// that was asked for, or has a sentence or words of two signatures where the number of
// a shipment stands.
func (t *table) isNote(cells []string) bool {
	if t.sheet != nil && len(t.sheet.Formulas) > 0 {
		return false
	}
	ref := t.cell(cells, colShipment)
	blanks := strings.Count(ref, " ")
	for c := range t.header.at {
		if column(c) != colShipment && t.cell(cells, column(c)) != "" {
			return blanks > 0 && !slices.ContainsFunc(cells, hasDigit)
		}
	}
	return blanks > 1 || !hasDigit(ref)
}

// cell is what a row says in a column; empty when it says nothing.
func (t *table) cell(cells []string, c column) string {
	i := t.header.at[c]
	if i < 0 {
		return ""
	}
	text := unguard(cellAt(cells, i))
	if isAbsent(text) {
		return ""
	}
	return text
}

// repeats says that a row is the header again, as on every page of a printed list.
func (h *header) repeats(cells []string) bool {
	same := 0
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		if i >= len(h.headings) || model.Line(cell, model.RefCells) != h.headings[i].text {
			return false
		}
		same++
	}
	return same > 1
}

// isHeader says that a row is the header of another list below the one before, and
// goes on with it.
func (t *table) isHeader(row int, cells []string) bool {
	h := t.mapping.header(row, cells)
	if h.isHeader() {
		t.begin(h)
	}
	return h.isHeader()
}

// isHeading says that a cell has the name of a column.
func isHeading(text string) bool {
	_, named := columnNamed(text)
	return named
}

// totals are the words that stand in a row of totals, folded.
var totals = map[string]bool{
	"total": true, "totals": true, "grandtotal": true, "subtotal": true, "sum": true, "totalsum": true, "tong": true, "cong": true,
	"tongcong": true, "tongso": true, "tongcongso": true, "congtong": true,
}

// isTotal tells such a word, alone or before a number.
func isTotal(text string) bool {
	return totals[strings.TrimRightFunc(model.Fold(text), unicode.IsDigit)]
}

// namesTotal tells the name of a total, such as SHP1 Total, which spreadsheets write, or
// Subtotal SHP1.
func namesTotal(text string) bool {
	words := wordsOf(text)
	return len(words) > 0 && (isTotal(words[0]) || isTotal(words[len(words)-1]))
}

// addsUp says that a row has nothing but amounts, and perhaps a word for a total with
// what it is of.
func (t *table) addsUp(cells []string) bool {
	amounts, words := 0, 0
	total := namesTotal(t.cell(cells, colShipment))
	for i, cell := range cells {
		text := unguard(cell)
		switch _, _, number := splitUnit(text, colPackages); {
		case isAbsent(text):
		case isTotal(text), total && (i == t.header.at[colShipment] || i == t.header.at[colPartner] || i == t.header.at[colContainer]):
			words++
		case number || t.isAmount(i, text):
			amounts++
		default:
			return false
		}
	}
	return words > 0 || amounts > 0 && t.hasAmount(cells)
}

// isAmount says that a cell is an amount of its column.
func (t *table) isAmount(i int, text string) bool {
	return slices.ContainsFunc(amountColumns, func(c column) bool {
		_, ok := readAmount(text, c)
		return ok && t.header.at[c] == i
	})
}

// hasAmount says that a row has an amount in a column that is known.
func (t *table) hasAmount(cells []string) bool {
	return slices.ContainsFunc(amountColumns, func(c column) bool { return t.cell(cells, c) != "" })
}
