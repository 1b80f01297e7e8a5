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

// tabSpans places the tabs: as many as fit into the line, the chosen one among them.
func (l *List) tabSpans() []tabSpan {
	gap := 3
	if l.layout.Breadth == widget.Narrow {
		gap = 2
	}
	tabs := l.tabs()
	texts := make([]string, len(tabs))
	for i, tab := range tabs {
		texts[i] = tab.name
		if tab.name == "" {
			texts[i] = l.env.Say("list.tab." + string(tab.tab))
			if l.counts != nil {
				texts[i] += " " + l.env.Words.Count(l.counts[tab.tab])
			}
		}
	}
	first, last, room := l.at, l.at+1, l.layout.Width-2-widget.Cells(texts[l.at])
	for grown := true; grown; {
		grown = false
		if first > 0 && widget.Cells(texts[first-1])+gap <= room {
			first--
			room -= widget.Cells(texts[first]) + gap
			grown = true
		}
		if last < len(texts) && widget.Cells(texts[last])+gap <= room {
			room -= widget.Cells(texts[last]) + gap
			last++
			grown = true
		}
	}
	var spans []tabSpan
	at := 1
	for i := first; i < last; i++ {
		spans = append(spans, tabSpan{i, at, at + widget.Cells(texts[i]), texts[i]})
		at += widget.Cells(texts[i]) + gap
	}
	return spans
}

// tabLine is the tabs, and at its end the order, or what is searched for, which takes
// the line for itself where it needs it.
func (l *List) tabLine() string {
	if l.naming {
		return l.nameLine()
	}
	var b strings.Builder
	at := 0
	for _, span := range l.tabSpans() {
		b.WriteString(widget.Pad(span.from - at))
		s := l.env.Theme.Muted
		if span.index == l.at {
			s = l.env.Theme.Accent
		}
		b.WriteString(s.Paint(span.text))
		at = span.to
	}
	room := l.layout.Width - at - 4
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
