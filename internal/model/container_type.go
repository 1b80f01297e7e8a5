package model

import (
	"strconv"
	"strings"
)

// ContainerType is what a size and type code says. ISO 6346 has size and type codes ("22G1"), group codes ("22GP") and,
// before 1995, numeric ones ("4310"); the trade has names of its own ("40HC"). All of them occur in files.
type ContainerType struct {
	Raw  Text   // the code as it came, cleaned
	Feet int    // nominal length in feet: 10, 20, 30, 40, 45 …; 0 when unknown
	High bool   // high cube, 9 feet 6 inches or more
	Kind string // dry, reefer, open_top, flat_rack, tank, other: the end of a catalogue key
	// Known is false when the code says nothing that is understood. Feet may be known without it.
	Known bool
}

// The kinds of container, as ContainerType.Kind has them.
const (
	kindDry      = "dry"
	kindReefer   = "reefer"
	kindOpenTop  = "open_top"
	kindFlatRack = "flat_rack"
	kindTank     = "tank"
	kindOther    = "other"
)

// ParseContainerType reads a size and type code in any of its forms, whatever its case, spaces and quotes. It never
// fails: what is not understood has Known false and keeps its Raw.
func ParseContainerType(raw string) ContainerType {
	t := ContainerType{Raw: Line(raw, RefCells), Kind: kindOther}
	code := strings.ToUpper(Fold(t.Raw.s))
	if len(code) > 1 && code[1] == '0' { // "40HR" is a name of the trade: no group code has a height of 8 feet
		t.Known = t.readTrade(code) || t.readISO(code) || t.readNumeric(code)
	} else {
		t.Known = t.readISO(code) || t.readNumeric(code) || t.readTrade(code)
	}
	return t
}

// isoFeet is the first character of an ISO 6346 code: the length.
var isoFeet = map[byte]int{'1': 10, '2': 20, '3': 30, '4': 40, 'B': 24, 'C': 24, 'G': 41, 'H': 43, 'L': 45, 'M': 48, 'N': 49, 'P': 53}

// isoHigh are the second characters of an ISO 6346 code, for height and width, that mean 9 feet 6 inches or more.
const isoHigh = "56EFNP"

// readISO reads "45G1", a size and type code, and "45GP", a group code: length, height, then the type.
func (t *ContainerType) readISO(code string) bool {
	if len(code) != 4 || !strings.ContainsRune("0245689CDEFLMNP", rune(code[1])) {
		return false
	}
	feet, ok := isoFeet[code[0]]
	kind := isoKind(code[2:])
	if !ok || kind == "" {
		return false
	}
	t.Feet, t.High, t.Kind = feet, strings.ContainsRune(isoHigh, rune(code[1])), kind
	return true
}

// isoGroups are the group codes of ISO 6346, which stand for all types that begin with the same letter.
const isoGroups = " GP VH BU BK SN RE RT RS HR HI UT PL PF PC PS TN TD TG AS "

// isoKind is the kind of a two-character type, a letter and a digit, or of a group code; empty when it is neither.
func isoKind(code string) string {
	if (code[1] < '0' || code[1] > '9') && !strings.Contains(isoGroups, " "+code+" ") {
		return ""
	}
	return isoKinds[code[0]]
}

// isoKinds are the kinds of container by the first character of an ISO 6346 type.
var isoKinds = map[byte]string{
	'G': kindDry, 'V': kindDry, 'R': kindReefer, 'H': kindReefer, 'U': kindOpenTop, 'P': kindFlatRack, 'T': kindTank, 'K': kindTank,
	'B': kindOther, 'S': kindOther, 'A': kindOther,
}

// readNumeric reads a code from before 1995: length, height, then two digits of type.
func (t *ContainerType) readNumeric(code string) bool {
	if len(code) != 4 || strings.Trim(code, "0123456789") != "" || code[0] < '1' || code[0] > '4' && code[0] != '9' {
		return false
	}
	feet := isoFeet[code[0]]
	if code[0] == '9' {
		feet = 45
	}
	t.Feet, t.High, t.Kind = feet, strings.ContainsRune("45", rune(code[1])), numericKinds[code[2]-'0']
	return true
}

// numericKinds are the kinds by the third digit of a code from before 1995.
var numericKinds = [10]string{kindDry, kindDry, kindOther, kindReefer, kindReefer, kindOpenTop, kindFlatRack, kindTank, kindOther, kindOther}

// tradeKinds are the names of the trade, each with its kind and whether it is a high cube.
var tradeKinds = map[string]struct {
	kind string
	high bool
}{
	"DC": {kindDry, false}, "DV": {kindDry, false}, "GP": {kindDry, false}, "ST": {kindDry, false},
	"SD": {kindDry, false}, "DRY": {kindDry, false}, "STD": {kindDry, false}, "STANDARD": {kindDry, false},
	"GENERALPURPOSE": {kindDry, false}, "HC": {kindDry, true}, "HQ": {kindDry, true}, "HCDC": {kindDry, true}, "DCHC": {kindDry, true},
	"DRYHC": {kindDry, true}, "HCDRY": {kindDry, true}, "HIGHCUBE": {kindDry, true}, "HCPW": {kindDry, true}, "PW": {kindDry, false}, "GPHC": {kindDry, true},
	"RF": {kindReefer, false}, "RE": {kindReefer, false}, "REEFER": {kindReefer, false}, "RT": {kindReefer, false}, "RH": {kindReefer, true},
	"HR": {kindReefer, true}, "RHC": {kindReefer, true}, "HCRF": {kindReefer, true}, "RFHC": {kindReefer, true}, "RQ": {kindReefer, true},
	"HCREEFER": {kindReefer, true}, "REEFERHC": {kindReefer, true}, "NOR": {kindReefer, true}, "REEFERHIGHCUBE": {kindReefer, true},
	"OT": {kindOpenTop, false}, "OPENTOP": {kindOpenTop, false}, "OTHC": {kindOpenTop, true}, "HCOT": {kindOpenTop, true},
	"FR": {kindFlatRack, false}, "FLATRACK": {kindFlatRack, false}, "FL": {kindFlatRack, false}, "FRHC": {kindFlatRack, true},
	"PL": {kindFlatRack, false}, "PLATFORM": {kindFlatRack, false}, "TK": {kindTank, false}, "TN": {kindTank, false},
	"TANK": {kindTank, false}, "ISOTANK": {kindTank, false}, "BK": {kindOther, false}, "BULK": {kindOther, false},
	"HT": {kindOther, false}, "HARDTOP": {kindOther, false}, "VE": {kindDry, false},
}

// readTrade reads a name of the trade: the length in feet with the kind behind it, "40HC", or before it, "HC40". A length
// alone is kept as such.
func (t *ContainerType) readTrade(code string) bool {
	feet, name := cutFeet(code)
	if feet == 0 {
		return false
	}
	t.Feet = feet
	trade, ok := tradeKinds[name]
	if ok {
		t.Kind, t.High = trade.kind, trade.high || feet == 45
	}
	return ok
}

// cutFeet takes the length off a name of the trade; 0 when there is none, or when digits are left over.
func cutFeet(code string) (feet int, name string) {
	for _, feet := range [...]int{10, 20, 40, 45, 48, 53} {
		text := strconv.Itoa(feet)
		name, ok := strings.CutPrefix(code, text)
		if !ok {
			name, ok = strings.CutSuffix(code, text)
		}
		if ok && !strings.ContainsAny(name, "0123456789") {
			return feet, strings.TrimPrefix(strings.TrimPrefix(name, "FEET"), "FT")
		}
	}
	return 0, ""
}
