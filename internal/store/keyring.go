package store

import (
	"context"
	"regexp"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// maxKeys is how many keys one account may have.
const maxKeys = 20

// The faults of keys that callers tell apart.
var (
	// ErrKeyTaken is for a key that is registered to somebody else; it does not
	// say to whom.
	ErrKeyTaken = model.NewFault("error.key_taken")
	// ErrKeyKnown is for a key that the account has already.
	ErrKeyKnown = model.NewFault("error.key_known")
	// ErrNoKey is for a fingerprint that is none of the account's keys.
	ErrNoKey = model.NewFault("error.key_missing")
)

var fingerprintShape = regexp.MustCompile(`^SHA256:[A-Za-z0-9+/]{43}$`)

// addKey registers a key to an account.
func (w *Writer) addKey(a model.Account, k model.Key, act model.Act) error {
	if !fingerprintShape.MatchString(k.Fingerprint) {
		return model.NewFault("error.key_fingerprint", model.Line(k.Fingerprint, model.NameCells).String())
	}
	if err := w.tx.Audit(act, a.Email, k.Fingerprint); err != nil {
		return err
	}
	other, found, err := records.Keys.Get(w.tx, k.Fingerprint)
	switch {
	case err != nil:
		return err
	case found && other.Account == a.Email:
		return ErrKeyKnown
	case found:
		return ErrKeyTaken
	}
	if held, err := countKeys(w.tx, a.Email); err != nil || held >= maxKeys {
		return errorOr(err, model.NewFault("error.key_too_many", maxKeys))
	}
	k.Account, k.Added = a.Email, w.tx.Now
	return records.Keys.Put(w.tx, k, k.Fingerprint)
}

// removeKey takes a key from an account; ErrNoKey when it is not the account's.
func (w *Writer) removeKey(a model.Account, fingerprint string, act model.Act) error {
	k, found, err := records.Keys.Get(w.tx, fingerprint)
	if err != nil {
		return err
	}
	if !found || k.Account != a.Email {
		return ErrNoKey
	}
	if err := w.tx.Audit(act, a.Email, fingerprint); err != nil {
		return err
	}
	w.store.unwritten.forgetUse(fingerprint)
	w.tx.Affected = append(w.tx.Affected, a.Email)
	if err := records.Keys.Delete(w.tx, fingerprint); err != nil {
		return err
	}
	return records.KeyUses.Delete(w.tx, fingerprint)
}

// keysOf selects an account's keys.
func keysOf(email string) engine.Scan { return engine.Scan{Column: "account", Value: email} }

func countKeys(r engine.Reader, email string) (int, error) {
	return records.Keys.Count(r, keysOf(email))
}

// keysUsed are an account's keys, the oldest first, with when they were last used.
func (s *Store) keysUsed(r engine.Reader, email string) ([]model.Key, error) {
	list, err := records.Keys.List(r, keysOf(email))
	if err != nil {
		return nil, err
	}
	for i, k := range list {
		if list[i].LastUsed, err = s.lastUsed(r, k.Fingerprint); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b model.Key) int { return a.Added.Compare(b.Added) })
	return list, nil
}

// AddKey registers a key to an account; Added is set here. Keys of staff are an
// administrator's to add. The Faults are ErrUnknownAccount, ErrKeyTaken,
// ErrKeyKnown, "error.key_fingerprint" and "error.key_too_many".
func (o *Office) AddKey(ctx context.Context, email string, k model.Key) error {
	return o.changeAccount(ctx, "key add", email, func(w *Writer, a model.Account) error {
		return w.addKey(a, k, actOver(a))
	})
}

// RemoveKey takes a key from an account; whoever listens by OnAccountChange
// ends its sessions. ErrNoKey when it is not the account's.
func (o *Office) RemoveKey(ctx context.Context, email, fingerprint string) error {
	return o.changeAccount(ctx, "key remove", email, func(w *Writer, a model.Account) error {
		return w.removeKey(a, fingerprint, actOver(a))
	})
}

// Keys are an account's keys, the oldest first; ErrUnknownAccount.
func (o *Office) Keys(ctx context.Context, email string) ([]model.Key, error) {
	return read(ctx, o.store, func(r engine.Reader) ([]model.Key, error) {
		a, err := existing(r, email)
		if err != nil {
			return nil, err
		}
		return o.store.keysUsed(r, a.Email)
	})
}
