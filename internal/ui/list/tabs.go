package list

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// listTab is a division of the list: one of the house's, or a filter that the
// person has kept.
type listTab struct {
	tab  model.Tab
	name string // of the person's own
	line string
}

// tabs are all of them, in the order of the screen.
func (l *List) tabs() []listTab {
	all := make([]listTab, 0, len(model.Tabs())+len(l.saved))
	for _, tab := range model.Tabs() {
		all = append(all, listTab{tab: tab})
	}
	for _, f := range l.saved {
		all = append(all, listTab{tab: model.TabAll, name: f.Name.String(), line: f.Line})
	}
	return all
}

func (l *List) nextTab(by int) tea.Cmd {
	n := len(l.tabs())
	return l.show((l.at + by + n) % n)
}

// show goes to a tab.
func (l *List) show(at int) tea.Cmd {
	if at == l.at || at >= len(l.tabs()) {
		return nil
	}
	l.at = at
	l.leaveSearch()
	return l.ask()
}

// tabSpan is where a tab stands in its line, for clicks.
type tabSpan struct {
	index    int
	from, to int
	text     string
}

// tabTexts are the tabs as they are called, the house's with how many stand under them.
func (l *List) tabTexts() []string {
	var texts []string
	for _, tab := range l.tabs() {
		text := tab.name
		if text == "" {
			text = l.env.Say("list.tab." + string(tab.tab))
			if l.counts != nil {
				text += " " + l.env.Words.Count(l.counts[tab.tab])
			}
		}
		texts = append(texts, text)
	}
	return texts
}

// tabSpans places the tabs. Where not all of them fit beside the order, as many as do
// stand round the chosen one; more says that there are others.
func (l *List) tabSpans() (spans []tabSpan, more bool) {
	gap := 3
	if l.layout.Breadth == widget.Narrow {
		gap = 2
	}
	texts := l.tabTexts()
	first, last, room := 0, len(texts), l.layout.Width
	if widget.Cells(strings.Join(texts, widget.Pad(gap)))+1 >= room {
		first, last, more = l.at, l.at+1, true
		room -= widget.Cells(texts[l.at]+l.order()) + 4
	}
	fits := func(i int) bool {
		if i < 0 || i >= len(texts) || !more || widget.Cells(texts[i])+gap > room {
			return false
		}
		room -= widget.Cells(texts[i]) + gap
		return true
	}
	for fits(last) {
		last++
	}
	for fits(first - 1) {
		first--
	}
	at := 1
	for i := first; i < last; i++ {
		spans = append(spans, tabSpan{i, at, at + widget.Cells(texts[i]), texts[i]})
		at += widget.Cells(texts[i]) + gap
	}
	return spans, more
}

// tabLine is the tabs, and at its end the order, or what is searched for, which takes
// the line for itself where it needs it.
func (l *List) tabLine() string {
	if l.naming {
		return l.nameLine()
	}
	var b strings.Builder
	at := 0
	spans, more := l.tabSpans()
	for _, span := range spans {
		b.WriteString(widget.Pad(span.from - at))
		s := l.env.Theme.Muted
		if span.index == l.at {
			s = l.env.Theme.Accent
		}
		b.WriteString(s.Paint(span.text))
		at = span.to
	}
	if more {
		b.WriteString(l.env.Theme.Muted.Paint(" …"))
		at += 2
	}
	room := l.layout.Width - at - 2
	if !l.typing && l.search.Text == "" {
		right := ""
		if order := l.order(); widget.Cells(order) <= room {
			right = l.env.Theme.Muted.Paint(order)
		}
		return widget.Ends(b.String(), right+" ", l.layout.Width)
	}
	if l.layout.Breadth == widget.Narrow || widget.Cells(l.search.Text+l.rest())+searchRoom > room {
		text := l.searchText(l.layout.Width - 2)
		l.caretAt++
		return " " + text
	}
	right := l.searchText(room)
	l.caretAt += l.layout.Width - 1 - widget.Cells(right)
	return widget.Ends(b.String(), right+" ", l.layout.Width)
}

// searchRoom is the cells that a search takes beside its text: its sign, how many were
// found, and a little for what is typed next.
const searchRoom = 16

// nameLine is the name that is typed for a tab.
func (l *List) nameLine() string {
	t := l.env.Theme
	label := l.env.Say("list.name") + " "
	text, caret := l.name.Window(max(0, l.layout.Width-2-widget.Cells(label)))
	l.caretAt = 1 + widget.Cells(label) + caret
	return " " + t.Key.Paint(label) + t.Strong.Paint(text)
}
