package store

import (
	"encoding/binary"
	"fmt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

var (
	bucketMeta = []byte("meta")
	keyVersion = []byte("version")
)

// schema is the number of the shape of everything that is stored. A store with a
// greater one was written by a newer Porthole and is left alone; one with a smaller
// one is brought up to date when it is opened. Whoever changes the rules by which
// the published records, the rows or the entries of the desk are made raises it too.
const schema = 7

// errDamaged is for what the file holds and cannot be; at the handles it
// becomes a Fault that says which file and what to do.
var errDamaged = engine.ErrDamaged

// create begins a new store.
func create(tx bolt.Tx) error {
	if err := tx.MakeList(engine.Office, 0); err != nil {
		return err
	}
	return writeSchema(tx)
}

func writeSchema(tx bolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists(bucketMeta)
	if err == nil {
		err = meta.Put(keyVersion, seal(keyVersion, binary.BigEndian.AppendUint64(nil, schema)))
	}
	if err != nil {
		return fmt.Errorf("write schema: %w", err)
	}
	return nil
}

// readSchema reads the number of a store's shape, and refuses what a newer
// Porthole has written.
func readSchema(stored []byte) (uint64, error) {
	payload, err := unseal(keyVersion, stored)
	if err != nil {
		return 0, err
	}
	version, ok := parseNumber(payload)
	if !ok {
		return 0, errDamaged
	}
	if version > schema {
		return version, model.NewFault("error.store_newer", version, schema)
	}
	return version, nil
}

// parseNumber reads eight bytes of a number; false for what is none.
func parseNumber(b []byte) (uint64, bool) {
	if len(b) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}
