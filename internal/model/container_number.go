package model

import (
	"strconv"
	"strings"
	"unicode"
)

// checkDigitSigns are what people write before the check digit.
var checkDigitSigns = strings.NewReplacer("/", "", ".", "")

// NormalizeContainer brings a container number into the one form that is stored and compared: upper case, without the
// spaces and hyphens of "oneu 650741-0", and without the slash or dot before the check digit. What is not shaped like a
// container number loses spaces and hyphens only.
func NormalizeContainer(raw string) Text {
	if raw == "" || isContainer(raw) {
		return Text{raw} // as nearly all are when they come out of the store
	}
	s := strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, Line(raw, RefCells).s)
	if bare := checkDigitSigns.Replace(s); isContainer(bare) {
		return Text{bare}
	}
	return Line(s, RefCells)
}

// FormatContainer writes a container number as it is painted on the box, "ONEU 650741 0"; anything else as it is.
func FormatContainer(n Text) string {
	if !isContainer(n.s) {
		return n.s
	}
	return n.s[:4] + " " + n.s[4:10] + " " + n.s[10:]
}

// CheckContainer tells what is odd about a normalized container number by ISO 6346: "remark.container.shape" (the
// number) when it is not four letters, the fourth U, J or Z, and seven digits; "remark.container.check_digit" (the
// number, the digit it should have) when the last digit does not fit. Real boxes carry wrong digits, so neither is an
// error. Nothing is said of an empty number.
func CheckContainer(n Text) []Remark {
	if n.IsZero() {
		return nil
	}
	if !isContainer(n.s) {
		return []Remark{{Key: "remark.container.shape", Args: []any{n.s}}}
	}
	if want := containerDigit(n.s[:10]); n.s[10:] != want {
		return []Remark{{Key: "remark.container.check_digit", Args: []any{n.s, want}}}
	}
	return nil
}

// IsContainer reports whether a normalized number has the shape of a container's, whatever its check digit.
func IsContainer(n Text) bool { return isContainer(n.s) }

// isContainer reports whether s has the shape of ISO 6346: owner, category U, J or Z, serial number and check digit.
func isContainer(s string) bool {
	if len(s) != 11 || !strings.ContainsRune("UJZ", rune(s[3])) {
		return false
	}
	for i := range len(s) {
		if i < 4 && (s[i] < 'A' || s[i] > 'Z') || i >= 4 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// containerDigit is the check digit of the ten characters before it. Letters count from 10 and skip the multiples of 11;
// each value weighs twice the one before; a remainder of 10 is written 0.
func containerDigit(ten string) string {
	sum := 0
	for i := range len(ten) {
		value := int(ten[i] - '0')
		if ten[i] >= 'A' {
			value = 10 + int(ten[i]-'A')
			value += (value - 1) / 10 // 11, 22 and 33 are left out: B is 12, L 23, V 34
		}
		sum += value << i
	}
	return strconv.Itoa(sum % 11 % 10)
}
