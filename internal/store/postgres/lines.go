package postgres

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Lines is engine.ListReader's. They are read some at a time, each time behind the
// last one. A page over several statuses is one select for each, joined: each of them
// begins where it must in an index, and ends after a few rows.
func (t *tx) Lines(name engine.List, q engine.Query) iter.Seq2[engine.Line, error] {
	return func(yield func(engine.Line, error) bool) {
		if q.Order == engine.ByWord && (q.Prefix == "" || !isText(q.Prefix)) {
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
	err = t.each(name, "i.*", "lateral ("+s.lines(name)+") i on true", func(row pgx.Rows) error {
		line, found, err := scanLine(row, q.Order)
		if found {
			some = append(some, line)
		}
		return err
	}, s.args[1:]...)
	s.sort(some)
	return some, err
}

// selection is what selects the lines of a query, of which none waits to be written.
func (t *tx) selection(name engine.List, q engine.Query, limit int) (*selection, error) {
	if err := t.flushLists(name); err != nil {
		return nil, err
	}
	if q.From != nil && !isText(q.From.Ref+q.From.Word) {
		return nil, fmt.Errorf("a line at %q, %q: %w", q.From.Word, q.From.Ref, engine.ErrKey)
	}
	return &selection{q: q, limit: limit, args: []any{nil}}, nil // the first is the name of the list
}

// scanLine reads a line, and what more was selected.
func scanLine(row pgx.Rows, order engine.Order, more ...any) (line engine.Line, found bool, err error) {
	if order == engine.ByWord {
		return scanWord(row, more)
	}
	var status *int16
	var at, seq *int64
	var ref *string
	if err = row.Scan(append([]any{&status, &at, &seq, &ref}, more...)...); err != nil || ref == nil {
		return line, false, err //nolint:wrapcheck // explained by send
	}
	line.Ref = *ref
	switch order {
	case engine.ByStatus:
		line.Status, line.At, line.Seq = uint8(*status), *at, uint64(*seq)
	case engine.ByUpdate:
		line.At, line.Seq = *at, uint64(*seq)
	case engine.ByETD, engine.ByETA:
		line.At = *at
	case engine.ByChange:
		line.Seq = uint64(*seq)
	case engine.ByRef, engine.ByWord:
	}
	return line, true, nil
}

func scanWord(row pgx.Rows, more []any) (line engine.Line, found bool, err error) {
	var text, ref *string
	var plain *bool
	var kinds *int16
	if err = row.Scan(append([]any{&text, &plain, &kinds, &ref}, more...)...); err != nil || ref == nil {
		return line, false, err //nolint:wrapcheck // explained by send
	}
	line.Word, line.Plain, line.Kinds, line.Ref = *text, *plain, uint8(*kinds), *ref
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

// sort puts lines in the order of the query: what is joined may have lost it.
func (s *selection) sort(lines []engine.Line) {
	slices.SortFunc(lines, func(a, b engine.Line) int {
		if s.q.Back {
			a, b = b, a
		}
		return s.q.Order.Compare(a.Point, b.Point)
	})
}

func (s *selection) arg(value any) string {
	s.args = append(s.args, value)
	return fmt.Sprintf("$%d", len(s.args))
}

// key is what the items of one status are in the order of, and the time that it has.
func key(o engine.Order) (columns []string, at string) {
	switch o {
	case engine.ByUpdate, engine.ByStatus:
		return []string{"(~updated)", "(~seq)", "ref"}, "updated"
	case engine.ByETD:
		return []string{"etd", "ref"}, "etd"
	case engine.ByETA:
		return []string{"eta", "ref"}, "eta"
	case engine.ByChange:
		return []string{"seq", "ref"}, "updated"
	case engine.ByRef, engine.ByWord:
	}
	return []string{"ref"}, "updated"
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
	columns, at := key(s.q.Order)
	statuses, order := s.q.Statuses, columns
	switch s.q.Order {
	case engine.ByChange:
		statuses = []uint8{0} // whichever it is
	case engine.ByStatus:
		order = append([]string{"status"}, columns...)
	default:
	}
	arms := make([]string, 0, len(statuses))
	for _, status := range statuses {
		if arm := s.status(table, status, columns, at); arm != "" {
			arms = append(arms, "("+arm+")")
		}
	}
	if len(arms) == 0 {
		return "select status, updated as at, seq, ref" + s.more + " from " + table + " where false"
	}
	return "select status, at, seq, ref" + s.more + " from (" + strings.Join(arms, " union all ") + ") arms" + s.ordered(order)
}

// status selects one status of a table of items; empty when nothing of it is behind the
// beginning.
func (s *selection) status(table string, status uint8, columns []string, at string) string {
	from := s.q.From
	if s.q.Order == engine.ByStatus && from != nil && status != from.Status {
		if (status < from.Status) != s.q.Back {
			return ""
		}
		from = nil
	}
	sql := "select status, " + at + " as at, updated, etd, eta, seq, ref" + s.more + " from " + table + " where list = l.id"
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
	sql := "select text, plain, kinds, ref from " + table + " where list = l.id and text >= " + s.arg(s.q.Prefix)
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
