package intake

import (
	"errors"
	"io"
	"slices"
	"strings"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// SheetRead is a sheet of a workbook that was read.
type SheetRead struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
}

// lists reads the lists of a workbook: those of its visible sheets that have the
// header of one. What is left out is said.
func (t *table) lists(b *workbook.Book) error {
	sheets, best, err := t.choose(b)
	if err != nil {
		return err
	}
	if len(sheets) == 0 {
		return t.noList(b, best)
	}
	for n, chosen := range sheets {
		t.at = sheetAt{}
		if len(sheets) > 1 {
			t.at = sheetAt{model.Line(chosen.Name, model.RefCells).String(), n + 1}
		}
		before := t.report.Rows
		if err := b.Read(chosen, t.readSheet); err != nil {
			return err
		}
		t.report.Sheets = append(t.report.Sheets, SheetRead{model.Line(chosen.Name, model.RefCells).String(), t.report.Rows - before})
	}
	t.at = sheetAt{}
	return nil
}

// choose finds the visible sheets that are lists, and of the others the one that is
// most like one.
func (t *table) choose(b *workbook.Book) (lists []*workbook.Sheet, best *workbook.Sheet, err error) {
	most := -1
	var left outcome
	for _, s := range b.Sheets {
		at := Where{Sheet: model.Line(s.Name, model.RefCells).String()}
		if s.Hidden {
			left.warn(at, "remark.import.sheet_hidden")
			continue
		}
		h, blank, err := t.headerOf(b, s)
		switch {
		case err != nil:
			return nil, nil, err
		case h.isHeader():
			lists = append(lists, s)
			continue
		case h.readable > most:
			most, best = h.readable, s
		}
		if !blank {
			left.warn(at, "remark.import.sheet_no_list")
		}
	}
	if len(lists) > 0 {
		t.report.add(left, t.limits.remarks)
	}
	return lists, best, nil
}

// headerOf is the best header of a sheet, and whether nothing stands there at all.
func (t *table) headerOf(b *workbook.Book, s *workbook.Sheet) (best header, blank bool, err error) {
	best, blank = t.mapping.header(1, nil), true
	err = b.Read(s, func(sheet *workbook.Rows) error {
		for range t.limits.headerRows {
			row, cells, err := sheet.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			blank = false
			h := t.mapping.header(row, cells)
			if h.readable > best.readable || h.isHeader() {
				best = h
			}
			if h.isHeader() {
				return nil
			}
			if t.mapping.header(row, sheet.WithHidden()).isHeader() {
				return model.NewFault("error.import.hidden_column", strings.Join(h.missing(), ", "))
			}
		}
		return nil
	})
	return best, blank, err
}

// noList is the fault of a workbook in which nobody sees a list.
func (t *table) noList(b *workbook.Book, best *workbook.Sheet) error {
	if best == nil {
		for _, s := range b.Sheets {
			if s.Hidden {
				return model.NewFault("error.import.all_hidden")
			}
		}
		return model.NewFault("error.import.xlsx")
	}
	return b.Read(best, t.readSheet)
}

// readSheet reads the list of a sheet, and says what of it was left out.
func (t *table) readSheet(s *workbook.Rows) error {
	if err := t.read(s); err != nil {
		return err
	}
	if n := len(s.HiddenRows); n > 0 {
		t.warn(Where{Row: s.HiddenRows[0]}, "remark.import.hidden_rows", n+s.HiddenMore, stretches(s.HiddenRows))
	}
	return nil
}

// lowest is the header whose cells reach down to the row above the list, when they
// are merged with cells below them, or stand over several columns.
func (t *table) lowest(h header, cells []string) (header, error) {
	if t.sheet == nil {
		return h, nil
	}
	hidden := t.sheet.HiddenCells
	for t.sheet.GoesBelow() {
		row, below, err := t.rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return h, err
		}
		h.row, cells, hidden = row, below, t.sheet.HiddenCells
	}
	h = t.mapping.header(h.row, t.mapping.under(t.sheet.Above, cells))
	t.remarkHidden(h.row, hidden)
	t.sheet.HiddenRows, t.sheet.HiddenMore = nil, 0 // those above the list
	return h, nil
}

// remarkHidden names the columns that were left out because nobody sees them.
func (t *table) remarkHidden(row int, headings []string) {
	var names []string
	for _, cell := range headings {
		if name := model.Line(cell, model.RefCells); !name.IsZero() {
			names = append(names, "“"+name.String()+"”")
		}
	}
	if len(names) > 0 {
		t.warn(Where{Row: row}, "remark.import.hidden_columns", strings.Join(names[:min(len(names), mostFound)], ", "))
	}
}

// under reads headings that stand below others which are merged over several
// columns: Container over No. and Type.
func (m mapping) under(above, cells []string) []string {
	joined := slices.Clone(cells)
	for i, top := range above {
		low := cellAt(cells, i)
		if top == "" || low == "" || top == low {
			continue
		}
		for _, name := range []string{top + " " + low, low + " " + top, top + "/" + low} {
			if h := m.read(name); len(h.reads) == 1 && h.doubt == nil {
				joined[i] = name
				break
			}
		}
	}
	return joined
}
