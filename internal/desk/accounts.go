package desk

import (
	"context"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store"
)

// mostNamed is how many are named when several are meant.
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
	if err != nil {
		return "", err
	}
	return only(found, typed, model.ErrUnknownAccount.Key, "error.account_several")
}

// FindPartner is the customer that is meant by its short name, or by a part of its
// name. The Faults are ErrUnknownPartner, and "error.partner_several".
func (d *Desk) FindPartner(ctx context.Context, typed string) (slug string, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return "", err
	}
	typed = model.Line(typed, model.NameCells).String()
	var found []string
	err = d.office.Read(ctx, func(r *store.Reader) error {
		if p, whole, err := r.Partner(typed); err != nil || whole {
			found = []string{p.Slug}
			return err
		}
		partners, err := r.Partners()
		for _, p := range partners {
			if model.Found(typed, p.Slug, p.Name.String()) {
				found = append(found, p.Slug)
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return only(found, typed, model.ErrUnknownPartner.Key, "error.partner_several")
}

// only is the one that was found; of none, and of several, a Fault says so.
func only(found []string, typed, none, several string) (string, error) {
	switch {
	case len(found) == 0:
		return "", model.NewFault(none, typed)
	case len(found) == 1:
		return found[0], nil
	case len(found) > mostNamed:
		found = append(found[:mostNamed:mostNamed], "…")
	}
	return "", model.NewFault(several, typed, strings.Join(found, ", "))
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
