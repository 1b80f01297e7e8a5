package intake

import (
	"strings"
	"unicode"

	"porthole/internal/model"
)

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
