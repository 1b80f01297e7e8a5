package list

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// listTab is a division of the list: one of the usual ones, or a filter that the
// person has kept.
type listTab struct {
	tab  model.Tab
	name string // of the person's own
	line string
}

// tabs are all of them, in the order of the screen.
func (l *List) tabs() []listTab {
	usual := widget.Map(model.Tabs(), func(tab model.Tab) listTab { return listTab{tab: tab} })
	return append(usual, widget.Map(l.saved, func(f model.SavedFilter) listTab {
		return listTab{tab: model.TabAll, name: f.Name.String(), line: f.Line}
	})...)
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

// tabSpans are the tabs as they are called, the usual ones with how many stand under them,
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
	for ; last < len(spans) && spans[last].to-spans[first].from <= room; last++ {
	}
	for ; first > 0 && spans[last-1].to-spans[first-1].from <= room; first-- {
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
	t, left, at := l.env.Theme, "", 0
	spans, more := l.placedTabs()
	for _, span := range spans {
		s := t.Muted
		if span.index == l.at {
			s = t.Accent
		}
		left, at = left+widget.Pad(span.from-at)+s.Paint(span.text), span.to
	}
	if more {
		left, at = left+t.Muted.Paint(" …"), at+2
	}
	room := l.layout.Width - at - 2
	if !l.typing && l.search.Text == "" {
		right := ""
		if order := l.order(); widget.Cells(order) <= room {
			right = t.Muted.Paint(order)
		}
		return widget.Ends(left, right+" ", l.layout.Width)
	}
	if l.layout.Breadth == widget.Narrow || widget.Cells(l.search.Text+l.rest())+searchRoom > room {
		text := l.searchText(l.layout.Width - 2)
		l.caretAt++
		return " " + text
	}
	right := l.searchText(room)
	l.caretAt += l.layout.Width - 1 - widget.Cells(right)
	return widget.Ends(left, right+" ", l.layout.Width)
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

// keeps says that what is searched for can be kept as a tab.
func (l *List) keeps() bool { return l.env.Keeper != nil && l.search.Text != "" && l.fault == nil }

// mine says that the tab that is shown is one of the person's own.
func (l *List) mine() bool { return l.at >= len(model.Tabs()) }

// changeSaved reads the person's own tabs, after a change; show is the one to go to.
func (l *List) changeSaved(show model.Text, change func() error) tea.Cmd {
	keeper, ctx := l.env.Keeper, l.env.Ctx
	if keeper == nil {
		return nil
	}
	return screen.AskFor(l.env, &l.keeping, func(context.Context) ([]model.SavedFilter, error) {
		err := change()
		filters, failed := keeper.Filters(ctx)
		return filters, errors.Join(err, failed)
	}, func(filters []model.SavedFilter, err error) tea.Cmd { return l.savedLoaded(show, filters, err) })
}

func (l *List) savedLoaded(show model.Text, filters []model.SavedFilter, err error) tea.Cmd {
	var fault *model.Fault
	if errors.As(err, &fault) {
		return tell(fault.Key, fault.Args...)
	}
	if err != nil {
		return nil // then there are the usual tabs
	}
	l.saved = filters
	at := slices.IndexFunc(l.saved, func(f model.SavedFilter) bool { return f.Name == show })
	if at < 0 {
		l.at = min(l.at, len(l.tabs())-1)
		return nil
	}
	l.search.Set("")
	return tea.Batch(l.show(len(model.Tabs())+at), tell("filter.kept", show))
}

// tell is a command that says something in the bottom line.
func tell(key string, args ...any) tea.Cmd {
	return func() tea.Msg { return session.Notice{Key: key, Args: args} }
}

// nameKey takes the keys while a tab gets its name.
func (l *List) nameKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case keyFinish.Hit(msg):
		return l.keep()
	case keyCancel.Hit(msg):
		l.naming = false
		l.name.Set("")
	default:
		l.name.Key(msg)
	}
	return nil
}

// keep puts what is asked for among the tabs.
func (l *List) keep() tea.Cmd {
	f := model.SavedFilter{Name: model.Line(l.name.Text, filter.NameCells), Line: l.line()}
	keeper, ctx := l.env.Keeper, l.env.Ctx
	l.naming = false
	l.name.Set("")
	return l.changeSaved(f.Name, func() error { return keeper.KeepFilter(ctx, f) })
}

// drop takes the tab that is shown away. What it asked for stays in the line, from
// where it can be kept again.
func (l *List) drop() tea.Cmd {
	gone := l.saved[l.at-len(model.Tabs())]
	keeper, ctx := l.env.Keeper, l.env.Ctx
	l.search.Set(l.line())
	l.at, l.saved = 0, filter.Without(l.saved, gone.Name)
	dropped := l.changeSaved(model.Text{}, func() error { return keeper.DropFilter(ctx, gone.Name) })
	return tea.Batch(l.ask(), tell("filter.dropped", gone.Name), dropped)
}
