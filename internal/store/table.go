package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"porthole/internal/store/engine"
)

// table is a table of the engine with the type of its records, which are kept
// as JSON. All of them are declared in tables.go.
type table[T any] struct {
	engine.Table
	columns func(v T) []string  // of each record; nil when there are none
	due     func(v T) time.Time // of each record of a queue
}

// keyOf is the key of these one or two parts.
func keyOf(first string, second ...string) engine.Key {
	k := engine.Key{First: first}
	if len(second) > 0 {
		k.Second = second[0]
	}
	return k
}

// numberText is a number as the part of a key: keys are in the order of numbers.
func numberText(n uint64) string { return fmt.Sprintf("%012d", n) }

// get is the record with this key; false when there is none, or can be none.
func (t *table[T]) get(r engine.Reader, first string, second ...string) (v T, found bool, err error) {
	if first == "" {
		return v, false, nil
	}
	return t.decode(r.Get(&t.Table, keyOf(first, second...)))
}

// by is the record with a value in a unique column; false when there is none.
func (t *table[T]) by(r engine.Reader, column, value string) (v T, found bool, err error) {
	for found, err := range t.scan(r, engine.Scan{Column: column, Value: value}) {
		return found.Value, err == nil, err
	}
	return v, false, nil
}

func (t *table[T]) decode(r engine.Record, err error) (v T, found bool, _ error) {
	if errors.Is(err, engine.ErrNone) || errors.Is(err, engine.ErrKey) {
		return v, false, nil
	}
	if err == nil {
		err = decodeJSON([]byte(r.Key.First), r.Value, &v)
	}
	return v, err == nil, err
}

// put writes a record under its key.
func (t *table[T]) put(tx engine.Tx, v T, first string, second ...string) error {
	value, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %q of %s: %w", first, t.Name, err)
	}
	r := engine.Record{Key: keyOf(first, second...), Value: value}
	if t.columns != nil {
		r.Columns = t.columns(v)
	}
	if t.due != nil {
		r.Due = t.due(v)
	}
	return tx.Put(&t.Table, r) //nolint:wrapcheck // the engine names the table and the key
}

// delete takes a record away; nothing happens when there is none.
func (t *table[T]) delete(tx engine.Tx, first string, second ...string) error {
	return tx.Delete(&t.Table, keyOf(first, second...)) //nolint:wrapcheck // the engine names the table and the key
}

// keyed is a record with its key.
type keyed[T any] struct {
	engine.Key
	Value T
}

// scan goes over the records that s selects, in the order of their keys. One
// that cannot be read comes with its key and errDamaged, and others may follow
// it; another error is the last. The table must not be written meanwhile.
func (t *table[T]) scan(r engine.Reader, s engine.Scan) iter.Seq2[keyed[T], error] {
	return func(yield func(keyed[T], error) bool) {
		for record, err := range r.Scan(&t.Table, s) {
			var v T
			if err == nil {
				err = decodeJSON([]byte(record.Key.First), record.Value, &v)
			}
			if !yield(keyed[T]{record.Key, v}, err) {
				return
			}
		}
	}
}

// list is up to limit (0: all) of the records that s selects; next is the key
// behind which there are others, zero at the end.
func (t *table[T]) list(r engine.Reader, s engine.Scan, limit int) (list []T, next engine.Key, err error) {
	last := engine.Key{}
	for found, err := range t.scan(r, s) {
		switch {
		case errors.Is(err, engine.ErrKey):
			return nil, next, errCursor // nothing stands where s begins
		case err != nil:
			return nil, next, err
		case limit > 0 && len(list) == limit:
			return list, last, nil
		}
		list, last = append(list, found.Value), found.Key
	}
	return list, next, nil
}

// all are the records of a table.
func (t *table[T]) all(r engine.Reader) ([]T, error) {
	list, _, err := t.list(r, engine.Scan{}, 0)
	return list, err
}

// count is how many records s selects, whether they can be read or not.
func (t *table[T]) count(r engine.Reader, s engine.Scan) (n int, err error) {
	for _, err := range r.Scan(&t.Table, s) {
		if err != nil && !errors.Is(err, errDamaged) {
			return 0, err
		}
		n++
	}
	return n, nil
}

// decodeJSON reads a payload whose checksum was right: when it cannot be read
// all the same, somebody wrote it who should not have. JSON keeps the offset of a
// time only, so what has places puts its times to the clocks of these again.
func decodeJSON(key, payload []byte, v any) error {
	if err := json.Unmarshal(payload, v); err != nil {
		return fmt.Errorf("decode %q: %w: %w", key, err, errDamaged)
	}
	if s, ok := v.(interface{ Localize() }); ok {
		s.Localize()
	}
	return nil
}
