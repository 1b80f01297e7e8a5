package store

import (
	"context"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// maxName bounds a partner's name in its folded form, in bytes.
const maxName = 500

// partnerBySlug reads a partner.
func partnerBySlug(tx bolt.Tx, slug string) (p model.Partner, found bool, err error) {
	partners, err := bucket(tx, bucketOffice, bucketPartners)
	if err != nil || slug == "" {
		return p, false, err
	}
	key := []byte(slug)
	found, err = unsealJSON(key, partners.Get(key), &p)
	return p, found, err
}

// findPartner finds a partner by slug or by name.
func findPartner(tx bolt.Tx, slugOrName string) (p model.Partner, found bool, err error) {
	p, found, err = partnerBySlug(tx, strings.ToLower(strings.TrimSpace(slugOrName)))
	if err != nil || found {
		return p, found, err
	}
	names, err := bucket(tx, bucketOffice, bucketNames)
	if err != nil {
		return p, false, err
	}
	key := []byte(model.Fold(slugOrName))
	sealed := names.Get(key)
	if len(key) == 0 || sealed == nil {
		return p, false, nil
	}
	slug, err := unseal(key, sealed)
	if err != nil {
		return p, false, err
	}
	return partnerBySlug(tx, string(slug))
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
	folded := []byte(model.Fold(name.String()))
	if len(folded) == 0 || len(folded) > maxName {
		return model.Partner{}, model.NewFault("error.partner_name", name.String())
	}
	if _, found, err := partnerBySlug(w.tx, slug); err != nil || found {
		return model.Partner{}, errorOr(err, model.NewFault("error.partner_exists", slug))
	}
	names, err := bucket(w.tx, bucketOffice, bucketNames)
	if err != nil {
		return model.Partner{}, err
	}
	if taken := names.Get(folded); taken != nil {
		other, err := unseal(folded, taken)
		return model.Partner{}, errorOr(err, model.NewFault("error.partner_name_taken", name.String(), string(other)))
	}
	p := model.Partner{Slug: slug, Name: name, Added: w.now}
	if err := w.record(model.ActCustomers, slug, name.String()); err != nil {
		return model.Partner{}, err
	}
	if err := put(names, folded, seal(folded, []byte(slug))); err != nil {
		return model.Partner{}, err
	}
	return p, w.furnish(p)
}

// furnish writes a new partner and makes its room.
func (w *Writer) furnish(p model.Partner) error {
	partners, err := bucket(w.tx, bucketOffice, bucketPartners)
	if err != nil {
		return err
	}
	key := []byte(p.Slug)
	sealed, err := sealJSON(key, p)
	if err != nil {
		return err
	}
	if err := put(partners, key, sealed); err != nil {
		return err
	}
	window, err := bucket(w.tx, bucketWindow)
	if err != nil {
		return err
	}
	room, err := window.CreateBucketIfNotExists(key)
	if err != nil {
		return fmt.Errorf("create room %q: %w", p.Slug, err)
	}
	return createTree(room, p.Slug)
}

// AddPartner makes a partner and its empty room; see [Writer.AddPartner].
func (o *Office) AddPartner(ctx context.Context, slug string, name model.Text) (model.Partner, error) {
	var p model.Partner
	err := o.Write(ctx, "partner add", func(w *Writer) (err error) {
		p, err = w.AddPartner(slug, name)
		return err
	})
	return p, err
}

// Partners lists partners by slug, those behind the slug after, at most limit
// (0: 500). next is what to pass as after for the rest, empty at the end.
func (o *Office) Partners(ctx context.Context, after string, limit int) (list []model.Partner, next string, err error) {
	err = o.store.view(ctx, func(tx bolt.Tx) error {
		partners, err := bucket(tx, bucketOffice, bucketPartners)
		if err != nil {
			return err
		}
		list, next, err = listNamed[model.Partner](partners, after, pageLimit(limit))
		return err
	})
	return list, next, err
}

// pageLimit is the length of a list that was asked for with limit.
func pageLimit(limit int) int {
	if limit <= 0 || limit > model.MaxPage {
		return model.MaxPage
	}
	return limit
}

// listNamed reads sealed values in the order of their keys, those behind after,
// and the key to go on from.
func listNamed[T any](b *bbolt.Bucket, after string, limit int) (list []T, next string, err error) {
	cursor := b.Cursor()
	key, sealed := cursor.Seek([]byte(after))
	if string(key) == after && key != nil {
		key, sealed = cursor.Next()
	}
	last := ""
	for ; key != nil; key, sealed = cursor.Next() {
		if len(list) == limit {
			return list, last, nil
		}
		var v T
		if _, err := unsealJSON(key, sealed, &v); err != nil {
			return nil, "", err
		}
		list, last = append(list, v), string(key)
	}
	return list, "", nil
}
