package intake

import (
	"slices"

	"porthole/internal/model"
)

// heading is what one cell of a header row was taken for.
//
//   - What is a whole name of headings.txt is that column.
//   - Otherwise it is taken apart at brackets, slashes, dashes and new lines. Of two
//     names for one thing the more exact one counts: `Ngày tàu chạy (ETD)` is the
//     ETD. Of two different things the one in brackets counts, and that is remarked.
//   - Two different things without brackets are two columns in one, and each cell
//     is taken apart like its heading: `Vessel/Voyage`.
//   - A heading with a word that makes it something else is not known, and neither
//     is an amount in a unit that nobody knows.
type heading struct {
	text  model.Text // as it stands in the file
	reads []reading  // none: nobody knows it; several: each cell says several things
	open  bool       // it leaves open which of two columns it is
	path  bool       // it is a column of a list below each shipment
	// mapped says that somebody said what it is.
	mapped bool
	doubt  *model.Remark
}

// reading is one column that a heading stands for, and the unit of the amounts or the
// zone of the times below it when the heading names one.
type reading struct {
	column column
	unit   *unit
	zone   string
}

// isBare says that the cells below are taken as they are.
func (r reading) isBare() bool { return r.unit == nil && r.zone == "" }

// known says that the heading stands for some column.
func (h heading) known() bool { return len(h.reads) > 0 }

// columns are those that the heading stands for.
func (h heading) columns() []column {
	return each(h.reads, func(r reading) column { return r.column })
}

func (h *heading) remark(key string, args ...any) {
	h.doubt = &model.Remark{Key: key, Args: args}
}

// longestHeading is beyond what a heading is: a cell of text is not taken apart.
const longestHeading = 100

// readHeading reads one cell of a header row.
func readHeading(cell string) heading {
	h := heading{text: model.Line(cell, model.RefCells)}
	if h.text.IsZero() || len(cell) > longestHeading {
		return h
	}
	inList := isListPath(cell)
	if c, ok := columnNamed(cell); ok && !inList {
		h.reads, h.open = []reading{{column: c.column}}, c.open
	} else if c, ok := columnOfPath(cell); ok {
		h.reads, h.path = []reading{{column: c}}, inList
	} else if !inList {
		h.weigh(partsOf(cell))
	}
	return h
}

// isDate says that a column has dates.
func (c column) isDate() bool { return slices.Contains(dateColumns, c) }

// port is the column of the port at which a date of the shipment is.
func (c column) port() column {
	if c == colETA || c == colATA || c.isFree() {
		return colPOD
	}
	return colPOL
}

// isMeasure says that a column has amounts of which the unit matters.
func (c column) isMeasure() bool { return c == colWeight || c == colVolume }

// isAmount says that a column has numbers.
func (c column) isAmount() bool { return c == colPackages || c.isMeasure() }

// planned and actual are the columns of the same event.
func (c column) planned() column {
	return instead(c, map[column]column{colATD: colETD, colATA: colETA})
}

func (c column) actual() column { return instead(c, map[column]column{colETD: colATD, colETA: colATA}) }

// instead is the column that stands for another one; itself where none does.
func instead(c column, of map[column]column) column {
	if other, ok := of[c]; ok {
		return other
	}
	return c
}
