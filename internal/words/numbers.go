package words

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// numberMarks are the signs between thousands and before decimals.
var numberMarks = map[Language]struct{ thousand, decimal string }{
	English:    {",", "."},
	Vietnamese: {".", ","},
}

// Number is a number as the language writes it, with three decimals at most:
// `22,025.5` or `22.025,5`. Every number that a person reads is written here.
func (c Catalogue) Number(n float64) string {
	marks := numberMarks[c.language]
	text := strconv.FormatFloat(n, 'f', 3, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	whole, decimals, found := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + marks.thousand + whole[i:]
	}
	if !found {
		return whole
	}
	return whole + marks.decimal + decimals
}

// Count is how many there are, written as Number does.
func (c Catalogue) Count(n int) string {
	if -1000 < n && n < 1000 {
		return strconv.Itoa(n)
	}
	return c.Number(float64(n))
}

// Sort puts things into the order of their names as the language has it, in
// which Đ follows D.
func Sort[T any](c Catalogue, things []T, name func(T) string) {
	order := collate.New(language.Make(string(c.language)))
	slices.SortStableFunc(things, func(a, b T) int { return order.CompareString(name(a), name(b)) })
}
