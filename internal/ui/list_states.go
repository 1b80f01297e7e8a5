package ui

import (
	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// paragraph sets a sentence in the list's area, indented.
func (l *list) paragraph(s theme.Style, text string) []string {
	var lines []string
	for _, line := range wrap(text, min(paragraphCells, l.layout.list-2*leadCells)) {
		lines = append(lines, pad(leadCells)+s.Paint(line))
	}
	return lines
}

// failed says what happened and what to press.
func (l *list) failed() []string {
	message, hint := l.env.failure(l.err)
	lines := append([]string{""}, l.paragraph(l.env.theme.Attention, message)...)
	if hint != "" {
		lines = append(lines, l.paragraph(l.env.theme.Text, hint)...)
	}
	lines = append(lines, l.paragraph(l.env.theme.Text, l.env.say("list.retry"))...)
	return append(lines, l.whomToAsk()...)
}

// empty says why there is nothing, and what would appear.
func (l *list) empty() []string {
	e := l.env
	switch {
	case l.query.Search != "":
		lines := append([]string{""}, l.paragraph(e.theme.Strong, e.say("list.empty.search", l.query.Search))...)
		return append(lines, l.paragraph(e.theme.Muted, e.say("list.empty.search.hint"))...)
	case l.query.Tab != model.TabAll:
		lines := append([]string{""}, l.paragraph(e.theme.Strong, e.say("list.empty."+string(l.query.Tab)))...)
		return append(lines, l.paragraph(e.theme.Muted, e.say("list.empty.tab.hint"))...)
	}
	lines := append([]string{""}, l.paragraph(e.theme.Strong, e.say("list.empty"))...)
	lines = append(lines, l.paragraph(e.theme.Text, e.say("list.empty.hint"))...)
	return append(lines, l.whomToAsk()...)
}

// whomToAsk is whom to ask, under a line of air.
func (l *list) whomToAsk() []string {
	lines := []string{""}
	for _, line := range l.env.whomToAsk(min(paragraphCells, l.layout.list-2*leadCells)) {
		lines = append(lines, pad(leadCells)+line)
	}
	return lines
}
