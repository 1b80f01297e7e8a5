package bolt

import (
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// Old is a bucket in which an older Porthole kept its values, each with the
// checksum of today. Whoever brings a file up to date moves them into tables and
// lists; nothing else can be done with it.
type Old struct{ bucket *bbolt.Bucket }

// OldBucket is the bucket at a path; false when it is not there, as in the
// transaction of another engine.
func OldBucket(r engine.Reader, path ...string) (Old, bool) {
	tx, ok := r.(transaction)
	if !ok {
		return Old{}, false
	}
	b := tx.bbolt.Cursor().Bucket() // that of all buckets
	for _, name := range path {
		if b != nil {
			b = b.Bucket([]byte(name))
		}
	}
	return Old{b}, b != nil
}

// DropOld takes a bucket away; nothing happens when it is not there.
func DropOld(w engine.Tx, path ...string) error {
	if _, found := OldBucket(w, path...); !found {
		return nil
	}
	last := len(path) - 1
	above, _ := OldBucket(w, path[:last]...)
	if err := above.bucket.DeleteBucket([]byte(path[last])); err != nil {
		return fmt.Errorf("drop %v: %w", path, err)
	}
	return nil
}

// Get is the payload under a key; nil when there is none, ErrDamaged.
func (o Old) Get(key string) ([]byte, error) {
	return oldPayload([]byte(key), o.bucket.Get([]byte(key)))
}

func oldPayload(key, value []byte) ([]byte, error) {
	if len(value) == 0 {
		return nil, nil
	}
	return checked(key, value)
}

// OldValue is a value of an old bucket. The bytes live until the bucket is written
// to, or the transaction ends.
type OldValue struct{ Key, Payload []byte }

// Values goes over what stands at a key and behind it. One that is damaged comes
// with its key and ErrDamaged.
func (o Old) Values(from []byte) iter.Seq2[OldValue, error] {
	return func(yield func(OldValue, error) bool) {
		cursor := o.bucket.Cursor()
		for key, value := cursor.Seek(from); key != nil; key, value = cursor.Next() {
			payload, err := oldPayload(key, value)
			if !yield(OldValue{key, payload}, err) {
				return
			}
		}
	}
}

// Empty says that nothing is in it.
func (o Old) Empty() bool {
	first, _ := o.bucket.Cursor().First()
	return first == nil
}

// Delete takes values away; nothing happens when they are not there.
func (o Old) Delete(keys ...[]byte) error {
	for _, key := range keys {
		if err := o.bucket.Delete(key); err != nil {
			return fmt.Errorf("delete %q: %w", key, err)
		}
	}
	return nil
}

// PassNumbers has the numbers of a table go on behind those of the bucket.
func (o Old) PassNumbers(w engine.Tx, t *engine.Table) error {
	return w.SetLastNumber(t, o.bucket.Sequence()) //nolint:wrapcheck // it names the table
}
