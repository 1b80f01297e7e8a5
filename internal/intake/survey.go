package intake

// survey looks at the columns of a list while it is read, so that each is known
// before its cells count. It keeps a few cells of each column, whatever the
// length of the list.
type survey struct {
	dialect dialect
	dates   [columnCount]dateEvidence
}

// readings are how the cells of each column are read.
type readings struct {
	dates [columnCount]dateReading
}

// note looks at a row.
func (s *survey) note(row int, cells *[columnCount]string) {
	for _, c := range dateColumns {
		if cells[c] == "" {
			continue
		}
		text := unguard(cells[c])
		if date, ok := s.dialect.dateCell(text); ok {
			s.dates[c].note(row, text, date)
		}
	}
}

// decide is what follows from all rows, and what is to be said of it.
func (s *survey) decide() (*readings, outcome) {
	dates, o := dateReadings(s.dates)
	return &readings{dates: dates}, o
}
