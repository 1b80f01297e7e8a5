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
	var done swept
	var number int
	err = s.update(ctx, func(tx bolt.Tx) (err error) {
		number = tx.ID()
		if done, err = sweep(tx, now); err == nil && done.moved == 0 {
			return errNothing
		}
		return err
	})
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

// isDue says whether anything waits for now. A line that cannot be read does not:
// the sweep passes it over.
func (s *Store) isDue(ctx context.Context, now time.Time) (waiting bool, err error) {
	err = s.view(ctx, func(tx bolt.Tx) error {
		due, err := bucket(tx, bucketDue)
		if err != nil {
			return err
		}
		key, _ := due.Cursor().First()
		if key == nil {
			return nil
		}
		at, _, _, ok := parseDue(key)
		waiting = !ok || at <= nanos(now)
		return nil
	})
	return waiting, err
}

// swept is what a sweep has done.
type swept struct {
	trees map[string]*tree // in which rows were moved
	moved int
	odd   int // lines of what is due that lead to no row that waits
}

// sweep moves up to sweepBatch rows. A line that leads nowhere is passed over, so
// that it holds up nobody's rows: Verify tells of it, and mending takes it away.
func sweep(tx bolt.Tx, now time.Time) (done swept, err error) {
	due, err := bucket(tx, bucketDue)
	if err != nil {
		return done, err
	}
	done.trees = map[string]*tree{}
	cursor := due.Cursor()
	key, _ := cursor.First()
	for key != nil && done.moved < sweepBatch {
		at, slug, ref, ok := parseDue(key)
		if ok && at > nanos(now) {
			break
		}
		line := bytes.Clone(key)
		waits := false
		if ok {
			if waits, err = done.attend(tx, slug, ref, at); err != nil {
				return done, err
			}
		}
		if waits {
			done.moved++
		} else {
			done.odd++
		}
		if key, _ = cursor.Seek(line); bytes.Equal(key, line) { // it was not taken away
			key, _ = cursor.Next()
		}
	}
	for _, t := range done.trees {
		t.next() // the list looks different now, though no shipment was changed
		if err := t.save(); err != nil {
			return done, err
		}
	}
	return done, nil
}

// attend puts a row that was due at at on the attention shelf, which takes it
// off the list of what is due; false when there is no such row that waits.
func (d *swept) attend(tx bolt.Tx, slug, ref string, at int64) (waits bool, err error) {
	t := d.trees[slug]
	if t == nil {
		if t, err = openTree(tx, slug); errors.Is(err, errDamaged) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	old, found, err := t.held(ref)
	if errors.Is(err, errDamaged) || err == nil && (!found || !old.waiting || old.due != at) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	fresh := old
	fresh.attention, fresh.waiting, fresh.due = true, false, 0
	d.trees[slug] = t
	return true, t.exchange(&old, &fresh)
}
