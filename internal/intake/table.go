package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// rows is a list as it is read, whatever the file's format. Next returns a row
// and its number as a person sees it; a Fault is of that row alone; io.EOF ends
// the list.
type rows interface {
	Next() (row int, cells []string, err error)
}

// table reads lists into a spool, one after the other: the header, then each row
// under the shipment that it names.
type table struct {
	ctx     context.Context
	limits  limits
	spool   *spool
	report  *Report
	mapping mapping
	survey  survey
	tell    func(rows int)
	item    []byte

	// Of the list that is being read:
	rows   rows
	at     sheetAt
	sheet  *workbook.Rows // that it stands in; nil: it is no workbook's
	header header
	last   string // the shipment of the row before, as it is written there
}

// read takes a whole list in. Rows that cannot be read, or name no shipment, are
// refused here.
func (t *table) read(r rows) error {
	t.rows, t.last = cancellable{t.ctx, r}, ""
	t.sheet, _ = r.(*workbook.Rows)
	if err := t.findHeader(); err != nil {
		return err
	}
	t.begin(t.header)
	for {
		row, cells, err := t.rows.Next()
		var fault *model.Fault
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &fault) && row > 0:
			t.refuse(row, fault)
		case err != nil:
			return err
		case t.remarkFormulas(row) || !isBlank(cells):
			if err := t.take(row, cells); err != nil {
				return err
			}
		}
		t.tell(t.report.Rows)
	}
}

// begin goes on with a header, and says what its headings were taken for.
func (t *table) begin(h header) {
	t.header, t.last = h, ""
	t.add(h.warnings())
	if t.report.Reading != nil {
		t.report.Reading.noteHeadings(&t.header, t.at)
	}
}

// add reports what was found in the list.
func (t *table) add(o outcome) {
	for i := range o.refused {
		o.refused[i].Sheet, o.refused[i].order = t.at.name, t.at.order
	}
	for i := range o.warnings {
		o.warnings[i].Sheet, o.warnings[i].order = t.at.name, t.at.order
	}
	t.report.add(o, t.limits.remarks)
}

// warn reports one thing that is odd about the list.
func (t *table) warn(at Where, key string, args ...any) {
	var o outcome
	o.warn(at, key, args...)
	t.add(o)
}

// remarkFormulas remarks the cells of a row that would read as empty because
// nobody computed them; false when there are none.
func (t *table) remarkFormulas(row int) bool {
	if t.sheet == nil || len(t.sheet.Formulas) == 0 {
		return false
	}
	any := false
	for c, i := range t.header.at {
		if formula, ok := t.sheet.Formulas[i]; ok {
			any = true
			t.warn(Where{Row: row, Field: column(c).String(), Value: model.Line(formula, model.RefCells)}, "remark.import.formula")
		}
	}
	return any
}

// remarkUnsure remarks cells that have several columns in one and could not be taken
// apart.
func (t *table) remarkUnsure(row int, cells []string, unsure []int) {
	for _, i := range unsure {
		h := t.header.headings[i]
		at := Where{Row: row, Field: h.text.String(), Value: model.Line(cells[i], model.RefCells)}
		t.warn(at, "remark.import.not_split", h.reads[0].column.String())
	}
}

// remarkUnnamed remarks the first value below no heading.
func (t *table) remarkUnnamed(row int, cells []string) {
	for _, i := range t.header.blank {
		if value := model.Line(cellAt(cells, i), model.RefCells); !value.IsZero() {
			t.warn(Where{Row: row, Value: value}, "remark.import.unnamed")
			t.header.blank = nil
			return
		}
	}
}

// findHeader skips what stands above the header: titles, dates, blank rows.
func (t *table) findHeader() error {
	best, damaged := t.mapping.header(1, nil), false
	for range t.limits.headerRows {
		row, cells, err := t.rows.Next()
		var fault *model.Fault
		if errors.Is(err, io.EOF) {
			break
		}
		if ofRow := row > 0 && errors.As(err, &fault); err != nil && !ofRow {
			return err
		}
		if len(cells) > t.limits.columns {
			return model.NewFault("error.import.too_wide", t.limits.columns)
		}
		h := t.mapping.header(row, cells)
		if h.isHeader() {
			t.header, err = t.lowest(h, cells)
			return err
		}
		damaged = damaged || h.damaged
		if h.readable > best.readable || h.readable == best.readable && h.filled() > best.filled() {
			best = h
		}
	}
	best.damaged = damaged
	return best.fault()
}

func (t *table) refuse(row int, fault *model.Fault) {
	t.report.Rows++
	t.last = ""
	t.add(outcome{refused: []Refusal{{Where: Where{Row: row}, Fault: fault}}})
}

// goesOn says that a row has one more container of the shipment above it.
func (t *table) goesOn(cells *[columnCount]string) bool {
	return t.header.nested && t.last != "" && isAbsent(cells[colShipment]) && isAbsent(cells[colPartner]) && cells[colContainer] != ""
}

// take spools one row.
func (t *table) take(row int, cells []string) error {
	if t.leavesOut(row, cells) {
		return nil
	}
	r := listRow{rowAt: rowAt{t.at, row}}
	var unsure []int
	var extra bool
	r.cells, unsure, extra = t.header.pick(cells)
	for _, cell := range r.cells {
		if !utf8.ValidString(cell) {
			t.refuse(row, model.NewFault("import.encoding"))
			return nil
		}
	}
	t.complete(&r)
	ref := model.Line(unguard(t.last), model.NameCells)
	switch {
	case extra:
		t.refuse(row, model.NewFault("import.extra_cells", len(t.header.headings)))
		return nil
	case ref.IsZero():
		t.report.Rows++
		o := outcome{}
		o.refuse(Where{Row: row, Field: colShipment.String()}, "import.empty")
		t.add(o)
		return nil
	case t.report.Rows >= t.limits.rows:
		return model.NewFault("error.import.too_many_rows", t.limits.rows)
	}
	t.report.Rows++
	t.remarkUnnamed(row, cells)
	t.survey.note(&r)
	t.remarkUnsure(row, cells, unsure)
	t.item = r.encode(t.item[:0])
	if err := t.spool.add(refKey(ref), t.item); err != nil {
		return fmt.Errorf("spool row %d: %w", row, err)
	}
	return nil
}

// complete fills in what a row leaves to the others and to whoever imports it, and
// what the workbook says of its cells.
func (t *table) complete(r *listRow) {
	if p := t.mapping.partner; p != nil && (isAbsent(unguard(r.cells[colPartner])) || p.Is(unguard(r.cells[colPartner]))) {
		r.cells[colPartner] = p.Slug
	}
	if t.goesOn(&r.cells) {
		r.cells[colShipment] = t.last
	}
	another := t.last != "" && t.last != r.cells[colShipment]
	t.last = r.cells[colShipment]
	if t.sheet == nil {
		return
	}
	for c, i := range t.header.at {
		if i < 0 {
			continue
		}
		r.marks[c] = t.sheet.Mark(i)
		if another && column(c).isAmount() && r.is(column(c), workbook.Below) {
			t.warn(r.where(column(c)), "remark.import.shared_amount")
		}
	}
}
