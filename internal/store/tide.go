package store

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// tides are how far the changes of each list have come, as of the last commit, kept
// beside the engine: every window that watches a list asks for it at every change,
// and a thousand of them would open a thousand transactions for the same number. A
// list is read once, and then kept up by whoever writes it.
type tides struct {
	mu    sync.Mutex
	lists map[engine.List]*atomic.Pointer[tide] // points to nil before the list was read
}

// tide is what is known of one list since the change of that number.
type tide struct {
	seq    uint64
	at     time.Time    // when it was committed; zero: before anybody looked
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

func newTides() *tides { return &tides{lists: map[engine.List]*atomic.Pointer[tide]{}} }

// of is where the tide of a list is kept.
func (d *tides) of(l engine.List) *atomic.Pointer[tide] {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.lists[l] == nil {
		d.lists[l] = new(atomic.Pointer[tide])
	}
	return d.lists[l]
}

// rose notes the state of a list as a transaction has left it that is committed
// since this moment.
func (d *tides) rose(l engine.List, s engine.State) { d.note(l, tide{s.Seq, time.Now(), countsOf(s)}) }

// seen notes the state of a list as it was found.
func (d *tides) seen(l engine.List, s engine.State) *tide {
	return d.note(l, tide{s.Seq, time.Time{}, countsOf(s)})
}

// note keeps a tide, unless a later one is kept: who commits first need not come
// here first. Every change of a list has a number, whether it is one of a shipment
// or of the list alone.
func (d *tides) note(l engine.List, now tide) *tide {
	kept := d.of(l)
	for {
		old := kept.Load()
		if old != nil && (old.seq > now.seq || old.seq == now.seq && (!old.at.IsZero() || now.at.IsZero())) {
			return old
		}
		if kept.CompareAndSwap(old, &now) {
			return &now
		}
	}
}

// now is how far the changes of the list have come.
func (w window) now(ctx context.Context) (*tide, error) {
	if err := w.store.serving(ctx); err != nil {
		return nil, err
	}
	now := w.tide.Load()
	if now != nil {
		return now, nil
	}
	err := w.store.view(ctx, func(tx bolt.Tx) error {
		s, err := tx.State(w.list)
		if err == nil {
			now = w.store.tides.seen(w.list, s)
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
