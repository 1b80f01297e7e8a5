package dates

import (
	"fmt"
	"time"

	"porthole/internal/model"
)

// Order is which of two numbers is the day, and which the month.
type Order int8

// The orders.
const (
	DayFirst Order = iota // as Vietnam and most of the world write it
	MonthFirst
)

// Date is a date as a cell writes it. Of 05/12/2026 the cell alone does not
// tell which number is the day: the column does.
type Date struct {
	year, first, second   int
	told                  bool  // the way of writing tells the order
	order                 Order // when told
	serial                bool  // a day number of a spreadsheet
	hour, minute, seconds int
	timed                 bool
	zone                  *time.Location // by whose clock; nil: that of the place
}

// dayAndMonth are the two numbers, by what they mean in an order.
func (d Date) dayAndMonth(o Order) (day, month int) {
	if d.told {
		o = d.order
	}
	if o == MonthFirst {
		return d.second, d.first
	}
	return d.first, d.second
}

// can says that there is such a day when it is read in an order.
func (d Date) can(o Order) bool {
	day, month := d.dayAndMonth(o)
	t := time.Date(d.year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t.Day() == day && int(t.Month()) == month
}

// Day is the date alone, read in an order.
func (d Date) Day(o Order) model.When {
	day, month := d.dayAndMonth(o)
	return model.Day(d.year, time.Month(month), day)
}

// ISO writes the date in the form that the model reads. A midnight is how
// programs write a date without a time.
func (d Date) ISO(o Order) string {
	day, month := d.dayAndMonth(o)
	date := fmt.Sprintf("%04d-%02d-%02d", d.year, month, day)
	if d.hour+d.minute+d.seconds == 0 {
		return date
	}
	return date + fmt.Sprintf("T%02d:%02d:%02d", d.hour, d.minute, d.seconds)
}

// When is the date, whose time of day is that of a zone.
func (d Date) When(o Order, zone *time.Location) (model.When, error) {
	if d.zone != nil {
		zone = d.zone
	}
	return model.ParseWhen(d.ISO(o), zone) //nolint:wrapcheck // with an hour that is none or comes twice, it is a Fault
}

// Serial is a day number of a spreadsheet, as the time that it stands for.
func Serial(t time.Time) Date {
	return Date{
		year: t.Year(), first: int(t.Month()), second: t.Day(), told: true, order: MonthFirst, serial: true,
		hour: t.Hour(), minute: t.Minute(), seconds: t.Second(),
	}
}

// IsSerial says that it was a day number of a spreadsheet.
func (d Date) IsSerial() bool { return d.serial }

// IsZoned says that the cell tells by whose clock the time is.
func (d Date) IsZoned() bool { return d.zone != nil }

// IsTold says that the way of writing tells the order.
func (d Date) IsTold() bool { return d.told }

// IsOpen says that the date means different days in either order.
func (d Date) IsOpen() bool {
	return !d.told && d.first != d.second && d.can(DayFirst) && d.can(MonthFirst)
}

// Proves is the order in which alone the date can be read; false when it proves none.
func (d Date) Proves() (Order, bool) {
	day, month := d.can(DayFirst), d.can(MonthFirst)
	if d.told || day == month {
		return DayFirst, false
	}
	if day {
		return DayFirst, true
	}
	return MonthFirst, true
}

// DayOfMonth is the number of the day, read in an order.
func (d Date) DayOfMonth(o Order) int {
	day, _ := d.dayAndMonth(o)
	return day
}

// Swapped is the date with day and month exchanged.
func (d Date) Swapped() Date {
	d.first, d.second = d.second, d.first
	return d
}
