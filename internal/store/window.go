package store

import (
	"context"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
)

// window is what a room and the hall have in common: a tree of the file that
// can be listed and watched.
type window struct {
	store *Store
	slug  string
}

// read runs fn on the tree in one reading transaction.
func (w window) read(ctx context.Context, fn func(t *tree) error) error {
	return w.store.view(ctx, func(tx *bbolt.Tx) error {
		t, err := openTree(tx, w.slug)
		if err != nil {
			return err
		}
		return fn(t)
	})
}

// glance runs fn with the state of the tree alone, which costs a fraction of
// opening all of it: everybody who watches a room asks for it at every change.
func (w window) glance(ctx context.Context, fn func(tx *bbolt.Tx, s state) error) error {
	return w.store.view(ctx, func(tx *bbolt.Tx) error {
		root, err := presentRoot(tx, w.slug)
		if err != nil {
			return err
		}
		s, err := readState(root)
		if err != nil {
			return err
		}
		return fn(tx, s)
	})
}

// page is read by the first who asks for it as the tree is now.
func (w window) page(ctx context.Context, q model.Query) (page model.Page, err error) {
	err = w.glance(ctx, func(tx *bbolt.Tx, s state) (err error) {
		page, err = w.store.pages.get(pageOf{w.slug, q}, s.seq, func() (model.Page, error) {
			t, err := openTree(tx, w.slug)
			if err != nil {
				return model.Page{}, err
			}
			page, err := t.page(q)
			w.store.lexicon.rows(page.Rows)
			return page, err
		})
		return err
	})
	return page, err
}

func (w window) counts(ctx context.Context) (counts model.Counts, err error) {
	err = w.glance(ctx, func(_ *bbolt.Tx, s state) error {
		counts = s.counts()
		return nil
	})
	return counts, err
}

func (w window) version(ctx context.Context) (version uint64, err error) {
	err = w.glance(ctx, func(_ *bbolt.Tx, s state) error {
		version = s.seq
		return nil
	})
	return version, err
}

func (w window) watch(ctx context.Context, since uint64) (uint64, error) {
	return w.store.feed.watch(ctx, w.slug, since, w.version)
}

func (w window) changes(ctx context.Context, since uint64, limit int) (list []model.Change, err error) {
	err = w.read(ctx, func(t *tree) (err error) {
		list, err = t.changesAfter(since, limit)
		return err
	})
	return list, err
}
