package intake

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"porthole/internal/model"
)

// rows is a list as it is read, whatever the file's format. next returns a row
// and its number as a person sees it; a Fault is of that row alone; io.EOF ends
// the list.
type rows interface {
	next() (row int, cells []string, err error)
}

// table reads a list into a spool: the header, then each row under the
// shipment that it names.
type table struct {
	rows    rows
	limits  limits
	spool   *spool
	report  *Report
	header  header
	mapping mapping
	survey  survey
	tell    func(rows int)
	item    []byte
	last    string // the shipment of the row before, as it is written there
	// formulas are those of a row that have no result, by column; nil: there are
	// none in such a file.
	formulas func(row int) map[int]string
}

// read takes the whole list in. Rows that cannot be read, or name no shipment,
// are refused here.
func (t *table) read() error {
	if err := t.findHeader(); err != nil {
		return err
	}
	t.report.add(t.header.warnings(), t.limits.remarks)
	for {
		row, cells, err := t.rows.next()
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

// remarkFormulas remarks the cells of a row that would read as empty because
// nobody computed them; false when there are none.
func (t *table) remarkFormulas(row int) bool {
	if t.formulas == nil {
		return false
	}
	var o outcome
	cells := t.formulas(row)
	for c, i := range t.header.at {
		if formula, ok := cells[i]; ok {
			o.warn(Where{Row: row, Field: column(c).String(), Value: model.Line(formula, model.RefCells)}, "remark.import.formula")
		}
	}
	t.report.add(o, t.limits.remarks)
	return len(o.warnings) > 0
}

// remarkUnsure remarks cells that have several columns in one and could not be taken
// apart.
func (t *table) remarkUnsure(row int, cells []string, unsure []int) {
	var o outcome
	for _, i := range unsure {
		h := t.header.headings[i]
		at := Where{Row: row, Field: h.text.String(), Value: model.Line(cells[i], model.RefCells)}
		o.warn(at, "remark.import.not_split", h.reads[0].column.String())
	}
	t.report.add(o, t.limits.remarks)
}

// findHeader skips what stands above the header: titles, dates, blank rows.
func (t *table) findHeader() error {
	best := t.mapping.header(1, nil)
	for range t.limits.headerRows {
		row, cells, err := t.rows.next()
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
			t.header = h
			return nil
		}
		if h.readable > best.readable || best.readable == 0 && len(cells) > len(best.headings) {
			best = h
		}
	}
	return best.fault()
}

func (t *table) refuse(row int, fault *model.Fault) {
	t.report.Rows++
	t.last = ""
	t.report.add(outcome{refused: []Refusal{{Where: Where{Row: row}, Fault: fault}}}, t.limits.remarks)
}

// goesOn says that a row has one more container of the shipment above it.
func (t *table) goesOn(cells [columnCount]string) bool {
	return t.header.nested && t.last != "" && isAbsent(cells[colShipment]) && isAbsent(cells[colPartner]) && cells[colContainer] != ""
}

// take spools one row.
func (t *table) take(row int, cells []string) error {
	picked, unsure, extra := t.header.pick(cells)
	for _, cell := range picked {
		if !utf8.ValidString(cell) {
			t.refuse(row, model.NewFault("import.encoding"))
			return nil
		}
	}
	if p := t.mapping.partner; p != nil && (isAbsent(unguard(picked[colPartner])) || p.Is(unguard(picked[colPartner]))) {
		picked[colPartner] = p.Slug
	}
	if t.goesOn(picked) {
		picked[colShipment] = t.last
	}
	t.last = picked[colShipment]
	ref := model.Line(unguard(t.last), model.NameCells)
	switch {
	case extra:
		t.refuse(row, model.NewFault("import.extra_cells", len(t.header.headings)))
		return nil
	case ref.IsZero():
		t.report.Rows++
		o := outcome{}
		o.refuse(Where{Row: row, Field: colShipment.String()}, "import.empty")
		t.report.add(o, t.limits.remarks)
		return nil
	case t.report.Rows >= t.limits.rows:
		return model.NewFault("error.import.too_many_rows", t.limits.rows)
	}
	t.report.Rows++
	t.survey.note(row, &picked)
	t.remarkUnsure(row, cells, unsure)
	t.item = encodeRow(t.item[:0], row, picked)
	if err := t.spool.add(refKey(ref), t.item); err != nil {
		return fmt.Errorf("spool row %d: %w", row, err)
	}
	return nil
}
