package store

import (
	"context"
	"fmt"
	"os"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/folder"
	"porthole/internal/store/transfer"
	"porthole/internal/store/upgrade"
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
	switch {
	case err != nil:
	case version == transfer.Unfinished:
		err = model.NewFault("error.store_copying")
	case version > schema:
		err = model.NewFault("error.store_newer", version, schema)
	}
	return version, err //nolint:wrapcheck // the engine says what it does
}

// Readable reads a little, and says what is in the way.
func (s *Store) Readable(ctx context.Context) error {
	_, err := read(ctx, s, readSchema)
	return err
}

// keeper is who brings a store up to date, in the audit trail.
var keeper = model.Principal{Account: "porthole@localhost", Role: model.Admin, Remote: "local"}

// upgrade brings a store of an older schema up to date, see package upgrade. What
// customers see, the lists and the desk are made again, by the rules of this Porthole.
//
// The file as it was is kept beside the store: an older Porthole opens it again.
func (s *Store) upgrade(ctx context.Context, from uint64) error {
	kept := fmt.Sprintf("%s.schema%d", s.file, from)
	s.log.Info("store: bringing the data up to date", "from", from, "to", schema, "kept", kept)
	if err := s.keepCopy(ctx, kept); err != nil {
		return err
	}
	if err := upgrade.Run(func(fn func(tx engine.Tx) error) error { return s.update(ctx, fn) }, s.now()); err != nil {
		return err
	}
	return s.write(ctx, keeper, "store upgrade", func(w *Writer) error {
		if err := w.tx.Audit(model.ActKeep, "store", ""); err != nil {
			return err
		}
		return w.tx.SetSchema(schema) //nolint:wrapcheck // the engine says what it does
	})
}

// keepCopy copies the file, unless a start before this one did.
func (s *Store) keepCopy(ctx context.Context, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return nil
	}
	disk, err := s.disk()
	if err != nil {
		return err
	}
	return s.explain(folder.Copy(ctx, disk, name))
}
