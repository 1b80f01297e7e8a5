package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/codes"
	"porthole/internal/store/engine"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Browser stands for the fingerprint of who comes with a web browser.
const Browser = codes.Browser

// Directory finds accounts by key, and lets in by codes. It is for whoever
// recognises people, and for nobody else: it asks for no principal because it is
// what makes one.
type Directory struct{ store *Store }

// Directory finds accounts by key, for whoever recognises people.
func (s *Store) Directory() *Directory { return &Directory{s} }

// Lookup finds whose key it is, by its fingerprint; people.ErrUnknown. An unknown key,
// one of a disabled account and one of an open account cost the same.
func (d *Directory) Lookup(fingerprint string) (a model.Account, k model.Key, err error) {
	return read2(context.Background(), d.store, func(r engine.Reader) (a model.Account, k model.Key, err error) {
		if a, k, err = people.ByKey(r, fingerprint); err != nil {
			return model.Account{}, model.Key{}, err
		}
		k.LastUsed, err = d.store.marks.LastUsed(r, fingerprint)
		return a, k, err
	})
}

// Forwarder is how the forwarder presents itself, to guests too.
func (d *Directory) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return read(ctx, d.store, records.Forwarder)
}

// SeedAdmins registers keys to administrators, making each account that a key
// names in Account, when the store has no administrator yet; otherwise it does
// nothing. It says how many keys it registered. The audit trail has it under the
// first of the accounts, from "first start".
func (d *Directory) SeedAdmins(ctx context.Context, keys []model.Key) (int, error) {
	if len(keys) == 0 {
		return 0, nil
	}
	first := model.Principal{Account: keys[0].Account, Role: model.Admin, Remote: "first start"}
	return act(ctx, d.store, first, "seed", func(tx *records.Tx) (int, error) { return people.SeedAdmins(tx, keys) })
}

// Touch records that a key was used at at. It returns at once, and many are
// written together a moment later; a login never waits for it nor fails by it.
func (d *Directory) Touch(fingerprint string, at time.Time) {
	d.store.marks.Use(fingerprint, at.UTC())
}

// Invitation looks at the invitation whose code has this hash. It changes
// nothing for whoever may use it. The Faults are "error.code.unknown",
// "error.code.used" (both with how to reach the forwarder) and "error.code.expired"
// (with the day, and how to reach the forwarder). A code of a disabled account and
// one that was revoked are unknown.
func (d *Directory) Invitation(ctx context.Context, hash CodeHash) (Invited, error) {
	text := records.HashText(hash)
	invited, err := read(ctx, d.store, func(r engine.Reader) (Invited, error) { return codes.Invitation(r, text, d.store.now()) })
	return invited, d.lapse(ctx, err, "invite expired", text, codes.LapseInvitation)
}

// Redeem registers a key to the account that the code with this hash invites,
// in one transaction, and closes the code for good. remote is the address of
// the client, for the audit trail. The Faults are those of Invitation, and
// those of adding a key.
func (d *Directory) Redeem(ctx context.Context, hash CodeHash, k model.Key, remote string) (model.Account, error) {
	text, who := records.HashText(hash), model.Principal{Fingerprint: k.Fingerprint, Remote: remote}
	account, err := act(ctx, d.store, who, "invite redeem", func(tx *records.Tx) (model.Account, error) { return codes.Redeem(tx, text, k) })
	return account, d.lapse(ctx, err, "invite expired", text, codes.LapseInvitation)
}

// OpenLink lets the holder of a tracking code in, by the code's hash. The
// fingerprint is that of the first key that their client has proved to hold, if
// it did, or Browser: it counts for codes that are bound to a key, and for nothing
// else.
// remote is the client's address. The principal is good for SharedShipment; the use is in
// the audit trail.
//
// The Faults have how to reach the forwarder as their last argument:
// "error.code.expired" (with the day before it), "error.code.replaced", in a browser
// "error.code.bound", and "error.code.unknown" for everything else, a code that was
// revoked among it. Whatever it is, the same is looked at, and nothing is written for a
// code that does not exist.
func (d *Directory) OpenLink(ctx context.Context, hash CodeHash, fingerprint, remote string) (model.Principal, error) {
	text := records.HashText(hash)
	l, err := read(ctx, d.store, func(r engine.Reader) (records.KeptLink, error) {
		return codes.Open(r, text, d.store.now(), &fingerprint)
	})
	if err != nil {
		return model.Principal{}, d.lapse(ctx, err, "link expired", text, codes.Lapse)
	}
	holder := codes.Holder(l, remote)
	return act(ctx, d.store, holder, "link open", func(tx *records.Tx) (model.Principal, error) {
		return holder, codes.Use(tx, text, fingerprint, remote)
	})
}

// lapse has it noted, when err is that a code has expired, so that no clock opens it
// again, and gives err.
func (d *Directory) lapse(ctx context.Context, err error, verb, hash string, note func(tx *records.Tx, hash string) error) error {
	if !errors.Is(err, codes.ErrExpired) {
		return err
	}
	failed := d.store.do(ctx, model.Principal{Account: "clock", Role: model.Portal}, verb, func(tx *records.Tx) error { return note(tx, hash) })
	if failed != nil {
		return failed
	}
	return err
}
