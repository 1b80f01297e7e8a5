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
	if t.Grows {
		b, err := tx.bucketFor(t.Name)
		if err != nil {
			return err
		}
		b.FillPercent = 1
	}
	return tx.write(t.Name, key, withChecksum(key, packRecord(r)))
}

// Delete is engine.Tx's. A record whose key was damaged is taken away too.
func (tx Tx) Delete(t *engine.Table, k engine.Key) error {
	key := joinKey(k)
	if err := tx.unlist(t, key); err != nil {
		return err
	}
	return tx.erase(t.Name, key)
}

// line is a place at which a record is found beside its key.
type line struct {
	bucket string
	key    []byte
}

// lines are those of a record.
func lines(t *engine.Table, key []byte, r engine.Record) (all []line) {
	for i, column := range t.Columns {
		if i < len(r.Columns) && r.Columns[i] != "" {
			all = append(all, line{t.Name + "." + column.Name, columnKey(r.Columns[i], key)})
		}
	}
	if t.Queue && !r.Due.IsZero() {
		all = append(all, line{t.Name + ".due", dueKey(r.Due, key)})
	}
	return all
}

// list writes them.
func (tx Tx) list(t *engine.Table, key []byte, r engine.Record) error {
	for i, column := range t.Columns {
		value := r.Columns[i]
		if !text(value) {
			return fmt.Errorf("%q in column %s: %w", value, column.Name, engine.ErrKey)
		}
		if column.Unique && value != "" && tx.taken(t, column, value) {
			return fmt.Errorf("%s %q: %w", column.Name, value, engine.ErrTaken)
		}
	}
	for _, line := range lines(t, key, r) {
		if err := tx.write(line.bucket, line.key, nil); err != nil {
			return err
		}
	}
	return nil
}

// unlist takes them away.
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
	for _, line := range lines(t, key, old) {
		if err := tx.erase(line.bucket, line.key); err != nil {
			return err
		}
	}
	return nil
}

// Check compares the lines of a table's columns and of its queue with its
// records; engine.ErrDamaged. Records that cannot be read are for Scan to give.
func (tx Tx) Check(t *engine.Table) error {
	want := map[string]int{t.Name + ".due": 0}
	for _, column := range t.Columns {
		want[t.Name+"."+column.Name] = 0
	}
	for r, err := range tx.Scan(t, engine.Scan{}) {
		if err != nil {
			continue
		}
		key, _ := keyOf(r.Key)
		for _, line := range lines(t, key, r) {
			want[line.bucket]++
			if b := tx.bucket(line.bucket); b == nil || b.Get(line.key) == nil {
				return fmt.Errorf("%s does not have %q: %w", line.bucket, line.key, engine.ErrDamaged)
			}
		}
	}
	for name, lines := range want {
		if have := tx.count(name); have != lines {
			return fmt.Errorf("%s has %d lines for %d: %w", name, have, lines, engine.ErrDamaged)
		}
	}
	return nil
}

// count is how many lines are in a bucket of the tables.
func (tx Tx) count(name string) (n int) {
	b := tx.bucket(name)
	if b == nil {
		return 0
	}
	cursor := b.Cursor()
	for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
		n++
	}
	return n
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

// SetNumber has the numbers of a table go on behind n.
func (tx Tx) SetNumber(t *engine.Table, n uint64) error {
	b, err := tx.bucketFor(t.Name)
	if err != nil {
		return err
	}
	if err := b.SetSequence(n); err != nil {
		return fmt.Errorf("number in table %s: %w", t.Name, err)
	}
	return nil
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
