package intake

import (
	"porthole/internal/intake/dates"
	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// survey looks at the columns of a list while it is read, so that each is known
// before its cells count. It keeps a few cells of each column, whatever the
// length of the list.
type survey struct {
	dialect dialect
	dates   [columnCount]dateEvidence
	dayOnly bool // some row makes sense only when the day comes first
	numbers [columnCount]numberEvidence
	long    [columnCount]bool // no spreadsheet has rounded its numbers
}

// readings are how the cells of each column are read.
type readings struct {
	dates   [columnCount]dateReading
	numbers [columnCount]numberReading
	long    [columnCount]bool
}

// note looks at a row.
func (s *survey) note(row *listRow) {
	cells := &row.cells
	var read [columnCount]dates.Date
	for _, c := range dateColumns {
		if cells[c] == "" {
			continue
		}
		text := unguard(cells[c])
		if date, ok := s.dialect.dateCell(text); ok {
			s.dates[c].note(row.rowAt, text, date, row.is(c, workbook.Date))
			read[c] = date
		}
	}
	if etd, eta := read[colETD], read[colETA]; !s.dayOnly && etd.IsOpen() && eta.IsOpen() {
		s.dayOnly = sensible(etd, eta, dates.DayFirst) && !sensible(etd, eta, dates.MonthFirst)
	}
	for _, c := range identifierColumns {
		s.long[c] = s.long[c] || workbook.IsExact(unguard(cells[c]))
	}
	for _, c := range amountColumns {
		if cells[c] != "" && !row.is(c, workbook.Below) {
			s.amount(row, c)
		}
	}
}

func (s *survey) amount(row *listRow, c column) {
	text := unguard(row.cells[c])
	a, ok := readAmount(text, c)
	if !ok {
		return
	}
	var load rowLoad
	if a.open() || c.isMeasure() {
		load = loadOf(&row.cells)
	}
	s.numbers[c].note(row.rowAt, text, a, row.is(c, workbook.Number), c, load)
}

// loadOf tells what a row carries.
func loadOf(cells *[columnCount]string) rowLoad {
	boxes, _ := boxNumbers(unguard(cells[colContainer]))
	kind, _ := model.ParseLoad(unguard(cells[colLoad]))
	mode, _ := model.ParseMode(unguard(cells[colMode]))
	part := kind == model.LCL || mode == model.Air
	return rowLoad{boxes: len(boxes), full: !part && (len(boxes) > 0 || kind == model.FCL), small: part}
}

// decide is what follows from all rows, and what is to be said of it.
func (s *survey) decide() (*readings, outcome) {
	dates, o := dateReadings(s.dates, s.dayOnly)
	numbers, doubts := numberReadings(&s.numbers, s.dialect.usual())
	o.warnings = append(o.warnings, doubts.warnings...)
	return &readings{dates: dates, numbers: numbers, long: s.long}, o
}
