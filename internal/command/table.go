package command

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
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

// trimmed is text in at most width cells.
func trimmed(text string, width int) string {
	return strings.TrimRight(ansi.Truncate(text, width, "…"), " ")
}

// tabulated sets rows under the heads of columns, in width cells; 0 sets them as
// wide as they are. Where room is short, columns that nobody misses are left out
// before others are cut. Columns in which nothing stands are left out too. Lip
// Gloss sets them: 50 rows take 6 ms. They have no colour, for it would stand
// between the words wherever the output is read by something else.
func tabulated(width int, columns []column, rows [][]string) string {
	shown := shownOf(width, columns, rows)
	styles, most := make([]lipgloss.Style, len(shown)), 0
	for at, c := range shown {
		natural := c.natural(rows)
		styles[at] = lipgloss.NewStyle()
		if c.num {
			styles[at] = styles[at].AlignHorizontal(lipgloss.Right)
		}
		if at < len(shown)-1 {
			styles[at] = styles[at].PaddingRight(gap)
			natural += gap
		}
		if most += natural; c.min == 0 {
			styles[at] = styles[at].Width(natural)
		}
	}
	t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderHeader(false).BorderColumn(false).Wrap(false).StyleFunc(func(_, at int) lipgloss.Style { return styles[at] })
	if width > 0 && most > width {
		t.Width(width)
	}
	t.Headers(each(shown, func(c placed) string { return c.head })...)
	for _, row := range rows {
		t.Row(each(shown, func(c placed) string { return row[c.at] })...)
	}
	var b strings.Builder
	for line := range strings.Lines(t.Render()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}

// placed is a column with its place in the rows.
type placed struct {
	column
	at int
}

// natural is how wide a column is that is not cut.
func (c placed) natural(rows [][]string) int {
	width := cells(c.head)
	for _, row := range rows {
		width = max(width, cells(row[c.at]))
	}
	return width
}

// shownOf are the columns in which something stands, without those that must go
// for the others to have room.
func shownOf(width int, columns []column, rows [][]string) (shown []placed) {
	least := -gap
	for at, c := range columns {
		one := placed{c, at}
		for _, row := range rows {
			if row[at] != "" {
				shown, least = append(shown, one), least+one.least(rows)+gap
				break
			}
		}
	}
	for width > 0 && least > width {
		drop := -1
		for at, c := range shown {
			if c.keep > 0 && (drop < 0 || c.keep < shown[drop].keep) {
				drop = at
			}
		}
		if drop < 0 {
			break
		}
		least -= shown[drop].least(rows) + gap
		shown = append(shown[:drop:drop], shown[drop+1:]...)
	}
	return shown
}

// least is how narrow the column can be.
func (c placed) least(rows [][]string) int {
	if c.min == 0 {
		return c.natural(rows)
	}
	return min(c.min, c.natural(rows))
}
