package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"porthole/internal/model"
)

// watched starts a watch for changes of a customer's shipments, or of one of them, and
// returns when it waits.
func watched(ctx context.Context, h *house, slug string, seen watcher, since uint64) <-chan uint64 {
	before := h.feed.Waiting(slug)
	woken := make(chan uint64, 1)
	go func() {
		defer close(woken)
		if version, err := seen.Watch(ctx, since); err == nil {
			woken <- version
		}
	}()
	for h.feed.Waiting(slug) == before {
		runtime.Gosched()
	}
	return woken
}

type watcher interface {
	Watch(ctx context.Context, since uint64) (uint64, error)
}

func TestAWatchEndsWithTheNextVisibleChange(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	h.put(t, shipment("A/1", "saigon-tech", 1))
	if version := must(room.Watch(soon(t), 0)); version != 1 {
		t.Fatalf("what has happened already is %d", version)
	}
	woken := watched(soon(t), h, "saigon-tech", room, 1)
	h.put(t, shipment("B/1", "mekong-foods", 1))
	h.edit(t, "A/1", func(s *model.Shipment) { s.Internal.BuyRate = text("1,200 USD") })
	select {
	case version := <-woken:
		t.Fatalf("woken by what cannot be seen: %d", version)
	default:
	}
	h.edit(t, "A/1", func(s *model.Shipment) { s.Facts.Vessel = text("EVER GIVEN") })
	if version := <-woken; version != 2 {
		t.Errorf("woken at %d", version)
	}
}

// Whoever is away while ten things happen is told once, of the latest.
func TestAWatchTellsTheLatestOnly(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	for i := range 10 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", 1))
	}
	if version := must(room.Watch(soon(t), 3)); version != 10 {
		t.Errorf("told of %d", version)
	}
	changes := must(room.Changes(ctx, 7, 2))
	if len(changes) != 2 || changes[0].Seq != 8 || changes[1].Ref != text("A/8") {
		t.Errorf("the changes are %+v", changes)
	}
	h.edit(t, "A/8", func(s *model.Shipment) { s.Facts.Vessel = text("EVER GIVEN") })
	changes = must(room.Changes(ctx, 8, 0))
	if len(changes) != 2 || changes[1].Ref != text("A/8") || changes[1].Row.Vessel != text("EVER GIVEN") {
		t.Errorf("after the second change of A/8 they are %+v", changes)
	}
	if changes = must(room.Changes(ctx, ^uint64(0), 0)); len(changes) != 0 {
		t.Errorf("after the end of numbers there are %d", len(changes))
	}
}

// A thousand who do not look at what they are told delay no write.
func TestSlowWatchersDelayNoWriter(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	var gathered sync.WaitGroup
	hold := make(chan struct{})
	for range 1000 {
		gathered.Add(1)
		go func() {
			defer gathered.Done()
			_, _ = room.Watch(ctx, 0)
			<-hold // it has been told, and does not come back
		}()
	}
	for h.feed.Waiting("saigon-tech") < 1000 {
		runtime.Gosched()
	}
	for i := range 50 {
		h.put(t, shipment(fmt.Sprintf("A/%d", i), "saigon-tech", 1))
	}
	if version := must(room.Version(ctx)); version != 50 {
		t.Errorf("the room is at %d", version)
	}
	close(hold)
	gathered.Wait()
	if n := h.feed.Waiting("saigon-tech"); n != 0 {
		t.Errorf("%d still wait", n)
	}
}

func TestAWatchEndsWithItsContextAndWithTheStore(t *testing.T) {
	h := newHouse(t)
	room := h.room("saigon-tech")
	short, cancel := context.WithCancel(ctx)
	ended := watched(short, h, "saigon-tech", room, 0)
	cancel()
	if _, told := <-ended; told || h.feed.Waiting("saigon-tech") != 0 {
		t.Error("the watch goes on")
	}
	if _, err := room.Watch(short, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	ended = watched(soon(t), h, "saigon-tech", room, 0)
	check(t, h.Close())
	if _, told := <-ended; told {
		t.Error("a closed store has told something")
	}
	if _, err := room.Watch(ctx, 0); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if _, err := room.Page(ctx, model.Query{}); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	check(t, h.Close())
}

// The list of all shipments hears of everything.
func TestAllShipmentsHearOfEveryRoom(t *testing.T) {
	h := newHouse(t)
	all := h.office.AllShipments()
	h.put(t, shipment("A/1", "saigon-tech", 1), shipment("B/1", "mekong-foods", 1))
	if version := must(all.Watch(soon(t), 1)); version != 2 {
		t.Errorf("it is at %d", version)
	}
	if list := refs(must(all.Page(ctx, model.Query{Sort: model.ByRef})).Rows); len(list) != 2 {
		t.Errorf("it shows %v", list)
	}
	if len(must(all.Changes(ctx, 0, 0))) != 2 {
		t.Error("and has two changes")
	}
}
