package ui

import (
	"time"

	"porthole/internal/model"
)

// columns says how a line of the list is divided. It depends on the width, the
// language, and what is in the window, never on a single row, so that all rows
// stand under one another.
type columns struct {
	width    int
	ref      int
	route    int
	day      int
	gap      int // cells between two columns of days
	status   int
	actual   bool // ATD and ATA have columns
	progress int  // cells of the progress track; 0: none
	label    bool // two-line form: the date's name is written before it
}

// Fixed parts of a line, in cells.
const (
	leadCells   = 3 // cursor bar, mark of a change, space
	slipCells   = 4 // such as +12d
	trackCells  = 10
	leastRef    = 12
	mostRef     = 20
	usualRef    = 16
	leastRoute  = 14
	easyRoute   = 24 // most routes fit: what is left may be air
	leastStatus = 3  // the sign, and that there is a word
)

// The widths from which more columns are shown.
const (
	actualFrom   = 100
	progressFrom = 110
)

// columnsFor divides a line of width cells for rows of which the longest number
// takes so many.
func columnsFor(look *Look, width, number int) columns {
	c := columns{width: width, ref: min(mostRef, max(usualRef, number))}
	c.day, c.status = dayCells(look), statusCells(look)
	c.actual = width >= actualFrom
	if width >= progressFrom {
		c.progress = trackCells
	}
	c.gap = 2
	if c.rest() < easyRoute {
		c.gap = 1
	}
	if c.route = c.rest(); c.route < leastRoute {
		c.ref = max(leastRef, c.ref-leastRoute+c.route)
		c.route = max(0, c.rest())
	}
	c.label = width >= 44
	return c
}

// rest is what the other columns leave to the route, the gaps between them included.
func (c columns) rest() int {
	used := leadCells + c.ref + 2 + 2 + c.day + c.gap + c.day + 1 + slipCells + 1 + c.status + 1
	if c.actual {
		used += 1 + c.day + c.gap + c.day + 1
	}
	if c.progress > 0 {
		used += c.progress + 2
	}
	return c.width - used
}

// farAway is how far a day of another year must be from now to need its year:
// nearer ones nobody mistakes.
const farAway = 150 * 24 * time.Hour

// isFar says that the day is written with its year.
func isFar(w model.When, now time.Time) bool {
	if w.IsZero() || w.Instant().Year() == now.Year() {
		return false
	}
	away := w.Instant().Sub(now)
	return away > farAway || away < -farAway
}

// shortDay is a day as it stands in a column: `10 May`, and when it is far away
// its month, `Dec’23`. The unknown is a dash.
func shortDay(look *Look, w model.When, now time.Time) string {
	if w.IsZero() {
		return "–"
	}
	day := look.words.Day(w, w.Date().Instant())
	if isFar(w, now) {
		month := day[3:] // In every language two digits and a sign come first.
		return look.say("list.far_month", month, w.Date().Instant().Format("06"))
	}
	return day
}

// dayCells is the width of a column of days.
func dayCells(look *Look) int {
	sample := model.Day(2025, time.December, 28)
	now := sample.Instant()
	return max(cells(shortDay(look, sample, now)), cells(shortDay(look, sample, now.AddDate(2, 0, 0))))
}

// statusCells is the width of the column of statuses: sign, space and the
// longest word.
func statusCells(look *Look) int {
	widest := 0
	for _, s := range model.Statuses() {
		widest = max(widest, cells(look.say("status."+string(s))))
	}
	return widest + 2
}
