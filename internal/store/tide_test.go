package store

import (
	"errors"
	"sync"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Transactions may note what they left in any order: the latest stays.
func TestATideNeverFalls(t *testing.T) {
	d := newTides()
	var all sync.WaitGroup
	for tx := range 100 {
		all.Go(func() { d.rose("saigon-tech", engine.State{Seq: uint64(tx + 1)}) })
	}
	all.Wait()
	if now := d.of("saigon-tech").Load(); now.seq != 100 {
		t.Errorf("after a hundred it stands at %d", now.seq)
	}
	if d.of("other").Load() != nil {
		t.Error("another's has moved")
	}
}

// What a window says without opening the file is what the file says, whatever
// was written, and whatever was not.
func TestATideIsWhatTheFileSays(t *testing.T) {
	h := newHouse(t, "saigon-tech")
	room := h.room("saigon-tech")
	same := func(after string) {
		t.Helper()
		fresh := h.room("saigon-tech")
		fresh.view.tide = newTides().of("") // knows nothing
		stale, read := must(room.Version(ctx)), must(fresh.Version(ctx))
		if stale != read {
			t.Errorf("after %s: %d, in the file %d", after, stale, read)
		}
		told, counted := must(room.Counts(ctx)), must(fresh.Counts(ctx))
		for _, tab := range model.Tabs() {
			if told[tab] != counted[tab] {
				t.Errorf("after %s, %s: %d, in the file %d", after, tab, told[tab], counted[tab])
			}
		}
	}
	same("nothing")
	imported(t, h, 0, 30, "saigon-tech")
	same("an import")
	failure := errors.New("changed my mind")
	err := h.office.Write(ctx, "import", func(w *Writer) error {
		must(w.Put(benchShipment(31, "saigon-tech")))
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	same("a transaction that was given up")
	h.clock.advance(90 * 24 * time.Hour)
	if must(h.Sweep(ctx)) == 0 {
		t.Fatal("nothing became due")
	}
	same("a sweep")
	check(t, h.Close())
	if _, err := room.Version(ctx); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}
