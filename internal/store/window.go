package store

import (
	"context"
	"sync/atomic"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// window is what a room and the hall have in common: a list that can be read and
// watched.
type window struct {
	store *Store
	list  engine.List
	tide  *atomic.Pointer[tide]

	outside bool // the hall for who sees what customers see
}

func (s *Store) window(l engine.List) window {
	return window{store: s, list: l, tide: s.tides.of(l)}
}

// read runs fn on the list in one reading transaction.
func (w window) read(ctx context.Context, fn func(l reading) error) error {
	return w.store.view(ctx, func(tx bolt.Tx) error { return fn(reading{tx, w.list, w.outside}) })
}

// shipment is a record of the list, which somebody calls ref, as fn reads it.
func (w window) shipment(ctx context.Context, ref string, fn func(l reading, name string) (model.Published, error)) (p model.Published, err error) {
	err = w.read(ctx, func(l reading) error {
		name, err := named(l, l.list, ref)
		if err != nil {
			return err
		}
		p, err = fn(l, name)
		return err
	})
	return p, err
}

// page is read by the first who asks for it as the tree is now, when it is one
// that others may ask for too.
func (w window) page(ctx context.Context, q model.Query) (model.Page, error) {
	now, err := w.now(ctx)
	if err != nil {
		return model.Page{}, err
	}
	if q.Filter != "" && q.Today.IsZero() {
		q.Today = w.store.now()
	}
	q, often := askedOften(q)
	if !often {
		return w.readPage(ctx, q)
	}
	return w.store.pages.get(pageOf{w.list, w.outside, q}, now.seq, func() (model.Page, error) {
		// Others wait for this answer too: it is not this one's to give up.
		page, err := w.readPage(context.WithoutCancel(ctx), q)
		page.Kept = new(model.Kept)
		return page, err
	})
}

func (w window) readPage(ctx context.Context, q model.Query) (page model.Page, err error) {
	err = w.read(ctx, func(l reading) (err error) {
		page, err = l.page(q)
		return err
	})
	shareWords(page.Rows)
	return page, err
}

// counts are shared: nobody may change them.
func (w window) counts(ctx context.Context) (model.Counts, error) {
	now, err := w.now(ctx)
	if err != nil {
		return nil, err
	}
	return now.counts, nil
}

func (w window) version(ctx context.Context) (uint64, error) {
	now, err := w.now(ctx)
	if err != nil {
		return 0, err
	}
	return now.seq, nil
}

func (w window) watch(ctx context.Context, since uint64) (uint64, error) {
	return w.store.feed.watch(ctx, string(w.list), since, func(ctx context.Context) (wave, error) {
		now, err := w.now(ctx)
		if err != nil {
			return wave{}, err
		}
		return wave{now.seq, now.at}, nil
	})
}

func (w window) changes(ctx context.Context, since uint64, limit int) (list []model.Change, err error) {
	err = w.read(ctx, func(l reading) (err error) {
		list, err = l.changesAfter(since, limit)
		return err
	})
	return list, err
}
