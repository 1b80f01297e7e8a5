package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// sweepBatch bounds how many rows one transaction of a sweep moves, so that
// writers do not wait long behind it.
const sweepBatch = 500

// Sweep moves the shipments that have come to need attention by the passing of
// time to the attention shelves, and tells whoever watches their rooms; it says
// how many lines of lists it moved. It is meant to be called every minute, and
// costs one look when there is nothing to do.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	now, all := s.now(), 0
	for {
		moved, more, err := s.sweepSome(ctx, now)
		all += moved
		if err != nil || !more {
			return all, err
		}
	}
}

// sweepSome is one transaction of a sweep; more says that there may be something
// left to do.
func (s *Store) sweepSome(ctx context.Context, now time.Time) (moved int, more bool, err error) {
	waiting, err := s.isDue(ctx, now)
	if err != nil || !waiting {
		return 0, false, err
	}
	var touched map[string]*tree
	var number int
	err = s.update(ctx, func(tx *bbolt.Tx) (err error) {
		number = tx.ID()
		touched, moved, err = sweep(tx, now)
		return err
	})
	if err != nil {
		return 0, false, err
	}
	for slug, t := range touched {
		s.tides.rose(slug, number, t.state)
		s.feed.announce(slug)
	}
	return moved, moved == sweepBatch, nil
}

// sweepAtOpening moves what fits into one transaction before anybody looks. A
// large store that was closed for days may have very much to move: that goes on
// while it is in use already, so that opening takes as long for any store.
func (s *Store) sweepAtOpening(ctx context.Context) error {
	_, more, err := s.sweepSome(ctx, s.now())
	if err != nil || !more {
		return err
	}
	background, stop := context.WithCancel(ctx)
	var rest sync.WaitGroup
	rest.Go(func() {
		if _, err := s.Sweep(background); err != nil && background.Err() == nil {
			s.log.Warn("store: sweep", "cause", fmt.Sprintf("%q", err.Error()))
		}
	})
	s.endSweep = func() {
		stop()
		rest.Wait()
	}
	return nil
}

// isDue says whether anything waits for now.
func (s *Store) isDue(ctx context.Context, now time.Time) (waiting bool, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		due, err := bucket(tx, bucketDue)
		if err != nil {
			return err
		}
		key, _ := due.Cursor().First()
		if key == nil {
			return nil
		}
		at, _, _, ok := parseDue(key)
		if !ok {
			return fmt.Errorf("due %x: %w", key, errDamaged)
		}
		waiting = at <= nanos(now)
		return nil
	})
	return waiting, err
}

// sweep moves up to sweepBatch rows, and gives the trees that they are in.
func sweep(tx *bbolt.Tx, now time.Time) (trees map[string]*tree, count int, err error) {
	due, err := bucket(tx, bucketDue)
	if err != nil {
		return nil, 0, err
	}
	trees = map[string]*tree{}
	for ; count < sweepBatch; count++ {
		key, _ := due.Cursor().First()
		if key == nil {
			break
		}
		at, slug, ref, ok := parseDue(key)
		if !ok {
			return nil, 0, fmt.Errorf("due %x: %w", key, errDamaged)
		}
		if at > nanos(now) {
			break
		}
		if trees[slug] == nil {
			if trees[slug], err = openTree(tx, slug); err != nil {
				return nil, 0, err
			}
		}
		if err := trees[slug].attend(ref, at); err != nil {
			return nil, 0, err
		}
	}
	for _, t := range trees {
		t.next() // the list looks different now, though no shipment was changed
		if err := t.save(); err != nil {
			return nil, 0, err
		}
	}
	return trees, count, nil
}

// attend puts a row that was due at at on the attention shelf, which takes it
// off the list of what is due.
func (t *tree) attend(ref string, at int64) error {
	old, found, err := t.held(ref)
	if err != nil {
		return err
	}
	if !found || !old.waiting || old.due != at {
		return fmt.Errorf("due %q has no row that waits: %w", ref, errDamaged)
	}
	fresh := old
	fresh.attention, fresh.waiting, fresh.due = true, false, 0
	return t.exchange(&old, &fresh)
}
