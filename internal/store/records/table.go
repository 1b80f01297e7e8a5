package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Table is a table of the engine with the type of its records, which are kept
// as JSON. All of them are declared in tables.go.
type Table[T any] struct {
	engine.Table
	columns func(v T) []string  // of each record; nil when there are none
	due     func(v T) time.Time // of each record of a queue
}

// KeyOf is the key of these one or two parts.
func KeyOf(first string, second ...string) engine.Key {
	k := engine.Key{First: first}
	if len(second) > 0 {
		k.Second = second[0]
	}
	return k
}

// NumberText is a number as the part of a key: keys are in the order of numbers.
func NumberText(n uint64) string { return fmt.Sprintf("%012d", n) }

// Get is the record with this key; false when there is none, or can be none.
func (t *Table[T]) Get(r engine.Reader, first string, second ...string) (v T, found bool, err error) {
	if first == "" {
		return v, false, nil
	}
	return t.Read(r.Get(&t.Table, KeyOf(first, second...)))
}

// By is the record with a value in a unique column; false when there is none.
func (t *Table[T]) By(r engine.Reader, column, value string) (v T, found bool, err error) {
	for found, err := range t.Scan(r, engine.Scan{Column: column, Value: value}) {
		return found.Value, err == nil, err
	}
	return v, false, nil
}

// Read is the record that the engine gave; false when it gave [engine.ErrNone].
func (t *Table[T]) Read(r engine.Record, err error) (v T, found bool, _ error) {
	if errors.Is(err, engine.ErrNone) || errors.Is(err, engine.ErrKey) {
		return v, false, nil
	}
	if err == nil {
		err = Decode(r.Key.First, r.Value, &v)
	}
	return v, err == nil, err
}

// Put writes a record under its key.
func (t *Table[T]) Put(tx engine.Tx, v T, first string, second ...string) error {
	value, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %q of %s: %w", first, t.Name, err)
	}
	r := engine.Record{Key: KeyOf(first, second...), Value: value}
	if t.columns != nil {
		r.Columns = t.columns(v)
	}
	if t.due != nil {
		r.Due = t.due(v)
	}
	return tx.Put(&t.Table, r) //nolint:wrapcheck // the engine names the table and the key
}

// Delete takes a record away; nothing happens when there is none.
func (t *Table[T]) Delete(tx engine.Tx, first string, second ...string) error {
	return tx.Delete(&t.Table, KeyOf(first, second...)) //nolint:wrapcheck // the engine names the table and the key
}

// Found is a record with its key.
type Found[T any] struct {
	engine.Key
	Value T
}

// Scan goes over the records that s selects, in the order of their keys. One
// that cannot be read comes with its key and engine.ErrDamaged, and others may follow
// it; another error is the last. The table must not be written meanwhile.
func (t *Table[T]) Scan(r engine.Reader, s engine.Scan) iter.Seq2[Found[T], error] {
	return func(yield func(Found[T], error) bool) {
		for record, err := range r.Scan(&t.Table, s) {
			var v T
			if err == nil {
				err = Decode(record.Key.First, record.Value, &v)
			}
			if !yield(Found[T]{record.Key, v}, err) {
				return
			}
		}
	}
}

// All are the records of a table.
func (t *Table[T]) All(r engine.Reader) ([]T, error) { return t.List(r, engine.Scan{}) }

// List are the records that s selects.
func (t *Table[T]) List(r engine.Reader, s engine.Scan) (list []T, err error) {
	for found, err := range t.Scan(r, s) {
		if err != nil {
			return nil, err
		}
		list = append(list, found.Value)
	}
	return list, nil
}

// Page is up to limit (0: [model.MaxPage]) of the records that s selects; next is the
// key behind which there are others, zero at the end.
func (t *Table[T]) Page(r engine.Reader, s engine.Scan, limit int) (list []T, next engine.Key, err error) {
	limit, last := PageLimit(limit), engine.Key{}
	for found, err := range t.Scan(r, s) {
		switch {
		case errors.Is(err, engine.ErrKey):
			return nil, next, model.ErrCursor // nothing stands where s begins
		case err != nil:
			return nil, next, err
		case len(list) == limit:
			return list, last, nil
		}
		list, last = append(list, found.Value), found.Key
	}
	return list, next, nil
}

// PageLimit is the length of a page that was asked for with limit.
func PageLimit(limit int) int {
	if limit <= 0 || limit > model.MaxPage {
		return model.MaxPage
	}
	return limit
}

// Behind selects what has numbers for keys, from the one after a number on.
func Behind(after uint64) engine.Scan { return engine.Scan{After: KeyOf(NumberText(after))} }

// Newest selects what has numbers for keys, the newest first, below a number (0: all).
func Newest(before uint64) engine.Scan {
	s := engine.Scan{Reverse: true}
	if before > 0 {
		s.After = KeyOf(NumberText(before))
	}
	return s
}

// Count is how many records s selects, whether they can be read or not.
func (t *Table[T]) Count(r engine.Reader, s engine.Scan) (n int, err error) {
	for _, err := range r.Scan(&t.Table, s) {
		if err != nil && !errors.Is(err, engine.ErrDamaged) {
			return 0, err
		}
		n++
	}
	return n, nil
}

// Decode reads a payload whose checksum was right: when it cannot be read
// All the same, somebody wrote it who should not have. JSON keeps the offset of a
// time only, so what has places puts its times to the clocks of these again.
func Decode(key string, payload []byte, v any) error {
	if err := json.Unmarshal(payload, v); err != nil {
		return fmt.Errorf("decode %q: %w: %w", key, err, engine.ErrDamaged)
	}
	if s, ok := v.(interface{ Localize() }); ok {
		s.Localize()
	}
	return nil
}

// Same says whether two values are the same in the form in which they are kept.
func Same(a, b any) (bool, error) {
	textA, errA := json.Marshal(a)
	textB, errB := json.Marshal(b)
	if err := errors.Join(errA, errB); err != nil {
		return false, fmt.Errorf("encode: %w", err)
	}
	return bytes.Equal(textA, textB), nil
}
