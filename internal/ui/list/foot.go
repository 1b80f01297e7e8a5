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
func (l *List) label(row *model.Row, now time.Time) string {
	sign, key, s := theme.SignLate, string(model.OverdueDeparture), l.env.Theme.Attention
	switch fresh := l.fresh(row); {
	case fresh == parts.SinceVisit:
		sign, key, s = theme.SignFresh, "list.changed.visit", l.env.Theme.Changed
	case fresh == parts.JustNow:
		sign, key, s = theme.SignFresh, "list.changed.now", l.env.Theme.Changed
	case row.Attention(now) == model.OverdueDeparture:
	case row.Otherwise:
		sign, key = theme.SignKept, "list.otherwise"
	default:
		return ""
	}
	return s.Paint(widget.Clip(sign+" "+strings.TrimSuffix(l.env.Say(key), "."), l.layout.List-4))
}

// footRule is the line under the rows, with what the chosen shipment wants to say.
func (l *List) footRule(label string) string {
	mark := ""
	if l.about {
		mark = "~"
	}
	return l.Rule(l.env.Look, l.layout.List, l.win.First, l.total(), mark, label)
}

// foot is the chosen shipment in words: its way, and what happened and comes.
func (l *List) foot(row *model.Row, now time.Time) []string {
	if l.frame.foot == 1 {
		return []string{" " + l.headline(row, now, 1)[0]}
	}
	left := " "
	if l.layout.Breadth != widget.Narrow {
		left += l.env.Theme.Strong.Paint(widget.Clip(row.Ref.String(), parts.MostRef)) + "   "
	}
	lines := []string{left + parts.Strip(l.env.Look, *row, l.layout.Width-widget.Cells(left)-1)}
	words := l.headline(row, now, l.frame.foot-1)
	return append(lines, widget.Map(words, func(line string) string { return " " + line })...)
}

// headline is what happened last and what comes next, in at most n lines. When that
// is too long the vessel is left out first, and then what has happened: a sentence
// is whole or not there.
func (l *List) headline(row *model.Row, now time.Time, n int) []string {
	width := l.layout.Width - 2
	short := *row
	short.Vessel = model.Text{}
	last, next := model.Headline(*row, now, parts.Speaker{Catalogue: l.env.Words})
	brief, _ := model.Headline(short, now, parts.Speaker{Catalogue: l.env.Words})
	text := brief
	for _, whole := range []string{last + " " + next, brief + " " + next, next} {
		if whole = strings.TrimSpace(whole); whole != "" && len(widget.Wrap(whole, width)) <= n {
			text = whole
			break
		}
	}
	return widget.WrapTo(text, width, n)
}

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
