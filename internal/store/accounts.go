package store

import (
	"context"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// AccountInfo is an account in a list, with how many keys it has.
type AccountInfo struct {
	model.Account
	Keys int
}

// existing is the account of somebody who must exist; ErrUnknownAccount.
func existing(r engine.Reader, email string) (model.Account, error) {
	email, err := model.ParseEmail(email)
	if err != nil {
		return model.Account{}, err
	}
	a, found, err := records.Accounts.Get(r, email)
	if err == nil && !found {
		err = model.NewFault(model.ErrUnknownAccount.Key, email)
	}
	return a, err
}

// actOver is the right that one needs to change an account.
func actOver(a model.Account) model.Act {
	if a.Role.Staff() {
		return model.ActStaff
	}
	return model.ActCustomers
}

// AddAccount makes an account: with a partner it is a portal account, otherwise
// its role must be one of staff. Operations may make portal accounts,
// administrators any. The Faults are "error.email", "error.account_exists",
// "error.account_role" and ErrUnknownPartner.
func (o *Office) AddAccount(ctx context.Context, a model.Account) (model.Account, error) {
	err := o.change(ctx, model.ActCustomers, "account add", func(w *Writer) (err error) {
		a, err = w.addAccount(a)
		return err
	})
	return a, err
}

func (w *Writer) addAccount(a model.Account) (model.Account, error) {
	email, err := model.ParseEmail(a.Email)
	if err != nil {
		return a, err
	}
	a.Email, a.Added, a.Disabled = email, w.tx.Now, false
	detail := string(a.Role)
	if a.Partner != "" && (a.Role == "" || a.Role == model.Portal) {
		p, found, err := findPartner(w.tx, a.Partner)
		if err != nil || !found {
			return a, errorOr(err, unknownPartner(a.Partner))
		}
		a.Role, a.Partner, detail = model.Portal, p.Slug, p.Slug
	} else if a.Partner != "" || !a.Role.Staff() {
		return a, model.NewFault("error.account_role", email)
	}
	if err := w.tx.Audit(actOver(a), email, detail); err != nil {
		return a, err
	}
	if _, found, err := records.Accounts.Get(w.tx, email); err != nil || found {
		return a, errorOr(err, model.NewFault("error.account_exists", email))
	}
	return a, records.Accounts.Put(w.tx, a, a.Email)
}

// Account is one account; ErrUnknownAccount.
func (o *Office) Account(ctx context.Context, email string) (model.Account, error) {
	return read(ctx, o.store, func(r engine.Reader) (model.Account, error) { return existing(r, email) })
}

// Accounts lists accounts by email, those behind the email after, at most limit
// (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Accounts(ctx context.Context, after string, limit int) (list []AccountInfo, next string, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		found, last, err := records.Accounts.Page(tx, engine.Scan{After: records.KeyOf(after)}, limit)
		if err != nil {
			return err
		}
		list, next = nil, last.First
		for _, a := range found {
			held, err := countKeys(tx, a.Email)
			if err != nil {
				return err
			}
			list = append(list, AccountInfo{a, held})
		}
		return nil
	})
	return list, next, err
}

// DisableAccount closes an account to its keys; whoever listens by
// OnAccountChange ends its sessions. Nothing happens when it is disabled
// already. The last administrator cannot be disabled: Fault
// "error.account_last_admin".
func (o *Office) DisableAccount(ctx context.Context, email string) error {
	return o.setDisabled(ctx, "account disable", email, true)
}

// EnableAccount opens a disabled account to its keys again. Nothing happens
// when it is open.
func (o *Office) EnableAccount(ctx context.Context, email string) error {
	return o.setDisabled(ctx, "account enable", email, false)
}

func (o *Office) setDisabled(ctx context.Context, verb, email string, disabled bool) error {
	return o.changeAccount(ctx, verb, email, func(w *Writer, a model.Account) error {
		if a.Disabled == disabled && w.tx.Who.Role.May(actOver(a)) {
			return nil
		}
		if err := w.tx.Audit(actOver(a), a.Email, ""); err != nil {
			return err
		}
		if disabled {
			if err := w.keepAdmin(a); err != nil {
				return err
			}
		}
		a.Disabled = disabled
		w.tx.Affected = append(w.tx.Affected, a.Email)
		return records.Accounts.Put(w.tx, a, a.Email)
	})
}

// changeAccount is change of an account that must exist.
func (o *Office) changeAccount(ctx context.Context, verb, email string, fn func(w *Writer, a model.Account) error) error {
	return o.change(ctx, model.ActCustomers, verb, func(w *Writer) error {
		a, err := existing(w.tx, email)
		if err != nil {
			return err
		}
		return fn(w, a)
	})
}

// MoveAccount links a portal account to another partner; whoever listens by
// OnAccountChange ends its sessions. Fault "error.account_role" for staff.
func (o *Office) MoveAccount(ctx context.Context, email, partner string) error {
	return o.changeAccount(ctx, "account move", email, func(w *Writer, a model.Account) error {
		if a.Role != model.Portal {
			return model.NewFault("error.account_role", a.Email)
		}
		p, found, err := findPartner(w.tx, partner)
		if err != nil || !found {
			return errorOr(err, unknownPartner(partner))
		}
		if err := w.tx.Audit(model.ActCustomers, a.Email, p.Slug); err != nil {
			return err
		}
		a.Partner = p.Slug
		w.tx.Affected = append(w.tx.Affected, a.Email)
		return records.Accounts.Put(w.tx, a, a.Email)
	})
}

// keepAdmin refuses to disable the last administrator, after whom nobody could
// make another one.
func (w *Writer) keepAdmin(a model.Account) error {
	if a.Role != model.Admin {
		return nil
	}
	others, err := countAdmins(w.tx, a.Email)
	if err == nil && others == 0 {
		return model.NewFault("error.account_last_admin", a.Email)
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
