package store

import (
	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// schema is the number of the shape of everything that is stored. A store with a
// greater one was written by a newer Porthole and is left alone; one with a smaller
// one is brought up to date when it is opened. Whoever changes the rules by which
// the published records, the rows or the entries of the desk are made raises it too.
const schema = 7

// create begins a new store.
func create(tx engine.Tx) error {
	if err := tx.MakeList(engine.Office, 0); err != nil {
		return err
	}
	return tx.SetSchema(schema) //nolint:wrapcheck // the engine says what it does
}

// readSchema reads the number of a store's shape, and refuses what a newer
// Porthole has written; 0: nothing is stored.
func readSchema(r engine.Reader) (uint64, error) {
	version, err := r.Schema()
	if err == nil && version > schema {
		err = model.NewFault("error.store_newer", version, schema)
	}
	return version, err //nolint:wrapcheck // the engine says what it does
}
