package people

import (
	"cmp"
	"regexp"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// maxKeys is how many keys one account may have.
const maxKeys = 20

// The Faults of keys that callers tell apart.
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

// AddKey registers a key to an account.
func AddKey(tx *records.Tx, a model.Account, k model.Key, act model.Act) error {
	if !fingerprintShape.MatchString(k.Fingerprint) {
		return model.NewFault("error.key_fingerprint", model.Line(k.Fingerprint, model.NameCells).String())
	}
	if err := tx.Audit(act, a.Email, k.Fingerprint); err != nil {
		return err
	}
	other, found, err := records.Keys.Get(tx, k.Fingerprint)
	switch {
	case err != nil:
		return err
	case found && other.Account == a.Email:
		return ErrKeyKnown
	case found:
		return ErrKeyTaken
	}
	if held, err := CountKeys(tx, a.Email); err != nil || held >= maxKeys {
		return cmp.Or[error](err, model.NewFault("error.key_too_many", maxKeys))
	}
	k.Account, k.Added = a.Email, tx.Now
	return records.Keys.Put(tx, k, k.Fingerprint)
}

// RemoveKey takes a key from an account; ErrNoKey when it is not the account's.
func RemoveKey(tx *records.Tx, a model.Account, fingerprint string, act model.Act) error {
	k, found, err := records.Keys.Get(tx, fingerprint)
	if err != nil {
		return err
	}
	if !found || k.Account != a.Email {
		return ErrNoKey
	}
	if err := tx.Audit(act, a.Email, fingerprint); err != nil {
		return err
	}
	tx.Affected = append(tx.Affected, a.Email)
	if err := records.Keys.Delete(tx, fingerprint); err != nil {
		return err
	}
	return records.KeyUses.Delete(tx, fingerprint)
}

// keysOf selects an account's keys.
func keysOf(email string) engine.Scan { return engine.Scan{Column: "account", Value: email} }

// CountKeys is how many keys an account has.
func CountKeys(r engine.Reader, email string) (int, error) {
	return records.Keys.Count(r, keysOf(email))
}

// Keys are an account's keys, the oldest first.
func Keys(r engine.Reader, email string) ([]model.Key, error) {
	list, err := records.Keys.List(r, keysOf(email))
	slices.SortStableFunc(list, func(a, b model.Key) int { return a.Added.Compare(b.Added) })
	return list, err
}

// ErrUnknown is the answer for a key that is registered to nobody, and for one
// whose account is disabled or gone.
var ErrUnknown = model.NewFault("error.key_unknown")

// ByKey finds whose key it is, by its fingerprint; ErrUnknown. Whatever the answer, the
// same is looked at.
func ByKey(r engine.Reader, fingerprint string) (model.Account, model.Key, error) {
	k, known, err := records.Keys.Get(r, fingerprint)
	if err != nil {
		return model.Account{}, k, err
	}
	a, found, err := records.Accounts.Get(r, cmp.Or(k.Account, "nobody@localhost"))
	if err == nil && (!known || !found || a.Disabled) {
		err = ErrUnknown
	}
	return a, k, err
}
