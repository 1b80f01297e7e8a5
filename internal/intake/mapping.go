package intake

import (
	"strings"

	"porthole/internal/model"
)

// mapping is what somebody said of the headings of a file. It counts before
// headings.txt.
type mapping struct {
	headings map[string]heading // by folded text
	named    []model.Text       // those that the file should have
	// partner is the customer of the whole file, which then needs no column for it.
	partner *model.Partner
}

// leftOut is the column of headings that are not to be taken.
const leftOut = "-"

// ParseMapped reads `HEADING=COLUMN`. COLUMN is the name of a column or any heading
// that is known, with a unit if need be: `GW=weight (lb)`; a dash leaves the column of
// the file out. The error is a Fault.
func ParseMapped(text string) (model.MappedHeading, error) {
	at := strings.LastIndexByte(text, '=')
	m := model.MappedHeading{Heading: model.Line(text[:max(at, 0)], model.RefCells)}
	if m.Column = strings.TrimSpace(text[at+1:]); at < 0 || m.Heading.IsZero() || m.Column == "" {
		return m, model.NewFault("error.import.map", model.Line(text, model.NameCells).String())
	}
	_, err := readMapped(m)
	return m, err
}

// readMapped is the heading that a mapping says. The error is a Fault, with the column
// that was probably meant.
func readMapped(m model.MappedHeading) (heading, error) {
	h := readHeading(m.Column)
	column := model.Line(m.Column, model.RefCells).String()
	switch meant := nearestColumn(m.Column); {
	case m.Column == leftOut:
		return heading{text: m.Heading, mapped: true}, nil
	case h.known() && h.doubt == nil:
		return heading{text: m.Heading, reads: h.reads, mapped: true}, nil
	case meant == "":
		return h, model.NewFault("error.import.map_column", column, strings.Join(columns[:], ", "))
	default:
		return h, model.NewFault("error.import.map_close", column, meant)
	}
}

// newMapping reads what was remembered, and what was said now.
func newMapping(remembered, said []model.MappedHeading) (mapping, error) {
	m := mapping{headings: map[string]heading{}}
	for _, one := range append(append([]model.MappedHeading(nil), remembered...), said...) {
		h, err := readMapped(one)
		if err != nil {
			return m, err
		}
		m.headings[headingKey(one.Heading.String())] = h
	}
	for _, one := range said {
		m.named = append(m.named, one.Heading)
	}
	return m, nil
}

// headingKey is what tells headings apart: their letters and digits, and their signs
// when they have nothing else.
func headingKey(text string) string {
	if key := model.Fold(text); key != "" {
		return key
	}
	return strings.TrimSpace(text)
}

// read reads one cell of a header row.
func (m mapping) read(cell string) heading {
	if len(m.headings) > 0 {
		if h, ok := m.headings[headingKey(model.Line(cell, model.RefCells).String())]; ok {
			h.text = model.Line(cell, model.RefCells)
			return h
		}
	}
	return readHeading(cell)
}

// nearestColumn is the column whose name or heading differs least from text, in at
// most a third of its letters; empty when none is that near.
func nearestColumn(text string) string {
	typed := []rune(model.Fold(text))
	meant, least := "", len(typed)/3+1
	for name, claim := range headingWords().names {
		by := distance(typed, []rune(name))
		if by < least || by == least && meant != "" && claim.column.String() < meant {
			meant, least = claim.column.String(), by
		}
	}
	return meant
}

// distance is how many letters must be changed, added or taken away (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			before, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, before+cost)
		}
	}
	return row[len(b)]
}
