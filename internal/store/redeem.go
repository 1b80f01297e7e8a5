package store

import (
	"context"
	"errors"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
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

// nobody is an address that no account has. Looking it up costs what looking up
// a real one does.
const nobody = "nobody@localhost"

// Invitation looks at the invitation whose code has this hash. It changes
// nothing for whoever may use it. The Faults are "error.code.unknown",
// "error.code.used" (both with how to reach the house) and "error.code.expired"
// (with the day, and how to reach the house). A code of a disabled account and
// one that was revoked are unknown.
func (d *Directory) Invitation(ctx context.Context, hash CodeHash) (Invited, error) {
	var invited Invited
	err := d.store.view(ctx, func(tx engine.Reader) (err error) {
		_, _, invited, err = openInvitation(tx, hash, d.store.now())
		return err
	})
	if errors.Is(err, errExpired) {
		return Invited{}, errorOr(d.lapse(ctx, hash), err)
	}
	if err != nil {
		return Invited{}, err
	}
	return invited, nil
}

// Redeem registers a key to the account that the code with this hash invites,
// in one transaction, and closes the code for good. remote is the address of
// the client, for the audit trail. The Faults are those of Invitation, and
// those of adding a key.
func (d *Directory) Redeem(ctx context.Context, hash CodeHash, k model.Key, remote string) (model.Account, error) {
	var account model.Account
	who := model.Principal{Fingerprint: k.Fingerprint, Remote: remote}
	err := d.store.write(ctx, who, "invite redeem", func(w *Writer) error {
		i, a, _, err := openInvitation(w.tx, hash, w.tx.Now)
		if err != nil {
			return err
		}
		w.tx.Who.Account, w.tx.Who.Role, w.tx.Who.Partner = a.Email, a.Role, a.Partner
		if err := w.addKey(a, k, model.ActOwn); err != nil {
			return err
		}
		i.Used, i.UsedBy, account = w.tx.Now, k.Fingerprint, a
		return i.Keep(w.tx)
	})
	if errors.Is(err, errExpired) {
		return model.Account{}, errorOr(d.lapse(ctx, hash), err)
	}
	if err != nil {
		return model.Account{}, err
	}
	return account, nil
}

// The Faults of codes, to be compared with.
var (
	errExpired = model.NewFault("error.code.expired")
	errUsed    = model.NewFault("error.code.used")
	errNoCode  = model.NewFault("error.code.unknown")
)

// openInvitation reads an invitation that may be used now, its account, and
// what to ask. Whatever is wrong with it, the same is looked at.
func openInvitation(r engine.Reader, hash CodeHash, now time.Time) (i records.KeptInvitation, a model.Account, invited Invited, err error) {
	house, err := records.Forwarder(r)
	if err != nil {
		return i, a, invited, err
	}
	i, found, err := records.Invitations.By(r, "hash", records.HashText(hash))
	if err != nil {
		return i, a, invited, err
	}
	email := i.Email
	if !found {
		email = nobody
	}
	a, known, err := records.Accounts.Get(r, email)
	if err != nil {
		return i, a, invited, err
	}
	partner, _, err := records.Partners.Get(r, a.Partner)
	if err != nil {
		return i, a, invited, err
	}
	seen, err := records.LatestSince(r, i.Rollbacks, now)
	if err != nil {
		return i, a, invited, err
	}
	invited = Invited{Email: a.Email, Role: a.Role, Partner: partner, Expires: i.Expires}
	switch {
	case !found || !known || a.Disabled || !i.Revoked.IsZero():
		err = model.NewFault(errNoCode.Key, house.Contact())
	case !i.Used.IsZero():
		err = model.NewFault(errUsed.Key, house.Contact())
	case i.Lapsed || !seen.Before(i.Expires):
		err = model.NewFault(errExpired.Key, i.Expires.In(model.ZoneNamed(house.Zone)).Format(time.DateOnly), house.Contact())
	}
	return i, a, invited, err
}

// lapse notes that a code was seen to have expired, so that no clock opens it
// again. It writes once for each code.
func (d *Directory) lapse(ctx context.Context, hash CodeHash) error {
	return d.store.write(ctx, model.Principal{Account: "clock", Role: model.Portal}, "invite expired", func(w *Writer) error {
		i, found, err := records.Invitations.By(w.tx, "hash", records.HashText(hash))
		if err != nil || !found || i.Lapsed {
			return err
		}
		if err := w.tx.Audit(model.ActOwn, i.Email, i.ID); err != nil {
			return err
		}
		i.Lapsed = true
		return i.Keep(w.tx)
	})
}
