package model

import (
	"strconv"
	"strings"
)

// CheckIMO tells what is odd about a ship's IMO number (IMO Resolution A.1117(30)): "remark.imo.shape" (the number) when
// it is not seven digits, with or without "IMO" before them; "remark.imo.check_digit" (the number, the digit it should
// have) when the last digit does not fit. Neither is an error. Nothing is said of an empty number.
func CheckIMO(raw string) []Remark {
	text := Line(raw, RefCells)
	if text.IsZero() {
		return nil
	}
	digits := strings.TrimPrefix(Fold(text.s), "imo")
	if len(digits) != 7 || strings.Trim(digits, "0123456789") != "" {
		return []Remark{{Key: "remark.imo.shape", Args: []any{text.s}}}
	}
	if want := imoDigit(digits[:6]); digits[6:] != want {
		return []Remark{{Key: "remark.imo.check_digit", Args: []any{digits, want}}}
	}
	return nil
}

// imoDigit is the check digit: the six digits weighted 7 to 2, and of the sum the last digit.
func imoDigit(six string) string {
	sum := 0
	for i := range len(six) {
		sum += int(six[i]-'0') * (7 - i)
	}
	return strconv.Itoa(sum % 10)
}
