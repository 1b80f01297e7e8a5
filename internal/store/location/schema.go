package location

import (
	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/transfer"
)

// Schema is the number of the shape of everything that is stored. A store with a
// greater one was written by a newer Porthole and is left alone; one with a smaller
// one is brought up to date when it is opened. Whoever changes the rules by which
// the published records, the rows or the entries of the desk are made raises it too.
const Schema = 7

// Create begins a new store.
func Create(tx engine.Tx) error {
	if err := tx.MakeList(engine.Office, 0); err != nil {
		return err //nolint:wrapcheck // the engine says what it does
	}
	return tx.SetSchema(Schema) //nolint:wrapcheck // likewise
}

// ReadSchema reads the number of a store's shape, and refuses what a newer
// Porthole has written; 0: nothing is stored.
func ReadSchema(r engine.Reader) (uint64, error) {
	version, err := r.Schema()
	switch {
	case err != nil:
	case version == transfer.Unfinished:
		err = model.NewFault("error.store_copying")
	case version > Schema:
		err = model.NewFault("error.store_newer", version, Schema)
	}
	return version, err //nolint:wrapcheck // the engine says what it does
}
