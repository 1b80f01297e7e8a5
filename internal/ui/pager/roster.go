package pager

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// Roster is a long list of the staff's, of which some pages round the cursor are
// held. Its cursors lead forward only, so it remembers where its pages began.
type Roster[T any] struct {
	env   *screen.Env
	Fetch func(ctx context.Context, after string) (Batch[T], error)
	same  func(a, b T) bool // both are about the same thing

	starts []string // cursors of all pages from the first of the list to the last one held
	Ahead  int      // how many of these pages were let go
	sizes  []int    // items of each page held
	Items  []T
	Next   string
	Total  int // of all pages, where it is told

	serial    int // of the present question: answers to others are dropped
	asking    bool
	extending bool
	stale     bool // something changed while asking
	Ready     bool
	Err       error
	Cursor    int
	Top       int
	Visible   int
}

// NewRoster is a list of what fetch reads, of which nothing is held yet.
func NewRoster[T any](e *screen.Env, same func(a, b T) bool, fetch func(ctx context.Context, after string) (Batch[T], error)) *Roster[T] {
	return &Roster[T]{env: e, Fetch: fetch, same: same, Visible: 1}
}

// Batch is one page of a roster.
type Batch[T any] struct {
	Items []T
	Next  string
	Total int
}

// rosterPages bounds what is held.
const rosterPages = 4

// rosterLoaded is the answer to a load; it carries its question's number.
type rosterLoaded[T any] struct {
	of     *Roster[T]
	serial int
	kind   LoadKind
	pages  []Batch[T]
	starts []string
	err    error
}

// Load asks for pages. Asking for the same again waits for an answer under way.
func (r *Roster[T]) Load(kind LoadKind) tea.Cmd {
	if kind == LoadAgain && r.asking {
		r.stale = true
		return nil
	}
	from, pages := "", 1
	switch {
	case kind == LoadAgain && r.Ready:
		from, pages = r.starts[r.Ahead], max(1, len(r.sizes))
	case kind == LoadBehind:
		from = r.Next
	case kind == LoadAhead:
		from = r.starts[r.Ahead-1]
	}
	if kind.Replaces() {
		r.serial++
		r.asking, r.extending = true, false
	} else {
		r.extending = true
	}
	to, serial, parent, fetch := r, r.serial, r.env.Ctx, r.Fetch
	return screen.Ask(parent, screen.DetailLimit, func(ctx context.Context) tea.Msg {
		return to.read(ctx, rosterLoaded[T]{of: to, serial: serial, kind: kind}, fetch, from, pages)
	})
}

// read reads up to n pages that follow one another. It touches nothing of the
// roster.
func (*Roster[T]) read(ctx context.Context, to rosterLoaded[T], fetch func(context.Context, string) (Batch[T], error), from string, n int) rosterLoaded[T] {
	for range n {
		page, err := fetch(ctx, from)
		if err != nil {
			to.err = err
			return to
		}
		to.pages, to.starts = append(to.pages, page), append(to.starts, from)
		if from = page.Next; from == "" {
			break
		}
	}
	return to
}

// Loaded takes an answer to the present question; false for other messages.
func (r *Roster[T]) Loaded(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(rosterLoaded[T])
	if !ok || m.of != r {
		return nil, false
	}
	if m.serial != r.serial {
		return nil, true
	}
	if !m.kind.Replaces() {
		r.extended(m)
		return nil, true
	}
	r.asking, r.Err = false, m.err
	if m.err == nil {
		r.replace(m)
	}
	if r.stale {
		r.stale = false
		return r.Load(LoadAgain), true
	}
	return r.Extend(), true
}

// replace puts the pages in the place of those that were held; the cursor stays
// on what it stood on, and that on its line.
func (r *Roster[T]) replace(m rosterLoaded[T]) {
	var chosen *T
	if m.kind == LoadAgain {
		chosen = r.Chosen()
	}
	if m.kind == LoadAgain && r.Ready {
		r.starts = append(r.starts[:r.Ahead:r.Ahead], m.starts...)
	} else {
		r.starts, r.Ahead = m.starts, 0
	}
	r.Items, r.sizes, r.Ready = nil, nil, true
	for _, page := range m.pages {
		r.Items, r.sizes = append(r.Items, page.Items...), append(r.sizes, len(page.Items))
		r.Next, r.Total = page.Next, page.Total
	}
	switch at := r.find(chosen); {
	case at >= 0:
		if r.Top > 0 {
			r.Top += at - r.Cursor
		}
		r.Cursor = at
	case m.kind != LoadAgain:
		r.Cursor, r.Top = 0, 0
	}
	r.keepVisible()
}

func (r *Roster[T]) find(item *T) int {
	if item == nil {
		return -1
	}
	return slices.IndexFunc(r.Items, func(other T) bool { return r.same(*item, other) })
}

// extended adds a page at one end and lets go of one at the other.
func (r *Roster[T]) extended(m rosterLoaded[T]) {
	r.extending = false
	if m.err != nil || len(m.pages) == 0 {
		return
	}
	page := m.pages[0]
	if m.kind == LoadAhead {
		r.Ahead--
		r.Items, r.sizes = slices.Insert(r.Items, 0, page.Items...), slices.Insert(r.sizes, 0, len(page.Items))
		r.shift(len(page.Items))
		if len(r.sizes) > rosterPages {
			last := len(r.sizes) - 1
			r.Items, r.Next = r.Items[:len(r.Items)-r.sizes[last]], r.starts[r.Ahead+last]
			r.sizes, r.starts = r.sizes[:last], r.starts[:r.Ahead+last]
		}
		return
	}
	r.starts, r.Next = append(r.starts, m.starts...), page.Next
	r.Items, r.sizes = append(r.Items, page.Items...), append(r.sizes, len(page.Items))
	if len(r.sizes) > rosterPages {
		gone := r.sizes[0]
		r.Items, r.sizes = slices.Delete(r.Items, 0, gone), r.sizes[1:]
		r.Ahead++
		r.shift(-gone)
	}
}

func (r *Roster[T]) shift(by int) {
	r.Cursor, r.Top = r.Cursor+by, r.Top+by
	r.keepVisible()
}

// Extend loads the page that the cursor comes near to.
func (r *Roster[T]) Extend() tea.Cmd {
	switch {
	case r.asking || r.extending || !r.Ready:
		return nil
	case r.Next != "" && r.Cursor+r.Visible >= len(r.Items):
		return r.Load(LoadBehind)
	case r.Ahead > 0 && r.Cursor < r.Visible:
		return r.Load(LoadAhead)
	default:
		return nil
	}
}

// Waiting says that a list that replaces the window is being asked for.
func (r *Roster[T]) Waiting() bool { return r.asking }

// Chosen is what the cursor stands on; nil for nothing.
func (r *Roster[T]) Chosen() *T {
	if r.Cursor < 0 || r.Cursor >= len(r.Items) {
		return nil
	}
	return &r.Items[r.Cursor]
}

// Show says how many items there is room for.
func (r *Roster[T]) Show(visible int) {
	r.Visible = max(1, visible)
	r.keepVisible()
}

func (r *Roster[T]) keepVisible() {
	r.Cursor, r.Top = InSight(r.Cursor, r.Top, len(r.Items), r.Visible)
}

// Move puts the cursor elsewhere, and loads what comes into reach.
func (r *Roster[T]) Move(to int) tea.Cmd {
	r.Cursor = to
	r.keepVisible()
	return r.Extend()
}

// Key takes the keys that move the cursor.
func (r *Roster[T]) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if by, used := Step(msg, r.Visible); used {
		return r.Move(r.Cursor + by), true
	}
	switch {
	case widget.KeyEnd.Hit(msg):
		return r.Move(len(r.Items) - 1), true
	case widget.KeyHome.Hit(msg):
		if r.Ahead == 0 {
			return r.Move(0), true
		}
		return r.Load(LoadFresh), true
	}
	return nil, false
}

// Mouse handles a click or the wheel: a click chooses and opens, as enter does,
// the wheel moves. y is a line of the rows, of which each item has some.
func (r *Roster[T]) Mouse(msg tea.MouseMsg, y, each int) (cmd tea.Cmd, opens bool) {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return r.Move(r.Cursor + widget.WheelLines(msg)), false
	case tea.MouseClickMsg:
		index := r.Top + y/each
		if msg.Button != tea.MouseLeft || y < 0 || y >= r.Visible*each || index >= len(r.Items) {
			return nil, false
		}
		return r.Move(index), true
	}
	return nil, false
}

// Rule is the rule under the rows: which part of the list is in sight, and the
// place of the chosen item among all.
func (r *Roster[T]) Rule(width int) string {
	look := r.env.Look
	if r.Chosen() == nil || r.Total == 0 || r.Err != nil {
		return widget.Rule(look, width)
	}
	first := r.Ahead * PageRows
	text := look.Say("list.place", look.Words.Count(first+r.Cursor+1), look.Words.Count(r.Total))
	return widget.PlaceRule(look, width, widget.Place{Top: first + r.Top, Shown: r.Visible, Total: r.Total}, look.Theme.Muted.Paint(text))
}

// Rows are the lines of the items in sight.
func (r *Roster[T]) Rows(row func(item *T, chosen bool) []string) (lines []string) {
	for i := r.Top; i < min(len(r.Items), r.Top+r.Visible); i++ {
		lines = append(lines, row(&r.Items[i], i == r.Cursor)...)
	}
	return lines
}
