package list

import (
	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// told is sentences below one another in the list's area.
func (l *List) told(sentences ...theme.Phrase) []string {
	lines := []string{""}
	for _, one := range sentences {
		lines = widget.Said(lines, parts.LeadCells, one.Style, one.Text, l.layout.List)
	}
	return lines
}

func (l *List) askWhom(lines []string) []string {
	return l.env.AskWhom(append(lines, ""), parts.LeadCells, l.layout.List)
}

// failed says what happened and what to press.
func (l *List) failed() []string {
	return l.askWhom(l.env.Failed([]string{""}, parts.LeadCells, l.err, "list.retry", l.layout.List))
}

// misread says what cannot be read in the line, and how it is written.
func (l *List) misread() []string {
	message, hint := l.env.Failure(l.fault)
	return l.told(l.env.Theme.Strong.Says(message), l.env.Theme.Muted.Says(hint))
}

// empty says why there is nothing, and what would appear.
func (l *List) empty() []string {
	e, t := l.env, l.env.Theme
	switch {
	case l.line() != "":
		return l.told(t.Strong.Says(e.Say("list.empty.search", l.line())), t.Muted.Says(e.Say("list.empty.search.hint")))
	case l.query.Tab != model.TabAll:
		return l.told(t.Strong.Says(e.Say("list.empty."+string(l.query.Tab))), t.Muted.Says(e.Say("list.empty.tab.hint")))
	}
	return l.askWhom(l.told(t.Strong.Says(e.Say("list.empty")), t.Text.Says(e.Say("list.empty.hint"))))
}
