package list

import (
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// label is what the chosen shipment wants to say before all else: that it is
// new to the visitor, or that its departure is overdue. Empty: nothing.
func (l *List) label(now time.Time) (string, theme.Style) {
	row := l.row()
	if row == nil {
		return "", theme.Style{}
	}
	switch l.fresh(row) {
	case parts.SinceVisit:
		return "• " + l.env.Say("list.changed.visit"), l.env.Theme.Changed
	case parts.JustNow:
		return "• " + l.env.Say("list.changed.now"), l.env.Theme.Changed
	case parts.Known:
	}
	if row.Attention(now) == model.OverdueDeparture {
		return "! " + strings.TrimSuffix(l.env.Say(string(model.OverdueDeparture)), "."), l.env.Theme.Attention
	}
	return "", theme.Style{}
}

// footRule is the line under the rows, with the label in it.
func (l *List) footRule(now time.Time) string {
	width := l.layout.Width
	word, s := l.label(now)
	if word == "" {
		return widget.Rule(l.env.Look, width)
	}
	word = widget.Clip(word, width-8)
	border := l.env.Theme.Border
	left := widget.Dashes(width - 6 - widget.Cells(word))
	return " " + border.Paint(left) + " " + s.Paint(word) + " " + border.Paint(widget.Dashes(2))
}

// footLabel is the label under the rows of a wide window.
func (l *List) footLabel(now time.Time) string {
	word, s := l.label(now)
	return " " + s.Paint(widget.Clip(word, l.layout.List-2))
}

// foot is the chosen shipment in words: its way, and what happened and comes.
func (l *List) foot(now time.Time) []string {
	row := l.row()
	if row == nil {
		return make([]string, l.frame.foot)
	}
	if l.frame.foot == 1 {
		return []string{" " + l.headline(row, now, 1)[0]}
	}
	left := " "
	if l.layout.Breadth != widget.Narrow {
		left += l.env.Theme.Strong.Paint(widget.Clip(row.Ref.String(), parts.MostRef)) + "   "
	}
	lines := []string{left + parts.Strip(l.env.Look, *row, l.layout.Width-widget.Cells(left)-1)}
	for _, line := range l.headline(row, now, l.frame.foot-1) {
		lines = append(lines, " "+line)
	}
	return lines
}

// headline is what happened last and what comes next, in at most n lines; when
// that is too long the vessel is left out first.
func (l *List) headline(row *model.Row, now time.Time, n int) []string {
	width := l.layout.Width - 2
	lines := l.told(row, now, width)
	if len(lines) > n {
		short := *row
		short.Vessel = model.Text{}
		lines = l.told(&short, now, width)
	}
	if len(lines) > n {
		lines[n-1] = widget.Clip(strings.Join(lines[n-1:], " "), width)
		lines = lines[:n]
	}
	return lines
}

func (l *List) told(row *model.Row, now time.Time, width int) []string {
	last, next := model.Headline(*row, now, l.env.Words)
	return widget.Wrap(strings.TrimSpace(last+" "+next), width)
}
