package bolt

import (
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
		if !text(s.First) || !text(s.Value) {
			return
		}
		w := tx.walk(name, head, s.Reverse)
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

// found is the record at a key that a scan has come to.
func (tx transaction) found(t *engine.Table, s engine.Scan, key, value []byte) (engine.Record, error) {
	for _, c := range t.Columns {
		if c.Name == s.Column {
			return tx.behind(t, entry{t.Name + "." + c.Name, string(key), c.Unique}, key[len(s.Value)+1:])
		}
	}
	return unpackRecord(key, value)
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
