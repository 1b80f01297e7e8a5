package list

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/session"
)

// loads keeps account of what was asked.
type loads struct {
	serial    int  // of the present question: answers to others are dropped
	asking    bool // a load that replaces the window is under way
	extending bool // a load that extends it is under way
	stale     bool // something changed while asking: ask again afterwards
}

// Loaded is the answer to a load; it carries its question's number.
type Loaded struct {
	list   *List
	serial int
	kind   pager.LoadKind
	early  *again     // of an answer that has come with the news: what was asked
	ref    model.Text // of loadAgain: on which the cursor stood
	pages  []model.Page
	counts model.Counts // of the tabs, where the window is replaced; nil: not known, and the list is shown all the same
	err    error
}

// Changed are the numbers of the rows that have changed after since.
func (m Loaded) Changed(since uint64) (refs []model.Text) {
	for _, page := range m.pages {
		for _, row := range page.Rows {
			if row.Change > since {
				refs = append(refs, row.Ref)
			}
		}
	}
	return refs
}

// load asks for rows. A new question makes an older one's answer late; asking
// for the same again waits until the one under way has been answered, so that a
// busy partner cannot keep a screen from ever being ready.
func (l *List) load(kind pager.LoadKind) tea.Cmd {
	if kind == pager.LoadAgain && l.loads.asking {
		l.loads.stale = true
		return nil
	}
	if kind == pager.LoadAgain && !l.ready {
		kind = pager.LoadFresh
	}
	l.query.On(l.today())
	q := l.query
	q.Limit, q.Last = pager.PageRows, kind == pager.LoadLast
	if kind == pager.LoadBehind {
		q.After = l.win.Next()
	}
	if kind == pager.LoadAhead {
		q.Before = l.win.Prev()
	}
	if kind.Replaces() {
		l.loads.serial++
		l.loads.asking, l.loads.extending = true, false
	} else {
		l.loads.extending = true
	}
	l.upper.lines = nil
	ctx, data, answer := l.env.Ctx, l.env.Data, Loaded{list: l, serial: l.loads.serial, kind: kind}
	read := func() ([]model.Page, error) { return readPages(ctx, data, q, 1) }
	if kind == pager.LoadAgain {
		same := l.againNow()
		answer.ref, read = same.ref, func() ([]model.Page, error) { return same.read(ctx) }
	}
	return func() tea.Msg {
		answer.pages, answer.err = read()
		if kind.Replaces() {
			answer.counts, _ = data.Counts(ctx)
		}
		return answer
	}
}

// readPages reads up to n pages that follow one another.
func readPages(ctx context.Context, data session.Data, q model.Query, n int) ([]model.Page, error) {
	pages := make([]model.Page, 0, n)
	for range n {
		page, err := data.Page(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("reading a page of the list: %w", err)
		}
		pages = append(pages, page)
		if page.Next == "" {
			break
		}
		q.After = page.Next
	}
	return pages, nil
}

// extend loads the page that the cursor comes near to.
func (l *List) extend() tea.Cmd {
	if l.loads.asking || l.loads.extending || !l.ready {
		return nil
	}
	margin := l.visible()
	switch {
	case l.cursor+margin >= len(l.win.Rows) && l.win.Next() != "":
		return l.load(pager.LoadBehind)
	case l.cursor < margin && l.win.Prev() != "":
		return l.load(pager.LoadAhead)
	default:
		return nil
	}
}

// loaded takes an answer, unless another question was asked since.
func (l *List) loaded(msg Loaded) tea.Cmd {
	if msg.serial != l.loads.serial {
		return nil
	}
	if !msg.kind.Replaces() {
		return l.extended(msg)
	}
	if msg.counts != nil {
		l.counts = msg.counts
	}
	l.loads.asking = false
	l.err = msg.err
	strayed := l.strayed(msg)
	if msg.err == nil && !strayed {
		l.replace(msg.kind, msg.pages)
	}
	if l.loads.stale || strayed {
		l.loads.stale = false
		return tea.Batch(l.load(pager.LoadAgain), l.followLoad())
	}
	return tea.Batch(l.extend(), l.followLoad())
}

// extended adds a page. When that fails nothing is lost: the next move asks
// again.
func (l *List) extended(msg Loaded) tea.Cmd {
	l.loads.extending = false
	if msg.err != nil || len(msg.pages) == 0 || len(msg.pages[0].Rows) == 0 {
		return nil
	}
	shift := 0
	if msg.kind == pager.LoadBehind {
		shift = -l.win.Behind(msg.pages[0])
	} else {
		shift = l.win.Ahead(msg.pages[0])
	}
	l.cursor += shift
	l.top += shift
	l.held()
	l.keepVisible()
	return l.followLoad()
}

// replace puts the pages in the place of the window.
func (l *List) replace(kind pager.LoadKind, pages []model.Page) {
	ref, before := l.ref(), l.win
	l.win = pager.WindowOf(pages)
	l.ready = true
	l.placed(&before)
	switch kind {
	case pager.LoadAgain:
		l.stay(ref)
	case pager.LoadLast:
		l.cursor = len(l.win.Rows) - 1
	default:
		l.cursor, l.top = 0, 0
	}
	l.held()
	l.keepVisible()
}

// placed finds how many rows stand before the window. One that was read again stands
// where its rows did; what has come or gone before it since is not known.
func (l *List) placed(before *pager.Window) {
	total := l.total()
	l.about = l.win.First < 0
	switch {
	case !l.about:
	case l.win.Next() == "" && total > 0:
		l.win.First, l.about = total-len(l.win.Rows), false
	case before.First >= 0 && len(before.Rows) > 0 && len(l.win.Rows) > 0:
		if at := before.Find(l.win.Rows[0].Ref); at >= 0 {
			l.win.First = before.First + at
		} else if at := l.win.Find(before.Rows[0].Ref); at >= 0 {
			l.win.First = max(0, before.First-at)
		}
	}
}

// total is how many shipments the list has; 0: it is not known.
func (l *List) total() int {
	switch {
	case l.win.Prev() == "" && l.win.Next() == "":
		return len(l.win.Rows)
	case l.query.Search+l.query.Filter != "":
		return 0
	default:
		return l.counts[l.query.Tab]
	}
}

// held is called when another window is held.
func (l *List) held() {
	l.divide()
	for i := range l.win.Rows {
		l.env.News.Note(l.win.Rows[i].Ref, l.win.Rows[i].Change)
	}
	same := l.againNow()
	same.ref = model.Text{} // where the cursor stands is looked at when the news is there
	l.same.Store(&same)
}

// stay keeps the cursor on its shipment, and that on its line of the screen. At
// the top of the list the screen stays at the top, where news appears.
func (l *List) stay(ref model.Text) {
	at := l.win.Find(ref)
	if at < 0 {
		return
	}
	if l.top > 0 {
		l.top += at - l.cursor
	}
	l.cursor = at
}
