package store

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
	"porthole/internal/store/live"
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
	check(t, s.view(ctx, func(engine.Reader) error { return nil }))
	check(t, s.update(ctx, func(engine.Tx) error { return nil }))
	if err := s.update(ctx, func(engine.Tx) error { return errNothing }); !errors.Is(err, errNothing) {
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
	wants := live.WithNews(soon(t), func(at time.Time) { heard <- at })
	woken := watched(wants, h, "saigon-tech", room, 0)
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
	must(room.Watch(soon(t), 0))
	ended, cancel := context.WithCancel(wants)
	cancel()
	if _, err := room.Watch(ended, 1); err == nil || len(heard) > 0 {
		t.Errorf("%v; %d more were heard", err, len(heard))
	}
}

// A watch that looks between the commit and its announcement finds the new number, and its
// own time and not that of the change before it. A list that was only looked at has no
// time to tell, and gets it when whoever committed comes to say so.
func TestTheTimeOfAChangeComesWithItsNumber(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	h.put(t, shipment("A/1", "saigon-tech", 1))
	var heard []time.Time
	wants := live.WithNews(soon(t), func(at time.Time) { heard = append(heard, at) })
	before := time.Now()
	h.cache.Note("saigon-tech", engine.State{Seq: 2}, time.Now())
	if v := must(room.Watch(wants, 1)); v != 2 || len(heard) != 1 || heard[0].Before(before) {
		t.Errorf("change %d: heard %v, committed after %v", v, heard, before)
	}
	first := heard[0]
	h.cache.Note("saigon-tech", engine.State{Seq: 2}, time.Now()) // another shipment's, not seen here
	must(room.Watch(wants, 1))
	if len(heard) != 2 || !heard[1].Equal(first) {
		t.Errorf("the same change is heard of at %v", heard)
	}
	h.cache.Note("saigon-tech", engine.State{Seq: 3}, time.Time{})
	if must(room.Watch(wants, 2)); len(heard) != 2 {
		t.Errorf("what was only seen has a time: %v", heard[2:])
	}
	h.cache.Note("saigon-tech", engine.State{Seq: 3}, time.Now())
	if must(room.Watch(wants, 2)); len(heard) != 3 || heard[2].Before(first) {
		t.Errorf("heard %v", heard)
	}
}

// The holder of a code hears when its own shipment changed. The time of another
// shipment's change is none of it.
func TestTheHolderOfACodeHearsOfItsOwnShipment(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("A/2", "saigon-tech", 1))
	l := must(h.office.CreateLink(ctx, LinkDraft{Ref: "A/1", To: consignee}, newCode("ONE")))
	shared := must(h.SharedShipment(model.Principal{Account: model.HolderAccount(l.ID), Role: model.Holder, Link: l.ID}))
	since := must(shared.Version(ctx))
	var heard []time.Time
	wants := live.WithNews(soon(t), func(at time.Time) { heard = append(heard, at) })
	before := time.Now()
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("EVER GIVEN") })
	after := time.Now()
	must(shared.Watch(wants, since))
	if len(heard) != 1 || heard[0].Before(before) || heard[0].After(after) {
		t.Errorf("heard %v, committed between %v and %v", heard, before, after)
	}
	h.edit(t, "A/2", func(s *model.Shipment) { s.Facts.Vessel = text("EVER GREEN") })
	if must(shared.Watch(wants, since)); len(heard) != 1 {
		t.Errorf("it hears of another shipment: %v", heard[1:])
	}
}

func TestTheLoadOfTheOutbox(t *testing.T) {
	h := newPost(t)
	c := &tally{}
	h.observer = c
	load := func(waiting, failed int, oldest time.Duration) {
		t.Helper()
		if got := must(h.Outbox().Load(ctx)); got != (MailLoad{Waiting: waiting, Failed: failed, Oldest: oldest}) {
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
