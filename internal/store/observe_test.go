package store

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
)

// tally is an observer that counts.
type tally struct{ reads, commits, rollbacks, sent, refused atomic.Int64 }

func (c *tally) Read(time.Duration) { c.reads.Add(1) }

func (c *tally) Write(_ time.Duration, committed bool) {
	if committed {
		c.commits.Add(1)
	} else {
		c.rollbacks.Add(1)
	}
}

func (c *tally) Mailed(sent bool) {
	if sent {
		c.sent.Add(1)
	} else {
		c.refused.Add(1)
	}
}

func TestTheObserverIsToldOfTransactions(t *testing.T) {
	c := &tally{}
	s, err := Open(t.TempDir(), Options{Observer: c})
	check(t, err)
	t.Cleanup(func() { _ = s.Close() })
	reads, commits := c.reads.Load(), c.commits.Load()
	if reads == 0 || commits == 0 {
		t.Errorf("opening a new store is %d reads and %d commits", reads, commits)
	}
	check(t, s.view(ctx, func(*bbolt.Tx) error { return nil }))
	check(t, s.update(ctx, func(*bbolt.Tx) error { return nil }))
	if err := s.update(ctx, func(*bbolt.Tx) error { return errNothing }); !errors.Is(err, errNothing) {
		t.Fatal(err)
	}
	if c.reads.Load() != reads+1 || c.commits.Load() != commits+1 || c.rollbacks.Load() != 1 {
		t.Errorf("%d reads, %d commits, %d rollbacks more", c.reads.Load()-reads, c.commits.Load()-commits, c.rollbacks.Load())
	}
}

// Whoever watches hears when the change was committed: the one who waited for
// it, and the one who comes to look later. Others hear nothing.
func TestAWatchHearsWhenTheChangeWasCommitted(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	heard := make(chan time.Time, 10)
	wants := WithNews(ctx, func(at time.Time) { heard <- at })
	woken := watched(wants, h, room, 0)
	before := time.Now()
	h.put(t, shipment("A/1", "saigon-tech", 1))
	after := time.Now()
	<-woken
	must(room.Watch(wants, 0))
	for range 2 {
		if at := <-heard; at.Before(before) || at.After(after) {
			t.Errorf("heard %v, committed between %v and %v", at, before, after)
		}
	}
	must(room.Watch(ctx, 0))
	ended, cancel := context.WithCancel(wants)
	cancel()
	if _, err := room.Watch(ended, 1); err == nil || len(heard) > 0 {
		t.Errorf("%v; %d more were heard", err, len(heard))
	}
}

func TestTheLoadOfTheOutbox(t *testing.T) {
	h := newPost(t)
	c := &tally{}
	h.told = observed{c}
	load := func(waiting, failed int, oldest time.Duration) {
		t.Helper()
		if got := must(h.Outbox().Load(ctx)); got != (MailLoad{waiting, failed, oldest}) {
			t.Errorf("%+v, want %d, %d, %v", got, waiting, failed, oldest)
		}
	}
	load(0, 0, 0)
	h.put(t, shipment("SHP/1", "saigon-tech", 5), shipment("SHP/2", "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, "SHP/1", 8)
	h.clock.advance(time.Minute)
	h.reschedule(t, "SHP/2", 8)
	h.clock.advance(time.Minute)
	load(2, 0, 2*time.Minute)
	e, _, err := h.Outbox().Claim(ctx, brief)
	check(t, err)
	check(t, h.Outbox().Refused(ctx, e, text("550 no such user"), true, true))
	load(1, 1, time.Minute)
	h.clock.advance(time.Minute)
	h.claims(t)
	load(0, 1, 0)
	if c.sent.Load() != 1 || c.refused.Load() != 1 {
		t.Errorf("%d sent, %d refused", c.sent.Load(), c.refused.Load())
	}
}
