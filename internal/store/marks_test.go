package store

import (
	"fmt"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt/bolttest"
)

// A thousand sessions end at once: what each of them saw is known at once, is one
// write, and is there after a restart.
func TestManyVisitsAreOneWrite(t *testing.T) {
	h := newHouse(t)
	visitor := func(n int) *Self {
		return must(h.Self(model.Principal{Account: fmt.Sprintf("ops%d@house.example", n), Role: model.Operations}))
	}
	for n := range 1000 {
		check(t, visitor(n).SetLastSeen(ctx, 7))
		check(t, visitor(n).SetLastSeen(ctx, 5))
	}
	same := func(when string) {
		t.Helper()
		for n := range 1000 {
			if seen := must(visitor(n).LastSeen(ctx)); seen != 7 {
				t.Fatalf("%s: %d has seen %d", when, n, seen)
			}
		}
	}
	same("before it is written")
	before := h.transactions(t)
	check(t, h.marks.Write())
	if n := h.transactions(t) - before; n > 1 {
		t.Errorf("%d transactions", n)
	}
	same("written")
	h.reopen(t)
	same("after a restart")
	check(t, visitor(0).SetLastSeen(ctx, 9))
	h.reopen(t)
	if seen := must(visitor(0).LastSeen(ctx)); seen != 9 {
		t.Errorf("closed at once: seen %d", seen)
	}
}

// transactions is how many were written so far.
func (h *house) transactions(t *testing.T) (number int) {
	t.Helper()
	check(t, h.look(func(tx bolttest.Tx) error { number = tx.ID(); return nil }))
	return number
}

// The list of free pages is damaged: a visit is not written, and ends nobody's
// process. Whoever closes the store is told.
func TestAVisitToADamagedFile(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
	list := h.pagesOf(t, "freelist")[0].at
	check(t, h.Close())
	must(h.disk(t).WriteAt([]byte{0xff}, list+16)) // the first page that is free is said to be another
	h.open(t)
	self := must(h.Self(portal("saigon-tech")))
	check(t, self.SetLastSeen(ctx, 1))
	if err := h.marks.Write(); !isFault(err, "error.store_damaged") {
		t.Errorf("got %v", err)
	}
	if _, err := h.room("saigon-tech").Page(ctx, model.Query{}); err != nil {
		t.Errorf("what can be read is not: %v", err)
	}
	check(t, self.SetLastSeen(ctx, 2))
	if err := h.Close(); !isFault(err, "error.store_damaged") {
		t.Errorf("closed with %v", err)
	}
}
