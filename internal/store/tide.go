package store

import (
	"context"
	"fmt"
	"sync"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
)

// tides are how far the changes of each tree have come, as of the last commit,
// kept beside the file: every window that watches a room asks for it at every
// change, and a thousand of them would open a thousand transactions for the same
// number. A tree is read once, and then kept up by whoever writes it.
type tides struct {
	mu    sync.RWMutex
	trees map[string]tide
}

// tide is what is known of one tree since the transaction of that number.
type tide struct {
	tx     int
	seq    uint64
	counts model.Counts // shared: nobody may change it
}

func newTides() *tides { return &tides{trees: map[string]tide{}} }

// of is what is known of a tree; false before it was read.
func (d *tides) of(slug string) (tide, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	now, known := d.trees[slug]
	return now, known
}

// rose notes the state of a tree as transaction tx has left or seen it, unless a
// later one has been noted: who commits first need not come here first.
func (d *tides) rose(slug string, tx int, s state) tide {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now, known := d.trees[slug]; known && now.tx >= tx {
		return now
	}
	now := tide{tx, s.seq, s.counts()}
	d.trees[slug] = now
	return now
}

// tide is how far the changes of the tree have come.
func (w window) tide(ctx context.Context) (tide, error) {
	if err := w.store.serving(ctx); err != nil {
		return tide{}, err
	}
	if now, known := w.store.tides.of(w.slug); known {
		return now, nil
	}
	var now tide
	err := w.store.view(ctx, func(tx *bbolt.Tx) error {
		root, err := presentRoot(tx, w.slug)
		if err != nil {
			return err
		}
		s, err := readState(root)
		if err == nil {
			now = w.store.tides.rose(w.slug, tx.ID(), s)
		}
		return err
	})
	return now, err
}

// serving is the error that a look at the store ends with when it need not open
// the file: that of the context, or ErrClosed.
func (s *Store) serving(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if s.feed.over.Load() {
		return ErrClosed
	}
	return nil
}
