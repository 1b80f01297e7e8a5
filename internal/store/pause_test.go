package store

import (
	"errors"
	"testing"
	"time"

	"porthole/internal/model"
)

var boss = model.Principal{Account: "boss@house.example", Role: model.Manager}

// Whatever is asked of a room ends with the same Fault while its customer is paused,
// also for who waits for a change; others see theirs. It holds when the store is
// opened again.
func TestAPausedRoomIsShut(t *testing.T) {
	h := newPost(t)
	ref := "SHP/1"
	h.put(t, shipment(ref, "saigon-tech", 5))
	room, other := must(h.Room(portal("saigon-tech"))), must(h.Room(portal("mekong-foods")))
	since := must(room.Version(ctx))
	woken := make(chan error, 1)
	go func() {
		_, err := room.Watch(soon(t), since)
		woken <- err
	}()
	manager := must(h.Office(boss))
	check(t, manager.Pause(ctx, "saigon-tech", text("We check")))
	if err := <-woken; !errors.Is(err, model.ErrPaused) {
		t.Errorf("who waits is told %v", err)
	}
	shut := func(room *Room) {
		t.Helper()
		for name, err := range map[string]error{
			"page": second2(room.Page(ctx, model.Query{})), "counts": second2(room.Counts(ctx)), "version": second2(room.Version(ctx)),
			"shipment": second2(room.Shipment(ctx, ref)), "unknown": second2(room.Shipment(ctx, "none")), "changes": second2(room.Changes(ctx, 0, 0)),
		} {
			if !errors.Is(err, model.ErrPaused) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	shut(room)
	must(other.Page(ctx, model.Query{}))
	must(h.office.AllShipments().Shipment(ctx, ref))
	if err := must(h.Office(ops)).Pause(ctx, "", text("x")); !errors.Is(err, model.ErrForbidden) {
		t.Errorf("operations may pause: %v", err)
	}
	h.reopen(t)
	shut(h.room("saigon-tech"))
	check(t, must(h.Office(boss)).Resume(ctx, "saigon-tech"))
	must(h.room("saigon-tech").Shipment(ctx, ref))
	h.sound(t)
}

// Mail to a paused customer waits, and goes when the pause ends.
func TestMailWaitsForThePause(t *testing.T) {
	h := newPost(t)
	ref := "SHP/1"
	h.put(t, shipment(ref, "saigon-tech", 5))
	h.asks(t, anna, "saigon-tech", model.Notices{Level: model.NoticesAll})
	h.reschedule(t, ref, 9)
	manager := must(h.Office(boss))
	check(t, manager.Pause(ctx, "", text("We check")))
	h.clock.advance(time.Hour)
	if got := h.claims(t); len(got) != 0 {
		t.Errorf("mailed while paused: %v", got)
	}
	if post := must(manager.Outbox(ctx, "", 0)); len(post.Mail) != 1 || post.Mail[0].Trouble.IsZero() {
		t.Errorf("%+v", post.Mail)
	}
	check(t, manager.Resume(ctx, ""))
	if got := h.claims(t); len(got[anna]) != 1 {
		t.Errorf("mailed afterwards: %v", got)
	}
}

// A tracking code opens nothing of a paused customer.
func TestACodeOpensNothingWhilePaused(t *testing.T) {
	h := newPost(t)
	ref := "SHP/1"
	h.put(t, shipment(ref, "saigon-tech", 5))
	hash := CodeHash{1}
	must(h.office.CreateLink(ctx, LinkDraft{Ref: ref, To: "kim@longbeach.example"}, FreshCode{Hash: hash, Plain: "x"}))
	shared := must(h.SharedShipment(must(h.Directory().OpenLink(ctx, hash, "", "192.0.2.7"))))
	must(shared.Shipment(ctx))
	check(t, must(h.Office(boss)).Pause(ctx, "saigon-tech", text("We check")))
	for name, err := range map[string]error{"shipment": second2(shared.Shipment(ctx)), "version": second2(shared.Version(ctx))} {
		if !errors.Is(err, model.ErrPaused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second2[T any](_ T, err error) error { return err }
