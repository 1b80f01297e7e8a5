// Package bolt is the store's embedded engine: one file of bbolt.
package bolt

import (
	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// Tx is a transaction on the file, for reading or for writing.
type Tx struct {
	*bbolt.Tx
	lists map[engine.List]*list // that were opened
}

var _ engine.Tx = Tx{}

// In is fn for bbolt's own transactions.
func In(fn func(tx Tx) error) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		t := Tx{tx, map[engine.List]*list{}}
		if err := fn(t); err != nil {
			return err
		}
		for _, l := range t.lists {
			if err := l.save(); err != nil {
				return err
			}
		}
		return nil
	}
}
