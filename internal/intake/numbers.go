package intake

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// largest is beyond what one row of any list can mean.
const largest = 1e9

// decimalSign is what stands before the decimals of a number; the other one
// divides its thousands.
type decimalSign int8

const (
	point decimalSign = iota
	comma
)

func (s decimalSign) other() decimalSign { return 1 - s }

func (s decimalSign) String() string { return [...]string{".", ","}[s] }

// amount is a number as a cell writes it: 1234.5, 1,234.5, 1.234,5, 1 234. Of
// 22.025 the cell alone does not tell whether it is a thousand times as much: the
// column does.
type amount struct {
	decimal   string      // in the form of the machine
	thousands string      // when the sign divides thousands, which only the column tells; empty: it does not
	sign      decimalSign // the one there is
	signed    bool        // there is a sign
	factor    float64     // of its unit
}

// open says that the column must tell what the sign divides.
func (a amount) open() bool { return a.thousands != "" }

// reads is the number by the sign that stands before decimals in its column.
// Packages are whole.
func (a amount) reads(sign decimalSign, c column) (float64, bool) {
	text := a.decimal
	if a.open() && a.sign != sign {
		text = a.thousands
	}
	value, err := strconv.ParseFloat(text, 64)
	value *= a.factor
	if err != nil || math.IsNaN(value) || value < 0 || value > largest {
		return 0, false
	}
	return value, c != colPackages || value == math.Trunc(value)
}

// readAmount reads a number of a column, with or without its unit.
func readAmount(cell string, c column) (amount, bool) {
	digits, factor, ok := splitUnit(cell, c)
	if !ok {
		return amount{}, false
	}
	a, ok := readDigits(digits)
	a.factor = factor
	return a, ok
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

// readDigits reads digits with separators.
func readDigits(s string) (amount, bool) {
	if isScientific(s) {
		return amount{decimal: s}, true
	}
	if strings.Trim(s, "0123456789.,") != "" {
		return amount{}, false
	}
	points, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case points+commas == 0:
		return amount{decimal: s}, true
	case points+commas == 1 && commas == 1:
		return oneSign(s, comma)
	case points+commas == 1:
		return oneSign(s, point)
	case commas == 0, points > 0 && strings.LastIndex(s, ",") > strings.LastIndex(s, "."):
		return grouped(s, comma)
	default:
		return grouped(s, point)
	}
}

// grouped reads a number with several separators, which say by themselves what
// they are.
func grouped(s string, decimal decimalSign) (amount, bool) {
	thousands := decimal.other().String()
	head, tail, _ := strings.Cut(s, decimal.String())
	if strings.ContainsAny(tail, ".,") {
		return amount{}, false
	}
	for i, group := range strings.Split(head, thousands) {
		if len(group) > 3 || len(group) == 0 || (i > 0 && len(group) != 3) {
			return amount{}, false
		}
	}
	return amount{decimal: strings.ReplaceAll(head, thousands, "") + "." + tail, sign: decimal, signed: true}, true
}

// oneSign reads a number with one separator. Three digits behind it are thousands
// or decimals.
func oneSign(s string, sign decimalSign) (amount, bool) {
	head, tail, _ := strings.Cut(s, sign.String())
	a := amount{decimal: head + "." + tail, sign: sign, signed: true}
	if len(tail) == 3 && len(head) > 0 && len(head) <= 3 && head[0] != '0' {
		a.thousands = head + tail
	}
	return a, head+tail != ""
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

// losesDigits tells 1.23E+05, of which a spreadsheet shows the first digits only.
func losesDigits(s string) bool {
	if !isScientific(s) {
		return false
	}
	at := strings.IndexAny(s, "eE")
	exponent, err := strconv.Atoi(s[at+1:])
	_, decimals, _ := strings.Cut(s[:at], ".")
	return err == nil && exponent > len(decimals)
}
