package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// What customers could see on a day is told from what was kept at the time: the
// states of a shipment that have ended, and the audit trail, which has when accounts
// were added, closed and moved, and when the portal was paused.

// beginShown notes since when it is kept what customers are shown.
func (s *Store) beginShown(ctx context.Context) error {
	found, err := read(ctx, s, func(r engine.Reader) (bool, error) {
		_, found, err := records.KeptSince.Get(r, records.SinceShown)
		return found, err
	})
	if err != nil || found {
		return err
	}
	return s.update(ctx, func(tx engine.Tx) error {
		return records.KeptSince.Put(tx, s.now().UTC(), records.SinceShown)
	})
}

// ShownThen is how a shipment stood in a customer's list at a moment.
func (r *Reader) ShownThen(s model.Shipment, at time.Time) (model.ShownThen, error) {
	return records.ShownThen(r.tx, s, at)
}

// AccountThen is how an account stood at a moment, by the audit trail.
func (r *Reader) AccountThen(a model.Account, at time.Time) (model.AccountThen, error) {
	return people.AccountThen(r.tx, a, at)
}
