package postgres

import (
	"fmt"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
	"porthole/internal/store/postgres/selection"
)

// Lines is engine.ListReader's. They are read some at a time, each time behind the
// last one.
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
	lines := selection.NewReader(q.Order)
	columns, joined := s.Lines()
	err = t.each(name, columns, joined, func(row pgx.Rows) error {
		line, found, err := lines.Read(row)
		if found {
			some = append(some, line)
		}
		return err
	}, s.Args()...)
	slices.SortFunc(some, s.Compare)
	return some, err
}

// selection is what selects the lines of a query, of which none waits to be written.
func (t *tx) selection(name engine.List, q engine.Query, limit int) (*selection.Selection, error) {
	if err := t.flushLists(name); err != nil {
		return nil, err
	}
	if q.From != nil && !engine.IsText(q.From.Ref+q.From.Word) {
		return nil, fmt.Errorf("a line at %q, %q: %w", q.From.Word, q.From.Ref, engine.ErrKey)
	}
	return selection.New(schema(name), q, limit), nil
}
