package intake

import (
	"porthole/internal/intake/dates"
	"porthole/internal/model"
)

// The order of day and month is decided for each column of dates, before any of
// its cells counts:
//
//   - A cell that can be read in one way only proves it: 11/30/2026 is month
//     first, and so is 12/05/2026 in the same column.
//   - A column in which cells prove both contradicts itself, and is refused.
//   - A column that proves nothing follows the others of the file, which came out
//     of the same program; where they prove nothing either, or not the same, the
//     day comes first. That is remarked, unless only so a row arrives in time behind
//     its departure.

// proof is a cell from which something about its column follows.
type proof struct {
	at    rowAt // row 0: there is none
	value string
}

func (p proof) found() bool { return p.at.row > 0 }

func (p *proof) note(at rowAt, cell string) {
	if !p.found() {
		*p = proof{at, cell}
	}
}

// where is the cell in a report.
func (p proof) where(c column) Where { return p.at.where(c.String(), p.text()) }

// text is the cell as it may be shown.
func (p proof) text() model.Text { return model.Line(p.value, model.RefCells) }

// dateEvidence is what the cells of one column say about their order.
type dateEvidence struct {
	order  [2]proof   // the first cell that can be read in this order only
	open   proof      // the first that means different days in either
	serial proof      // the first date that is the spreadsheet's own
	read   dates.Date // what that one says
	late   bool       // one of those is later in its month than the 12th
}

// note looks at a cell; own says that a spreadsheet keeps it as a date.
func (e *dateEvidence) note(at rowAt, cell string, date dates.Date, own bool) {
	switch {
	case own || date.IsSerial():
		if !e.serial.found() {
			e.read = date
		}
		e.serial.note(at, cell)
		e.late = e.late || date.DayOfMonth(dates.MonthFirst) > 12
	case date.IsOpen():
		e.open.note(at, cell)
	default:
		if order, proves := date.Proves(); proves {
			e.order[order].note(at, cell)
		}
	}
}

// mixed says that the column contradicts itself.
func (e dateEvidence) mixed() bool {
	return e.order[dates.DayFirst].found() && e.order[dates.MonthFirst].found()
}

// longest is how many days a voyage takes at most.
const longest = 120

// sensible says that an arrival comes after its departure, and not too long, when both
// are read in an order.
func sensible(departure, arrival dates.Date, o dates.Order) bool {
	days := arrival.Day(o).DaysAfter(departure.Day(o))
	return days >= 0 && days <= longest
}

// dateReading is how the dates of one column are read.
type dateReading struct {
	order dates.Order
	mixed *dateEvidence // the column contradicts itself; nil: it does not
}

// dateColumns are those whose cells are dates.
var dateColumns = []column{colETD, colETA, colATD, colATA, colTSETA, colTSETD, colLastFreeDay, colTerminalLastFreeDay, colReturnBy, colAvailable}

// dateReadings decides the order of each column, and what is to be said of it. dayOnly
// says that some row makes sense only when the day comes first.
func dateReadings(seen [columnCount]dateEvidence, dayOnly bool) (read [columnCount]dateReading, o outcome) {
	var proves [2]column // a column that proves each order
	var proven [2]bool
	for _, c := range dateColumns {
		for order := range proves {
			if seen[c].order[order].found() && !proven[order] {
				proves[order], proven[order] = c, true
			}
		}
	}
	silent := dayOnly || proven[dates.DayFirst] || proven[dates.MonthFirst]
	for _, c := range dateColumns {
		e := seen[c]
		switch {
		case e.open.found() && !silent:
			silent = true
			e.remarkOpen(&o, c, dates.DayFirst, "remark.import.date_open", c)
		case e.mixed():
			read[c].mixed = &e
		case e.order[dates.MonthFirst].found():
			read[c].order = dates.MonthFirst
			e.remarkMonthFirst(&o, c)
		case e.order[dates.DayFirst].found() || !e.open.found() || !proven[dates.MonthFirst]:
		case proven[dates.DayFirst]:
			e.remarkOpen(&o, c, dates.DayFirst, "remark.import.date_unlike", proves[dates.MonthFirst])
		default:
			read[c].order = dates.MonthFirst
			e.remarkOpen(&o, c, dates.MonthFirst, "remark.import.date_like", proves[dates.MonthFirst])
		}
		e.remarkSwapped(&o, c)
	}
	return read, o
}

// remarkMonthFirst says that a column is month first, and what that makes of a
// cell that could be read otherwise.
func (e dateEvidence) remarkMonthFirst(o *outcome, c column) {
	because := e.order[dates.MonthFirst]
	if !e.open.found() {
		o.warn(because.where(c), "remark.import.month_first")
		return
	}
	cell, _ := dates.Read(plainSigns(e.open.value))
	o.warn(because.where(c), "remark.import.month_first_like", e.open.at, e.open.text().String(), cell.ISO(dates.MonthFirst))
}

// remarkOpen says how a column is read that does not tell its order itself.
func (e dateEvidence) remarkOpen(o *outcome, c column, order dates.Order, key string, other column) {
	cell, _ := dates.Read(plainSigns(e.open.value))
	o.warn(e.open.where(c), key, cell.ISO(order), other.String())
}

// remarkSwapped says what a spreadsheet may have done when it opened a list whose
// dates were written in the other order than its own: those up to the 12th became
// dates with day and month exchanged, and the others stayed text.
func (e dateEvidence) remarkSwapped(o *outcome, c column) {
	text := e.order[dates.DayFirst]
	if !text.found() {
		text = e.order[dates.MonthFirst]
	}
	if !e.serial.found() || e.late || e.open.found() || !text.found() {
		return
	}
	o.warn(e.serial.where(c), "remark.import.date_swapped", e.read.ISO(dates.MonthFirst), e.read.Swapped().ISO(dates.MonthFirst), text.at, text.text().String())
}
