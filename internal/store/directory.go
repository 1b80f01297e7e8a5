package store

import (
	"context"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// ErrUnknown is the answer for a key that is registered to nobody, and for one
// whose account is disabled or gone.
var ErrUnknown = model.NewFault("error.key_unknown")

// Directory finds accounts by key. It is for whoever recognises people, and
// for nobody else: it asks for no principal because it is what makes one.
type Directory struct{ store *Store }

// Directory finds accounts by key, for whoever recognises people.
func (s *Store) Directory() *Directory { return &Directory{s} }

// Lookup finds whose key it is, by its fingerprint; ErrUnknown. An unknown key,
// one of a disabled account and one of an open account cost the same.
func (d *Directory) Lookup(fingerprint string) (model.Account, model.Key, error) {
	var a model.Account
	var k model.Key
	err := d.store.view(context.Background(), func(tx engine.Reader) error {
		key, keyFound, err := records.Keys.Get(tx, fingerprint)
		if err != nil {
			return err
		}
		email := key.Account
		if !keyFound {
			email = "nobody@localhost"
		}
		account, accountFound, err := records.Accounts.Get(tx, email)
		if err != nil {
			return err
		}
		if !keyFound || !accountFound || account.Disabled {
			return ErrUnknown
		}
		a, k = account, key
		k.LastUsed, err = d.store.lastUsed(tx, fingerprint)
		return err
	})
	if err != nil {
		return model.Account{}, model.Key{}, err
	}
	return a, k, nil
}

// Forwarder is how the house presents itself, to guests too.
func (d *Directory) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return d.store.forwarder(ctx)
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
	seeded := 0
	err := d.store.write(ctx, first, "seed", func(w *Writer) error {
		if admins, err := countAdmins(w.tx, ""); err != nil || admins > 0 {
			return err
		}
		for _, k := range keys {
			if err := w.seed(k); err != nil {
				return err
			}
		}
		seeded = len(keys)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return seeded, nil
}

// seed registers a key to an administrator, whom it makes when there is none.
func (w *Writer) seed(k model.Key) error {
	email, err := model.ParseEmail(k.Account)
	if err != nil {
		return err
	}
	a, found, err := records.Accounts.Get(w.tx, email)
	if err != nil {
		return err
	}
	if !found {
		if a, err = w.addAccount(model.Account{Email: email, Role: model.Admin}); err != nil {
			return err
		}
	}
	if a.Role != model.Admin || a.Disabled {
		return model.NewFault("error.account_exists", email)
	}
	return w.addKey(a, k, model.ActStaff)
}

// Touch records that a key was used at at. It returns at once, and many are
// written together a moment later; a login never waits for it nor fails by it.
func (d *Directory) Touch(fingerprint string, at time.Time) {
	d.store.mark(func(u *unwritten) { u.uses.set(records.KeyOf(fingerprint), at.UTC()) })
}
