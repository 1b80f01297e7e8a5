package bolt_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
	"porthole/internal/store/enginetest"
)

func TestContract(t *testing.T) {
	enginetest.Contract(t, func(t *testing.T) engine.Engine { return newFile(t) })
}

// Whatever a turned bit, or a write that was lost, does to a list is noticed.
func TestDamagedLists(t *testing.T) {
	in := func(fn func(root *bbolt.Bucket) error) func(*testing.T, engine.Engine, engine.List) {
		return func(t *testing.T, e engine.Engine, l engine.List) {
			t.Helper()
			err := e.(*bolt.File).DB().Update(func(tx *bbolt.Tx) error {
				lists := tx.Bucket([]byte("lists"))
				return fn(lists.Bucket(append([]byte("#"), lists.Get([]byte("=" + l))[4:]...)))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	flip := func(b *bbolt.Bucket, key string) error {
		value := slices.Clone(b.Get([]byte(key)))
		value[len(value)-1] ^= 1
		return b.Put([]byte(key), value)
	}
	part := func(name string, fn func(b *bbolt.Bucket) error) func(*testing.T, engine.Engine, engine.List) {
		return in(func(root *bbolt.Bucket) error { return fn(root.Bucket([]byte(name))) })
	}
	enginetest.DamagedLists(t, func(t *testing.T) engine.Engine { return newFile(t) }, enginetest.Damages[engine.List]{
		"a bit of an item":      part("items", func(b *bbolt.Bucket) error { return flip(b, "a") }),
		"an item is gone":       part("items", func(b *bbolt.Bucket) error { return b.Delete([]byte("a")) }),
		"a record is gone":      part("records", func(b *bbolt.Bucket) error { return b.Delete([]byte("a")) }),
		"a record of no item":   part("records", func(b *bbolt.Bucket) error { return b.Put([]byte("z"), b.Get([]byte("a"))) }),
		"a bit of the counts":   in(func(root *bbolt.Bucket) error { return flip(root, "state") }),
		"a bit of a block":      part("lines", func(b *bbolt.Bucket) error { return flip(b, "\x00") }),
		"a block is gone":       part("lines", func(b *bbolt.Bucket) error { return b.Delete([]byte{0}) }),
		"the items are gone":    in(func(root *bbolt.Bucket) error { return root.DeleteBucket([]byte("items")) }),
		"the counts are absent": in(func(root *bbolt.Bucket) error { return root.Delete([]byte("state")) }),
	})
}

// newFile is an empty file, of which nothing need outlive the power.
func newFile(t *testing.T) *bolt.File {
	t.Helper()
	f, err := bolt.Open(filepath.Join(t.TempDir(), "store.db"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	f.DB().NoSync = true
	return f
}
