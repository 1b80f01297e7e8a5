package postgres

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"porthole/internal/store/engine"
)

// Lines is engine.ListReader's. They are read some at a time, each time behind the
// last one. A page over several statuses is one select for each, joined: each of them
// begins where it must in an index, and ends after a few rows.
func (t *tx) Lines(name engine.List, q engine.Query) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		if q.Order == engine.ByWord && (q.Prefix == "" || !engine.IsText(q.Prefix)) {
			return
		}
		for limit := fewRows; ; limit = min(4*limit, manyRows) {
			some, err := t.someLines(name, q, limit)
			for _, line := range some {
				if err == nil && !yield(line, nil) {
					return
				}
			}
			if err != nil {
				yield(engine.Line{}, err)
				return
			}
			if len(some) < limit {
				return
			}
			q.From, q.At = &some[limit-1].Point, false
		}
	}
}

func (t *tx) someLines(name engine.List, q engine.Query, limit int) (some []engine.Line, err error) {
	s, err := t.selection(name, q, limit)
	if err != nil {
		return nil, err
	}
	lines := newLineReader(q.Order)
	err = t.each(name, "i.*", "lateral ("+s.lines(name)+") i on true", func(row pgx.Rows) error {
		line, found, err := lines.read(row)
		if found {
			some = append(some, line)
		}
		return err
	}, s.args[1:]...)
	slices.SortFunc(some, s.compare)
	return some, err
}

// selection is what selects the lines of a query, of which none waits to be written.
func (t *tx) selection(name engine.List, q engine.Query, limit int) (*selection, error) {
	if err := t.flushLists(name); err != nil {
		return nil, err
	}
	if q.From != nil && !engine.IsText(q.From.Ref+q.From.Word) {
		return nil, fmt.Errorf("a line at %q, %q: %w", q.From.Word, q.From.Ref, engine.ErrKey)
	}
	return &selection{q: q, limit: limit, args: []any{nil}}, nil // the first is the name of the list
}

// lineReader reads lines from rows, in which all is null for a list that has none.
type lineReader struct {
	order         engine.Order
	status, kinds zeronull.Int2
	at, seq       zeronull.Int8
	word, ref     zeronull.Text
	into          []any
}

// newLineReader is for rows that have more columns behind those of a line.
func newLineReader(order engine.Order, more ...any) *lineReader {
	r := &lineReader{order: order}
	r.into = []any{&r.status, &r.at, &r.seq, &r.ref}
	if order == engine.ByWord {
		r.into = []any{&r.word, &r.kinds, &r.ref}
	}
	r.into = append(r.into, more...)
	return r
}

func (r *lineReader) read(row pgx.Rows) (line engine.Line, found bool, err error) {
	if err = row.Scan(r.into...); err != nil || r.ref == "" {
		return line, false, err //nolint:wrapcheck // explained by send
	}
	line.Ref = string(r.ref)
	switch r.order {
	case engine.ByStatus:
		line.Status, line.At, line.Seq = uint8(r.status), ^int64(r.at), uint64(^r.seq)
	case engine.ByUpdate:
		line.At, line.Seq = ^int64(r.at), uint64(^r.seq)
	case engine.ByETD, engine.ByETA:
		line.At = int64(r.at)
	case engine.ByChange:
		line.Seq = uint64(r.seq)
	case engine.ByWord:
		line.Word, line.Kinds, line.Plain = string(r.word), uint8(r.kinds), r.kinds == 0
	case engine.ByRef:
	}
	return line, true, nil
}

// selection is a query in SQL, with what stands in the place of its parameters.
type selection struct {
	q     engine.Query
	limit int
	more  string // columns of items beside those of a line
	args  []any
}

// lines selects lines of a list.
func (s *selection) lines(name engine.List) string {
	if s.q.Order == engine.ByWord {
		return s.words(in(name, "word"))
	}
	return s.items(in(name, "item"))
}

// compare is the order of the query: what is joined may have lost it.
func (s *selection) compare(a, b engine.Line) int {
	if s.q.Back {
		a, b = b, a
	}
	return s.q.Order.Compare(a.Point, b.Point)
}

func (s *selection) arg(value any) string {
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
func (s *selection) selected(columns, names []string) string {
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
func (s *selection) items(table string) string {
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
func (s *selection) status(selected string, status uint8, columns []string) string {
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
func (s *selection) behind(columns []string, point []any) string {
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

func (s *selection) ordered(columns []string) string {
	direction := ""
	if s.q.Back {
		direction = " desc"
	}
	return " order by " + strings.Join(columns, direction+", ") + direction + fmt.Sprintf(" limit %d", s.limit)
}

// words selects from a table of words.
func (s *selection) words(table string) string {
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
