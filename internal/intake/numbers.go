package intake

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"porthole/internal/model"
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

// unit is what an amount is counted in: the quantity, and what one of it is in the
// unit of that column, kilograms or cubic metres.
type unit struct {
	name   string
	column column
	factor float64
	texts  string
}

// units are those that headings and cells have. A ton is the metric one: the trade
// says short or long when it means another.
var units = []unit{
	{"kg", colWeight, 1, "kg|kgs|kgm|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes|kí|ký|kí lô|ki-lô|kgf"},
	{"g", colWeight, 0.001, "g|gr|gram|grams|gramme|grammes"},
	{"t", colWeight, 1000, "t|mt|mts|ton|tons|tonne|tonnes|metric ton|metric tons|metric tonne|metric tonnes|m/t|m/tons|tne|tấn"},
	{"lb", colWeight, 0.45359237, "lb|lbs|lbr|pound|pounds"},
	{"oz", colWeight, 0.028349523125, "oz|ounce|ounces"},
	{"short ton", colWeight, 907.18474, "short ton|short tons|us ton|us tons|stn"},
	{"long ton", colWeight, 1016.0469088, "long ton|long tons|ltn"},
	{"tạ", colWeight, 100, "tạ|quintal|quintals"},

	{"m³", colVolume, 1, "cbm|cbms|m3|m^3|mtq|cu m|cum|cu.mtr|cubic meter|cubic meters|cubic metre|cubic metres|khối|mét khối|m khối"},
	{"ft³", colVolume, 0.028316846592, "cft|cuft|cu ft|cuf|ft3|ft^3|ftq|cf|cubic foot|cubic feet"},
	{"in³", colVolume, 0.000016387064, "cu in|cuin|in3|inq|cubic inch|cubic inches"},
	{"l", colVolume, 0.001, "l|ltr|ltrs|liter|liters|litre|litres|lít|dm3"},
	{"cm³", colVolume, 0.000001, "cm3|cc|ccm|cubic centimeter|cubic centimeters"},

	{"pkgs", colPackages, 1, "pkg|pkgs|package|packages|ctn|ctns|carton|cartons|pcs|pc|piece|pieces|plt|plts|pallet|pallets|bag|bags|" +
		"case|cases|crate|crates|drum|drums|roll|rolls|bundle|bundles|box|boxes|unit|units|set|sets|kiện|thùng|bao|cái|cuộn|hộp"},
}

// unitsByText has each unit by its folded text.
var unitsByText = func() map[string]*unit {
	byText := map[string]*unit{}
	for i := range units {
		for text := range strings.SplitSeq(units[i].texts, "|") {
			byText[foldUnit(text)] = &units[i]
		}
	}
	return byText
}()

// unitNamed is the unit of which text is the name.
func unitNamed(text string) *unit { return unitsByText[foldUnit(text)] }

// foldUnit is Fold for units, in which ³ is a 3.
func foldUnit(text string) string { return model.Fold(strings.ReplaceAll(text, "³", "3")) }

// withUnit is an amount with the unit that its heading names, unless it has one of its
// own.
func withUnit(cell string, u *unit) string {
	if u == nil || !hasDigit(cell) || strings.ContainsFunc(cell, unicode.IsLetter) {
		return cell
	}
	return cell + " " + u.name
}

// isOf says that an amount in u belongs into a column. No unit is that of the column.
func (u *unit) isOf(c column) bool { return u != nil && u.column == c }
