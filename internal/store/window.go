package store

import (
	"context"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
	"porthole/internal/store/live"
	"porthole/internal/store/records"
)

// window is what a room and the list of all shipments have in common: a list that
// can be read and watched.
type window struct {
	store *Store
	list  engine.List

	outside bool // all shipments for who sees what customers see
}

// now is the latest state of the list.
func (w window) now(ctx context.Context) (*live.State, error) {
	if err := w.store.serving(ctx); err != nil {
		return nil, err
	}
	if err := w.open(ctx); err != nil {
		return nil, err
	}
	if s := w.store.cache.State(w.list); s != nil {
		return s, nil
	}
	return read(ctx, w.store, func(r engine.Reader) (*live.State, error) {
		if err := w.only(r); err != nil {
			return nil, err
		}
		s, err := r.State(w.list)
		if err != nil {
			return nil, err //nolint:wrapcheck // the engine names the list
		}
		return w.store.cache.Note(w.list, s, time.Time{}), nil
	})
}

// open is ErrPaused for the room of a customer who is paused.
func (w window) open(ctx context.Context) error {
	if w.list == engine.Office || !w.store.paused(string(w.list)) {
		return nil
	}
	return w.store.view(ctx, whilePaused)
}

// only has the rest of a transaction read the list of a customer alone. It stands in front
// of everything that is read for one; the office reads all.
func (w window) only(r engine.Reader) error {
	if w.list == engine.Office {
		return nil
	}
	return r.Only(w.list) //nolint:wrapcheck // the engine names the list
}

// serving is the error that a look at the store ends with when it need not open
// the file: that of the context, or ErrClosed.
func (s *Store) serving(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if s.feed.Closed() {
		return ErrClosed
	}
	return nil
}

// read runs fn on the list in one reading transaction.
func (w window) read(ctx context.Context, fn func(l lists.List) error) error {
	if err := w.open(ctx); err != nil {
		return err
	}
	return w.store.view(ctx, func(tx engine.Reader) error {
		if err := w.only(tx); err != nil {
			return err
		}
		return fn(lists.List{Tx: tx, Name: w.list, Outside: w.outside})
	})
}

// shipment is a record of the list, which somebody calls ref, as fn reads it.
func (w window) shipment(ctx context.Context, ref string, fn func(l lists.List, name string) (model.Published, error)) (p model.Published, err error) {
	err = w.read(ctx, func(l lists.List) error {
		name, err := l.Resolve(ref)
		if err != nil {
			return err
		}
		p, err = fn(l, name)
		return err
	})
	return p, err
}

// Page is one page of the list. The error may be the Fault "error.cursor", for a
// cursor that is not of this list. It is read by the first who asks for it in this
// state of the list, when it is one that others may ask for too.
func (w window) Page(ctx context.Context, q model.Query) (model.Page, error) {
	now, err := w.now(ctx)
	if err != nil {
		return model.Page{}, err
	}
	if q.Filter != "" && q.Today.IsZero() {
		q.Today = w.store.now()
	}
	q, often := lists.Shared(q)
	if !often {
		return w.readPage(ctx, q)
	}
	return live.Cached(w.store.cache, now, live.Question{Outside: w.outside, Query: q}, func() (model.Page, error) {
		// Others wait for this answer too: it is not this one's to give up.
		page, err := w.readPage(context.WithoutCancel(ctx), q)
		page.Cache = new(model.PageCache)
		return page, err
	})
}

func (w window) readPage(ctx context.Context, q model.Query) (page model.Page, err error) {
	err = w.read(ctx, func(l lists.List) (err error) {
		page, err = l.Page(q)
		return err
	})
	return page, err
}

// Counts is how many shipments stand under each tab. They are shared: nobody may
// change them.
func (w window) Counts(ctx context.Context) (model.Counts, error) {
	now, err := w.now(ctx)
	if err != nil {
		return nil, err
	}
	return now.Counts, nil
}

// Version is the number of the latest change of the list, and grows within it only.
// The error is model.ErrAway while it is not known.
func (w window) Version(ctx context.Context) (uint64, error) {
	seq, _, err := w.latest(ctx)
	return seq, err
}

func (w window) latest(ctx context.Context) (seq uint64, committed time.Time, err error) {
	if err := w.store.following(); err != nil {
		return 0, time.Time{}, err
	}
	now, err := w.now(ctx)
	if err != nil {
		return 0, time.Time{}, err
	}
	return now.Seq, now.Committed, nil
}

// Watch waits until the version is above since, and gives it. Several changes in a
// row are one. It ends with the context's error, model.ErrAway, or ErrClosed.
func (w window) Watch(ctx context.Context, since uint64) (uint64, error) {
	return w.store.feed.Watch(ctx, string(w.list), since, w.latest)
}

// Changes are the shipments that changed after since, each with its latest change,
// the oldest first; at most limit (0: model.MaxPage).
func (w window) Changes(ctx context.Context, since uint64, limit int) (list []model.Change, err error) {
	err = w.read(ctx, func(l lists.List) (err error) {
		list, err = l.Changes(since, limit)
		return err
	})
	return list, err
}

// Forwarder is the company as it presents itself.
func (w window) Forwarder(ctx context.Context) (model.Forwarder, error) {
	return read(ctx, w.store, records.Forwarder)
}
