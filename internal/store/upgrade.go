package store

import (
	"context"
	"fmt"
	"os"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// keeper is who brings a store up to date, in the audit trail.
var keeper = model.Principal{Account: "porthole@localhost", Role: model.Admin, Remote: "local"}

// upgrade brings a store of an older schema up to date. What customers see, the
// lists and the desk are made anew, by the rules of this Porthole. A shipment that
// cannot be read is passed over: what to do is for Verify to say.
//
// From 1 to 2: the desk's entries, invitations, and what was mailed came.
// From 2 to 3: the outbox and notices came.
// From 3 to 4: tracking codes came.
// From 4 to 5: times are told by the clock of their place, and dates that were
// withdrawn stay in the ledger.
// From 5 to 6: rows have their carrier, those of all shipments their partner, and a
// carrier is found by its code and its name.
// From 6 to 7: small records are in the tables of the engine, shipments in its lists.
//
// The file as it was is kept beside the store: an older Porthole opens it again.
func (s *Store) upgrade(ctx context.Context, from uint64) error {
	kept := fmt.Sprintf("%s.schema%d", s.file, from)
	s.log.Info("store: bringing the data up to date", "from", from, "to", schema, "kept", kept)
	if err := s.keepCopy(ctx, kept); err != nil {
		return err
	}
	update := func(fn func(tx engine.Tx) error) error { return s.update(ctx, fn) }
	if err := moveRecords(update, movedAtOnce); err != nil {
		return err
	}
	if err := s.moveLists(ctx); err != nil {
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
	return s.copyAs(ctx, name)
}
