package list

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/session"
)

// How far a shipment is looked for that has left the window: it comes to the
// beginning when the list is by latest change, and goes anywhere when it is by a
// date that was moved.
const (
	huntFirst  = 4  // pages from the beginning
	huntAround = 16 // pages behind the window, and as many ahead of it
)

// again reads the window anew. The cursor's shipment may stand elsewhere by now;
// then the window is read where that is.
type again struct {
	data  session.Data
	query model.Query
	from  string // where the window began; empty: with the list
	pages int    // that it had
	ref   model.Text
}

// againNow is the question for the same window. One at the beginning of the list
// begins there again, whatever has come before its first shipment since.
func (l *List) againNow() again {
	a := again{data: l.env.Data, query: l.query, pages: max(1, len(l.win.Pages)), ref: l.ref()}
	a.query.Limit = pager.PageRows
	if l.win.Prev != "" {
		a.from = l.win.Start
	}
	return a
}

// read is the window with the shipment in it. When the shipment cannot be found
// it has left the list, and the window is the one that was asked for.
func (a again) read(ctx context.Context) ([]model.Page, error) {
	same, err := a.same(ctx)
	if err != nil || a.ref.IsZero() || holds(same, a.ref) {
		return same, err
	}
	if a.from != "" {
		first, err := a.hunt(ctx, nil, huntFirst, false)
		if err != nil || holds(first, a.ref) {
			return first, err
		}
	}
	if len(same) == 0 {
		return same, nil
	}
	for _, ahead := range []bool{false, true} {
		found, err := a.hunt(ctx, same, huntAround, ahead)
		if err != nil || holds(found, a.ref) {
			return found, err
		}
	}
	return same, nil
}

// same is the window that was asked for.
func (a *again) same(ctx context.Context) ([]model.Page, error) {
	q := a.query
	q.After = a.from
	return readPages(ctx, a.data, q, a.pages)
}

// hunt reads up to n pages behind these, or ahead of them, until the shipment is on
// one; it gives those that were read last. Without pages it begins with the list.
func (a again) hunt(ctx context.Context, pages []model.Page, n int, ahead bool) ([]model.Page, error) {
	w := pager.WindowOf(slices.Clone(pages))
	for range n {
		q, add := a.query, w.Behind
		if q.After = w.Next; ahead {
			q.After, q.Before, add = "", w.Prev, w.Ahead
		}
		if len(w.Pages) > 0 && q.Before+q.After == "" {
			break
		}
		page, err := readPages(ctx, a.data, q, 1)
		if err != nil {
			return nil, err
		}
		add(page[0])
		if holds(page, a.ref) {
			break
		}
	}
	return w.Pages, nil
}

// holds says that the shipment is on one of the pages.
func holds(pages []model.Page, ref model.Text) bool {
	return slices.ContainsFunc(pages, func(p model.Page) bool {
		return slices.ContainsFunc(p.Rows, func(r model.Row) bool { return r.Ref == ref })
	})
}

// Reread is the window that a list holds, as it is after a change.
type Reread struct {
	held *again
	answer
}

// Changed is the first shipment in it that has changed after since; zero for none.
func (r Reread) Changed(since uint64) model.Text {
	for _, page := range r.pages {
		for i := range page.Rows {
			if page.Rows[i].Change > since {
				return page.Rows[i].Ref
			}
		}
	}
	return model.Text{}
}

// Foreseen is the window that is held, as it is now. It is called by the goroutine
// that waits for a change, so that the news and what is to be shown of it are one
// message, and a window is drawn once. nil: nothing can be said yet.
func (l *List) Foreseen(ctx context.Context) tea.Msg {
	held := l.same.Load()
	if held == nil {
		return nil
	}
	pages, err := held.same(ctx)
	if err != nil {
		return nil
	}
	counts, _ := held.data.Counts(ctx)
	return Reread{held, answer{pages, counts}}
}

// renew brings the window up to date: with what has been read of it already, if
// it is still the same window and has the cursor's shipment in it.
func (l *List) renew(read tea.Msg) tea.Cmd {
	early, ok := read.(Reread)
	if !ok || early.held != l.same.Load() || l.Asking.Open || !l.keepsCursor(early.pages) {
		return l.Load(pager.LoadAgain)
	}
	l.More.Drop()
	return l.loaded(pager.LoadAgain, l.ref(), early.answer, nil)
}

// keepsCursor says that the cursor's shipment is on one of the pages.
func (l *List) keepsCursor(pages []model.Page) bool { return l.ref().IsZero() || holds(pages, l.ref()) }
