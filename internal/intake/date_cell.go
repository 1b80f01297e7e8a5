package intake

import (
	"fmt"
	"time"

	"porthole/internal/model"
)

// dateOrder is which of two numbers is the day, and which the month.
type dateOrder int8

const (
	dayFirst dateOrder = iota // as Vietnam and most of the world write it
	monthFirst
)

// dateCell is a date as a cell writes it. Of 05/12/2026 the cell alone does not
// tell which number is the day: the column does.
type dateCell struct {
	year, first, second   int
	told                  bool      // the way of writing tells the order
	order                 dateOrder // when told
	serial                bool      // a day number of a spreadsheet
	hour, minute, seconds int
	timed                 bool
	zone                  *time.Location // by whose clock; nil: that of the place
}

// dayAndMonth are the two numbers, by what they mean in an order.
func (c dateCell) dayAndMonth(o dateOrder) (day, month int) {
	if c.told {
		o = c.order
	}
	if o == monthFirst {
		return c.second, c.first
	}
	return c.first, c.second
}

// can says that there is such a day when it is read in an order.
func (c dateCell) can(o dateOrder) bool {
	day, month := c.dayAndMonth(o)
	t := time.Date(c.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Day() == day && int(t.Month()) == month
}

// day is the date alone.
func (c dateCell) day(o dateOrder) model.When {
	day, month := c.dayAndMonth(o)
	return model.Day(c.year, time.Month(month), day)
}

// iso writes the date in the form that the model reads. A midnight is how
// programs write a date without a time.
func (c dateCell) iso(o dateOrder) string {
	day, month := c.dayAndMonth(o)
	date := fmt.Sprintf("%04d-%02d-%02d", c.year, month, day)
	if c.hour+c.minute+c.seconds == 0 {
		return date
	}
	return date + fmt.Sprintf("T%02d:%02d:%02d", c.hour, c.minute, c.seconds)
}

// when is the date, whose time of day is that of a zone.
func (c dateCell) when(o dateOrder, zone *time.Location) (model.When, error) {
	if c.zone != nil {
		zone = c.zone
	}
	return model.ParseWhen(c.iso(o), zone) //nolint:wrapcheck // it is a Fault, see judgeTime
}
