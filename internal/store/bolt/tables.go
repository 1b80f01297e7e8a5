package bolt

import (
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// The records of a table are in the bucket tables/<name>, which is made with the
// first of them: a table that is not there is empty.

var bucketTables = []byte("tables")

// bucket opens a bucket of the tables; nil when nothing was ever in it.
func (tx transaction) bucket(name string) *bbolt.Bucket {
	tables := tx.bbolt.Bucket(bucketTables)
	if tables == nil {
		return nil
	}
	return tables.Bucket([]byte(name))
}

// walk is one over the keys of a bucket of the tables that begin with head.
func (tx transaction) walk(name string, head []byte, back bool) walk {
	w := walk{head: head, back: back}
	if b := tx.bucket(name); b != nil {
		w.cursor = b.Cursor()
	}
	return w
}

// bucketFor opens a bucket of the tables to write in it.
func (tx transaction) bucketFor(name string) (*bbolt.Bucket, error) {
	tables, err := tx.bbolt.CreateBucketIfNotExists(bucketTables)
	if err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	b, err := tables.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return nil, fmt.Errorf("open table %s: %w", name, err)
	}
	return b, nil
}

// Get is engine.Reader's.
func (tx transaction) Get(t *engine.Table, k engine.Key) (engine.Record, error) {
	if err := k.Check(); err != nil {
		return engine.Record{}, err //nolint:wrapcheck // it names the key
	}
	return tx.read(t, keyOf(k))
}

func (tx transaction) read(t *engine.Table, key []byte) (engine.Record, error) {
	b := tx.bucket(t.Name)
	if b == nil {
		return engine.Record{}, engine.ErrNone
	}
	value := b.Get(key)
	if value == nil {
		return engine.Record{}, engine.ErrNone
	}
	return unpackRecord(key, value)
}

// Put is engine.Tx's.
func (tx transaction) Put(t *engine.Table, r engine.Record) error {
	if err := t.CheckRecord(r); err != nil {
		return err //nolint:wrapcheck // it names the table and the key
	}
	key := keyOf(r.Key)
	if err := tx.reenter(t, key, entries(t, key, r)); err != nil {
		return err
	}
	if t.Grows {
		b, err := tx.bucketFor(t.Name)
		if err != nil {
			return err
		}
		b.FillPercent = 1 // no page is left half empty for what would come between
	}
	return tx.write(t.Name, key, withChecksum(key, packRecord(r)))
}

// Delete is engine.Tx's. A record whose key was damaged is taken away too.
func (tx transaction) Delete(t *engine.Table, k engine.Key) error {
	key := keyOf(k)
	if err := tx.reenter(t, key, nil); err != nil {
		return err
	}
	return tx.erase(t.Name, key)
}

// Number is engine.Tx's.
func (tx transaction) Number(t *engine.Table) (uint64, error) {
	b, err := tx.bucketFor(t.Name)
	if err != nil {
		return 0, err
	}
	n, err := b.NextSequence()
	if err != nil {
		return 0, fmt.Errorf("number in table %s: %w", t.Name, err)
	}
	return n, nil
}

// LastNumber is engine.Reader's.
func (tx transaction) LastNumber(t *engine.Table) (uint64, error) {
	b := tx.bucket(t.Name)
	if b == nil {
		return 0, nil
	}
	return b.Sequence(), nil
}

// SetLastNumber is engine.Tx's.
func (tx transaction) SetLastNumber(t *engine.Table, n uint64) error {
	b, err := tx.bucketFor(t.Name)
	if err == nil {
		err = b.SetSequence(n)
	}
	if err != nil {
		return fmt.Errorf("number in table %s: %w", t.Name, err)
	}
	return nil
}

func (tx transaction) write(name string, key, value []byte) error {
	b, err := tx.bucketFor(name)
	if err != nil {
		return err
	}
	if err := b.Put(key, value); err != nil {
		return fmt.Errorf("write %q in %s: %w", key, name, err)
	}
	return nil
}

func (tx transaction) erase(name string, key []byte) error {
	b := tx.bucket(name)
	if b == nil {
		return nil
	}
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("delete %q in %s: %w", key, name, err)
	}
	return nil
}

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
		if !engine.IsText(s.First) || !engine.IsText(s.Value) {
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
	if err := s.After.Check(); err != nil {
		return nil, err //nolint:wrapcheck // it names the key
	}
	if s.Column != "" {
		return columnKey(s.Value, keyOf(s.After)), nil
	}
	return keyOf(s.After), nil
}
