package store

import (
	"errors"
	"runtime"
	"sync"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/bolt"
	"porthole/internal/store/engine"
)

// Many write at once: it is one transaction, and all of it is on disk. When one
// of them fails, it is alone with that.
func TestTogether(t *testing.T) {
	failure := errors.New("not mine")
	const writers = 50
	for name, c := range map[string]struct{ fails, transactions int }{
		"all well":  {-1, 1},
		"one fails": {7, writers - 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			before := h.transactions(t)
			errs := crowdOf(h, writers, func(n int, tx engine.Tx) error {
				if n == c.fails {
					return failure
				}
				return tx.(bolt.Tx).Bucket([]byte("meta")).Put([]byte{byte(n)}, []byte("here"))
			})
			for n, err := range errs {
				if n == c.fails && !errors.Is(err, failure) || n != c.fails && err != nil {
					t.Errorf("%d: %v", n, err)
				}
			}
			if n := h.transactions(t) - before; n != c.transactions {
				t.Errorf("%d transactions", n)
			}
			check(t, h.look(func(tx bolt.Tx) error {
				for n := range writers {
					if got := tx.Bucket([]byte("meta")).Get([]byte{byte(n)}); (got == nil) != (n == c.fails) {
						t.Errorf("%d: %q", n, got)
					}
				}
				return nil
			}))
		})
	}
}

// crowdOf has so many write together, none before all of them have come.
func crowdOf(h *house, writers int, fn func(n int, tx engine.Tx) error) []error {
	errs := make([]error, writers)
	h.together.turn.Lock()
	var all sync.WaitGroup
	for n := range writers {
		all.Go(func() { errs[n] = h.updateTogether(ctx, func(tx engine.Tx) error { return fn(n, tx) }) })
	}
	for gathered := 0; gathered < writers; runtime.Gosched() {
		h.together.mu.Lock()
		gathered = len(h.together.waiting)
		h.together.mu.Unlock()
	}
	h.together.turn.Unlock()
	all.Wait()
	return errs
}

// transactions is how many were written so far.
func (h *house) transactions(t *testing.T) (number int) {
	t.Helper()
	check(t, h.look(func(tx bolt.Tx) error { number = tx.ID(); return nil }))
	return number
}

// The list of free pages is damaged: a visit is refused, and ends nobody's
// process.
func TestAVisitToADamagedFile(t *testing.T) {
	h := newHouse(t)
	h.put(t, shipment("A/1", "saigon-tech", 30), shipment("A/2", "saigon-tech", 30))
	list := h.pagesOf(t, "freelist")[0].at
	check(t, h.Close())
	must(h.disk(t).WriteAt([]byte{0xff}, list+16)) // the first page that is free is said to be another
	h.open(t)
	self := must(h.Self(portal("saigon-tech")))
	if err := self.SetLastSeen(ctx, 1); !isFault(err, "error.store_damaged") {
		t.Errorf("got %v", err)
	}
	if _, err := h.room("saigon-tech").Page(ctx, model.Query{}); err != nil {
		t.Errorf("what can be read is not: %v", err)
	}
}
