package ui

import (
	"slices"

	"porthole/internal/model"
)

// How many shipments a session holds: some pages round the cursor, whatever the
// length of the list behind them.
const (
	pageRows = 50
	maxPages = 3
)

// window is the part of a long list that is held: pages that follow one another.
type window struct {
	pages []model.Page
	rows  []model.Row // of all pages, in order
}

// windowOf holds these pages.
func windowOf(pages []model.Page) window {
	w := window{pages: pages}
	w.flatten()
	return w
}

// flatten brings the rows of all pages together. Pages are shared with other
// sessions: one alone is not copied, and none is written to.
func (w *window) flatten() {
	if len(w.pages) == 1 {
		w.rows = w.pages[0].Rows
		return
	}
	w.rows = nil
	for _, p := range w.pages {
		w.rows = append(w.rows, p.Rows...)
	}
}

// next is the cursor of the page behind; empty at the end of the list.
func (w *window) next() string {
	if len(w.pages) == 0 {
		return ""
	}
	return w.pages[len(w.pages)-1].Next
}

// prev is the cursor of the page ahead; empty at the beginning of the list.
func (w *window) prev() string {
	if len(w.pages) == 0 {
		return ""
	}
	return w.pages[0].Prev
}

// start is the cursor with which the whole window can be asked for again.
func (w *window) start() string {
	if len(w.pages) == 0 {
		return ""
	}
	return w.pages[0].Start
}

// behind adds a page at the end and returns how many rows it let go at the
// beginning for it.
func (w *window) behind(p model.Page) (dropped int) {
	w.pages = append(w.pages, p)
	if len(w.pages) > maxPages {
		dropped = len(w.pages[0].Rows)
		w.pages = slices.Delete(w.pages, 0, 1)
	}
	w.flatten()
	return dropped
}

// ahead adds a page at the beginning and returns how many rows came with it.
func (w *window) ahead(p model.Page) (added int) {
	w.pages = slices.Insert(w.pages, 0, p)
	if len(w.pages) > maxPages {
		w.pages = slices.Delete(w.pages, maxPages, len(w.pages))
	}
	w.flatten()
	return len(p.Rows)
}

// find is the index of a shipment; -1 when it is not in the window.
func (w *window) find(ref model.Text) int {
	return slices.IndexFunc(w.rows, func(r model.Row) bool { return r.Ref == ref })
}
