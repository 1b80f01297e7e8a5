package list

import (
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// tabSpan is where a tab stands in its line, for clicks.
type tabSpan struct {
	tab      model.Tab
	from, to int
	text     string
}

// tabSpans places the tabs; when they do not fit into width, the chosen one
// stands alone.
func (l *List) tabSpans() []tabSpan {
	var spans []tabSpan
	gap := 3
	if l.layout.Breadth == widget.Narrow {
		gap = 2
	}
	at := 1
	for _, tab := range model.Tabs() {
		text := l.env.Say("list.tab." + string(tab))
		if l.counts != nil {
			text += " " + l.env.Words.Count(l.counts[tab])
		}
		spans = append(spans, tabSpan{tab, at, at + widget.Cells(text), text})
		at += widget.Cells(text) + gap
	}
	if at-gap < l.layout.Width {
		return spans
	}
	for _, span := range spans {
		if span.tab == l.query.Tab {
			return []tabSpan{{span.tab, 1, 1 + widget.Cells(span.text), span.text}}
		}
	}
	return nil
}

// tabLine is the tabs, and at its end the order, or what is searched for; in a
// narrow window a search takes the line for itself.
func (l *List) tabLine() string {
	searching := l.typing || l.query.Search != ""
	if searching && l.layout.Breadth == widget.Narrow {
		text := l.searchText(l.layout.Width - 2)
		l.caretAt++
		return " " + text
	}
	var b strings.Builder
	at := 0
	for _, span := range l.tabSpans() {
		b.WriteString(widget.Pad(span.from - at))
		s := l.env.Theme.Muted
		if span.tab == l.query.Tab {
			s = l.env.Theme.Accent
		}
		b.WriteString(s.Paint(span.text))
		at = span.to
	}
	right := ""
	if room := l.layout.Width - at - 4; searching {
		right = l.searchText(room)
		l.caretAt += l.layout.Width - 1 - widget.Cells(right)
	} else if order := l.order(); widget.Cells(order) <= room {
		right = l.env.Theme.Muted.Paint(order)
	}
	return widget.Ends(b.String(), right+" ", l.layout.Width)
}

// order says how the list is sorted, or that it is being fetched.
func (l *List) order() string {
	if l.loads.asking && !l.ready {
		return ""
	}
	arrow := "↑"
	if (l.query.Sort == model.ByUpdated) != l.query.Reverse {
		arrow = "↓"
	}
	return l.env.Say("list.sort."+string(l.query.Sort)) + " " + arrow
}

// searchText is what is searched for and how much was found, in at most width
// cells. What was typed last stays in sight.
func (l *List) searchText(width int) string {
	t := l.env.Theme
	hits := ""
	if l.query.Search != "" && l.ready && !l.loads.asking && l.err == nil {
		hits = "  " + l.hits()
	}
	text, caret := l.search.Window(max(0, width-3-widget.Cells(hits)))
	l.caretAt = caret + 2
	line := t.Key.Paint("/ ") + t.Strong.Paint(text)
	return line + t.Muted.Paint(hits)
}

// hits is how many shipments of the answer are held, `+` when there are more.
func (l *List) hits() string {
	n := l.env.Words.Count(len(l.win.Rows))
	if l.win.Next() != "" || l.win.Prev() != "" {
		n += "+"
	}
	return l.env.Say("list.hits", n)
}
