// Package selection says in SQL which lines of a list a query selects, and reads them.
// [New] begins one. A page over several statuses is one select for each, joined: each of
// them begins where it must in an index, and ends after a few rows.
//
// What it gives is joined to the row of the list, which is called l, so that a list
// without any line is told from none.
package selection

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"porthole/internal/store/engine"
)

// Selection is a query in SQL, with what stands in the place of its parameters.
type Selection struct {
	schema string
	q      engine.Query
	limit  int
	more   string // columns of items beside those of a line
	args   []any
}

// New is for up to limit lines of a list that is in a schema.
func New(schema string, q engine.Query, limit int) *Selection {
	return &Selection{schema: schema, q: q, limit: limit, args: []any{nil}} // the first is for whoever names the list
}

// Args are the parameters behind the first one.
func (s *Selection) Args() []any { return s.args[1:] }

// Lines selects lines.
func (s *Selection) Lines() (columns, joined string) {
	return s.columns(), "lateral (" + s.lines() + ") i on true"
}

// columns are those that a Reader reads.
func (s *Selection) columns() string {
	if s.q.Order == engine.ByWord {
		return "i.text, i.kinds, i.ref"
	}
	return "i.status, i.at, i.seq, i.ref"
}

func (s *Selection) lines() string {
	if s.q.Order == engine.ByWord {
		return s.words(s.schema + ".word")
	}
	return s.items(s.schema + ".item")
}

// Page selects lines, and behind them the change and the row of what they show, and whether there
// is one on the other side.
func (s *Selection) Page() (columns, joined string) {
	s.more = ", seq as n, line"
	joined = s.lines()
	if s.q.Order == engine.ByWord {
		joined = "select w.*, item.n, item.line from (" + joined + ") w left join lateral " +
			"(select seq as n, line from " + s.schema + ".item where list = l.id and ref = w.ref limit 1) item on true"
	}
	columns, joined = s.columns()+", i.n, i.line, ", "lateral ("+joined+") i on true"
	if s.q.From == nil {
		return columns + "false", joined
	}
	other := Selection{schema: s.schema, q: s.q, limit: 1, args: s.args}
	other.q.At, other.q.Back = !s.q.At, !s.q.Back
	joined += " left join lateral (select true as there from (" + other.lines() + ") o) o on true"
	s.args = other.args
	return columns + "o.there is not null", joined
}

// Compare is the order of the query: what is joined may have lost it.
func (s *Selection) Compare(a, b engine.Line) int {
	if s.q.Back {
		a, b = b, a
	}
	return s.q.Order.Compare(a.Point, b.Point)
}

func (s *Selection) arg(value any) string {
	s.args = append(s.args, value)
	return fmt.Sprintf("$%d", len(s.args))
}

// key is what the items of one status are in the order of: columns of the table, and what they
// are called in what is selected.
func key(o engine.Order) (columns, names []string) {
	switch o {
	case engine.ByUpdate, engine.ByStatus:
		return []string{"(~updated)", "(~seq)", "ref"}, []string{"at", "seq", "ref"}
	case engine.ByETD:
		return []string{"etd", "ref"}, []string{"at", "ref"}
	case engine.ByETA:
		return []string{"eta", "ref"}, []string{"at", "ref"}
	case engine.ByChange:
		return []string{"seq", "ref"}, []string{"seq", "ref"}
	case engine.ByRef, engine.ByWord:
	}
	return []string{"ref"}, []string{"ref"}
}

// selected are the columns that a line is read from, by the names of key: what is sorted by is
// selected as it is sorted, so that the server need not look at each row once more.
func (s *Selection) selected(columns, names []string) string {
	by := map[string]string{"at": "updated", "seq": "seq"}
	for i, name := range names {
		by[name] = columns[i]
	}
	return "select status, " + by["at"] + " as at, " + by["seq"] + " as seq, ref" + s.more
}

// values are those of a point, for the columns of key.
func values(o engine.Order, p *engine.Point) []any {
	switch o {
	case engine.ByUpdate, engine.ByStatus:
		return []any{^p.At, ^int64(p.Seq), p.Ref}
	case engine.ByETD, engine.ByETA:
		return []any{p.At, p.Ref}
	case engine.ByChange:
		return []any{int64(p.Seq), p.Ref}
	case engine.ByRef, engine.ByWord:
	}
	return []any{p.Ref}
}

// items selects from a table of items.
func (s *Selection) items(table string) string {
	columns, order := key(s.q.Order)
	selected, statuses := s.selected(columns, order)+" from "+table, s.q.Statuses
	switch s.q.Order {
	case engine.ByChange:
		statuses = []uint8{0} // whichever it is
	case engine.ByStatus:
		order = append([]string{"status"}, order...)
	default:
	}
	arms := make([]string, 0, len(statuses))
	for _, status := range statuses {
		if arm := s.status(selected, status, columns); arm != "" {
			arms = append(arms, "("+arm+")")
		}
	}
	if len(arms) == 0 {
		return selected + " where false"
	}
	return "select * from (" + strings.Join(arms, " union all ") + ") arms" + s.ordered(order)
}

// status is what is selected of one status; empty when nothing of it is behind the beginning.
func (s *Selection) status(selected string, status uint8, columns []string) string {
	from := s.q.From
	if s.q.Order == engine.ByStatus && from != nil && status != from.Status {
		if (status < from.Status) != s.q.Back {
			return ""
		}
		from = nil
	}
	sql := selected + " where list = l.id"
	if s.q.Order != engine.ByChange {
		sql += " and status = " + s.arg(int16(status))
	}
	if s.q.Attention && s.q.Order != engine.ByChange {
		sql += " and attention"
	}
	if from != nil {
		sql += s.behind(columns, values(s.q.Order, from))
	}
	return sql + s.ordered(columns)
}

// behind is the condition that a row comes behind a point.
func (s *Selection) behind(columns []string, point []any) string {
	side := " >"
	if s.q.Back {
		side = " <"
	}
	if s.q.At {
		side += "="
	}
	places := make([]string, len(point))
	for i, value := range point {
		places[i] = s.arg(value)
	}
	return " and (" + strings.Join(columns, ", ") + ")" + side + " (" + strings.Join(places, ", ") + ")"
}

func (s *Selection) ordered(columns []string) string {
	direction := ""
	if s.q.Back {
		direction = " desc"
	}
	return " order by " + strings.Join(columns, direction+", ") + direction + fmt.Sprintf(" limit %d", s.limit)
}

// words selects from a table of words.
func (s *Selection) words(table string) string {
	statuses := make([]int16, len(s.q.Statuses))
	for i, status := range s.q.Statuses {
		statuses[i] = int16(status)
	}
	sql := "select text, kinds, ref from " + table + " where list = l.id and text >= " + s.arg(s.q.Prefix)
	if end := behindAll(s.q.Prefix); end != "" {
		sql += " and text < " + s.arg(end)
	}
	sql += " and shared < " + s.arg(int32(len(s.q.Prefix))) + " and status = any(" + s.arg(statuses) + ")"
	if s.q.Attention {
		sql += " and attention"
	}
	columns := []string{"text", "plain", "ref"}
	if p := s.q.From; p != nil {
		sql += s.behind(columns, []any{p.Word, p.Plain, p.Ref})
	}
	return sql + s.ordered(columns)
}

// behindAll is the first text behind all those that begin with a prefix; empty when
// there is none.
func behindAll(prefix string) string {
	for prefix != "" {
		last, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch {
		case last == utf8.MaxRune:
		case last+1 == 0xd800: // what UTF-8 has none of
			return prefix + "\ue000"
		default:
			return prefix + string(last+1)
		}
	}
	return ""
}
