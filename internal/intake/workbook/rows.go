package workbook

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// lastColumn is beyond the last one that a sheet can have.
const lastColumn = 16_384

// Rows is a sheet that is read row by row as a person sees it: without what is
// hidden, and with what merged cells say in all their rows.
type Rows struct {
	// Of the row that was read last:
	Formulas    map[int]string // those without a result, by column
	HiddenCells []string       // in columns that are hidden
	Above       []string       // the row before it, each of its merged cells in all its columns

	HiddenRows []int // those that were left out so far
	HiddenMore int   // further ones

	book   *Book
	tags   *tags
	merges []merge // of which the first rows are still to come
	active []held
	hides  []merge // columns that are hidden
	row    int
	cells  []string
	marks  []Mark
	wide   []merge // merged ranges that begin in the row and are wider than a column
}

func newRows(b *Book, merges []merge, part io.Reader) *Rows {
	return &Rows{book: b, tags: newTags(part), merges: merges}
}

// Next gives the next row with its number; io.EOF ends the sheet. Rows in which
// nothing stands, or that are hidden, are left out.
func (s *Rows) Next() (row int, cells []string, err error) {
	for {
		if err := s.tags.next(); err != nil {
			return 0, nil, err
		}
		s.tags.record()
		switch s.tags.name() {
		case "col":
			s.hideColumns()
		case "/sheetData":
			return 0, nil, io.EOF
		case "row":
			hidden, err := s.readRow()
			if err != nil {
				return 0, nil, err
			}
			switch {
			case len(s.cells) == 0 && len(s.Formulas) == 0:
			case hidden:
				s.leaveOut()
			default:
				return s.row, s.cells, nil
			}
		}
	}
}

// hideColumns notes columns that are hidden, or have no width.
func (s *Rows) hideColumns() {
	width, err := strconv.ParseFloat(s.tags.attribute("width"), 64)
	if isTrue(s.tags.attribute("hidden")) || err == nil && width == 0 {
		s.hides = append(s.hides, merge{left: wholeNumber(s.tags.attribute("min")) - 1, right: wholeNumber(s.tags.attribute("max")) - 1})
	}
}

func (s *Rows) isHidden(column int) bool {
	return slices.ContainsFunc(s.hides, func(h merge) bool { return column >= h.left && column <= h.right })
}

// leaveOut counts a hidden row.
func (s *Rows) leaveOut() {
	if len(s.HiddenRows) < 1000 {
		s.HiddenRows = append(s.HiddenRows, s.row)
	} else {
		s.HiddenMore++
	}
}

// readRow reads a row with all its cells. Of a row in which nothing of its own
// stands, there are none.
func (s *Rows) readRow() (hidden bool, err error) {
	t := s.tags
	s.Above = s.spread()
	if s.row++; wholeNumber(t.attribute("r")) > s.row {
		s.row, s.Above = wholeNumber(t.attribute("r")), nil
	}
	height, err := strconv.ParseFloat(t.attribute("ht"), 64)
	hidden = isTrue(t.attribute("hidden")) || err == nil && height == 0
	s.cells, s.marks, s.Formulas, s.HiddenCells = nil, nil, nil, nil
	if !t.alone {
		if err := s.readCells(); err != nil {
			return false, err
		}
	}
	s.merge()
	return hidden, nil
}

// merge fills in what merged ranges say.
func (s *Rows) merge() {
	s.wide = s.wide[:0]
	for len(s.merges) > 0 && s.merges[0].top <= s.row {
		m := s.merges[0]
		s.merges = s.merges[1:]
		if m.right > m.left && m.top == s.row {
			s.wide = append(s.wide, m)
		}
		if m.bottom > m.top && m.bottom >= s.row {
			s.active = append(s.active, held{merge: m})
		}
	}
	own := len(s.cells) > 0 || len(s.Formulas) > 0
	s.active = fill(s.active, s.row, &s.cells, &s.marks)
	if !own {
		s.cells = nil
	}
}

// spread is the row with each merged cell in all its columns, as headings stand over
// those below them.
func (s *Rows) spread() []string {
	if len(s.wide) == 0 {
		return nil
	}
	var spread []string
	for _, m := range s.wide {
		for i := m.left; i <= min(m.right, lastColumn); i++ {
			set(&spread, i, ith(s.cells, m.left))
		}
	}
	return spread
}

// GoesBelow says that some of the row's cells reach into the rows below it.
func (s *Rows) GoesBelow() bool { return len(s.active) > 0 }

// IsTitle says that one merged cell is in both columns of the row.
func (s *Rows) IsTitle(a, b int) bool {
	return slices.ContainsFunc(s.wide, func(m merge) bool { return m.left <= min(a, b) && m.right >= max(a, b) })
}

// readCells reads the cells of a row.
func (s *Rows) readCells() error {
	column := -1
	for {
		if err := s.tags.next(); err != nil {
			return cutOff(err)
		}
		switch s.tags.name() {
		case "c":
			column++
			if named, _ := cellPlace(s.tags.attribute("r")); named >= 0 {
				column = named
			}
			if err := s.readCell(column); err != nil {
				return err
			}
		case "/row":
			return nil
		}
	}
}

// cutOff says of a part that ends in the middle that it cannot be read.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return model.NewFault("error.import.xlsx")
	}
	return err
}

// readCell reads one cell.
func (s *Rows) readCell(column int) error {
	t := s.tags
	kind, style := t.attribute("t"), wholeNumber(t.attribute("s"))
	if t.alone {
		return nil
	}
	var value, formula string
	var inline strings.Builder
	var computed, hasFormula, spoken bool
	for {
		if err := t.next(); err != nil {
			return cutOff(err)
		}
		switch t.name() {
		case "f":
			hasFormula = true
		case "/f":
			formula = t.content()
		case "v":
			computed = computed || kind == "str" // a text may be an empty one
		case "/v":
			value = t.content()
			computed = computed || strings.TrimSpace(value) != ""
		case "rPh":
			spoken = !t.alone
		case "/rPh":
			spoken = false
		case "/t":
			if !spoken {
				inline.WriteString(t.content())
			}
		case "/c":
			if hasFormula && !computed && inline.Len() == 0 {
				s.uncomputed(column, formula)
				return nil
			}
			return s.put(column, kind, style, value, inline.String())
		}
	}
}

// uncomputed notes a formula without a result.
func (s *Rows) uncomputed(column int, formula string) {
	if s.isHidden(column) {
		return
	}
	if s.Formulas == nil {
		s.Formulas = map[int]string{}
	}
	s.Formulas[column] = "=" + formula[:min(len(formula), 4*model.RefCells)]
}

// put keeps what a cell says.
func (s *Rows) put(column int, kind string, style int, value, inline string) error {
	text, m, err := s.book.value(kind, style, value, inline)
	if err != nil || strings.TrimSpace(text) == "" || column >= lastColumn {
		return err
	}
	if s.isHidden(column) {
		set(&s.HiddenCells, column, text)
		return nil
	}
	set(&s.cells, column, text)
	set(&s.marks, column, m)
	return nil
}

// Mark is what the workbook says of a cell of the row.
func (s *Rows) Mark(column int) Mark { return ith(s.marks, column) }

// WithHidden is the row with those of its cells that are hidden.
func (s *Rows) WithHidden() []string {
	all := slices.Clone(s.cells)
	for i, cell := range s.HiddenCells {
		if cell != "" {
			set(&all, i, cell)
		}
	}
	return all
}

func isTrue(attribute string) bool { return attribute == "1" || attribute == "true" }
