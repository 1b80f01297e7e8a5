package intake

import (
	"regexp"
	"strings"
)

// boxPattern is a container's number as people write it: ONEU6507410, ONEU
// 650741-0, ONEU 650 741 / 0.
var boxPattern = regexp.MustCompile(`(?i)\b([A-Z]{3}[UJZ])[ ._-]*([0-9]{3})[ .]?([0-9]{3})([ ./-]*)([0-9])`)

// findBoxes takes the numbers of containers out of a cell, whatever stands between
// them, and gives what is left.
func findBoxes(cell string) (numbers []string, rest string) {
	cell = plainSigns(cell)
	for {
		m := nextBox(cell)
		if m == nil {
			return numbers, rest + cell
		}
		part := func(n int) string { return cell[m[2*n]:m[2*n+1]] }
		numbers = append(numbers, strings.ToUpper(part(1)+part(2)+part(3)+part(5)))
		rest += cell[:m[0]] + "\n"
		cell = cell[m[1]:]
	}
}

// nextBox is where the next number stands. A digit that goes on is none of a check
// digit, and one that stands apart must stand alone: ONEU650741/2x40HC has none.
func nextBox(cell string) []int {
	for from := 0; ; {
		m := boxPattern.FindStringSubmatchIndex(cell[from:])
		if m == nil {
			return nil
		}
		for i := range m {
			m[i] += from
		}
		next := byte(' ')
		if m[1] < len(cell) {
			next = cell[m[1]]
		}
		apart := m[8] < m[9]
		if !isDigit(next) && (!apart || !isLetter(next)) {
			return m
		}
		from = m[1]
	}
}
