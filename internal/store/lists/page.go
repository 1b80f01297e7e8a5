package lists

import (
	"errors"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Page is one page of the list. It costs a seek for each status of the tab in both
// directions and one look at each row of the page, whatever the number of rows
// behind it; what is searched or filtered see walk.go.
func (l List) Page(asked model.Query) (model.Page, error) {
	q, err := l.query(asked)
	if err != nil {
		return model.Page{}, err
	}
	if len(q.base.Statuses) == 0 {
		return model.Page{}, nil
	}
	question := strings.Join(q.words, " ") + "\x00" + asked.Filter
	r := pageReader{query: q, order: cursorOrder{l.Name, q.base.Order, question}, reverse: asked.Reverse, limit: asked.Limit}
	if r.limit <= 0 {
		r.limit = UsualPage
	}
	r.limit = min(r.limit, model.MaxPage)
	if r.walk, err = q.walk(); err != nil {
		return model.Page{}, err
	}
	switch {
	case asked.After != "":
		return r.from(asked.After, false)
	case asked.Before != "":
		return r.from(asked.Before, true)
	default:
		return r.read(pageEdge{ahead: asked.Last})
	}
}

// pageReader reads one page. Ahead and behind are meant as the reader of the
// list sees them; with reverse the walk under it goes the other way.
type pageReader struct {
	*query
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
	found, err := r.find(e)
	if err != nil {
		return model.Page{}, err
	}
	if e.ahead {
		slices.Reverse(found.Lines)
		slices.Reverse(found.Items)
	}
	page := model.Page{}
	if page.Rows, err = r.rows(found); err != nil {
		return model.Page{}, err
	}
	r.cursors(&page, e, found)
	return page, nil
}

// find finds the lines of the page.
func (r *pageReader) find(e pageEdge) (found engine.Page, err error) {
	q := r.base
	q.From, q.At, q.Back = e.point, e.at, e.ahead != r.reverse
	if pager, is := r.Tx.(engine.Pager); is && r.byOrderAlone() {
		return pager.Page(r.Name, q, r.limit) //nolint:wrapcheck // the engine names the list
	}
	if found.Lines, found.More, err = upTo(r.limit, r.walk(q)); err != nil {
		return found, err
	}
	if found.Items, err = r.itemsAt(found.Lines); err != nil || e.point == nil {
		return found, err
	}
	q.At, q.Back = !q.At, !q.Back
	for _, err = range r.walk(q) {
		found.Other = true
		break
	}
	return found, err
}

// rows are the rows of the page.
func (r *pageReader) rows(found engine.Page) ([]model.Row, error) {
	rows, err := rowsOf(found.Lines, found.Items)
	if err != nil || r.Name != engine.Office || r.Outside {
		return rows, err
	}
	return rows, markOtherwise(r.Tx, rows)
}

// markOtherwise marks the rows of the office's list that customers have otherwise in
// theirs.
func markOtherwise(tx engine.Reader, rows []model.Row) error {
	whose := map[string][]string{}
	for _, row := range rows {
		whose[row.Partner] = append(whose[row.Partner], row.Ref.String())
	}
	shown := map[string]model.Row{}
	for partner, refs := range whose {
		items, err := tx.Items(engine.List(partner), refs...)
		switch {
		case errors.Is(err, engine.ErrNone), errors.Is(err, engine.ErrDamaged):
			continue // Verify tells of it, and the office reads on
		case err != nil:
			return err //nolint:wrapcheck // the engine names the list
		}
		for _, item := range items {
			if shown[item.Ref], err = rowOf(item); err != nil {
				return err
			}
		}
	}
	for i, row := range rows {
		theirs, known := shown[row.Ref.String()]
		rows[i].Otherwise = known && !row.Reads(theirs)
	}
	return nil
}

// cursors fills in the page's cursors.
func (r *pageReader) cursors(page *model.Page, e pageEdge, found engine.Page) {
	first, last := e, e
	first.at, last.at = !e.at, !e.at // of an empty page: the other side of the point, all of it
	if lines := found.Lines; len(lines) > 0 {
		first = pageEdge{point: &lines[0].Point}
		last = pageEdge{point: &lines[len(lines)-1].Point}
		page.Start = r.order.cursor(*first.point, true)
	} else if e.point != nil && !e.ahead {
		page.Start = r.order.cursor(*e.point, e.at)
	}
	prev, next := found.More, found.Other
	if !e.ahead {
		prev, next = next, prev
	}
	if prev {
		page.Prev = r.order.cursor(*first.point, first.at)
	}
	if next {
		page.Next = r.order.cursor(*last.point, last.at)
	}
}
