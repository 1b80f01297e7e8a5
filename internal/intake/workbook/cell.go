package workbook

import (
	"math"
	"strings"
	"time"
)

// Mark is what a workbook says of a cell beside its text.
type Mark uint8

// The marks.
const (
	Text   Mark = 1 << iota // it is text, as it was entered
	Number                  // it is a number, in the form of the machine
	Date                    // it is a date
	Spans                   // it is merged with cells below it
	Below                   // it is one of those below

	MarkBits = 5
)

// mostDigits is how many digits a spreadsheet keeps of a number.
const mostDigits = 15

// IsRounded tells a whole number of which a spreadsheet has kept the first digits only.
func IsRounded(text string) bool {
	return isLong(text) && strings.Trim(text[mostDigits:], "0") == ""
}

// IsExact tells a whole number with more digits than a spreadsheet keeps, which none
// has rounded.
func IsExact(text string) bool { return isLong(text) && !IsRounded(text) }

func isLong(text string) bool {
	return len(text) > mostDigits && strings.Trim(text, "0123456789") == ""
}

// Days are counted from 1 January 1900 by spreadsheets, which believe that there was
// a 29 February 1900, and from 1904.
var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

// SerialTime is the time of a day number, to the second.
func SerialTime(days float64, from1904 bool) time.Time {
	epoch := epoch1900
	if from1904 {
		epoch = epoch1904
	}
	whole := math.Floor(days)
	return epoch.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round((days-whole)*86400)) * time.Second)
}
