package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"porthole/internal/store/bolt"
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
	done := swept{damaged: map[string]bool{}}
	var number int
	for again := true; again; {
		known := len(done.damaged)
		err = s.update(ctx, func(tx bolt.Tx) error {
			number = tx.ID()
			if err := done.sweep(tx, now); err != nil || done.moved > 0 {
				return err
			}
			return errNothing
		})
		again = len(done.damaged) > known // everything was rolled back
	}
	if done.odd > 0 {
		s.log.Warn("store: some of what is due leads nowhere; verify tells more", "lines", done.odd)
	}
	if errors.Is(err, errNothing) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	for slug, t := range done.trees {
		s.tides.rose(slug, number, t.state)
		s.feed.announce(slug)
	}
	return done.moved, done.moved == sweepBatch, nil
}

// sweepAtOpening moves what fits into one transaction before anybody looks. A
// large store that was closed for days may have very much to move: that goes on
// while it is in use already, so that opening takes as long for any store. What
// cannot be moved is no reason not to open: it is mended in an open store.
func (s *Store) sweepAtOpening(ctx context.Context) {
	_, more, err := s.sweepSome(ctx, s.now())
	if err != nil {
		s.notSwept(err)
	}
	if !more {
		return
	}
	background, stop := context.WithCancel(ctx)
	var rest sync.WaitGroup
	rest.Go(func() {
		if _, err := s.Sweep(background); err != nil && background.Err() == nil {
			s.notSwept(err)
		}
	})
	s.endSweep = func() {
		stop()
		rest.Wait()
	}
}

func (s *Store) notSwept(err error) {
	s.log.Warn("store: sweep", "cause", fmt.Sprintf("%q", err.Error()))
}

// isDue says whether anything waits for now.
func (s *Store) isDue(ctx context.Context, now time.Time) (waiting bool, err error) {
	err = s.view(ctx, func(tx bolt.Tx) error {
		return eachTree(tx, func(t *tree) error {
			if waiting {
				return nil
			}
			return t.due(now, func([]byte) bool { waiting = true; return false })
		})
	})
	return waiting, err
}

// eachTree goes over the hall and all rooms. One that is damaged is passed over,
// so that it holds up nobody else's rows.
func eachTree(tx bolt.Tx, fn func(t *tree) error) error {
	window, err := bucket(tx, bucketWindow)
	if err != nil {
		return err
	}
	slugs := []string{hallName}
	if err := window.ForEachBucket(func(slug []byte) error { slugs = append(slugs, string(slug)); return nil }); err != nil {
		return fmt.Errorf("list rooms: %w", err)
	}
	for _, slug := range slugs {
		t, err := openTree(tx, slug)
		if err == nil {
			err = fn(t)
		}
		if err != nil && !errors.Is(err, errDamaged) {
			return err
		}
	}
	return nil
}

// due gives the refs of the rows that need attention from now on or before, until
// it is told to stop.
func (t *tree) due(now time.Time, yield func(ref []byte) bool) error {
	head, cursor := []byte{orderWaiting, oneShelf}, t.index.Cursor()
	end := waitingKey(head, nanos(now))
	for key, _ := cursor.Seek(head); bytes.HasPrefix(key, head) && bytes.Compare(key[:min(len(key), len(end))], end) <= 0; key, _ = cursor.Next() {
		if ref, ok := refOf(key); ok && !yield(ref) {
			return nil
		}
	}
	return cursor.Err() //nolint:wrapcheck // the block is named
}

// swept is what a transaction of a sweep has done.
type swept struct {
	trees   map[string]*tree // in which rows were moved
	moved   int
	odd     int             // lines of what is due that lead to no row that waits
	damaged map[string]bool // trees that cannot be written, and are passed over
}

// sweep moves up to sweepBatch rows. A line that leads nowhere is passed over:
// Verify tells of it, and mending takes it away.
func (d *swept) sweep(tx bolt.Tx, now time.Time) error {
	d.trees, d.moved, d.odd = map[string]*tree{}, 0, 0
	err := eachTree(tx, func(t *tree) error {
		if d.moved == sweepBatch || d.damaged[t.slug] {
			return nil
		}
		var failed error
		err := t.due(now, func(ref []byte) bool {
			failed = d.attend(t, string(ref), nanos(now))
			return failed == nil && d.moved < sweepBatch
		})
		return errorOr(failed, err)
	})
	if err != nil {
		return err
	}
	for slug, t := range d.trees {
		t.next() // the list looks different now, though no shipment was changed
		if err := t.save(); err != nil {
			d.damaged[slug] = errors.Is(err, errDamaged)
			return err
		}
	}
	return nil
}

// attend puts a row that is due on the attention shelf, and counts a ref that
// leads to no row that waits for now.
func (d *swept) attend(t *tree, ref string, now int64) error {
	old, found, err := t.held(ref)
	if errors.Is(err, errDamaged) || err == nil && (!found || !old.waiting || old.due > now) {
		d.odd++
		return nil
	}
	if err != nil {
		return err
	}
	fresh := old
	fresh.attention, fresh.waiting, fresh.due = true, false, 0
	d.trees[t.slug] = t
	d.moved++
	return t.exchange(&old, &fresh)
}
