package people

import (
	"cmp"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// maxName bounds a partner's name in its folded form, in bytes.
const maxName = 500

// Partner finds a partner by slug, or by name, accents, case and punctuation aside;
// ErrUnknownPartner.
func Partner(r engine.Reader, slugOrName string) (model.Partner, error) {
	p, found, err := records.Partners.Get(r, strings.ToLower(strings.TrimSpace(slugOrName)))
	if err == nil && !found {
		p, found, err = records.Partners.By(r, "name", model.Fold(slugOrName))
	}
	if err == nil && !found {
		err = UnknownPartner(slugOrName)
	}
	return p, err
}

// UnknownPartner is ErrUnknownPartner with the name that somebody gave.
func UnknownPartner(name string) error {
	return model.NewFault(model.ErrUnknownPartner.Key, model.Line(name, model.NameCells).String())
}

// AddPartner makes a partner and their empty list, see the store's Office.
func AddPartner(tx *records.Tx, slug string, name model.Text) (model.Partner, error) {
	slug, err := model.ParseSlug(slug)
	if err != nil {
		return model.Partner{}, err //nolint:wrapcheck // a Fault of the model
	}
	if err := checkPartner(tx, slug, name); err != nil {
		return model.Partner{}, err
	}
	p := model.Partner{Slug: slug, Name: name, Added: tx.Now}
	if err := tx.Audit(model.ActCustomers, slug, name.String()); err != nil {
		return model.Partner{}, err
	}
	if err := records.Partners.Put(tx, p, slug); err != nil {
		return model.Partner{}, err
	}
	return p, tx.MakeList(engine.List(slug), 0) //nolint:wrapcheck // the engine names the list
}

// checkPartner is nil when a partner can have this slug and this name.
func checkPartner(r engine.Reader, slug string, name model.Text) error {
	folded := model.Fold(name.String())
	if folded == "" || len(folded) > maxName {
		return model.NewFault("error.partner_name", name.String())
	}
	if _, found, err := records.Partners.Get(r, slug); err != nil || found {
		return cmp.Or[error](err, model.NewFault("error.partner_exists", slug))
	}
	if other, found, err := records.Partners.By(r, "name", folded); err != nil || found {
		return cmp.Or[error](err, model.NewFault("error.partner_name_taken", name.String(), other.Slug))
	}
	return nil
}
