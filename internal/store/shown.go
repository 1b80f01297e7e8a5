package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
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
func (r *Reader) ShownThen(s model.Shipment, at time.Time) (then model.ShownThen, err error) {
	if then.Known, _, err = records.KeptSince.Get(r.tx, records.SinceShown); err != nil {
		return then, err
	}
	states, err := records.ShownStates(r.tx, s.Ref.String())
	if err != nil {
		return then, err
	}
	if !then.Known.After(s.Created) {
		then.Since = s.Created
	}
	var record json.RawMessage
	for _, state := range states {
		then.Changes = append(then.Changes, model.ShownChange{Stamp: model.Stamp{At: state.Until, By: state.By}, Act: state.Verb})
		switch {
		case !state.Until.After(at):
			then.Since = state.Until
		case then.Until.IsZero():
			then.Partner, then.Until, record = state.Partner, state.Until, state.Record
		}
	}
	if then.Until.IsZero() {
		then.Partner = s.Partner
		then.Record, err = r.InRoom(s.Partner, s.Ref.String())
		return then, err
	}
	return then, records.Decode(s.Ref.String(), record, &then.Record)
}

// AccountThen is how an account stood at a moment, by the audit trail.
func (r *Reader) AccountThen(a model.Account, at time.Time) (then model.AccountThen, err error) {
	then.Partner = a.Partner
	pauses := map[string]model.Pause{}
	quoted, err := json.Marshal(a.Email)
	if err != nil {
		return then, fmt.Errorf("encode an address: %w", err)
	}
	for e, err := range records.Entries(r.tx, engine.Scan{}, `"subject":`+string(quoted), `"verb":"portal `) {
		if err != nil {
			return then, err
		}
		if e.At.After(at) {
			continue
		}
		stamp := model.Stamp{At: e.At, By: e.Actor, Why: model.Line(e.Detail, model.NoteCells)}
		switch e.Verb {
		case "portal pause":
			pauses[e.Subject] = model.Pause{Partner: e.Subject, Stamp: stamp}
		case "portal resume":
			delete(pauses, e.Subject)
		case "account add", "account move":
			then.Partner = e.Detail
		case "account disable":
			then.Disabled = stamp
		case "account enable":
			then.Disabled = model.Stamp{}
		case "key remove":
			then.Keys--
		default:
			if strings.HasPrefix(e.Detail, "SHA256:") { // a key was added, by whatever act
				then.Keys++
			}
		}
	}
	for _, subject := range []string{everybody, then.Partner} {
		if p, paused := pauses[subject]; paused {
			then.Pauses = append(then.Pauses, p)
		}
	}
	return then, nil
}
