package list

import (
	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// told is lines with a sentence more, in the list's area.
func (l *List) told(lines []string, s theme.Style, text string) []string {
	return widget.Said(lines, parts.LeadCells, s, text, l.layout.List)
}

// failed says what happened and what to press.
func (l *List) failed() []string {
	lines := l.env.Failed([]string{""}, parts.LeadCells, l.err, "list.retry", l.layout.List)
	return l.env.AskWhom(append(lines, ""), parts.LeadCells, l.layout.List)
}

// misread says what cannot be read in the line, and how it is written.
func (l *List) misread() []string {
	message, hint := l.env.Failure(l.fault)
	return l.told(l.told([]string{""}, l.env.Theme.Strong, message), l.env.Theme.Muted, hint)
}

// empty says why there is nothing, and what would appear.
func (l *List) empty() []string {
	e := l.env
	switch {
	case l.line() != "":
		lines := l.told([]string{""}, e.Theme.Strong, e.Say("list.empty.search", l.line()))
		return l.told(lines, e.Theme.Muted, e.Say("list.empty.search.hint"))
	case l.query.Tab != model.TabAll:
		lines := l.told([]string{""}, e.Theme.Strong, e.Say("list.empty."+string(l.query.Tab)))
		return l.told(lines, e.Theme.Muted, e.Say("list.empty.tab.hint"))
	}
	lines := l.told([]string{""}, e.Theme.Strong, e.Say("list.empty"))
	lines = l.told(lines, e.Theme.Text, e.Say("list.empty.hint"))
	return l.env.AskWhom(append(lines, ""), parts.LeadCells, l.layout.List)
}
