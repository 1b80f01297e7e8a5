// Package bolttest changes files of package bolt past all rules of the engine, as a
// fault could, for tests.
package bolttest

import (
	"testing"

	"go.etcd.io/bbolt"

	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

type file = bbolt.Tx

// Tx is a transaction of the engine together with bbolt's own.
type Tx struct {
	engine.Tx
	*file
}

// Check is engine.Reader's; bbolt has one too.
func (tx Tx) Check(t *engine.Table) error { return tx.Tx.Check(t) } //nolint:wrapcheck // it is the engine's

// In is fn for bbolt's own transactions.
func In(fn func(tx Tx) error) func(*bbolt.Tx) error {
	return func(b *bbolt.Tx) error {
		return bolt.In(func(tx engine.Tx) error { return fn(Tx{tx, b}) })(b)
	}
}

// Edit changes a file that nobody has open.
func Edit(t testing.TB, name string, fn func(tx Tx) error) {
	t.Helper()
	db, err := bbolt.Open(name, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(In(fn))
	if closed := db.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
}

// List is the bucket of a list.
func List(tx *bbolt.Tx, l engine.List) *bbolt.Bucket {
	const checksum = 4
	lists := tx.Bucket([]byte("lists"))
	return lists.Bucket(append([]byte{'#'}, lists.Get([]byte("=" + l))[checksum:]...))
}

// List is the bucket of a list.
func (tx Tx) List(l engine.List) *bbolt.Bucket { return List(tx.file, l) }
