package ui

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// columns says how a line of the list is divided. It depends on the width, the
// language, the year, and what is in the window, never on a single row, so that
// all rows stand under one another.
type columns struct {
	width     int
	year      int // in which it is read
	ref       int
	route     int
	day       int // cells of a day of this year
	departure int // cells of a day of departure; 0: the ETD has no column
	arrival   int // cells of the ETA with its slip
	actual    int // cells of an ATA; 0: ATD and ATA have no columns
	gap       int // cells between two columns of days
	status    int
	progress  int  // cells of the progress track; 0: none
	label     bool // two-line form: the date's name is written before it
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
	usualRoute  = 20 // such as Cat Lai → Long Beach
	easyRoute   = 24 // most routes fit: what is left may be air
	leastStatus = 3  // the sign, and that there is a word
)

// The widths from which more columns are shown.
const (
	actualFrom   = 100
	progressFrom = 110
)

// columnsFor divides a line of width cells for rows of that extent, as they are
// read at now. Days are never cut: where the route has too little room beside
// those of another year, columns give way.
func columnsFor(look *widget.Look, width int, rows extent, now time.Time) columns {
	c := columns{width: width, year: now.Year(), ref: min(mostRef, max(usualRef, rows.ref))}
	c.day, c.status = dayCells(look, years{}, c.year), statusCells(look)
	c.departure = dayCells(look, rows.departures, c.year)
	c.arrival = max(c.day+1+slipCells, dayCells(look, rows.arrivals, c.year), dayCells(look, rows.slipped, c.year)+1+slipCells)
	if width >= actualFrom {
		c.actual = dayCells(look, rows.arrivals, c.year)
	}
	if width >= progressFrom {
		c.progress = trackCells
	}
	c.gap = 2
	if c.rest() < easyRoute {
		c.gap = 1
	}
	if c.rest() < usualRoute {
		c.progress = 0
	}
	if c.rest() < leastRoute {
		c.actual = 0
	}
	if c.rest() < leastRoute {
		c.departure = 0
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
	used := leadCells + c.ref + 2 + 2 + c.arrival + 1 + c.status + 1
	if c.departure > 0 {
		used += c.departure + c.gap
	}
	if c.actual > 0 {
		used += 1 + c.departure + c.gap + c.actual + 1
	}
	if c.progress > 0 {
		used += c.progress + 2
	}
	return c.width - used
}

// years are the first and the last year of the days in a column; zero: there are
// no days in it.
type years struct{ first, last int }

func (y *years) add(w model.When) {
	if w.IsZero() {
		return
	}
	year := yearOf(w)
	if y.first == 0 {
		*y = years{year, year}
	}
	y.first, y.last = min(y.first, year), max(y.last, year)
}

// join makes them those of both columns.
func (y *years) join(o years) {
	if y.first == 0 || o.first == 0 {
		y.first, y.last = y.first+o.first, y.last+o.last
		return
	}
	y.first, y.last = min(y.first, o.first), max(y.last, o.last)
}

// beyond says that a day in the column is of another year.
func (y years) beyond(year int) bool { return y.first != 0 && (y.first != year || y.last != year) }

func yearOf(w model.When) int { return w.Date().Instant().Year() }

// shortDay is a day as it stands in a column: `10 May`, and with the year where
// it is another one: `11 Jan ’26`. The unknown is a dash.
func shortDay(look *widget.Look, w model.When, now time.Time) string {
	if w.IsZero() {
		return "–"
	}
	day := w.Date().Instant()
	text := look.Words.Day(w, day)
	if day.Year() != now.Year() {
		return look.Say("list.other_year", text, day.Format("06"))
	}
	return text
}

// dayCells is the width of a column of days, as they are read in year.
func dayCells(look *widget.Look, days years, year int) int {
	sample := model.Day(year, time.December, 28)
	now := sample.Instant()
	if days.beyond(year) {
		now = now.AddDate(1, 0, 0)
	}
	return widget.Cells(shortDay(look, sample, now))
}

// statusCells is the width of the column of statuses: sign, space and the
// longest word.
func statusCells(look *widget.Look) int {
	widest := 0
	for _, s := range append(model.Statuses(), model.LabelArrived) {
		widest = max(widest, widget.Cells(look.Say("status."+string(s))))
	}
	return widest + 2
}
