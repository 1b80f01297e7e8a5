package intake

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"porthole/internal/intake/dates"
	"porthole/internal/intake/workbook"
	"porthole/internal/model"
)

// dialect is how the cells of one file write dates and numbers.
type dialect struct {
	zone         *time.Location // of times whose place has none
	from1904     bool           // serial dates count from 1904
	decimalComma bool           // the file comes from where 1,5 is one and a half
	columns      *readings      // how those of each column do; nil: as usual
}

// usual is what stands before decimals where nothing else tells it.
func (d dialect) usual() decimalSign {
	if d.decimalComma {
		return comma
	}
	return point
}

// cellAt is the ith cell of a row, which is empty beyond the row's end.
func cellAt(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// unguard takes off a cell what a spreadsheet put round it: blanks, the
// apostrophe that keeps `=…` from being a formula, and `="…"`.
func unguard(cell string) string {
	cell = strings.TrimSpace(cell)
	if text, quoted := strings.CutPrefix(cell, "'"); quoted && strings.IndexAny(text, "=+-@＝＋－＠\t\r") == 0 {
		return text
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
	case "", "-", "--", "–", "—", "n/a", "n.a.", "null", "none":
		return true
	default:
		return isOpen(cell)
	}
}

// isOpen tells a cell that says that something is not known yet, or no more.
func isOpen(cell string) bool {
	switch strings.ToLower(cell) {
	case "tba", "tbc", "tbd", "tbn", "?", "to be advised", "to be confirmed", "to be nominated", "to be announced",
		"chưa có", "chưa rõ", "chưa biết", "chưa xác định", "đang cập nhật":
		return true
	default:
		return false
	}
}

// isNoDay tells the dates that programs write when they have none: zeros, and the day
// from which they count.
func isNoDay(cell string) bool {
	return strings.Trim(cell, "0/-.: T") == "" || strings.HasPrefix(cell, "1899-12-30") || strings.HasPrefix(cell, "0001-01-01")
}

// date reads a date cell of a column whose order is known. at is where it
// happens; its zone is that of the time. See judgeTime for the error.
func (d dialect) date(cell string, order dates.Order, at model.Place) (model.When, error) {
	zone := cmp.Or(at.Zone(), d.zone, time.UTC)
	if date, ok := d.dateCell(cell); ok {
		return date.When(order, zone)
	}
	return model.ParseWhen(cell, zone) //nolint:wrapcheck // with an offset, or a Fault
}

// dateCell reads a date as it stands there: a serial number, or figures and
// words.
func (d dialect) dateCell(cell string) (dates.Date, bool) {
	if date, ok := d.serial(cell); ok {
		return date, true
	}
	return dates.Read(plainSigns(cell))
}

func (d dialect) isDate(cell string) bool {
	_, ok := d.dateCell(cell)
	return ok
}

// tellsOrder says that a cell is no date whose day and month could be taken for
// each other.
func (d dialect) tellsOrder(cell string) bool {
	date, ok := d.dateCell(cell)
	return !ok || date.IsTold()
}

// serial reads a day number of a spreadsheet, with the time of day behind the
// point. Only numbers that are plausible dates are taken for one.
func (d dialect) serial(cell string) (dates.Date, bool) {
	if strings.Trim(cell, "0123456789.") != "" {
		return dates.Date{}, false
	}
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(days >= 10000 && days < 110000) {
		return dates.Date{}, false
	}
	return dates.Serial(workbook.SerialTime(days, d.from1904)), true
}

// plainSigns writes blanks and dashes of every kind as those of ASCII.
func plainSigns(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Pd, r):
			return '-'
		default:
			return r
		}
	}, s)
}
