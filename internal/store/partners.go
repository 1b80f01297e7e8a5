package store

import (
	"context"
	"strings"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/records"
)

// maxName bounds a partner's name in its folded form, in bytes.
const maxName = 500

// findPartner finds a partner by slug or by name.
func findPartner(r engine.Reader, slugOrName string) (p model.Partner, found bool, err error) {
	p, found, err = records.Partners.Get(r, strings.ToLower(strings.TrimSpace(slugOrName)))
	if err != nil || found {
		return p, found, err
	}
	return records.Partners.By(r, "name", model.Fold(slugOrName))
}

// unknownPartner is ErrUnknownPartner with the name that somebody gave.
func unknownPartner(name string) error {
	return model.NewFault(model.ErrUnknownPartner.Key, model.Line(name, model.NameCells).String())
}

// addPartner is AddPartner within the guard.
func (w *Writer) addPartner(slug string, name model.Text) (model.Partner, error) {
	slug, err := model.ParseSlug(slug)
	if err != nil {
		return model.Partner{}, err
	}
	folded := model.Fold(name.String())
	if folded == "" || len(folded) > maxName {
		return model.Partner{}, model.NewFault("error.partner_name", name.String())
	}
	if _, found, err := records.Partners.Get(w.tx, slug); err != nil || found {
		return model.Partner{}, errorOr(err, model.NewFault("error.partner_exists", slug))
	}
	if other, found, err := records.Partners.By(w.tx, "name", folded); err != nil || found {
		return model.Partner{}, errorOr(err, model.NewFault("error.partner_name_taken", name.String(), other.Slug))
	}
	p := model.Partner{Slug: slug, Name: name, Added: w.tx.Now}
	if err := w.tx.Audit(model.ActCustomers, slug, name.String()); err != nil {
		return model.Partner{}, err
	}
	if err := records.Partners.Put(w.tx, p, slug); err != nil {
		return model.Partner{}, err
	}
	return p, w.tx.MakeList(engine.List(slug), 0)
}

// AddPartner makes a partner and its empty room; see [Writer.AddPartner].
func (o *Office) AddPartner(ctx context.Context, slug string, name model.Text) (model.Partner, error) {
	var p model.Partner
	err := o.change(ctx, model.ActCustomers, "partner add", func(w *Writer) (err error) {
		p, err = w.AddPartner(slug, name)
		return err
	})
	return p, err
}

// Partners lists partners by slug, those behind the slug after, at most limit
// (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Partners(ctx context.Context, after string, limit int) (list []model.Partner, next string, err error) {
	err = o.store.view(ctx, func(tx engine.Reader) error {
		found, last, err := records.Partners.Page(tx, engine.Scan{After: records.KeyOf(after)}, limit)
		list, next = found, last.First
		return err
	})
	return list, next, err
}
