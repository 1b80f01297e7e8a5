package store

import (
	"fmt"
	"iter"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// usualPage is the length of a page when the query names none.
const usualPage = 50

// reading is one list in one transaction.
type reading struct {
	engine.Reader
	list    engine.List
	outside bool // the office's list for who sees what customers see
}

// walk gives the lines that are wanted, from any point of their order (nil: from
// its beginning, or from its end when it goes back); with at, a line at the point
// itself counts.
type walk func(from *engine.Point, at, back bool) iter.Seq2[engine.Line, error]

// page reads one page of a list. It costs a seek for each shelf of the tab in both
// directions and one look at each row of the page, whatever the number of rows
// behind it; what is searched or filtered see walk.go.
func (l reading) page(q model.Query) (model.Page, error) {
	want, err := l.wanted(q)
	if err != nil {
		return model.Page{}, err
	}
	if len(want.base.Shelves) == 0 {
		return model.Page{}, nil
	}
	r := pageReader{reading: l, order: cursorOrder{l.list, want.base.Order, want.asked()}, reverse: q.Reverse, limit: q.Limit}
	if r.limit <= 0 {
		r.limit = usualPage
	}
	r.limit = min(r.limit, model.MaxPage)
	if r.walk, err = want.walk(); err != nil {
		return model.Page{}, err
	}
	switch {
	case q.After != "":
		return r.from(q.After, false)
	case q.Before != "":
		return r.from(q.Before, true)
	default:
		return r.read(pageEdge{ahead: q.Last})
	}
}

// pageReader reads one page. Ahead and behind are meant as the reader of the
// list sees them; with reverse the walk under it goes the other way.
type pageReader struct {
	reading
	walk    walk
	order   cursorOrder
	reverse bool
	limit   int
}

// pageEdge is where the reading of a page begins, and in which direction.
type pageEdge struct {
	point     *engine.Point // nil: at the beginning, or ahead of the end
	at, ahead bool
}

// from reads the page behind a cursor, or ahead of it.
func (r *pageReader) from(cursor string, ahead bool) (model.Page, error) {
	point, at, err := r.order.parse(cursor)
	if err != nil {
		return model.Page{}, err
	}
	return r.read(pageEdge{&point, at, ahead})
}

func (r *pageReader) read(e pageEdge) (model.Page, error) {
	lines, more, err := r.some(e)
	if err != nil {
		return model.Page{}, err
	}
	if e.ahead {
		slices.Reverse(lines)
	}
	page := model.Page{}
	if page.Rows, err = r.rows(lines); err != nil {
		return model.Page{}, err
	}
	return page, r.cursors(&page, lines, e, more)
}

// at are the shipments to which lines lead.
func (l reading) at(lines []engine.Line) ([]engine.Item, error) {
	refs := make([]string, len(lines))
	for i, line := range lines {
		refs[i] = line.Ref
	}
	return l.Items(l.list, refs...) //nolint:wrapcheck // the engine names the list
}

// rows are the rows to which lines lead.
func (r *pageReader) rows(lines []engine.Line) ([]model.Row, error) {
	items, err := r.at(lines)
	if err != nil {
		return nil, err //nolint:wrapcheck // the engine names the list
	}
	if len(items) != len(lines) {
		return nil, fmt.Errorf("%d lines lead to %d rows: %w", len(lines), len(items), errDamaged)
	}
	rows := make([]model.Row, len(items))
	for i, item := range items {
		if rows[i], err = rowOf(item); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// cursors fills in the page's cursors; more says whether there are lines behind
// it in the direction in which it was read.
func (r *pageReader) cursors(page *model.Page, lines []engine.Line, e pageEdge, more bool) error {
	first, last := e, e
	first.at, last.at = !e.at, !e.at // of an empty page: the other side of the point, all of it
	if len(lines) > 0 {
		first = pageEdge{point: &lines[0].Point}
		last = pageEdge{point: &lines[len(lines)-1].Point}
		page.Start = r.order.cursor(*first.point, true)
	}
	other, err := r.beyond(e, first, last)
	if err != nil {
		return err
	}
	prev, next := more, other
	if !e.ahead {
		prev, next = other, more
	}
	if prev {
		page.Prev = r.order.cursor(*first.point, first.at)
	}
	if next {
		page.Next = r.order.cursor(*last.point, last.at)
	}
	if len(lines) == 0 && e.point != nil && !e.ahead {
		page.Start = r.order.cursor(*e.point, e.at)
	}
	return nil
}

// beyond says whether there is a line on the side of the page from which it was
// not read. Nothing lies beyond the beginning and the end of the list.
func (r *pageReader) beyond(e, first, last pageEdge) (bool, error) {
	if e.point == nil {
		return false, nil
	}
	from := first
	if e.ahead {
		from = last
	}
	for _, err := range r.walk(from.point, from.at, !e.ahead != r.reverse) {
		return err == nil, err
	}
	return false, nil
}

// some are up to limit lines, the nearest to the edge first, and whether there are
// more.
func (r *pageReader) some(e pageEdge) (lines []engine.Line, more bool, err error) {
	for line, err := range r.walk(e.point, e.at, e.ahead != r.reverse) {
		if err != nil {
			return nil, false, err
		}
		if len(lines) == r.limit {
			return lines, true, nil
		}
		lines = append(lines, line)
	}
	return lines, false, nil
}

// changesAfter are the shipments of the list that changed after since, the oldest
// change first, at most limit of them.
func (l reading) changesAfter(since uint64, limit int) ([]model.Change, error) {
	var list []model.Change
	if limit <= 0 || limit > model.MaxPage {
		limit = model.MaxPage
	}
	for line, err := range l.changed(since) {
		if err != nil || len(list) == limit {
			return list, err
		}
		row, err := rowIn(l, l.list, line.Ref)
		if err == nil && row.Change != line.Seq {
			err = fmt.Errorf("change %d and row of %q differ: %w", line.Seq, line.Ref, errDamaged)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, model.Change{Seq: line.Seq, Ref: row.Ref, Row: row})
	}
	return list, nil
}

// changed are the lines of what changed after since.
func (l reading) changed(since uint64) iter.Seq2[engine.Line, error] {
	if since+1 == 0 {
		return func(func(engine.Line, error) bool) {}
	}
	return l.Lines(l.list, engine.Query{Order: engine.ByChange, From: &engine.Point{Seq: since + 1}})
}
