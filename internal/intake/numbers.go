package intake

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// units that stand behind numbers, with what they multiply by; those of other
// quantities are not there, so that a weight in a column of volumes is seen.
var (
	countUnits = map[string]float64{
		"": 1, "pkg": 1, "pkgs": 1, "package": 1, "packages": 1, "ctn": 1, "ctns": 1, "carton": 1, "cartons": 1, "pcs": 1, "pc": 1,
		"plt": 1, "plts": 1, "pallet": 1, "pallets": 1, "bag": 1, "bags": 1, "kiện": 1, "thùng": 1, "bao": 1,
	}
	weightUnits = map[string]float64{
		"": 1, "kg": 1, "kgs": 1, "kgm": 1, "t": 1000, "mt": 1000, "ton": 1000, "tons": 1000, "tonne": 1000, "tonnes": 1000, "tấn": 1000,
	}
	volumeUnits = map[string]float64{"": 1, "cbm": 1, "m3": 1, "m³": 1, "cbms": 1, "khối": 1}
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
// 22,025 kg. whole says that it is a count.
func (d dialect) number(cell string, units map[string]float64, whole bool) (number, bool) {
	digits, factor, ok := splitUnit(cell, units)
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

// splitUnit takes a known unit off the end; blanks within the number go too.
func splitUnit(cell string, units map[string]float64) (digits string, factor float64, ok bool) {
	last := strings.LastIndexAny(cell, "0123456789")
	if last < 0 {
		return "", 0, false
	}
	unit := strings.ToLower(strings.Trim(cell[last+1:], " .\u00a0"))
	// The 3 of m3 is a digit too.
	if head, isM3 := strings.CutSuffix(strings.ToLower(cell), "m3"); isM3 && strings.ContainsAny(head, "0123456789") {
		cell, unit, last = head, "m3", strings.LastIndexAny(head, "0123456789")
	}
	factor, ok = units[unit]
	digits = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, cell[:last+1])
	return strings.TrimPrefix(digits, "+"), factor, ok
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
