package storetest

import (
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// Spoil changes a store's file, which nobody has open, as a fault could.
func Spoil(t testing.TB, file string, fn func(tx bolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(bolt.In(fn))
	if closed := db.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
}

// Bucket is the bucket of a list in the file.
func Bucket(tx bolt.Tx, l engine.List) *bbolt.Bucket {
	const checksum = 4
	lists := tx.Bucket([]byte("lists"))
	return lists.Bucket(append([]byte{'#'}, lists.Get([]byte("=" + l))[checksum:]...))
}
