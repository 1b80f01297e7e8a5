package postgres

import (
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"porthole/internal/store/engine"
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
	columns, joined := s.page(name)
	var i engine.Item
	var seq zeronull.Int8
	type shown struct {
		engine.Line
		item engine.Item
	}
	all := make([]shown, 0, limit+1)
	lines := newLineReader(q.Order, &seq, &i.Row, &p.Other)
	t.last = t.customer && !t.placed
	err = t.each(name, columns, joined, func(row pgx.Rows) error {
		line, found, err := lines.read(row)
		if found {
			i.Ref, i.Seq = line.Ref, uint64(seq)
			all = append(all, shown{line, i})
		}
		return err
	}, s.args[1:]...)
	slices.SortFunc(all, func(a, b shown) int { return s.compare(a.Line, b.Line) })
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

// page selects lines with what they show, and whether there is one on the other side.
func (s *selection) page(name engine.List) (columns, joined string) {
	s.more = ", seq as n, line"
	columns, joined = "i.status, i.at, i.seq, i.ref", s.lines(name)
	if s.q.Order == engine.ByWord {
		columns = "i.text, i.kinds, i.ref"
		joined = "select w.*, item.n, item.line from (" + joined + ") w left join lateral " +
			"(select seq as n, line from " + in(name, "item") + " where list = l.id and ref = w.ref limit 1) item on true"
	}
	columns, joined = columns+", i.n, i.line, ", "lateral ("+joined+") i on true"
	if s.q.From == nil {
		return columns + "false", joined
	}
	other := selection{q: s.q, limit: 1, args: s.args}
	other.q.At, other.q.Back = !s.q.At, !s.q.Back
	joined += " left join lateral (select true as there from (" + other.lines(name) + ") o) o on true"
	s.args = other.args
	return columns + "o.there is not null", joined
}
