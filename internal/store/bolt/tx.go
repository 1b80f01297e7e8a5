// Package bolt is the store's embedded engine: one file of bbolt. [Open] locks it and
// gives a [File], which is an engine. The buckets of the file are
//
//	meta           number of the schema
//	tables/<name>  small records, and their columns and queues beside them, see tables.go
//	lists/         lists of shipments, see list.go
//
// Every value carries a checksum, see record.go, and the lines of lists are in
// blocks that have one, see block.go. What bbolt keeps unchecked is its pages, see
// check.go, and which of them are free, see freelist.go. What an older Porthole wrote
// is read by old.go.
package bolt

import (
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"porthole/internal/store/engine"
)

// transaction is one on the file, for reading or for writing.
type transaction struct {
	engine.Single
	bbolt *bbolt.Tx
	lists map[engine.List]*list // that were opened
}

// In is fn for bbolt's own transactions.
func In(fn func(tx engine.Tx) error) func(*bbolt.Tx) error {
	return func(tx *bbolt.Tx) error {
		t := transaction{bbolt: tx, lists: map[engine.List]*list{}}
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

// The number of the schema is in the bucket meta, under version.
var (
	bucketMeta = []byte("meta")
	keyVersion = []byte("version")
)

// Schema is engine.Reader's.
func (tx transaction) Schema() (uint64, error) {
	meta := tx.bbolt.Bucket(bucketMeta)
	if meta == nil {
		return 0, nil
	}
	payload, err := checked(keyVersion, meta.Get(keyVersion))
	if err != nil {
		return 0, err
	}
	if len(payload) != 8 {
		return 0, damaged("schema is cut short")
	}
	return binary.BigEndian.Uint64(payload), nil
}

// SetSchema is engine.Tx's.
func (tx transaction) SetSchema(n uint64) error {
	meta, err := tx.bbolt.CreateBucketIfNotExists(bucketMeta)
	if err == nil {
		err = meta.Put(keyVersion, withChecksum(keyVersion, binary.BigEndian.AppendUint64(nil, n)))
	}
	if err != nil {
		return fmt.Errorf("write schema: %w", err)
	}
	return nil
}
