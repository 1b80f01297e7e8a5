package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// roster is a long list of the staff's, of which some pages round the cursor are
// held. Its cursors lead forward only, so it remembers where its pages began.
type roster[T any] struct {
	env   *screen.Env
	fetch func(ctx context.Context, after string) (batch[T], error)
	same  func(a, b T) bool // both are about the same thing

	starts []string // cursors of all pages from the first of the list to the last one held
	ahead  int      // how many of these pages were let go
	sizes  []int    // items of each page held
	items  []T
	next   string
	total  int // of all pages, where it is told

	serial    int // of the present question: answers to others are dropped
	asking    bool
	extending bool
	stale     bool // something changed while asking
	ready     bool
	err       error
	cursor    int
	top       int
	visible   int
}

// batch is one page of a roster.
type batch[T any] struct {
	items []T
	next  string
	total int
}

// rosterPages bounds what is held.
const rosterPages = 4

// rosterLoaded is the answer to a load; it carries its question's number.
type rosterLoaded[T any] struct {
	of     *roster[T]
	serial int
	kind   loadKind
	pages  []batch[T]
	starts []string
	err    error
}

// load asks for pages. Asking for the same again waits for an answer under way.
func (r *roster[T]) load(kind loadKind) tea.Cmd {
	if kind == loadAgain && r.asking {
		r.stale = true
		return nil
	}
	from, pages := "", 1
	switch {
	case kind == loadAgain && r.ready:
		from, pages = r.starts[r.ahead], max(1, len(r.sizes))
	case kind == loadBehind:
		from = r.next
	case kind == loadAhead:
		from = r.starts[r.ahead-1]
	}
	if kind.replaces() {
		r.serial++
		r.asking, r.extending = true, false
	} else {
		r.extending = true
	}
	to, serial, parent, fetch := r, r.serial, r.env.Ctx, r.fetch
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.DetailLimit)
		defer cancel()
		return to.read(ctx, rosterLoaded[T]{of: to, serial: serial, kind: kind}, fetch, from, pages)
	}
}

// read reads up to n pages that follow one another. It touches nothing of the
// roster.
func (*roster[T]) read(ctx context.Context, to rosterLoaded[T], fetch func(context.Context, string) (batch[T], error), from string, n int) rosterLoaded[T] {
	for range n {
		page, err := fetch(ctx, from)
		if err != nil {
			to.err = err
			return to
		}
		to.pages, to.starts = append(to.pages, page), append(to.starts, from)
		if from = page.next; from == "" {
			break
		}
	}
	return to
}

// loaded takes an answer to the present question; false for other messages.
func (r *roster[T]) loaded(msg tea.Msg) (tea.Cmd, bool) {
	m, ok := msg.(rosterLoaded[T])
	if !ok || m.of != r {
		return nil, false
	}
	if m.serial != r.serial {
		return nil, true
	}
	if !m.kind.replaces() {
		r.extended(m)
		return nil, true
	}
	r.asking, r.err = false, m.err
	if m.err == nil {
		r.replace(m)
	}
	if r.stale {
		r.stale = false
		return r.load(loadAgain), true
	}
	return r.extend(), true
}

// replace puts the pages in the place of those that were held; the cursor stays
// on what it stood on, and that on its line.
func (r *roster[T]) replace(m rosterLoaded[T]) {
	var chosen *T
	if m.kind == loadAgain {
		chosen = r.chosen()
	}
	if m.kind == loadAgain && r.ready {
		r.starts = append(r.starts[:r.ahead:r.ahead], m.starts...)
	} else {
		r.starts, r.ahead = m.starts, 0
	}
	r.items, r.sizes, r.ready = nil, nil, true
	for _, page := range m.pages {
		r.items, r.sizes = append(r.items, page.items...), append(r.sizes, len(page.items))
		r.next, r.total = page.next, page.total
	}
	switch at := r.find(chosen); {
	case at >= 0:
		if r.top > 0 {
			r.top += at - r.cursor
		}
		r.cursor = at
	case m.kind != loadAgain:
		r.cursor, r.top = 0, 0
	}
	r.keepVisible()
}

func (r *roster[T]) find(item *T) int {
	if item == nil {
		return -1
	}
	return slices.IndexFunc(r.items, func(other T) bool { return r.same(*item, other) })
}

// extended adds a page at one end and lets go of one at the other.
func (r *roster[T]) extended(m rosterLoaded[T]) {
	r.extending = false
	if m.err != nil || len(m.pages) == 0 {
		return
	}
	page := m.pages[0]
	if m.kind == loadAhead {
		r.ahead--
		r.items, r.sizes = slices.Insert(r.items, 0, page.items...), slices.Insert(r.sizes, 0, len(page.items))
		r.shift(len(page.items))
		if len(r.sizes) > rosterPages {
			last := len(r.sizes) - 1
			r.items, r.next = r.items[:len(r.items)-r.sizes[last]], r.starts[r.ahead+last]
			r.sizes, r.starts = r.sizes[:last], r.starts[:r.ahead+last]
		}
		return
	}
	r.starts, r.next = append(r.starts, m.starts...), page.next
	r.items, r.sizes = append(r.items, page.items...), append(r.sizes, len(page.items))
	if len(r.sizes) > rosterPages {
		gone := r.sizes[0]
		r.items, r.sizes = slices.Delete(r.items, 0, gone), r.sizes[1:]
		r.ahead++
		r.shift(-gone)
	}
}

func (r *roster[T]) shift(by int) {
	r.cursor, r.top = r.cursor+by, r.top+by
	r.keepVisible()
}

// extend loads the page that the cursor comes near to.
func (r *roster[T]) extend() tea.Cmd {
	switch {
	case r.asking || r.extending || !r.ready:
		return nil
	case r.next != "" && r.cursor+r.visible >= len(r.items):
		return r.load(loadBehind)
	case r.ahead > 0 && r.cursor < r.visible:
		return r.load(loadAhead)
	default:
		return nil
	}
}

// chosen is what the cursor stands on; nil for nothing.
func (r *roster[T]) chosen() *T {
	if r.cursor < 0 || r.cursor >= len(r.items) {
		return nil
	}
	return &r.items[r.cursor]
}

// show says how many items there is room for.
func (r *roster[T]) show(visible int) {
	r.visible = max(1, visible)
	r.keepVisible()
}

// keepVisible scrolls as little as shows the cursor.
func (r *roster[T]) keepVisible() {
	r.cursor = max(0, min(r.cursor, len(r.items)-1))
	r.top = max(0, min(r.top, r.cursor))
	r.top = max(r.top, r.cursor-r.visible+1)
	r.top = max(0, min(r.top, len(r.items)-r.visible))
}

// move puts the cursor elsewhere, and loads what comes into reach.
func (r *roster[T]) move(to int) tea.Cmd {
	r.cursor = to
	r.keepVisible()
	return r.extend()
}

// key takes the keys that move the cursor.
func (r *roster[T]) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case widget.KeyDown.Hit(msg):
		return r.move(r.cursor + 1), true
	case widget.KeyUp.Hit(msg):
		return r.move(r.cursor - 1), true
	case widget.KeyPageDown.Hit(msg):
		return r.move(r.cursor + r.visible), true
	case widget.KeyPageUp.Hit(msg):
		return r.move(r.cursor - r.visible), true
	case widget.KeyEnd.Hit(msg):
		return r.move(len(r.items) - 1), true
	case widget.KeyHome.Hit(msg):
		if r.ahead == 0 {
			return r.move(0), true
		}
		return r.load(loadFresh), true
	}
	return nil, false
}

// mouse: a click chooses, a click on what is chosen opens, the wheel moves. y is
// a line of the rows, of which each item has some.
func (r *roster[T]) mouse(msg tea.MouseMsg, y, each int) (cmd tea.Cmd, opens bool) {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return r.move(r.cursor + widget.WheelLines(msg)), false
	case tea.MouseClickMsg:
		index := r.top + y/each
		if msg.Button != tea.MouseLeft || y < 0 || y >= r.visible*each || index >= len(r.items) {
			return nil, false
		}
		if index == r.cursor {
			return nil, true
		}
		return r.move(index), false
	}
	return nil, false
}
