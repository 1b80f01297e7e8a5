package list

import (
	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// paragraph sets a sentence in the list's area, indented.
func (l *List) paragraph(s theme.Style, text string) []string {
	var lines []string
	for _, line := range widget.Wrap(text, min(widget.ParagraphCells, l.layout.List-2*parts.LeadCells)) {
		lines = append(lines, widget.Pad(parts.LeadCells)+s.Paint(line))
	}
	return lines
}

// failed says what happened and what to press.
func (l *List) failed() []string {
	message, hint := l.env.Failure(l.err)
	lines := append([]string{""}, l.paragraph(l.env.Theme.Attention, message)...)
	if hint != "" {
		lines = append(lines, l.paragraph(l.env.Theme.Text, hint)...)
	}
	lines = append(lines, l.paragraph(l.env.Theme.Text, l.env.Say("list.retry"))...)
	return append(lines, l.whomToAsk()...)
}

// empty says why there is nothing, and what would appear.
func (l *List) empty() []string {
	e := l.env
	switch {
	case l.query.Search != "":
		lines := append([]string{""}, l.paragraph(e.Theme.Strong, e.Say("list.empty.search", l.query.Search))...)
		return append(lines, l.paragraph(e.Theme.Muted, e.Say("list.empty.search.hint"))...)
	case l.query.Tab != model.TabAll:
		lines := append([]string{""}, l.paragraph(e.Theme.Strong, e.Say("list.empty."+string(l.query.Tab)))...)
		return append(lines, l.paragraph(e.Theme.Muted, e.Say("list.empty.tab.hint"))...)
	}
	lines := append([]string{""}, l.paragraph(e.Theme.Strong, e.Say("list.empty"))...)
	lines = append(lines, l.paragraph(e.Theme.Text, e.Say("list.empty.hint"))...)
	return append(lines, l.whomToAsk()...)
}

// whomToAsk is whom to ask, under a line of air.
func (l *List) whomToAsk() []string {
	lines := []string{""}
	for _, line := range l.env.WhomToAsk(min(widget.ParagraphCells, l.layout.List-2*parts.LeadCells)) {
		lines = append(lines, widget.Pad(parts.LeadCells)+line)
	}
	return lines
}
