// Package bolt is the store's embedded engine: one file of bbolt.
package bolt

import (
	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// Tx is a transaction on the file, for reading or for writing.
type Tx struct{ *bbolt.Tx }

var _ engine.Tx = Tx{}

// In is fn for bbolt's own transactions.
func In(fn func(tx Tx) error) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error { return fn(Tx{tx}) }
}
