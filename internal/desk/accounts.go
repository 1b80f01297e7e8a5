package desk

import (
	"context"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// mostNamed is how many accounts are named when several are meant.
const mostNamed = 5

// FindAccount is the account of a customer, or of any with an empty slug, that is
// meant by a part of its address or of the customer's name; one whose whole address it
// is comes before all others. The Faults are ErrUnknownAccount, and
// "error.account_several" with those that may be meant.
func (d *Desk) FindAccount(ctx context.Context, typed, slug string) (email string, err error) {
	if err := d.may(model.ActInspect); err != nil {
		return "", err
	}
	if whole, err := model.ParseEmail(typed); err == nil {
		return whole, nil
	}
	typed = model.Line(typed, model.NameCells).String()
	var found []string
	err = d.office.Read(ctx, func(r *store.Reader) error {
		found, err = accountsWith(r, typed, slug)
		return err
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", model.NewFault(model.ErrUnknownAccount.Key, typed)
	case len(found) > 1:
		if len(found) > mostNamed {
			found = append(found[:mostNamed], "…")
		}
		return "", model.NewFault("error.account_several", typed, strings.Join(found, ", "))
	default:
		return found[0], nil
	}
}

// accountsWith are the customers' accounts in which every word of a text is.
func accountsWith(r *store.Reader, text, slug string) (found []string, err error) {
	partners, err := r.Partners()
	for _, p := range partners {
		if slug != "" && p.Slug != slug {
			continue
		}
		accounts, err := r.AccountsOf(p.Slug)
		if err != nil {
			return nil, err
		}
		for _, a := range accounts {
			if model.Found(text, a.Email, p.Slug, p.Name.String()) {
				found = append(found, a.Email)
			}
		}
	}
	return found, err
}
