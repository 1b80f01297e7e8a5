package parts

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// Columns says how a line of the list is divided. It depends on the width, the
// language, the year, and what is in the window, never on a single row, so that
// all rows stand under one another.
type Columns struct {
	width     int
	Year      int // in which it is read
	Ref       int
	Customer  int // cells of whose shipment it is; 0: that is not said
	Route     int
	day       int // cells of a day of this year
	Departure int // cells of a day of departure; 0: the ETD has no column
	Arrival   int // cells of the ETA with its slip
	Actual    int // cells of an ATA; 0: ATD and ATA have no columns
	Gap       int // cells between two columns of days
	Air       int // cells more before the days
	Status    int
	Progress  int  // cells of the progress track; 0: none
	label     bool // two-line form: the date's name is written before it
	Paired    bool // two-line form of a wide window: see PairedFor
}

// Fixed parts of a line, in cells.
const (
	LeadCells    = 3 // cursor bar, mark of a change, space
	SlipCells    = 4 // such as +12d
	trackCells   = 10
	leastRef     = 12
	MostRef      = 20
	UsualRef     = 16
	mostPartner  = 14
	leastPartner = 6
	LeastRoute   = 14
	usualRoute   = 20 // such as Cat Lai → Long Beach
	easyRoute    = 24 // most routes fit: what is left may be air
	customerGap  = 2
	leastStatus  = 3 // the sign, and that there is a word
)

// The widths from which more columns are shown.
const (
	actualFrom   = 100
	progressFrom = 110
)

// ColumnsFor divides a line of width cells for rows of that extent, as they are
// read at now. Days are never cut: where the route has too little room beside
// those of another year, columns give way.
func ColumnsFor(look *widget.Look, width int, rows Extent, now time.Time) Columns {
	c := Columns{width: width, Year: now.Year(), Ref: min(MostRef, max(UsualRef, rows.ref))}
	c.day, c.Status = dayCells(look, years{}, c.Year), statusCells(look)
	c.Departure = dayCells(look, rows.departures, c.Year)
	c.Arrival = max(c.day+1+SlipCells, dayCells(look, rows.arrivals, c.Year), dayCells(look, rows.slipped, c.Year)+1+SlipCells)
	if width >= actualFrom {
		c.Actual = dayCells(look, rows.arrivals, c.Year)
	}
	if width >= progressFrom {
		c.Progress = trackCells
	}
	c.Gap = 2
	if c.rest() < easyRoute {
		c.Gap = 1
	}
	if c.rest() < usualRoute {
		c.Progress = 0
	}
	if c.rest() < LeastRoute {
		c.Actual = 0
	}
	if most := min(mostPartner, rows.partner, c.rest()-LeastRoute-customerGap); most >= leastPartner || most > 0 && most == rows.partner {
		c.Customer = most
	}
	if c.rest() < LeastRoute {
		c.Departure = 0
	}
	if c.Route = c.rest(); c.Route < LeastRoute {
		c.Ref = max(leastRef, c.Ref-LeastRoute+c.Route)
		c.Route = max(0, c.rest())
	}
	c.label = width >= 44
	return c
}

// PairedFor divides the two lines that a shipment has in the list of a wide
// window: number, status and departure; route, progress and arrival. Planned and
// actual days stand under one another, and nothing is left out that a list across
// the whole window has.
func PairedFor(look *widget.Look, width int, rows Extent, now time.Time) Columns {
	c := Columns{width: width, Year: now.Year(), Paired: true, Gap: 1}
	days := rows.departures
	days.join(rows.arrivals)
	c.day, c.Actual = dayCells(look, years{}, c.Year), dayCells(look, days, c.Year)
	c.Arrival = max(c.day+1+SlipCells, c.Actual, dayCells(look, rows.slipped, c.Year)+1+SlipCells)
	left := width - LeadCells - 1 - c.Arrival - c.Gap - c.Actual - 1
	c.Status = max(leastStatus, min(max(statusCells(look), trackCells), left-1-UsualRef))
	if left > UsualRef+1+c.Status { // what is left over is air before the days
		c.Air, left = 1, left-1
	}
	c.Ref = left - 1 - c.Status
	c.Route = left
	switch { // of whose shipments there are several, that is said in place of the progress
	case left < LeastRoute+1+trackCells:
	case rows.partner > 0:
		c.Customer = min(mostPartner, rows.partner, left-1-LeastRoute)
		c.Route -= 1 + c.Customer
	default:
		c.Progress = trackCells
		c.Route -= 1 + c.Progress
	}
	return c
}

// rest is what the other columns leave to the route, the gaps between them included.
func (c Columns) rest() int {
	used := LeadCells + c.Ref + 2 + 2 + c.Arrival + 1 + c.Status + 1
	if c.Customer > 0 {
		used += c.Customer + customerGap
	}
	if c.Departure > 0 {
		used += c.Departure + c.Gap
	}
	if c.Actual > 0 {
		used += 1 + c.Departure + c.Gap + c.Actual + 1
	}
	if c.Progress > 0 {
		used += c.Progress + 2
	}
	return c.width - used
}

// years are the first and the last year of the days in a column; zero: there are
// no days in it.
type years struct{ first, last int }

// cover widens them to a year; 0 is none.
func (y *years) cover(year int) {
	switch {
	case year == 0:
	case y.first == 0:
		y.first, y.last = year, year
	default:
		y.first, y.last = min(y.first, year), max(y.last, year)
	}
}

// join makes them those of both columns.
func (y *years) join(o years) {
	y.cover(o.first)
	y.cover(o.last)
}

// beyond says that a day in the column is of another year.
func (y years) beyond(year int) bool { return y.first != 0 && (y.first != year || y.last != year) }

// yearOf is the year of a day; 0 of one that is not known.
func yearOf(w model.When) int {
	if w.IsZero() {
		return 0
	}
	return w.Date().Instant().Year()
}

// ShortDay is a day as it stands in a column: `10 May`, and with the year where
// it is another one: `11 Jan ’26`. The unknown is a dash.
func ShortDay(look *widget.Look, w model.When, now time.Time) string {
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
	return widget.Cells(ShortDay(look, sample, now))
}

// statusCells is the width of the column of statuses: sign, space and the
// longest word.
func statusCells(look *widget.Look) int {
	all := append(model.Statuses(), model.LabelArrived)
	return widget.Widest(widget.Map(all, func(s model.Status) string { return look.Say("status." + string(s)) })...) + 2
}

// Extent is how much room rows need: the cells of the longest number, and the
// years of their departures, their arrivals, and those arrivals that slipped.
type Extent struct {
	ref, partner                  int
	departures, arrivals, slipped years
}

// Join widens the extent to that of other rows.
func (e *Extent) Join(o Extent) {
	e.ref, e.partner = max(e.ref, o.ref), max(e.partner, o.partner)
	e.departures.join(o.departures)
	e.arrivals.join(o.arrivals)
	e.slipped.join(o.slipped)
}

// ExtentOf is how wide the columns of rows must be.
func ExtentOf(rows []model.Row) Extent {
	var all Extent
	for i := range rows {
		row := &rows[i]
		all.ref, all.partner = max(all.ref, widget.Cells(row.Ref.String())), max(all.partner, widget.Cells(row.Partner))
		all.departures.join(years{yearOf(row.ETD), yearOf(row.ATD)})
		arrivals := years{yearOf(row.ETA), yearOf(row.ATA)}
		all.arrivals.join(arrivals)
		if days, _ := row.ArrivalSlip(); days != 0 {
			all.slipped.join(arrivals)
		}
	}
	return all
}
