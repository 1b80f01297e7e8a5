package list

import (
	"context"
	"fmt"
	"maps"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
)

// answer is what a load brings.
type answer struct {
	pages  []model.Page
	counts model.Counts // of the tabs, where the window is replaced; nil: not known, and the list is shown all the same
}

// Load asks for rows.
func (l *List) Load(kind pager.LoadKind) tea.Cmd {
	question := l.Question(kind)
	if question == nil {
		return nil
	}
	if kind == pager.LoadAgain && !l.Ready {
		kind = pager.LoadFresh
	}
	l.upper.lines = nil
	l.query.On(l.today())
	q := l.query
	q.Limit, q.Last = pager.PageRows, kind == pager.LoadLast
	if kind == pager.LoadBehind {
		q.After = l.win.Next
	}
	if kind == pager.LoadAhead {
		q.Before = l.win.Prev
	}
	ctx, data, same := l.env.Ctx, l.env.Data, l.againNow()
	return screen.AskFor(l.env, question, func(context.Context) (got answer, err error) { // however long it takes
		if kind == pager.LoadAgain {
			got.pages, err = same.read(ctx)
		} else {
			got.pages, err = readPages(ctx, data, q, 1)
		}
		if kind.Replaces() {
			got.counts, _ = data.Counts(ctx)
		}
		return got, err
	}, func(got answer, err error) tea.Cmd { return l.loaded(kind, same.ref, got, err) })
}

// readPages reads up to n pages that follow one another.
func readPages(ctx context.Context, data session.Data, q model.Query, n int) ([]model.Page, error) {
	return pager.ReadPages(n, q.After, func(after string) (model.Page, string, error) {
		q.After = after
		page, err := data.Page(ctx, q)
		if err != nil {
			err = fmt.Errorf("reading a page of the list: %w", err)
		}
		return page, page.Next, err
	})
}

// loaded takes an answer. ref is the shipment on which the cursor stood at the
// question: where it stands on another one now, which has no place in the answer, the
// question is asked again.
func (l *List) loaded(kind pager.LoadKind, ref model.Text, got answer, err error) tea.Cmd {
	if !kind.Replaces() {
		return l.extended(kind, got.pages, err)
	}
	if got.counts != nil && !maps.Equal(l.counts, got.counts) {
		l.counts, l.upper.lines = got.counts, nil
	}
	l.Outcome(kind, err)
	if kind == pager.LoadAgain && err == nil && l.ref() != ref && !l.keepsCursor(got.pages) {
		l.Stale = true
	} else if err == nil {
		l.replace(kind, got.pages)
	}
	return tea.Batch(l.Answered(), l.followLoad())
}

// extended adds a page. When that fails nothing is lost: the next move asks
// again.
func (l *List) extended(kind pager.LoadKind, pages []model.Page, err error) tea.Cmd {
	if err != nil || len(pages) == 0 || len(pages[0].Rows) == 0 {
		return nil
	}
	shift := 0
	if kind == pager.LoadBehind {
		shift = -l.win.Behind(pages[0])
	} else {
		shift = l.win.Ahead(pages[0])
	}
	l.held()
	l.Shift(shift)
	return l.followLoad()
}

// replace puts the pages in the place of the window.
func (l *List) replace(kind pager.LoadKind, pages []model.Page) {
	ref, before := l.ref(), l.win
	l.win = pager.WindowOf(pages)
	l.Ready = true
	l.placed(&before)
	l.held()
	l.Place(kind, l.win.Find(ref))
}

// placed finds how many rows stand before the window. One that was read again stands
// where its rows did; what has come or gone before it since is not known.
func (l *List) placed(before *pager.Window) {
	total := l.total()
	l.about = l.win.First < 0
	switch {
	case !l.about:
	case l.win.Next == "" && total > 0:
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
	case l.win.Prev == "" && l.win.Next == "":
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
