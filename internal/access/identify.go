package access

import (
	"errors"

	"golang.org/x/crypto/ssh"

	"porthole/internal/model"
)

// Keyring says to which account a key belongs; an error when to none.
type Keyring interface {
	Lookup(fingerprint string) (model.Account, model.Key, error)
}

// Identify says whose key it is. It is to be asked once the key has signed, and
// never about a key that was merely offered. Whoever is not recognised is a
// guest: a key that nobody registered, one of a disabled account, and one of an
// account that is neither staff nor linked to a partner look and cost the same.
// Remote is the client's address, for the audit trail.
// The error is model.ErrAway, for a store that cannot be asked: nobody is unknown then.
func Identify(keys Keyring, key ssh.PublicKey, remote string) (model.Principal, error) {
	guest := model.Principal{Fingerprint: Fingerprint(key), Remote: remote}
	account, _, err := keys.Lookup(guest.Fingerprint)
	if errors.Is(err, model.ErrAway) {
		return guest, model.ErrAway
	}
	if err != nil || account.Disabled || CheckKey(key) != nil {
		return guest, nil
	}
	p := guest
	p.Account, p.Role, p.Partner, p.Language = account.Email, account.Role, account.Partner, account.Language
	if !p.IsPortal() && !p.IsStaff() {
		return guest, nil
	}
	return p, nil
}
