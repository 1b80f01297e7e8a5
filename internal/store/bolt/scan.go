package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// Scan is engine.Reader's.
func (tx Tx) Scan(t *engine.Table, s engine.Scan) iter.Seq2[engine.Record, error] {
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
		w := walk{cursor: b.Cursor(), head: head, reverse: s.Reverse}
		if s.After != (engine.Key{}) {
			key, err := keyOf(s.After)
			if err != nil {
				yield(engine.Record{}, err)
				return
			}
			w.after = key
			if s.Column != "" {
				w.after = columnKey(s.Value, key)
			}
		}
		for key, value := w.first(); key != nil; key, value = w.next() {
			r, err := tx.found(t, s, key, value)
			if !yield(r, err) {
				return
			}
		}
	}
}

// found is the record to which a line of a scan leads.
func (tx Tx) found(t *engine.Table, s engine.Scan, key, value []byte) (engine.Record, error) {
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

// walk goes over the keys of a bucket that begin with head, in one direction.
type walk struct {
	cursor  *bbolt.Cursor
	head    []byte
	after   []byte // behind which to begin; nil: at the beginning
	reverse bool
}

func (w *walk) first() (key, value []byte) {
	switch {
	case w.reverse && w.after != nil:
		if key, _ = w.cursor.Seek(w.after); key == nil {
			return w.within(w.cursor.Last())
		}
		return w.within(w.cursor.Prev())
	case w.reverse && len(w.head) == 0:
		return w.cursor.Last()
	case w.reverse:
		end := bytes.Clone(w.head)
		end[len(end)-1]++ // the zero byte behind a text
		if key, _ = w.cursor.Seek(end); key == nil {
			return w.within(w.cursor.Last())
		}
		return w.within(w.cursor.Prev())
	case w.after != nil:
		if key, value = w.cursor.Seek(w.after); bytes.Equal(key, w.after) {
			key, value = w.cursor.Next()
		}
		return w.within(key, value)
	default:
		return w.within(w.cursor.Seek(w.head))
	}
}

func (w *walk) next() (key, value []byte) {
	if w.reverse {
		return w.within(w.cursor.Prev())
	}
	return w.within(w.cursor.Next())
}

func (w *walk) within(key, value []byte) ([]byte, []byte) {
	if !bytes.HasPrefix(key, w.head) {
		return nil, nil
	}
	return key, value
}
