package intake

import (
	"errors"
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

// judgeTime judges a time that was read. One in an hour that the clocks of its
// place leave out is refused, in the words in which commands say it. Of an hour
// that they show twice the earlier one is taken, and the remark names both. What
// is no time at all is refused with unread.
func judgeTime(when model.When, err error, unread string) (fault *model.Fault, remark model.Remark) {
	var said *model.Fault
	errors.As(err, &said)
	switch {
	case said != nil && said.Key == "error.hour.none":
		return said, model.Remark{}
	case said != nil && said.Key == "error.hour.twice":
		return nil, model.Remark{Key: "remark.import.hour_twice", Args: said.Args}
	case when.IsZero():
		return model.NewFault(unread), model.Remark{}
	default:
		return nil, model.Remark{}
	}
}

// months are their names and abbreviations, folded.
var months = map[string]int{
	"jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
	"jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11,
	"november": 11, "dec": 12, "december": 12,
}

// vietnameseMonths are the words behind tháng, folded. Mười begins the names of
// three months.
var vietnameseMonths = map[string]int{
	"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "chap": 12,
}

// silent are words of a date that say nothing beyond its numbers: the days of
// the week, and what stands between the parts.
var silent = map[string]bool{
	"mon": true, "monday": true, "tue": true, "tues": true, "tuesday": true, "wed": true, "wednesday": true, "thu": true, "thur": true,
	"thurs": true, "thursday": true, "fri": true, "friday": true, "sat": true, "saturday": true, "sun": true, "sunday": true,
	"chu": true, "nhat": true, "cn": true, "ngay": true, "mung": true, "mong": true, "nam": true, "luc": true, "vao": true,
	"of": true, "on": true, "at": true, "the": true, "st": true, "nd": true, "rd": true, "m": true, "phut": true,
	"lt": true, "local": true, "time": true, "h": true, "hr": true, "hrs": true, "hours": true, "gio": true, "g": true,
}

// hourSigns stand between hours and minutes, as in 15h30 and 15 giờ 30.
var hourSigns = map[string]bool{"h": true, "g": true, "gio": true, "hr": true, "hrs": true, "hours": true}

// halves are the two halves of a day: those of English, and of Excel in
// Vietnamese.
var halves = map[string]int{"am": 1, "a": 1, "sa": 1, "sang": 1, "pm": 2, "p": 2, "ch": 2, "chieu": 2, "toi": 2}
