package intake

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// largest is beyond what one row of any list can mean.
const largest = 1e9

// number is what a cell says, and how sure that is.
type number struct {
	value float64
	// unsure says that the sign before the last three digits was taken for a
	// separator of thousands, or of decimals, without anything to tell it by.
	unsure bool
}

// number reads an amount as people write it: 1234.5, 1,234.5, 1.234,5, 1 234,
// 22,025 kg. Packages are a count.
func (d dialect) number(cell string, c column) (number, bool) {
	whole := c == colPackages
	digits, factor, ok := splitUnit(cell, c)
	if !ok {
		return number{}, false
	}
	plain, unsure, ok := d.plainNumber(digits, whole)
	if !ok {
		return number{}, false
	}
	value, err := strconv.ParseFloat(plain, 64)
	value *= factor
	if err != nil || math.IsNaN(value) || value < 0 || value > largest {
		return number{}, false
	}
	if whole && value != math.Trunc(value) {
		return number{}, false
	}
	return number{value: value, unsure: unsure}, true
}

// splitUnit takes a unit of the column off the end, with what one of it is in the
// column's own; blanks within the number go too.
func splitUnit(cell string, c column) (digits string, factor float64, ok bool) {
	at := len(cell)
	for i, r := range cell {
		if unicode.IsLetter(r) && !isExponent(cell, i) {
			at = i
			break
		}
	}
	factor = 1
	if at < len(cell) {
		u := unitNamed(cell[at:])
		if !u.isOf(c) {
			return "", 0, false
		}
		factor = u.factor
	}
	digits = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, cell[:at])
	return strings.TrimPrefix(digits, "+"), factor, digits != ""
}

// isExponent tells the E of 1.2E+3 from a letter of a unit.
func isExponent(cell string, i int) bool {
	return (cell[i] == 'e' || cell[i] == 'E') && i > 0 && i+1 < len(cell) && strings.ContainsRune("+-0123456789", rune(cell[i+1]))
}

// plainNumber brings digits with separators into the form of the machine.
func (d dialect) plainNumber(s string, whole bool) (plain string, unsure, ok bool) {
	if isScientific(s) {
		return s, false, true
	}
	if strings.Trim(s, "0123456789.,") != "" {
		return "", false, false
	}
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case dots+commas == 0:
		return s, false, true
	case dots > 0 && commas > 0 && strings.LastIndex(s, ",") > strings.LastIndex(s, "."):
		return withDecimals(s, ".", ",")
	case dots > 0 && commas > 0:
		return withDecimals(s, ",", ".")
	case dots > 1:
		return withDecimals(s, ".", ",")
	case commas > 1:
		return withDecimals(s, ",", ".")
	case dots == 1:
		return d.oneSeparator(s, ".", whole)
	default:
		return d.oneSeparator(s, ",", whole)
	}
}

// withDecimals reads a number whose separators are known.
func withDecimals(s, thousands, decimal string) (string, bool, bool) {
	head, tail, _ := strings.Cut(s, decimal)
	if strings.Contains(tail, decimal) || strings.Contains(tail, thousands) {
		return "", false, false
	}
	for i, group := range strings.Split(head, thousands) {
		if len(group) > 3 || len(group) == 0 || (i > 0 && len(group) != 3) {
			return "", false, false
		}
	}
	return strings.ReplaceAll(head, thousands, "") + "." + tail, false, true
}

// oneSeparator decides what a single sign means. Three digits behind it are
// thousands or decimals; what the file's own way of writing does not tell is
// said to be unsure.
func (d dialect) oneSeparator(s, sign string, whole bool) (string, bool, bool) {
	head, tail, _ := strings.Cut(s, sign)
	asDecimal := head + "." + tail
	if head == "" && tail == "" {
		return "", false, false
	}
	if len(tail) != 3 || len(head) == 0 || len(head) > 3 || head[0] == '0' {
		return asDecimal, false, true
	}
	isDecimal := (sign == ",") == d.decimalComma
	if isDecimal && !whole {
		return asDecimal, false, true
	}
	return head + tail, !whole, true
}

// isScientific tells 1.2E+3, as spreadsheets store large numbers.
func isScientific(s string) bool {
	at := strings.IndexAny(s, "eE")
	if at < 1 || strings.ContainsAny(s, ",xX_pPnN") {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
