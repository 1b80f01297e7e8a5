package ui

import (
	"time"

	"porthole/internal/model"
)

// rowLines keeps the lines of the rows in sight, so that moving the cursor
// prepares two rows and not all, and so does a change of one of them.
type rowLines struct {
	columns    columns
	generation int
	minute     int64 // what is overdue changes with time
	slots      []rowSlot
}

// rowSlot is a row's lines, and what they say.
type rowSlot struct {
	ref    model.Text // zero: empty
	change uint64
	fresh  freshness
	lines  [2]string
}

func (c *rowLines) drop() { c.slots = c.slots[:0] }

// divide fits the columns to rows.
func (c *rowLines) divide(e *env, width int, rows []model.Row) {
	if columns := columnsFor(e, width, rows); columns != c.columns {
		c.columns = columns
		c.drop()
	}
}

// slot is the place where the lines of a row are kept, the index-th of the list.
// They are there already when it is not empty.
func (c *rowLines) slot(index, visible int, row *model.Row, fresh freshness) *rowSlot {
	here := &c.slots[index%visible]
	if here.holds(row, fresh) {
		return here
	}
	for i := range c.slots { // the rows have moved
		if there := &c.slots[i]; there.holds(row, fresh) {
			*here, *there = *there, *here
			return here
		}
	}
	*here = rowSlot{}
	return here
}

// prepare makes room for as many rows as are in sight, and drops what is of
// another time or another theme.
func (c *rowLines) prepare(visible int, e *env, now time.Time) {
	minute := now.Unix() / 60
	if len(c.slots) != visible || c.generation != e.generation || c.minute != minute {
		c.slots = make([]rowSlot, visible)
		c.generation, c.minute = e.generation, minute
	}
}

func (s *rowSlot) holds(row *model.Row, fresh freshness) bool {
	return s.ref == row.Ref && s.change == row.Change && s.fresh == fresh
}
