package model

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
	columns := append([]MappedHeading(nil), m.Columns...)
next:
	for _, added := range more {
		for i := range columns {
			if Fold(columns[i].Heading.s) == Fold(added.Heading.s) {
				columns[i] = added
				continue next
			}
		}
		columns = append(columns, added)
	}
	m.Columns = columns
	return m
}
