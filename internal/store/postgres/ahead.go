package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Ahead is engine.Ahead's: one question to the server instead of one for each.
func (t *tx) Ahead(ref string, lists []engine.List, keys, found []*engine.Table) error {
	if !isText(ref) || ref == "" {
		return nil
	}
	var all []question
	for _, name := range lists {
		l, err := t.open(name)
		if errors.Is(err, engine.ErrNone) {
			continue // whoever writes to it is told
		}
		if err != nil {
			return err
		}
		if l.entries[ref] == nil {
			all = append(all, t.itemAhead(name, l, ref))
		}
	}
	for _, table := range keys {
		all = t.scanAhead(all, table, ref, engine.Scan{First: ref}, "first = $1")
	}
	for _, table := range found {
		all = t.scanAhead(all, table, ref, engine.Scan{Column: "ref", Value: ref}, "ref = $1")
	}
	if len(all) == 0 {
		return t.failed
	}
	return t.askAll(all...)
}

func (t *tx) itemAhead(name engine.List, l *list, ref string) question {
	l.entries[ref] = &entry{known: true}
	sql := "select " + itemColumns + ", i.record, i.record_seq from " + in(name, "item") + " i where i.list = $1 and i.ref = $2"
	return question{func(row pgx.Rows) error {
		e := l.entries[ref]
		var seq *int64
		i, _, err := scanItem(row, &e.shown, &seq)
		if e.item, e.old = &i, &i; seq != nil {
			e.shownSeq = uint64(*seq)
		}
		return err
	}, sql, []any{l.id, ref}}
}

// scanAhead adds the question for a scan, and for the record whose key is the reference.
func (t *tx) scanAhead(all []question, table *engine.Table, ref string, s engine.Scan, where string) []question {
	r := t.of(table)
	if len(r.dirty) > 0 || r.scans[s] != nil {
		return all
	}
	bare := engine.Key{First: ref}
	if _, known := r.known[bare]; !known && s.First != "" {
		r.known[bare] = nil
	}
	r.scans[s] = []engine.Record{}
	return append(all, question{func(row pgx.Rows) error {
		record, err := scanRecord(row)
		switch page := r.scans[s]; {
		case s.First != "" && record.Key == bare:
			r.known[bare] = &record
		case page != nil && len(page) < oneRow-1:
			r.scans[s] = append(page, record)
		default:
			delete(r.scans, s) // more than are remembered
		}
		return err
	}, "select " + columns(table) + " from " + name(table) + " where " + where + " order by first, second", []any{ref}})
}
