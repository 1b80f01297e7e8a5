package store

import (
	"bytes"
	"fmt"
	"slices"

	"porthole/internal/model"
)

// usualPage is the length of a page when the query names none.
const usualPage = 50

// page reads one page of a tree's list. It costs a seek for each shelf of the
// tab in both directions and one look at each row of the page, whatever the
// number of rows behind it; what is searched or filtered see sequence.
func (t *tree) page(q model.Query) (model.Page, error) {
	want, err := t.wanted(q)
	if err != nil {
		return model.Page{}, err
	}
	w := newWalk(t.index, want.shelves(), q.Order(), want.first())
	r := pageReader{tree: t, walk: w, list: list{t.slug, w, want.asked()}, reverse: q.Reverse, limit: q.Limit}
	if r.limit <= 0 {
		r.limit = usualPage
	}
	r.limit = min(r.limit, model.MaxPage)
	if len(w.shelves) == 0 {
		return model.Page{}, nil
	}
	if r.lines, err = t.sequence(w, want); err != nil {
		return model.Page{}, err
	}
	switch {
	case q.After != "":
		return r.from(q.After, false)
	case q.Before != "":
		return r.from(q.Before, true)
	default:
		return r.read(nil, false, q.Last)
	}
}

// pageReader reads one page. Ahead and behind are meant as the reader of the
// list sees them; with reverse the walk under it goes the other way.
type pageReader struct {
	tree    *tree
	walk    *walk
	lines   sequence
	list    list
	reverse bool
	limit   int
}

// from reads the page behind a cursor, or ahead of it.
func (r *pageReader) from(cursor string, ahead bool) (model.Page, error) {
	point, at, err := r.list.parse(cursor)
	if err != nil {
		return model.Page{}, err
	}
	return r.read(point, at, ahead)
}

// read reads a page from a point (nil: from the beginning, or ahead of the
// end), ahead of it or behind it.
func (r *pageReader) read(point []byte, at, ahead bool) (model.Page, error) {
	keys, more, err := r.some(point, at, ahead)
	if err != nil {
		return model.Page{}, err
	}
	if ahead {
		slices.Reverse(keys)
	}
	page := model.Page{Rows: make([]model.Row, 0, len(keys))}
	for _, key := range keys {
		row, err := r.tree.rowAt(key)
		if err != nil {
			return model.Page{}, err
		}
		page.Rows = append(page.Rows, row)
	}
	return page, r.cursors(&page, keys, pageEdge{point, at, ahead, more})
}

// pageEdge is where the reading of a page began, and whether there was more in
// its direction.
type pageEdge struct {
	point           []byte
	at, ahead, more bool
}

// cursors fills in the page's cursors.
func (r *pageReader) cursors(page *model.Page, keys [][]byte, e pageEdge) error {
	first, last := e.point, e.point
	firstAt, lastAt := !e.at, !e.at // of an empty page: the other side of the point, all of it
	if len(keys) > 0 {
		first, last = r.walk.point(keys[0]), r.walk.point(keys[len(keys)-1])
		firstAt, lastAt = false, false
		page.Start = r.list.cursor(first, true)
	}
	other, err := r.beyond(e, first, firstAt, last, lastAt)
	if err != nil {
		return err
	}
	prev, next := e.more, other
	if !e.ahead {
		prev, next = other, e.more
	}
	if prev {
		page.Prev = r.list.cursor(first, firstAt)
	}
	if next {
		page.Next = r.list.cursor(last, lastAt)
	}
	if len(keys) == 0 && e.point != nil && !e.ahead {
		page.Start = r.list.cursor(e.point, e.at)
	}
	return nil
}

// beyond says whether there is a line on the side of the page from which it
// was not read. Nothing lies beyond the beginning and the end of the list.
func (r *pageReader) beyond(e pageEdge, first []byte, firstAt bool, last []byte, lastAt bool) (bool, error) {
	if e.point == nil {
		return false, nil
	}
	point, at := first, firstAt
	if e.ahead {
		point, at = last, lastAt
	}
	if err := r.lines.start(point, at, !e.ahead != r.reverse); err != nil {
		return false, err
	}
	key, err := r.lines.next()
	return key != nil, err
}

// some are the keys of up to limit lines, the nearest to the point first, and
// whether there are more.
func (r *pageReader) some(point []byte, at, ahead bool) (keys [][]byte, more bool, err error) {
	if err := r.lines.start(point, at, ahead != r.reverse); err != nil {
		return nil, false, err
	}
	for {
		key, err := r.lines.next()
		if err != nil || key == nil {
			return keys, false, err
		}
		if len(keys) == r.limit {
			return keys, true, nil
		}
		keys = append(keys, key)
	}
}

// rowAt is the row that a line of the index leads to.
func (t *tree) rowAt(line []byte) (model.Row, error) {
	ref, ok := refOf(line)
	if !ok {
		return model.Row{}, fmt.Errorf("line of the index: %w", errDamaged)
	}
	h, _, err := headAt(t.rows, ref)
	if err != nil {
		return model.Row{}, err
	}
	if !bytes.Equal([]byte(h.row.Ref.String()), ref) || !h.stands(line) {
		return model.Row{}, fmt.Errorf("index and row of %q differ: %w", ref, errDamaged)
	}
	return h.row, nil
}

// changesAfter are the shipments of the tree that changed after since, the
// oldest change first, at most limit of them.
func (t *tree) changesAfter(since uint64, limit int) ([]model.Change, error) {
	var list []model.Change
	if limit <= 0 || limit > model.MaxPage {
		limit = model.MaxPage
	}
	if since+1 == 0 {
		return nil, nil
	}
	head, cursor := []byte{orderChanged, oneShelf}, t.index.Cursor()
	for key, _ := cursor.Seek(append(head, numberKey(since+1)...)); bytes.HasPrefix(key, head) && len(list) < limit; key, _ = cursor.Next() {
		ref, _ := refOf(key)
		h, found, err := t.held(string(ref))
		if err != nil {
			return nil, err
		}
		if !found || h.row.Change != numberOf(key) {
			return nil, fmt.Errorf("change %q and its row differ: %w", key, errDamaged)
		}
		list = append(list, model.Change{Seq: h.row.Change, Ref: h.row.Ref, Row: h.row})
	}
	return list, cursor.Err() //nolint:wrapcheck // the block is named
}
