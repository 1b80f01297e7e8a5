package bolt

import (
	"errors"
	"fmt"
	"iter"

	"porthole/internal/store/engine"
)

// Scan is engine.Reader's.
func (tx transaction) Scan(t *engine.Table, s engine.Scan) iter.Seq2[engine.Record, error] {
	return func(yield func(engine.Record, error) bool) {
		name, head := t.Name, []byte(nil)
		switch {
		case s.Column != "":
			name, head = t.Name+"."+s.Column, columnKey(s.Value, nil)
		case s.First != "":
			head = columnKey(s.First, nil)
		}
		b := tx.bucket(name)
		if b == nil || !text(s.First) || !text(s.Value) {
			return
		}
		w := walk{cursor: b.Cursor(), head: head, back: s.Reverse}
		after, err := afterKey(s)
		if err != nil {
			yield(engine.Record{}, err)
			return
		}
		for w.begin(after, false); w.key != nil; w.next() {
			r, err := tx.found(t, s, w.key, w.value)
			if !yield(r, err) {
				return
			}
		}
	}
}

// afterKey is the key behind which a scan begins; nil: at the beginning.
func afterKey(s engine.Scan) ([]byte, error) {
	if s.After == (engine.Key{}) {
		return nil, nil
	}
	key, err := keyOf(s.After)
	if err == nil && s.Column != "" {
		key = columnKey(s.Value, key)
	}
	return key, err
}

// found is the record to which a line of a scan leads.
func (tx transaction) found(t *engine.Table, s engine.Scan, key, value []byte) (engine.Record, error) {
	if s.Column == "" {
		return unpackRecord(key, value)
	}
	key = key[len(s.Value)+1:]
	r, err := tx.read(t, key)
	r.Key = parseKey(key)
	if errors.Is(err, engine.ErrNone) || err == nil && !has(t, r, s) {
		err = fmt.Errorf("%s.%s leads to no record: %w", t.Name, s.Column, engine.ErrDamaged)
	}
	return r, err
}

// has says whether a record has what a scan asks for in its column.
func has(t *engine.Table, r engine.Record, s engine.Scan) bool {
	for i, column := range t.Columns {
		if column.Name == s.Column {
			return i < len(r.Columns) && r.Columns[i] == s.Value
		}
	}
	return false
}
