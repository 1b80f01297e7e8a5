package store

import (
	"context"
	"fmt"

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

func (w window) page(ctx context.Context, q model.Query) (page model.Page, err error) {
	err = w.read(ctx, func(t *tree) (err error) {
		page, err = w.store.pages.get(pageOf{w.slug, q}, t.state.seq, func() (model.Page, error) {
			page, err := t.page(q)
			w.store.lexicon.rows(page.Rows)
			return page, err
		})
		return err
	})
	return page, err
}

func (w window) counts(ctx context.Context) (counts model.Counts, err error) {
	err = w.read(ctx, func(t *tree) error {
		counts = t.state.counts()
		return nil
	})
	return counts, err
}

// version looks at the state alone: everybody who watches a room asks for it
// at every change.
func (w window) version(ctx context.Context) (version uint64, err error) {
	err = w.store.view(ctx, func(tx *bbolt.Tx) error {
		root, err := treeRoot(tx, w.slug)
		if err != nil {
			return err
		}
		if root == nil {
			return fmt.Errorf("room %q is missing: %w", w.slug, errDamaged)
		}
		s, err := readState(root)
		version = s.seq
		return err
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
