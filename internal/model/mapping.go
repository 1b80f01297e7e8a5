package model

import "slices"

// Mapping is what somebody said of the headings in one kind of list, kept so that it
// need not be said again. Its name is one of their choice, or the slug of the partner
// whose lists they are.
type Mapping struct {
	Name    string          `json:"name"`
	Columns []MappedHeading `json:"columns"`
	Saved   Stamp           `json:"saved"`
}

// MappedHeading says which column a heading is, as an import names its columns.
type MappedHeading struct {
	Heading Text   `json:"heading"`
	Column  string `json:"column"`
}

// With is the mapping with more headings; what is said again replaces what was said
// before.
func (m Mapping) With(more []MappedHeading) Mapping {
	m.Columns = slices.Clone(m.Columns)
	for _, added := range more {
		same := func(c MappedHeading) bool { return Fold(c.Heading.s) == Fold(added.Heading.s) }
		if at := slices.IndexFunc(m.Columns, same); at >= 0 {
			m.Columns[at] = added
		} else {
			m.Columns = append(m.Columns, added)
		}
	}
	return m
}
