package postgres

import (
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"porthole/internal/store/engine"
	"porthole/internal/store/postgres/selection"
)

// Page is engine.Pager's. A customer's goes to the server and back once, and is a transaction
// of its own.
func (t *tx) Page(name engine.List, q engine.Query, limit int) (p engine.Page, err error) {
	if q.Order == engine.ByWord && (q.Prefix == "" || !engine.IsText(q.Prefix)) {
		return p, nil
	}
	s, err := t.selection(name, q, limit+1)
	if err != nil {
		return p, err
	}
	columns, joined := s.Page()
	var i engine.Item
	var seq zeronull.Int8
	type shown struct {
		engine.Line
		item engine.Item
	}
	all := make([]shown, 0, limit+1)
	lines := selection.NewReader(q.Order, &seq, &i.Row, &p.Other)
	t.last = t.customer && !t.begun
	err = t.each(name, columns, joined, func(row pgx.Rows) error {
		line, found, err := lines.Read(row)
		if found {
			i.Ref, i.Seq = line.Ref, uint64(seq)
			all = append(all, shown{line, i})
		}
		return err
	}, s.Args()...)
	slices.SortFunc(all, func(a, b shown) int { return s.Compare(a.Line, b.Line) })
	if len(all) > limit {
		all, p.More = all[:limit], true
	}
	for _, one := range all {
		p.Lines = append(p.Lines, one.Line)
		if one.item.Seq != 0 { // there is one
			p.Items = append(p.Items, one.item)
		}
	}
	return p, err
}
