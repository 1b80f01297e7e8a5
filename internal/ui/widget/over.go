package widget

import "github.com/charmbracelet/x/ansi"

// Over lays the lines of a card over those of a page, its corner at x and y.
func Over(lines, card []string, x, y int) []string {
	for i, part := range card {
		under := lines[y+i]
		left := ansi.Truncate(under, x, "")
		lines[y+i] = left + Pad(x-Cells(left)) + part + ansi.TruncateLeft(under, x+Cells(part), "")
	}
	return lines
}
