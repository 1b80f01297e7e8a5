package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"porthole/internal/store/engine"
	"porthole/internal/store/lists"
)

// sweepBatch bounds how many rows one transaction of a sweep moves, so that
// writers do not wait long behind it.
const sweepBatch = 500

// Sweep moves the shipments that have come to need attention by the passing of
// time among what needs attention, and tells whoever watches their rooms; it says
// how many lines of lists it moved. It is meant to be called every minute, and
// costs one look when there is nothing to do.
func (s *Store) Sweep(ctx context.Context) (all int, err error) {
	for now, more := s.now(), true; more && err == nil; {
		var moved int
		moved, more, err = s.sweepSome(ctx, now)
		all += moved
	}
	return all, err
}

// sweepSome moves up to sweepBatch rows of each list, each list in a transaction of
// its own, so that one that is damaged holds up no other. More says that there may be
// something left to do.
func (s *Store) sweepSome(ctx context.Context, now time.Time) (moved int, more bool, err error) {
	due := map[engine.List][]string{}
	err = s.view(ctx, func(tx engine.Reader) error {
		clear(due)
		turns, err := tx.Turns(now, sweepBatch)
		for _, turn := range turns {
			due[turn.List] = append(due[turn.List], turn.Ref)
		}
		return err
	})
	for l, refs := range due {
		if err != nil {
			break
		}
		var some int
		some, err = s.sweepList(ctx, l, refs, now)
		if errors.Is(err, s.damaged()) {
			s.log.Warn("store: a list cannot be swept; verify tells more", "list", l)
			err = nil
		}
		moved += some
		more = more || some == sweepBatch
	}
	return moved, more, err
}

// sweepList moves rows of one list among what needs attention. A turn that leads
// nowhere is passed over: Verify tells of it, and mending takes it away.
func (s *Store) sweepList(ctx context.Context, l engine.List, refs []string, now time.Time) (moved int, err error) {
	changed := map[engine.List]engine.State{l: {}}
	err = s.updateIf(ctx, func(tx engine.Tx) (bool, error) {
		if moved, err = lists.Attend(tx, l, refs, now); err != nil || moved == 0 {
			return false, err
		}
		return true, states(tx, changed)
	})
	if err != nil {
		return 0, err
	}
	if moved < len(refs) && !s.shared() { // another server may have been faster
		s.log.Warn("store: some of what is due leads nowhere; verify tells more", "lines", len(refs)-moved)
	}
	if moved > 0 {
		s.announce(changed)
	}
	return moved, nil
}

// sweepPatience is how long whoever opens a store waits for a sweep.
const sweepPatience = 100 * time.Millisecond

// sweepAtOpening moves what it can in a moment before anybody looks. In a store that was
// closed for days there may be much to move, for each of many customers: that goes on
// while it is in use already, so that opening takes as long for any store. What
// cannot be moved is no reason not to open: it is mended in an open store.
func (s *Store) sweepAtOpening() {
	swept := make(chan struct{})
	s.background.Go(func() {
		defer close(swept)
		if _, err := s.Sweep(s.feed.Open()); err != nil && !s.feed.Closed() {
			s.log.Warn("store: sweep", "cause", fmt.Sprintf("%q", err.Error()))
		}
	})
	select {
	case <-swept:
	case <-time.After(sweepPatience):
	}
}
