package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// ErrNoKey is for a fingerprint that is none of the account's keys.
var ErrNoKey = people.ErrNoKey

// AddPartner makes a partner and their empty list. The Faults are "error.slug",
// "error.partner_name", "error.partner_exists" and "error.partner_name_taken".
func (o *Office) AddPartner(ctx context.Context, slug string, name model.Text) (model.Partner, error) {
	return acted(ctx, o, model.ActCustomers, "partner add", func(tx *records.Tx) (model.Partner, error) {
		return people.AddPartner(tx, slug, name)
	})
}

// Partners lists partners by slug, those behind the slug after, at most limit
// (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Partners(ctx context.Context, after string, limit int) (list []model.Partner, next string, err error) {
	return read2(ctx, o.store, func(r engine.Reader) ([]model.Partner, string, error) {
		found, last, err := records.Partners.Page(r, engine.Scan{After: records.KeyOf(after)}, limit)
		return found, last.First, err
	})
}

// AddAccount makes an account: with a partner it is a portal account, otherwise
// its role must be one of staff. Operations may make portal accounts,
// administrators any. The Faults are "error.email", "error.account_exists",
// "error.account_role" and ErrUnknownPartner.
func (o *Office) AddAccount(ctx context.Context, a model.Account) (model.Account, error) {
	return acted(ctx, o, model.ActCustomers, "account add", func(tx *records.Tx) (model.Account, error) {
		return people.AddAccount(tx, a)
	})
}

// Account is one account; ErrUnknownAccount.
func (o *Office) Account(ctx context.Context, email string) (model.Account, error) {
	return read(ctx, o.store, func(r engine.Reader) (model.Account, error) { return people.Account(r, email) })
}

// AccountInfo is an account in a list, with how many keys it has.
type AccountInfo struct {
	model.Account
	Keys int
}

// Accounts lists accounts by email, those behind the email after, at most limit
// (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Accounts(ctx context.Context, after string, limit int) (list []AccountInfo, next string, err error) {
	return read2(ctx, o.store, func(r engine.Reader) (list []AccountInfo, next string, err error) {
		found, last, err := records.Accounts.Page(r, engine.Scan{After: records.KeyOf(after)}, limit)
		for _, a := range found {
			held, err := people.CountKeys(r, a.Email)
			if err != nil {
				return nil, "", err
			}
			list = append(list, AccountInfo{a, held})
		}
		return list, last.First, err
	})
}

// DisableAccount closes an account to its keys; whoever listens by
// OnAccountChange ends its sessions. Nothing happens when it is disabled
// already. The last administrator cannot be disabled: Fault
// "error.account_last_admin".
func (o *Office) DisableAccount(ctx context.Context, email string) error {
	return o.act(ctx, model.ActCustomers, "account disable", func(tx *records.Tx) error {
		return people.SetDisabled(tx, email, true)
	})
}

// EnableAccount opens a disabled account to its keys again. Nothing happens
// when it is open.
func (o *Office) EnableAccount(ctx context.Context, email string) error {
	return o.act(ctx, model.ActCustomers, "account enable", func(tx *records.Tx) error {
		return people.SetDisabled(tx, email, false)
	})
}

// MoveAccount links a portal account to another partner; whoever listens by
// OnAccountChange ends its sessions. Fault "error.account_role" for staff.
func (o *Office) MoveAccount(ctx context.Context, email, partner string) error {
	return o.act(ctx, model.ActCustomers, "account move", func(tx *records.Tx) error {
		return people.MoveAccount(tx, email, partner)
	})
}

// AddKey registers a key to an account; Added is set here. Keys of staff are an
// administrator's to add. The Faults are ErrUnknownAccount, people.ErrKeyTaken,
// people.ErrKeyKnown, "error.key_fingerprint" and "error.key_too_many".
func (o *Office) AddKey(ctx context.Context, email string, k model.Key) error {
	return o.act(ctx, model.ActCustomers, "key add", func(tx *records.Tx) error {
		a, err := people.Account(tx, email)
		if err != nil {
			return err
		}
		return people.AddKey(tx, a, k, people.ActOver(a))
	})
}

// RemoveKey takes a key from an account; whoever listens by OnAccountChange
// ends its sessions. ErrNoKey when it is not the account's.
func (o *Office) RemoveKey(ctx context.Context, email, fingerprint string) error {
	err := o.act(ctx, model.ActCustomers, "key remove", func(tx *records.Tx) error {
		a, err := people.Account(tx, email)
		if err != nil {
			return err
		}
		return people.RemoveKey(tx, a, fingerprint, people.ActOver(a))
	})
	if err == nil {
		o.store.marks.ForgetUse(fingerprint)
	}
	return err
}

// Keys are an account's keys, the oldest first; ErrUnknownAccount.
func (o *Office) Keys(ctx context.Context, email string) ([]model.Key, error) {
	return read(ctx, o.store, func(r engine.Reader) ([]model.Key, error) {
		a, err := people.Account(r, email)
		if err != nil {
			return nil, err
		}
		return o.store.keysUsed(r, a.Email)
	})
}

// keysUsed are an account's keys, the oldest first, with when they were last used.
func (s *Store) keysUsed(r engine.Reader, email string) ([]model.Key, error) {
	list, err := people.Keys(r, email)
	for i, k := range list {
		if list[i].LastUsed, err = s.marks.LastUsed(r, k.Fingerprint); err != nil {
			return nil, err
		}
	}
	return list, err
}
