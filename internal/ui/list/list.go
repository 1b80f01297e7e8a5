// Package list is the list of shipments: tabs, search, order, a window of rows
// round the cursor, and in a wide window the chosen shipment beside them.
//
// [List] is the screen. A key press makes two rows anew at most: the others, the
// lines above them and those below are kept, see lines.go and view.go.
package list

import (
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// List is the screen of shipments.
type List struct {
	pager.Pages
	env    *screen.Env
	layout widget.Layout
	frame  listFrame

	query  model.Query // tab, search and order; cursors are added per load
	win    pager.Window
	counts model.Counts
	same   atomic.Pointer[again] // reads the window that is held; nil: there is none yet
	about  bool                  // how many rows stand before the window is an estimate

	typing  bool
	naming  bool // a name is typed for what is searched for
	search  widget.Field
	name    widget.Field
	fault   error // in what is searched for: then the rows are those of before
	caretAt int   // column of the caret, while something is typed

	saved   []model.SavedFilter // tabs of the person's own
	keeping screen.Question     // for them
	at      int                 // the tab that is shown, among all

	aside  shipment.Aside  // the shipment beside the list
	since  since           // what has changed since the last visit
	missed screen.Question // for that

	divided division
	columns parts.Columns
	lines   heldLines
	upper   upper
}

// New is the list of shipments.
func New(e *screen.Env) *List {
	l := &List{
		env: e, query: model.Query{Tab: model.TabAll},
		search: widget.Field{Limit: filter.LineCells}, name: widget.Field{Limit: filter.NameCells},
	}
	l.aside, l.Pages = shipment.AsideOf(e, l), pager.PagesOf(l)
	return l
}

// NewSearch is the list of what a line searches for; with an empty one of all shipments,
// ready for it.
func NewSearch(e *screen.Env, line string) *List {
	l := New(e)
	l.typing = line == ""
	if line != "" {
		l.search.Set(line)
		l.ask()
	}
	return l
}

// Open implements screen.Screen.
func (l *List) Open() tea.Cmd {
	return tea.Batch(l.Load(pager.LoadFresh), l.changeSaved(model.Text{}, func() error { return nil }), l.askSince())
}

// Resize implements screen.Screen.
func (l *List) Resize(width, height int) {
	l.layout = widget.LayoutOf(width, height)
	l.frame = listFrameOf(l.layout)
	l.divide()
	l.Show(l.frame.rows / l.frame.each)
	l.aside.Resize(l.layout, listTopLines)
}

// Update implements screen.Screen.
func (l *List) Update(msg tea.Msg) tea.Cmd {
	if _, news := msg.(screen.Refresh); !news || l.searching() { // of which the counts and the columns know best
		l.upper.lines = nil
	}
	switch msg := msg.(type) {
	case screen.Answer:
		return tea.Batch(l.Take(msg), l.PressHeld(l.Key), l.keeping.Take(msg), l.missed.Take(msg), l.aside.Update(msg))
	case screen.Refresh:
		return tea.Batch(l.renew(msg.Read), l.aside.Update(msg))
	case screen.Restyled:
		l.divide()
		return l.aside.Update(msg)
	case screen.Resized:
		return tea.Batch(l.Extend(), l.follow(), l.aside.Update(msg))
	case shipment.Step:
		return l.step(msg)
	case tea.PasteMsg:
		if l.HoldPaste(msg) {
			return nil
		}
		return l.paste(msg.Content)
	case tea.MouseMsg:
		return l.mouse(msg)
	}
	return l.aside.Update(msg)
}

// row is the chosen shipment; nil when there is none.
func (l *List) row() *model.Row {
	if l.Cursor < 0 || l.Cursor >= len(l.win.Rows) {
		return nil
	}
	return &l.win.Rows[l.Cursor]
}

// ref is the number of the chosen shipment; zero when there is none.
func (l *List) ref() model.Text {
	if row := l.row(); row != nil {
		return row.Ref
	}
	return model.Text{}
}

// Chosen implements [screen.Chooser].
func (l *List) Chosen() (model.Text, *model.Published) { return l.aside.Chosen(l.ref()) }

func (l *List) wide() bool    { return l.layout.Breadth == widget.Wide }
func (l *List) notWide() bool { return !l.wide() }

// Held says how many rows are held, and whether there are others round them.
func (l *List) Held() (rows int, before, behind bool) {
	return len(l.win.Rows), l.win.Prev != "", l.win.Next != ""
}

// move puts the cursor elsewhere, and loads what comes into reach.
func (l *List) move(to int) tea.Cmd { return tea.Batch(l.Move(to), l.follow()) }

// followLoad follows the cursor when rows were loaded. A shipment that is being
// read stays, even when it has left the list, until the list has the keys again.
func (l *List) followLoad() tea.Cmd {
	if l.aside.Focused() {
		return nil
	}
	return l.follow()
}

// follow shows the chosen shipment beside the list.
func (l *List) follow() tea.Cmd { return l.aside.Follow(l.ref()) }

// enter opens the chosen shipment: as a page of its own, or beside the list by
// giving it the keys.
func (l *List) enter() tea.Cmd {
	row := l.row()
	if row == nil {
		return nil
	}
	l.env.News.Read(row.Ref, row.Change)
	return l.aside.Enter(row.Ref)
}

// step goes on to another shipment for the page that shows one.
func (l *List) step(step shipment.Step) tea.Cmd {
	before := l.Cursor
	cmd := l.move(l.Cursor + step.By)
	if row := l.row(); row != nil {
		l.env.News.Read(row.Ref, row.Change)
	}
	return tea.Batch(cmd, l.aside.Stepped(step, l.ref(), l.Cursor != before || l.More.Open))
}

// TakesText says that something is being searched for, or gets a name.
func (l *List) TakesText() bool { return l.typing || l.naming }

// Caret is in what is typed.
func (l *List) Caret() *tea.Cursor {
	return tea.NewCursor(min(l.caretAt, l.layout.Width-1), tabsLine)
}
