package intake

import (
	"math"
	"strconv"
	"strings"
	"time"

	"porthole/internal/model"
)

// dialect is how the cells of one file write dates and numbers.
type dialect struct {
	zone         *time.Location // of times whose place has none
	from1904     bool           // serial dates count from 1904
	decimalComma bool           // the file comes from where 1,5 is one and a half
}

// unguard takes off a cell what a spreadsheet put round it: blanks, the
// apostrophe that keeps `=…` from being a formula, and `="…"`.
func unguard(cell string) string {
	cell = strings.TrimSpace(cell)
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@\t\r", cell[1]) >= 0 {
		return cell[1:]
	}
	if inner, ok := strings.CutPrefix(cell, `="`); ok {
		if inner, ok = strings.CutSuffix(inner, `"`); ok {
			return strings.TrimSpace(inner)
		}
	}
	return cell
}

// isAbsent tells a cell that says nothing: empty, a dash, or the words by which
// people say that something is not known yet.
func isAbsent(cell string) bool {
	switch strings.ToLower(cell) {
	case "", "-", "--", "–", "—", "n/a", "#n/a", "null", "none", "tba", "tbc", "tbd", "tbn", "?":
		return true
	default:
		return false
	}
}

// moreDayLayouts and moreMomentLayouts are those that the model does not read
// and files have.
var (
	moreDayLayouts = []string{
		"2006/1/2", "2006-1-2", "2006.1.2", "2-Jan-2006", "2 Jan 2006", "2/Jan/2006", "2-Jan-06", "2 January 2006", "Jan 2, 2006",
		"2/1/06",
	}
	moreMomentLayouts = []string{
		"2006/1/2 15:04:05", "2006/1/2 15:04", "2006-1-2 15:04:05", "2-Jan-2006 15:04", "2 Jan 2006 15:04", "2-1-2006 15:04:05",
	}
)

// date reads a date cell: whatever the model reads, a few spellings more, and
// serial numbers. A midnight without an offset is how programs write a date
// without a time. at is where it happens; its zone is that of the time.
func (d dialect) date(cell string, at model.Place) (model.When, bool) {
	zone := at.Zone()
	if zone == nil {
		zone = d.zone
	}
	if zone == nil {
		zone = time.UTC
	}
	if when, ok := d.serial(cell, zone); ok {
		return when, true
	}
	bare := strings.TrimSuffix(strings.TrimSuffix(cell, "00:00:00"), "00:00")
	if bare = strings.TrimRight(bare, " T"); bare != cell && len(bare) >= 6 {
		if when, ok := readDay(bare); ok {
			return when, true
		}
	}
	if when, ok := readDay(cell); ok {
		return when, true
	}
	if when, err := model.ParseWhen(cell, zone); err == nil {
		return when, !when.IsZero()
	}
	for _, layout := range moreMomentLayouts {
		if t, err := time.ParseInLocation(layout, cell, zone); err == nil && plausible(t) {
			return model.Moment(t), true
		}
	}
	return model.When{}, false
}

// readDay reads a date without a time.
func readDay(cell string) (model.When, bool) {
	if when, err := model.ParseWhen(cell, time.UTC); err == nil && when.IsDate() {
		return when, true
	}
	for _, layout := range moreDayLayouts {
		if t, err := time.Parse(layout, cell); err == nil && plausible(t) {
			return model.DayOf(t), true
		}
	}
	return model.When{}, false
}

// plausible is the model's rule for years, for the spellings that are read here.
func plausible(t time.Time) bool { return t.Year() >= 1956 && t.Year() <= 2199 }

// days from 1 January 1900 as spreadsheets count, which believe that there was
// a 29 February 1900, and from 1904.
var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

// serial reads a day number of a spreadsheet, with the time of day behind the
// point. Only numbers that are plausible dates are taken for one.
func (d dialect) serial(cell string, zone *time.Location) (model.When, bool) {
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil || strings.Trim(cell, "0123456789.") != "" || !(days >= 10000 && days < 110000) {
		return model.When{}, false
	}
	epoch := epoch1900
	if d.from1904 {
		epoch = epoch1904
	}
	whole := math.Floor(days)
	seconds := math.Round((days - whole) * 86400)
	t := epoch.AddDate(0, 0, int(whole)).Add(time.Duration(seconds) * time.Second)
	if !plausible(t) {
		return model.When{}, false
	}
	if seconds == 0 {
		return model.DayOf(t), true
	}
	year, month, day := t.Date()
	return model.Moment(time.Date(year, month, day, t.Hour(), t.Minute(), t.Second(), 0, zone)), true
}
