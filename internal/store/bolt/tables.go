package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// The records of a table are in the bucket tables/<name>. For each column there
// is tables/<name>.<column>, with the value, a zero byte and the key; for a queue
// tables/<name>.due, with the time and the key. Both are made with the first
// record: a table that is not there is empty.

var bucketTables = []byte("tables")

// bucket opens a bucket of the tables; nil when nothing was ever in it.
func (tx Tx) bucket(name string) *bbolt.Bucket {
	tables := tx.Bucket(bucketTables)
	if tables == nil {
		return nil
	}
	return tables.Bucket([]byte(name))
}

// bucketFor opens a bucket of the tables to write in it.
func (tx Tx) bucketFor(name string) (*bbolt.Bucket, error) {
	tables, err := tx.CreateBucketIfNotExists(bucketTables)
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
func (tx Tx) Get(t *engine.Table, k engine.Key) (engine.Record, error) {
	key, err := keyOf(k)
	if err != nil {
		return engine.Record{}, err
	}
	return tx.read(t, key)
}

func (tx Tx) read(t *engine.Table, key []byte) (engine.Record, error) {
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
func (tx Tx) Put(t *engine.Table, r engine.Record) error {
	key, err := keyOf(r.Key)
	if err != nil {
		return err
	}
	if len(r.Columns) != len(t.Columns) {
		return fmt.Errorf("%d columns for table %s: %w", len(r.Columns), t.Name, engine.ErrKey)
	}
	if err := tx.unlist(t, key); err != nil {
		return err
	}
	if err := tx.list(t, key, r); err != nil {
		return err
	}
	return tx.write(t.Name, key, withChecksum(key, packRecord(r)))
}

// Delete is engine.Tx's.
func (tx Tx) Delete(t *engine.Table, k engine.Key) error {
	key, err := keyOf(k)
	if err != nil {
		return err
	}
	if err := tx.unlist(t, key); err != nil {
		return err
	}
	return tx.erase(t.Name, key)
}

// list writes where a record is found beside its key.
func (tx Tx) list(t *engine.Table, key []byte, r engine.Record) error {
	for i, column := range t.Columns {
		value := r.Columns[i]
		if value == "" {
			continue
		}
		if !text(value) {
			return fmt.Errorf("%q in column %s: %w", value, column.Name, engine.ErrKey)
		}
		if column.Unique && tx.taken(t, column, value) {
			return fmt.Errorf("%s %q: %w", column.Name, value, engine.ErrTaken)
		}
		if err := tx.write(t.Name+"."+column.Name, columnKey(value, key), nil); err != nil {
			return err
		}
	}
	if r.Due.IsZero() || !t.Queue {
		return nil
	}
	return tx.write(t.Name+".due", dueKey(r.Due, key), nil)
}

// unlist takes these away.
func (tx Tx) unlist(t *engine.Table, key []byte) error {
	if len(t.Columns) == 0 && !t.Queue {
		return nil
	}
	old, err := tx.read(t, key)
	if errors.Is(err, engine.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	for i, column := range t.Columns {
		if i < len(old.Columns) && old.Columns[i] != "" {
			if err := tx.erase(t.Name+"."+column.Name, columnKey(old.Columns[i], key)); err != nil {
				return err
			}
		}
	}
	if old.Due.IsZero() || !t.Queue {
		return nil
	}
	return tx.erase(t.Name+".due", dueKey(old.Due, key))
}

func columnKey(value string, key []byte) []byte { return append(append([]byte(value), 0), key...) }

// taken says whether a record has this value in a column.
func (tx Tx) taken(t *engine.Table, c engine.Column, value string) bool {
	b := tx.bucket(t.Name + "." + c.Name)
	if b == nil {
		return false
	}
	head := columnKey(value, nil)
	key, _ := b.Cursor().Seek(head)
	return bytes.HasPrefix(key, head)
}

// Number is engine.Tx's.
func (tx Tx) Number(t *engine.Table) (uint64, error) {
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

// NextDue is engine.Reader's.
func (tx Tx) NextDue(t *engine.Table) (engine.Record, error) {
	b := tx.bucket(t.Name + ".due")
	if b == nil {
		return engine.Record{}, engine.ErrNone
	}
	line, _ := b.Cursor().First()
	if line == nil {
		return engine.Record{}, engine.ErrNone
	}
	if len(line) <= 8 {
		return engine.Record{}, short(line)
	}
	r, err := tx.read(t, line[8:])
	if errors.Is(err, engine.ErrNone) || err == nil && !bytes.Equal(dueKey(r.Due, line[8:]), line) {
		err = fmt.Errorf("%s.due leads to no record: %w", t.Name, engine.ErrDamaged)
	}
	return r, err
}

// Claim is engine.Tx's. No other transaction writes meanwhile.
func (tx Tx) Claim(t *engine.Table, now time.Time) (engine.Record, error) {
	r, err := tx.NextDue(t)
	if err == nil && r.Due.After(now) {
		return engine.Record{}, engine.ErrNone
	}
	return r, err
}

func (tx Tx) write(name string, key, value []byte) error {
	b, err := tx.bucketFor(name)
	if err != nil {
		return err
	}
	if err := b.Put(key, value); err != nil {
		return fmt.Errorf("write %q in %s: %w", key, name, err)
	}
	return nil
}

func (tx Tx) erase(name string, key []byte) error {
	b := tx.bucket(name)
	if b == nil {
		return nil
	}
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("delete %q in %s: %w", key, name, err)
	}
	return nil
}
