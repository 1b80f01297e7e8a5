// Package bolt is the store's embedded engine: one file of bbolt. [Open] locks it and
// gives a [File], which is an engine. The buckets of the file are
//
//	meta           number of the schema, see schema.go
//	tables/<name>  small records, and their columns and queues beside them, see tables.go
//	lists/         lists of shipments, see list.go
//
// Every value carries a checksum, see checksum.go, and the lines of lists are in
// blocks that have one, see block.go. What bbolt keeps unchecked is its pages, see
// check.go, and which of them are free, see freelist.go. What an older Porthole wrote
// is read by old.go.
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

// Tell is engine.Tx's. No other process has the file.
func (Tx) Tell(string) {}
