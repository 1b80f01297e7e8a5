package postgres

import (
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// The number of rows that are read at once, at first and at most: of small records
// often one is wanted.
const (
	oneRow   = 8
	fewRows  = 64
	manyRows = 1024
)

// Scan is engine.Reader's.
func (t *tx) Scan(table *engine.Table, s engine.Scan) iter.Seq2[engine.Record, error] {
	return func(yield func(engine.Record, error) bool) {
		if s.After != (engine.Key{}) {
			if err := s.After.Check(); err != nil {
				yield(engine.Record{}, err)
				return
			}
		}
		if !engine.IsText(s.First) || !engine.IsText(s.Value) {
			return
		}
		for limit := oneRow; ; limit = min(4*limit, manyRows) {
			page, err := t.page(table, s, limit)
			if err != nil {
				yield(engine.Record{}, err)
				return
			}
			for _, r := range page {
				if !yield(r, nil) {
					return
				}
			}
			if len(page) < limit {
				return
			}
			s.After = page[limit-1].Key
		}
	}
}

// page is up to limit records of a scan.
func (t *tx) page(table *engine.Table, s engine.Scan, limit int) (page []engine.Record, err error) {
	r := t.of(table)
	if page, known := r.scans[s]; known {
		return page, nil
	}
	if err := t.flushTable(r); err != nil {
		return nil, err
	}
	sql, args := scanned(table, s, limit)
	err = t.ask(func(row pgx.Rows) error {
		r, err := scanRecord(row)
		page = append(page, r)
		return err
	}, sql, args...)
	if t.writes && err == nil && len(page) < limit {
		r.scans[s] = page
	}
	return page, err
}

// scanned is a scan in SQL.
func scanned(table *engine.Table, s engine.Scan, limit int) (sql string, args []any) {
	sql = "select " + columns(table) + " from " + name(table) + " where true"
	where := func(condition string, values ...any) {
		places := make([]any, len(values))
		for i := range values {
			places[i] = len(args) + i + 1
		}
		sql += " and " + fmt.Sprintf(condition, places...)
		args = append(args, values...)
	}
	switch {
	case s.Column != "":
		where(quoted(s.Column)+" = $%d", s.Value)
	case s.First != "":
		where("first = $%d and second <> ''", s.First)
	}
	side, order := ">", "first, second"
	if s.Reverse {
		side, order = "<", "first desc, second desc"
	}
	if s.After != (engine.Key{}) {
		where("(first, second) "+side+" ($%d, $%d)", s.After.First, s.After.Second)
	}
	return sql + " order by " + order + fmt.Sprintf(" limit %d", limit), args
}
