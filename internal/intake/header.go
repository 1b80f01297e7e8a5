package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"porthole/internal/model"
)

// header says which cell of a row is which column.
type header struct {
	row      int              // where it stands
	headings []heading        // what each cell was taken for, in the order of the file
	at       [columnCount]int // index of each column's cell; -1: the file has none
	doubled  []doubledColumn  // columns that say again what another one says
	readable int              // how many columns are known
	nested   bool             // containers are a list of their own below each shipment
	worked   []int            // headings whose cells are taken apart, or get a unit or a zone
	blank    []int            // cells above which nothing stands
	damaged  bool             // some heading is not text
	boxes    []int            // further headings of containers: one may count them, and another name them
	mapping  mapping
}

// doubledColumn is a heading that was left out, because another one has its column.
type doubledColumn struct {
	heading, taken model.Text
	column         column
}

// header reads a row as a header. It always succeeds; how good it is, is told by
// missing and readable.
func (m mapping) header(row int, cells []string) header {
	h := header{row: row, headings: make([]heading, len(cells)), mapping: m}
	for i := range h.at {
		h.at[i] = -1
	}
	for i, cell := range cells {
		h.headings[i] = m.read(cell)
		h.damaged = h.damaged || !utf8.ValidString(cell)
		if h.headings[i].text.IsZero() {
			h.blank = append(h.blank, i)
		}
	}
	h.settlePaths()
	h.settleOpen()
	h.settleModes()
	h.settleVessels()
	for i, heading := range h.headings {
		for _, r := range heading.reads {
			h.claim(i, r.column)
		}
		if len(heading.reads) > 1 || heading.known() && !heading.reads[0].isBare() {
			h.worked = append(h.worked, i)
		}
	}
	return h
}

// claim gives a column to a heading, unless another one has the better claim.
func (h *header) claim(i int, c column) {
	had := h.at[c]
	if had < 0 {
		h.at[c] = i
		h.readable++
		h.nested = h.nested || h.headings[i].path
		return
	}
	if c == colContainer && h.alone(i) && h.alone(had) {
		h.boxes = append(h.boxes, i)
		return
	}
	left := i
	if h.headings[i].exactness(c) > h.headings[had].exactness(c) {
		left, h.at[c] = had, i
	}
	h.doubled = append(h.doubled, doubledColumn{h.headings[left].text, h.headings[h.at[c]].text, c})
}

// alone says that a heading is one column, and none of a list of containers.
func (h *header) alone(i int) bool { return len(h.headings[i].reads) == 1 && !h.headings[i].path }

// exactness orders the headings of one column: what somebody said first, its very name
// before another one, and that before one that leaves something open or has other columns too.
func (h heading) exactness(c column) int {
	switch {
	case h.mapped:
		return 3
	case model.Fold(h.text.String()) == model.Fold(c.String()):
		return 2
	case h.open || len(h.reads) > 1:
		return 0
	default:
		return 1
	}
}

// settleOpen decides which bill a heading is of that says neither house nor master:
// the one that the file has no other column for, and the house bill when it has
// neither.
func (h *header) settleOpen() {
	for i := range h.headings {
		bill := &h.headings[i]
		if !bill.open || bill.reads[0].column != colHBL {
			continue
		}
		house, master := h.has(colHBL), h.has(colMBL)
		if house && !master {
			bill.reads[0].column = colMBL
		}
		if !house && !master {
			bill.remark("remark.import.heading_bill", bill.text.String())
		}
	}
}

// has says that a heading stands for a column without leaving it open.
func (h *header) has(c column) bool {
	return slices.ContainsFunc(h.headings, func(heading heading) bool {
		return !heading.open && slices.Contains(heading.columns(), c)
	})
}

// settlePaths tells `Container/Loại`, a column of a list of containers, from
// `CNTR/Seal`, which has the containers too: nothing else in the file does.
func (h *header) settlePaths() {
	if h.has(colContainer) {
		return
	}
	for i := range h.headings {
		at := &h.headings[i]
		head, _ := columnNamed(headOf(at.text.String()))
		if !at.mapped && len(at.reads) == 1 && isPair(colContainer, at.reads[0].column) && head.column == colContainer {
			at.reads, at.path = append([]reading{{column: colContainer}}, at.reads...), false
		}
	}
}

// settleModes makes the mode of loading of a heading "Mode" beside which another one
// is that of transport. The words below them decide in the end.
func (h *header) settleModes() {
	var modes []int
	for i, heading := range h.headings {
		if slices.Equal(heading.columns(), []column{colMode}) {
			modes = append(modes, i)
		}
	}
	if len(modes) != 2 || h.has(colLoad) {
		return
	}
	general := modes[0]
	if h.headings[modes[1]].exactness(colMode) > h.headings[general].exactness(colMode) {
		general = modes[1]
	}
	h.headings[general].reads = []reading{{column: colLoad}}
}

// settleVessels makes the mother vessel the second one, and its voyage alike, where
// the feeder that brings the cargo to it stands beside it. A voyage without a word is
// that of the vessel before it.
func (h *header) settleVessels() {
	seconds := map[column]column{colVessel: colVessel2, colVoyage: colVoyage2}
	for first, second := range seconds {
		if h.has(second) {
			delete(seconds, first)
		}
	}
	if !slices.ContainsFunc(h.headings, func(at heading) bool { return at.isOf(colVessel, senseFeeder) || at.isOf(colVoyage, senseFeeder) }) {
		return
	}
	second := false
	for i := range h.headings {
		at := &h.headings[i]
		for _, first := range []column{colVessel, colVoyage} {
			feeder, mother := at.isOf(first, senseFeeder), at.isOf(first, senseMother)
			if feeder || mother || slices.Contains(at.columns(), colVessel) {
				second = mother && !feeder
			}
			n := slices.Index(at.columns(), first)
			if to, free := seconds[first]; n >= 0 && second && free && !at.mapped {
				at.reads[n].column = to
			}
		}
	}
}

// isOf says that a heading stands for a column, and has a word of the sense beside it.
func (h heading) isOf(c column, s sense) bool {
	return !h.mapped && slices.Contains(h.columns(), c) && slices.ContainsFunc(wordsOf(h.text.String()), func(word string) bool {
		return headingWords().words[model.Fold(word)] == s
	})
}

// wordsOf are the words of a heading, whatever stands between them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

// missing names the required columns that the header does not have.
func (h header) missing() []string {
	var names []string
	for _, c := range required {
		if h.at[c] < 0 && (c != colPartner || h.mapping.partner == nil) {
			names = append(names, c.String())
		}
	}
	return names
}

// isHeader tells a header from a title above it: it has every required column, and
// more than one.
func (h header) isHeader() bool { return len(h.missing()) == 0 && h.readable > 1 }

// fault says of the best row that was found what keeps it from being a header.
func (h header) fault() *model.Fault {
	if fault := h.garbled(); fault != nil {
		return fault
	}
	switch {
	case h.readable == 0 && h.filled() < 2:
		return model.NewFault("error.import.no_header")
	case h.readable == 0:
		return model.NewFault("error.import.no_known", strconv.Itoa(h.row), h.found())
	}
	return model.NewFault("error.import.missing_column", strings.Join(h.missing(), ", "), strconv.Itoa(h.row), h.found())
}

// filled is how many headings the row has.
func (h header) filled() int {
	n := 0
	for _, heading := range h.headings {
		if !heading.text.IsZero() {
			n++
		}
	}
	return n
}

// garbled is what is wrong with headings whose letters are not what they were: text for
// an old font, UTF-8 that was read as something else, or bytes that are no text.
func (h header) garbled() *model.Fault {
	all := each(h.headings, func(heading heading) string { return heading.text.String() })
	switch name := garbledAs(strings.Join(all, ", ")); {
	case h.damaged:
		return model.NewFault("error.import.encoding")
	case name == utf8Twice:
		return model.NewFault("error.import.garbled")
	case name != "":
		return model.NewFault("error.import.legacy", name)
	}
	return nil
}

// mostFound is how many headings a fault names.
const mostFound = 30

// found names the headings of the row.
func (h header) found() string {
	var names []string
	for _, heading := range h.headings {
		switch {
		case heading.text.IsZero():
		case len(names) == mostFound:
			return strings.Join(append(names, "…"), ", ")
		default:
			names = append(names, "“"+heading.text.String()+"”")
		}
	}
	return strings.Join(names, ", ")
}

// warnings are what the header is worth telling about, once for the file.
func (h header) warnings() outcome {
	var o outcome
	for _, heading := range h.headings {
		at := Where{Row: h.row, Field: heading.text.String()}
		switch {
		case heading.text.IsZero():
		case heading.doubt != nil:
			o.warn(at, heading.doubt.Key, heading.doubt.Args...)
		case !heading.known() && !heading.mapped:
			o.warn(at, "remark.import.unknown_column")
		}
	}
	for _, named := range h.mapping.named {
		if !slices.ContainsFunc(h.headings, func(at heading) bool { return headingKey(at.text.String()) == headingKey(named.String()) }) {
			o.warn(Where{Row: h.row, Field: named.String()}, "remark.import.map_absent", h.found())
		}
	}
	for _, d := range h.doubled {
		o.warn(Where{Row: h.row, Field: d.heading.String()}, "remark.import.doubled_column", d.column.String(), d.taken.String())
	}
	return o
}

// pick takes the known columns out of a row, empty where it has none. Amounts get the
// unit that their heading names. unsure are the headings whose cell could not be taken
// apart; extra says that there is more in the row than the header has columns for.
func (h header) pick(cells []string) (picked [columnCount]string, unsure []int, extra bool) {
	for c, i := range h.at {
		if i >= 0 && i < len(cells) {
			picked[c] = cells[i]
		}
	}
	for _, i := range h.boxes {
		if i < len(cells) && cells[i] != "" {
			picked[colContainer] += "\n" + cells[i]
		}
	}
	for _, i := range h.worked {
		if i < len(cells) && !h.work(i, cells[i], &picked) {
			unsure = append(unsure, i)
		}
	}
	return picked, unsure, !isBlank(cells[min(len(h.headings), len(cells)):])
}

// work puts a cell into the columns of its heading, each piece with its unit; false
// when it could not be taken apart.
func (h header) work(i int, cell string, picked *[columnCount]string) bool {
	reads := h.headings[i].reads
	pieces, sure := []string{cell}, true
	if len(reads) > 1 {
		pieces, sure = splitJoined(cell, h.headings[i].columns())
	}
	for n, r := range reads {
		if h.at[r.column] == i {
			picked[r.column] = withZone(withUnit(pieces[n], r.unit), r.zone)
		}
	}
	return sure
}

// isBlank tells a row without any text.
func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}
