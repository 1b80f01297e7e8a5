package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// The window's limits. Below the floor there is room for one calm line only.
const (
	FloorWidth  = 30
	FloorHeight = 8
	MediumWidth = 80
	wideWidth   = 120
)

// breadth is one of the three ways in which a window is used.
type breadth int

// The breadths, see layoutOf.
const (
	Narrow breadth = iota // under 80: two lines for a shipment, lists instead of tables
	Medium                // 80 to 119: the list, and the shipment as a page of its own
	Wide                  // from 120: list and shipment side by side
)

// Layout divides an area of the window.
type Layout struct {
	Breadth breadth
	Width   int // of the area
	Height  int
	List    int // columns of the list
	Detail  int // columns of the shipment beside it; 0 but for wide
}

// BelowFloor says that nothing useful can be shown in a window of this size.
func BelowFloor(width, height int) bool { return width < FloorWidth || height < FloorHeight }

// LayoutOf divides an area of width by height cells. In a wide one a column for
// the line between list and detail is taken from the detail.
func LayoutOf(width, height int) Layout {
	l := Layout{Width: width, Height: height, List: width}
	switch {
	case width < MediumWidth:
		l.Breadth = Narrow
	case width < wideWidth:
		l.Breadth = Medium
	default:
		l.Breadth = Wide
		l.List = min(66, 56+(width-wideWidth)/8)
		l.Detail = width - l.List - 1
	}
	return l
}

// ParagraphCells is the width in which longer sentences are set.
const ParagraphCells = 64

// JoinBeside puts lines beside others, of which those from top on are width cells
// wide then, with a line between them.
func JoinBeside(look *Look, lines []string, top, width int, beside []string) []string {
	divider := look.Theme.Border.Paint("│")
	for i := top; i < len(lines); i++ {
		lines[i] += Pad(width-Cells(lines[i])) + divider
		if at := i - top; at < len(beside) {
			lines[i] += beside[at]
		}
	}
	return lines
}

// SplitRule is a rule from which the lines between columns of these widths hang.
func SplitRule(look *Look, widths ...int) string {
	return " " + look.Theme.Border.Paint(strings.Join(Map(widths, Dashes), "┬"))
}

// Over lays the lines of a card over those of a page, its corner at x and y.
func Over(lines, card []string, x, y int) []string {
	for i, part := range card {
		under := lines[y+i]
		left := ansi.Truncate(under, x, "")
		lines[y+i] = left + Pad(x-Cells(left)) + part + ansi.TruncateLeft(under, x+Cells(part), "")
	}
	return lines
}
