package postgres

import (
	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Page is engine.Pager's. For a customer it goes to the server and back once, together
// with what begins and ends the transaction.
func (t *tx) Page(name engine.List, q engine.Query, limit int) (p engine.Page, err error) {
	if q.Order == engine.ByWord && (q.Prefix == "" || !isText(q.Prefix)) {
		return p, nil
	}
	s, err := t.selection(name, q, limit+1)
	if err != nil {
		return p, err
	}
	columns, joined := s.page(name)
	items := map[string]engine.Item{}
	t.last = t.customer && !t.writes
	err = t.each(name, columns, joined, func(row pgx.Rows) error {
		var seq *int64
		var i engine.Item
		line, found, err := scanLine(row, q.Order, &seq, &i.Row, &p.Other)
		if !found {
			return err
		}
		p.Lines = append(p.Lines, line)
		if i.Ref = line.Ref; seq != nil {
			i.Seq = uint64(*seq)
			items[i.Ref] = i
		}
		return err
	}, s.args[1:]...)
	if s.sort(p.Lines); len(p.Lines) > limit {
		p.Lines, p.More = p.Lines[:limit], true
	}
	for _, line := range p.Lines {
		if i, is := items[line.Ref]; is {
			p.Items = append(p.Items, i)
		}
	}
	return p, err
}

// page selects lines with what they show, and whether there is one on the other side.
func (s *selection) page(name engine.List) (columns, joined string) {
	s.more = ", line"
	columns, joined = "i.status, i.at, i.seq, i.ref", s.lines(name)
	if s.q.Order == engine.ByWord {
		columns = "i.text, i.plain, i.kinds, i.ref"
		joined = "select w.*, item.seq, item.line from (" + joined + ") w left join lateral " +
			"(select seq, line from " + in(name, "item") + " where list = l.id and ref = w.ref limit 1) item on true"
	}
	columns, joined = columns+", i.seq, i.line, ", "lateral ("+joined+") i on true"
	if s.q.From == nil {
		return columns + "false", joined
	}
	other := selection{q: s.q, limit: 1, args: s.args}
	other.q.At, other.q.Back = !s.q.At, !s.q.Back
	joined += " left join lateral (select true as there from (" + other.lines(name) + ") o) o on true"
	s.args = other.args
	return columns + "o.there is not null", joined
}
