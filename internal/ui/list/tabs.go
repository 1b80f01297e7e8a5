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

// nextTab goes on to the next tab that is on the screen.
func (l *List) nextTab(by int) tea.Cmd {
	spans, chosen := l.tabSpans(0)
	return l.show(spans[(chosen+by+len(spans))%len(spans)].index)
}

// numbered is the tab that stands at a place on the screen, from 1 on; none where
// there are fewer.
func (l *List) numbered(place int) (at int) {
	if spans, _ := l.tabSpans(0); place <= len(spans) {
		return spans[place-1].index
	}
	return l.at
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

// tabSpans are the tabs as they are called, the house's with how many stand under them,
// each gap cells behind the other. One of the rarer ones is left out while nothing
// stands under it.
func (l *List) tabSpans(gap int) (spans []tabSpan, chosen int) {
	at := 1
	for i, tab := range l.tabs() {
		if tab.tab.Rare() && l.counts[tab.tab] == 0 && i != l.at {
			continue
		}
		text := tab.name
		if text == "" {
			text = l.env.Say("list.tab." + string(tab.tab))
			if l.counts != nil {
				text += " " + l.env.Words.Count(l.counts[tab.tab])
			}
		}
		if i == l.at {
			chosen = len(spans)
		}
		spans = append(spans, tabSpan{i, at, at + widget.Cells(text), text})
		at += widget.Cells(text) + gap
	}
	return spans, chosen
}

// placedTabs are the tabs that have room. Where that is not all of them, as many as fit
// stand round the chosen one, in a window that is not narrow beside the order; more says
// that there are others.
func (l *List) placedTabs() (spans []tabSpan, more bool) {
	gap, order := 3, widget.Cells(l.order())
	spans, _ = l.tabSpans(gap)
	if l.layout.Breadth == widget.Narrow || spans[len(spans)-1].to+order+3 > l.layout.Width {
		gap = 2
	}
	spans, chosen := l.tabSpans(gap)
	if spans[len(spans)-1].to < l.layout.Width {
		return spans, false
	}
	first, last, room := chosen, chosen+1, l.layout.Width-4
	if l.layout.Breadth != widget.Narrow {
		room -= order + 1
	}
	width := func() int { return spans[last-1].to - spans[first].from }
	for ; last < len(spans) && width()+gap+widget.Cells(spans[last].text) <= room; last++ {
	}
	for ; first > 0 && width()+gap+widget.Cells(spans[first-1].text) <= room; first-- {
	}
	shift := spans[first].from - 1
	spans = spans[first:last]
	for i := range spans {
		spans[i].from, spans[i].to = spans[i].from-shift, spans[i].to-shift
	}
	return spans, true
}

// tabLine is the tabs, and at its end the order, or what is searched for, which takes
// the line for itself where it needs it.
func (l *List) tabLine() string {
	if l.naming {
		return l.nameLine()
	}
	var b strings.Builder
	at := 0
	spans, more := l.placedTabs()
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
