package command

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// column is a column of a table.
type column struct {
	head string
	keep int  // columns with the lowest go first when there is no room; 0 stays
	min  int  // cells to which it may be cut; 0: never cut
	num  bool // set to the right
}

const gap = 2 // cells between columns

// cells is how wide text is on a terminal.
func cells(text string) int { return ansi.StringWidth(text) }

// pad fills text with spaces up to width.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-cells(text)))
}

// fit makes text exactly width cells wide.
func fit(text string, width int) string {
	if cells(text) > width {
		text = ansi.Truncate(text, width, "…")
	}
	return pad(text, width)
}

// table sets rows under the heads of columns, in width cells; 0 sets them as
// wide as they are. Where room is short, columns are cut to their least width
// and then left out. Columns in which nothing stands are left out too.
func table(width int, columns []column, rows [][]string) string {
	shown := filled(columns, rows)
	widths := naturals(columns, rows)
	for width > 0 && total(shown, widths) > width {
		if !shrink(columns, shown, widths, total(shown, widths)-width) {
			fewer := leaveOut(columns, shown)
			if fewer == nil {
				break
			}
			shown, widths = fewer, naturals(columns, rows)
		}
	}
	var b strings.Builder
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head
	}
	for _, row := range append([][]string{heads}, rows...) {
		b.WriteString(tableLine(width, columns, shown, widths, row) + "\n")
	}
	return b.String()
}

// filled are the columns in which something stands.
func filled(columns []column, rows [][]string) []int {
	var shown []int
	for i := range columns {
		for _, row := range rows {
			if row[i] != "" {
				shown = append(shown, i)
				break
			}
		}
	}
	return shown
}

func naturals(columns []column, rows [][]string) []int {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = cells(c.head)
		for _, row := range rows {
			widths[i] = max(widths[i], cells(row[i]))
		}
	}
	return widths
}

func total(shown, widths []int) int {
	sum := gap * max(0, len(shown)-1)
	for _, i := range shown {
		sum += widths[i]
	}
	return sum
}

// shrink takes cells from the columns that may be cut, the widest first; false
// when that is not enough.
func shrink(columns []column, shown, widths []int, excess int) bool {
	for excess > 0 {
		widest := -1
		for _, i := range shown {
			if columns[i].min > 0 && widths[i] > columns[i].min && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
		excess--
	}
	return true
}

// leaveOut drops the column that is missed least; nil when all must stay.
func leaveOut(columns []column, shown []int) []int {
	drop := -1 // where in shown
	for at, i := range shown {
		if columns[i].keep > 0 && (drop < 0 || columns[i].keep < columns[shown[drop]].keep) {
			drop = at
		}
	}
	if drop < 0 {
		return nil
	}
	return append(append([]int(nil), shown[:drop]...), shown[drop+1:]...)
}

func tableLine(width int, columns []column, shown, widths []int, row []string) string {
	var parts []string
	for _, i := range shown {
		cell := fit(row[i], widths[i])
		if columns[i].num {
			cell = strings.Repeat(" ", widths[i]-cells(strings.TrimRight(cell, " "))) + strings.TrimRight(cell, " ")
		}
		parts = append(parts, cell)
	}
	line := strings.TrimRight(strings.Join(parts, strings.Repeat(" ", gap)), " ")
	if width > 0 {
		line = trimmed(line, width)
	}
	return line
}

// trimmed is text in at most width cells.
func trimmed(text string, width int) string { return strings.TrimRight(fit(text, width), " ") }
