package postgres

import (
	"errors"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"porthole/internal/store/engine"
)

// Ahead is engine.Tx's: one question to the server instead of one for each.
func (t *tx) Ahead(expected []engine.Expected, kinds uint8, keys, columns []*engine.Table) error {
	var refs, texts []string
	in := map[engine.List][]string{}
	for _, x := range expected {
		if x.Ref == "" || !engine.IsText(x.Ref) {
			continue
		}
		refs, texts = append(refs, x.Ref), append(texts, x.Text)
		in[engine.Office] = append(in[engine.Office], x.Ref)
		if x.List != engine.Office {
			in[x.List] = append(in[x.List], x.Ref)
		}
	}
	var all []question
	for _, name := range slices.Sorted(maps.Keys(in)) {
		l, err := t.open(name)
		if errors.Is(err, engine.ErrNone) {
			continue // whoever writes to it is told
		}
		if err != nil {
			return err
		}
		all = t.itemsAhead(all, name, l, in[name])
		if name == engine.Office {
			all = t.findsAhead(all, l, kinds, texts)
		}
	}
	for _, table := range keys {
		all = t.scansAhead(all, table, "first", refs, func(r engine.Record) engine.Scan { return engine.Scan{First: r.Key.First} })
	}
	for _, table := range columns {
		ref := slices.IndexFunc(table.Columns, func(c engine.Column) bool { return c.Name == "ref" })
		all = t.scansAhead(all, table, "ref", refs, func(r engine.Record) engine.Scan { return engine.Scan{Column: "ref", Value: r.Columns[ref]} })
	}
	if len(all) == 0 {
		return t.failed
	}
	return t.askAll(all...)
}

// findsAhead adds the question for what a search of the office's list finds.
func (t *tx) findsAhead(all []question, l *list, kinds uint8, texts []string) []question {
	var unknown []string
	for _, text := range texts {
		if key := (search{kinds, text}); l.found[key] == nil {
			l.found[key] = []string{}
			unknown = append(unknown, text)
		}
	}
	if len(unknown) == 0 {
		return all
	}
	return append(all, question{func(row pgx.Rows) error {
		var text, ref string
		err := row.Scan(&text, &ref)
		key := search{kinds, text}
		l.found[key] = append(l.found[key], ref)
		return err //nolint:wrapcheck // explained by send
	}, "select text, ref from office.word where list = $1 and text = any($2) and not plain and kinds & $3 <> 0", []any{l.id, unknown, int16(kinds)}})
}

// itemsAhead adds the question for items that are not known.
func (t *tx) itemsAhead(all []question, name engine.List, l *list, refs []string) []question {
	var unknown []string
	for _, ref := range refs {
		if l.entries[ref] == nil {
			l.entries[ref] = &entry{known: true}
			unknown = append(unknown, ref)
		}
	}
	if len(unknown) == 0 {
		return all
	}
	return append(all, question{func(row pgx.Rows) error {
		var shown []byte
		var seq *int64
		i, _, err := scanItem(row, &shown, &seq)
		if err != nil {
			return err
		}
		e := l.entries[i.Ref]
		if e.item, e.old, e.indexed, e.shown = &i, &i, &i, shown; seq != nil {
			e.shownSeq = uint64(*seq)
		}
		return nil
	}, "select " + itemColumns + ", i.record, i.record_seq from " + in(name, "item") + " i where i.list = $1 and i.ref = any($2)", []any{l.id, unknown}})
}

// scansAhead adds the question for scans that are not known, by a column, and for records
// whose key is the reference alone. Of is the scan that gives a record.
func (t *tx) scansAhead(all []question, table *engine.Table, column string, refs []string, of func(r engine.Record) engine.Scan) []question {
	r := t.of(table)
	if len(r.dirty) > 0 {
		return all
	}
	var unknown []string
	for _, ref := range refs {
		s := engine.Scan{First: ref}
		if column != "first" {
			s = engine.Scan{Column: column, Value: ref}
		}
		if r.scans[s] != nil {
			continue
		}
		bare := engine.Key{First: ref}
		if _, known := r.known[bare]; !known && s.First != "" {
			r.known[bare] = nil
		}
		r.scans[s] = []engine.Record{}
		unknown = append(unknown, ref)
	}
	if len(unknown) == 0 {
		return all
	}
	return append(all, question{func(row pgx.Rows) error {
		record, err := scanRecord(row)
		if err != nil {
			return err
		}
		s := of(record)
		switch page := r.scans[s]; {
		case s.First != "" && record.Key.Second == "":
			r.known[record.Key] = &record
		case page != nil && len(page) < oneRow-1:
			r.scans[s] = append(page, record)
		default:
			delete(r.scans, s) // more than are remembered
		}
		return nil
	}, "select " + columns(table) + " from " + name(table) + " where " + column + " = any($1) order by first, second", []any{unknown}})
}
