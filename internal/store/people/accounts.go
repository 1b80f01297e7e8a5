// Package people has the rules of partners, accounts and their keys.
package people

import (
	"cmp"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// Account is that of somebody who must exist; ErrUnknownAccount.
func Account(r engine.Reader, email string) (model.Account, error) {
	email, err := model.ParseEmail(email)
	if err != nil {
		return model.Account{}, err //nolint:wrapcheck // a Fault of the model
	}
	a, found, err := records.Accounts.Get(r, email)
	if err == nil && !found {
		err = model.NewFault(model.ErrUnknownAccount.Key, email)
	}
	return a, err
}

// ActOver is the right that one needs to change an account.
func ActOver(a model.Account) model.Act {
	if a.Role.Staff() {
		return model.ActStaff
	}
	return model.ActCustomers
}

// Keep writes an account, with a line in the audit trail of who had the right to.
func Keep(tx *records.Tx, act model.Act, a model.Account, detail string) error {
	if err := tx.Audit(act, a.Email, detail); err != nil {
		return err
	}
	return records.Accounts.Put(tx, a, a.Email)
}

// AddAccount makes an account, see the store's Office.
func AddAccount(tx *records.Tx, a model.Account) (model.Account, error) {
	email, err := model.ParseEmail(a.Email)
	if err != nil {
		return a, err //nolint:wrapcheck // a Fault of the model
	}
	a.Email, a.Added, a.Disabled = email, tx.Now, false
	detail := string(a.Role)
	if a.Partner != "" && (a.Role == "" || a.Role == model.Portal) {
		p, err := Partner(tx, a.Partner)
		if err != nil {
			return a, err
		}
		a.Role, a.Partner, detail = model.Portal, p.Slug, p.Slug
	} else if a.Partner != "" || !a.Role.Staff() {
		return a, model.NewFault("error.account_role", email)
	}
	if err := tx.Audit(ActOver(a), email, detail); err != nil {
		return a, err
	}
	if _, found, err := records.Accounts.Get(tx, email); err != nil || found {
		return a, cmp.Or[error](err, model.NewFault("error.account_exists", email))
	}
	return a, records.Accounts.Put(tx, a, a.Email)
}

// SetDisabled closes an account to its keys, or opens it again. Nothing happens when
// it is so already.
func SetDisabled(tx *records.Tx, email string, disabled bool) error {
	a, err := Account(tx, email)
	if err != nil || a.Disabled == disabled && tx.Who.Role.May(ActOver(a)) {
		return err
	}
	if err := tx.Audit(ActOver(a), a.Email, ""); err != nil {
		return err
	}
	if disabled {
		if err := keepAdmin(tx, a); err != nil {
			return err
		}
	}
	a.Disabled = disabled
	tx.Affected = append(tx.Affected, a.Email)
	return records.Accounts.Put(tx, a, a.Email)
}

// MoveAccount links a portal account to another partner.
func MoveAccount(tx *records.Tx, email, partner string) error {
	a, err := Account(tx, email)
	if err != nil {
		return err
	}
	if a.Role != model.Portal {
		return model.NewFault("error.account_role", a.Email)
	}
	p, err := Partner(tx, partner)
	if err != nil {
		return err
	}
	a.Partner = p.Slug
	tx.Affected = append(tx.Affected, a.Email)
	return Keep(tx, model.ActCustomers, a, p.Slug)
}

// keepAdmin refuses to disable the last administrator, after whom nobody could
// make another one.
func keepAdmin(r engine.Reader, a model.Account) error {
	if a.Role != model.Admin {
		return nil
	}
	others, err := countAdmins(r, a.Email)
	if err == nil && others == 0 {
		err = model.NewFault("error.account_last_admin", a.Email)
	}
	return err
}

// countAdmins counts the administrators that are not disabled, but for one.
func countAdmins(r engine.Reader, except string) (count int, err error) {
	for found, err := range records.Accounts.Scan(r, engine.Scan{Column: "role", Value: string(model.Admin)}) {
		if err != nil {
			return 0, err
		}
		if !found.Value.Disabled && found.First != except {
			count++
		}
	}
	return count, nil
}

// SeedAdmins registers keys to administrators, making each account that a key
// names, when there is no administrator yet; otherwise it does nothing. It says how
// many keys it registered.
func SeedAdmins(tx *records.Tx, keys []model.Key) (int, error) {
	if admins, err := countAdmins(tx, ""); err != nil || admins > 0 {
		return 0, err
	}
	for _, k := range keys {
		if err := seed(tx, k); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

// seed registers a key to an administrator, whom it makes when there is none.
func seed(tx *records.Tx, k model.Key) error {
	email, err := model.ParseEmail(k.Account)
	if err != nil {
		return err //nolint:wrapcheck // a Fault of the model
	}
	a, found, err := records.Accounts.Get(tx, email)
	if err == nil && !found {
		a, err = AddAccount(tx, model.Account{Email: email, Role: model.Admin})
	}
	if err != nil {
		return err
	}
	if a.Role != model.Admin || a.Disabled {
		return model.NewFault("error.account_exists", email)
	}
	return AddKey(tx, a, k, model.ActStaff)
}
