package store

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
)

// tides are how far the changes of each tree have come, as of the last commit,
// kept beside the file: every window that watches a room asks for it at every
// change, and a thousand of them would open a thousand transactions for the same
// number. A tree is read once, and then kept up by whoever writes it.
type tides struct {
	mu    sync.Mutex
	trees map[string]*atomic.Pointer[tide] // by slug; points to nil before the tree was read
}

// tide is what is known of one tree since the transaction of that number.
type tide struct {
	tx     int
	seq    uint64
	at     time.Time    // when the change of that number was committed; zero: before anybody looked
	counts model.Counts // shared: nobody may change it
}

// when is the time at which the change of a number was committed; zero when it is
// not the latest, or not known.
func (t *tide) when(seq uint64) time.Time {
	if t == nil || t.seq != seq {
		return time.Time{}
	}
	return t.at
}

func newTides() *tides { return &tides{trees: map[string]*atomic.Pointer[tide]{}} }

// of is where the tide of a tree is kept.
func (d *tides) of(slug string) *atomic.Pointer[tide] {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trees[slug] == nil {
		d.trees[slug] = new(atomic.Pointer[tide])
	}
	return d.trees[slug]
}

// rose notes the state of a tree as transaction tx, which is on disk since this
// moment, has left it.
func (d *tides) rose(slug string, tx int, s state) {
	d.note(slug, tide{tx, s.seq, time.Now(), s.counts()})
}

// seen notes the state of a tree as transaction tx has found it.
func (d *tides) seen(slug string, tx int, s state) *tide {
	return d.note(slug, tide{tx, s.seq, time.Time{}, s.counts()})
}

// note keeps a tide, unless a later one is kept: who commits first need not come
// here first. Of the same change, the time that was known first stays.
func (d *tides) note(slug string, now tide) *tide {
	kept := d.of(slug)
	for {
		old := kept.Load()
		if old != nil && old.seq == now.seq && !old.at.IsZero() {
			now.at = old.at
		}
		if old != nil && (old.tx > now.tx || old.tx == now.tx && old.at.Equal(now.at)) {
			return old
		}
		if kept.CompareAndSwap(old, &now) {
			return &now
		}
	}
}

// now is how far the changes of the tree have come.
func (w window) now(ctx context.Context) (*tide, error) {
	if err := w.store.serving(ctx); err != nil {
		return nil, err
	}
	now := w.tide.Load()
	if now != nil {
		return now, nil
	}
	err := w.store.view(ctx, func(tx bolt.Tx) error {
		root, err := bucket(tx, treePath(w.slug)...)
		if err != nil {
			return err
		}
		s, err := readState(root)
		if err == nil {
			now = w.store.tides.seen(w.slug, tx.ID(), s)
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
