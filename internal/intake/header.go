package intake

import (
	"strconv"
	"strings"

	"porthole/internal/model"
)

// header says which cell of a row is which column.
type header struct {
	row      int              // where it stands
	cells    int              // how many cells it has
	at       [columnCount]int // index of each column's cell; -1: the file has none
	unknown  []headerCell     // columns that are ignored
	doubled  []headerCell     // columns that say again what another one says
	readable int              // how many columns are known
	nested   bool             // containers are a list of their own below each shipment
}

type headerCell struct {
	name   model.Text
	column column
}

// readHeader reads a row as a header. It always succeeds; how good it is, is
// told by missing and readable.
func readHeader(row int, cells []string) header {
	h := header{row: row, cells: len(cells)}
	for i := range h.at {
		h.at[i] = -1
	}
	for i, cell := range cells {
		name := model.Line(cell, model.RefCells)
		c, ok := columnOf(cell)
		switch {
		case name.IsZero():
		case !ok:
			h.unknown = append(h.unknown, headerCell{name: name})
		case h.at[c] >= 0:
			h.double(cells, i, c)
		default:
			h.at[c] = i
			h.readable++
			h.nested = h.nested || isListPath(cell)
		}
	}
	return h
}

// double settles which of two columns for the same counts: the one that has the
// very name of the field, and otherwise the first.
func (h *header) double(cells []string, i int, c column) {
	left := i
	if own := model.Fold(c.String()); model.Fold(cells[i]) == own && model.Fold(cells[h.at[c]]) != own {
		left, h.at[c] = h.at[c], i
	}
	h.doubled = append(h.doubled, headerCell{name: model.Line(cells[left], model.RefCells), column: c})
}

// missing names the required columns that the header does not have.
func (h header) missing() []string {
	var names []string
	for _, c := range required {
		if h.at[c] < 0 {
			names = append(names, c.String())
		}
	}
	return names
}

// isHeader tells a header from a title above it: it has every required column,
// or at least several that are known.
func (h header) isHeader() bool { return len(h.missing()) == 0 }

// fault says of the best row that was found what keeps it from being a header.
func (h header) fault() *model.Fault {
	if h.readable < 2 {
		return model.NewFault("error.import.no_header")
	}
	return model.NewFault("error.import.missing_column", strings.Join(h.missing(), ", "), strconv.Itoa(h.row))
}

// warnings are what the header is worth telling about, once for the file.
func (h header) warnings() outcome {
	var o outcome
	for _, cell := range h.unknown {
		o.warn(Where{Row: h.row, Field: cell.name.String()}, "remark.import.unknown_column")
	}
	for _, cell := range h.doubled {
		o.warn(Where{Row: h.row, Field: cell.name.String()}, "remark.import.doubled_column", cell.column.String())
	}
	return o
}

// pick takes the known columns out of a row, empty where it has none. extra
// says that there is more in the row than the header has columns for.
func (h header) pick(cells []string) (picked [columnCount]string, extra bool) {
	for c, i := range h.at {
		if i >= 0 && i < len(cells) {
			picked[c] = cells[i]
		}
	}
	for i := h.cells; i < len(cells); i++ {
		extra = extra || strings.TrimSpace(cells[i]) != ""
	}
	return picked, extra
}

// isBlank tells a row without any text.
func isBlank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
