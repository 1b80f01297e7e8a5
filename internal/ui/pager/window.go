package pager

import (
	"slices"

	"porthole/internal/model"
)

// How many shipments a session holds: some pages round the cursor, whatever the
// length of the list behind them.
const (
	PageRows = 50
	maxPages = 3
)

// Window is the part of a long list that is held: pages that follow one another.
type Window struct {
	Pages []model.Page
	Rows  []model.Row // of all pages, in order
	First int         // rows of the list before these; -1: not known
	// The cursors of the page ahead and of the one behind, empty at the ends of the
	// list, and the one with which the whole window can be asked for again.
	Prev, Next, Start string
}

// WindowOf holds these pages.
func WindowOf(pages []model.Page) Window {
	w := Window{Pages: pages}
	w.flatten()
	if w.Prev != "" {
		w.First = -1
	}
	return w
}

// flatten brings the rows of all pages together. Pages are shared with other
// sessions: one alone is not copied, and none is written to.
func (w *Window) flatten() {
	if len(w.Pages) == 0 {
		return
	}
	w.Rows, w.Start, w.Prev, w.Next = w.Pages[0].Rows, w.Pages[0].Start, w.Pages[0].Prev, w.Pages[0].Next
	for _, p := range w.Pages[1:] {
		w.Rows, w.Next = append(slices.Clip(w.Rows), p.Rows...), p.Next
	}
}

// Behind adds a page at the end and returns how many rows it let go at the
// beginning for it.
func (w *Window) Behind(p model.Page) (dropped int) {
	w.Pages = append(w.Pages, p)
	if len(w.Pages) > maxPages {
		dropped = len(w.Pages[0].Rows)
		w.Pages = slices.Delete(w.Pages, 0, 1)
	}
	if w.First >= 0 {
		w.First += dropped
	}
	w.flatten()
	return dropped
}

// Ahead adds a page at the beginning and returns how many rows came with it.
func (w *Window) Ahead(p model.Page) (added int) {
	w.Pages = slices.Insert(w.Pages, 0, p)
	w.Pages = w.Pages[:min(len(w.Pages), maxPages)]
	w.flatten()
	switch {
	case w.Prev == "":
		w.First = 0
	case w.First >= 0:
		w.First = max(0, w.First-len(p.Rows))
	}
	return len(p.Rows)
}

// ReadPages reads up to n pages that follow one another, with what gives a page and
// the cursor of the next one.
func ReadPages[P any](n int, after string, read func(after string) (page P, next string, err error)) (pages []P, err error) {
	for range n {
		page, next, err := read(after)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
		if after = next; after == "" {
			break
		}
	}
	return pages, nil
}

// Find is the index of a shipment; -1 when it is not in the window.
func (w *Window) Find(ref model.Text) int {
	return slices.IndexFunc(w.Rows, func(r model.Row) bool { return r.Ref == ref })
}

// LoadKind is what the answer to a load does to the window.
type LoadKind int

// The kinds of load.
const (
	LoadFresh  LoadKind = iota // the first page of a new question, cursor at the top
	LoadLast                   // the last page, cursor at the end
	LoadAgain                  // the same window as it is now, cursor on its shipment
	LoadBehind                 // one page more at the end
	LoadAhead                  // one page more at the beginning
)

// Replaces says that the answer takes the place of the whole window.
func (k LoadKind) Replaces() bool { return k <= LoadAgain }
