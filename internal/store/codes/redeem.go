package codes

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/people"
	"porthole/internal/store/records"
)

// Invited is what whoever holds a code is asked before their key is registered:
// to whose account, and for which partner (the zero Partner for staff).
type Invited struct {
	Email   string
	Role    model.Role
	Partner model.Partner
	Expires time.Time
}

// Invitation is what the invitation asks whose code has this hash, if it may be used
// now.
func Invitation(r engine.Reader, hash string, now time.Time) (Invited, error) {
	i, a, p, err := openInvitation(r, hash, now)
	if err != nil {
		return Invited{}, err
	}
	return Invited{Email: a.Email, Role: a.Role, Partner: p, Expires: i.Expires}, nil
}

// Redeem registers a key to the account that the code with this hash invites, in the
// name of that account, and closes the code for good.
func Redeem(tx *records.Tx, hash string, k model.Key) (model.Account, error) {
	i, a, _, err := openInvitation(tx, hash, tx.Now)
	if err != nil {
		return a, err
	}
	tx.Who.Account, tx.Who.Role, tx.Who.Partner = a.Email, a.Role, a.Partner
	if err := people.AddKey(tx, a, k, model.ActOwn); err != nil {
		return a, err
	}
	i.Used, i.UsedBy = tx.Now, k.Fingerprint
	return a, i.Keep(tx)
}

// openInvitation reads an invitation that may be used now, its account, and whose that
// is.
func openInvitation(r engine.Reader, hash string, now time.Time) (i records.KeptInvitation, a model.Account, p model.Partner, err error) {
	forwarder, err := records.Forwarder(r)
	if err != nil {
		return i, a, p, err
	}
	i, found, err := records.Invitations.By(r, "hash", hash)
	if err != nil {
		return i, a, p, err
	}
	email := i.Email
	if !found {
		email = nobody
	}
	a, known, err := records.Accounts.Get(r, email)
	if err != nil {
		return i, a, p, err
	}
	if p, _, err = records.Partners.Get(r, a.Partner); err != nil {
		return i, a, p, err
	}
	seen, err := records.LatestSince(r, i.Rollbacks, now)
	switch {
	case err != nil:
	case !found || !known || a.Disabled || !i.Revoked.IsZero():
		err = model.NewFault(errUnknown.Key, forwarder.Contact())
	case !i.Used.IsZero():
		err = model.NewFault(errUsed.Key, forwarder.Contact())
	case i.Lapsed || !seen.Before(i.Expires):
		err = expired(i.Expires, forwarder)
	}
	return i, a, p, err
}

// LapseInvitation notes that an invitation was seen to have expired. It writes once
// for each.
func LapseInvitation(tx *records.Tx, hash string) error {
	i, found, err := records.Invitations.By(tx, "hash", hash)
	if err != nil || !found || i.Lapsed {
		return err
	}
	i.Lapsed = true
	if err := tx.Audit(model.ActOwn, i.Email, i.ID); err != nil {
		return err
	}
	return i.Keep(tx)
}
