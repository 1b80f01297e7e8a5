package live

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"porthole/internal/store/engine"
)

// stateOf is a state of a list that was just committed.
func stateOf(c *Cache, l engine.List, seq uint64) *State {
	return c.Note(l, engine.State{Seq: seq}, time.Now())
}

// However many look at once, one of them reads.
func TestTheCacheReadsOnceForAll(t *testing.T) {
	c := NewCache()
	now := stateOf(c, "saigon-tech", 3)
	var reads atomic.Int32
	read := func() (int, error) { reads.Add(1); return 7, nil }
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if v, err := Cached(c, now, Question{Ref: "A/1"}, read); v != 7 || err != nil {
				t.Error(v, err)
			}
		})
	}
	all.Wait()
	if n := reads.Load(); n != 1 {
		t.Errorf("it was read %d times", n)
	}
}

// An answer is of the state for which it was asked; a failure is not kept; and there
// are never more answers than there may be.
func TestTheCacheIsNeverWrongAndNeverLarge(t *testing.T) {
	c := NewCache()
	first := stateOf(c, "saigon-tech", 1)
	get := func(s *State, ref string, fresh int) int {
		v, err := Cached(c, s, Question{Ref: ref}, func() (int, error) { return fresh, nil })
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	same := func(what string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d, not %d", what, got, want)
		}
	}
	same("first", get(first, "A", 10), 10)
	same("again", get(first, "A", 11), 10)
	second := stateOf(c, "saigon-tech", 2)
	same("after a change", get(second, "A", 20), 20)
	same("for who looked before it", get(first, "A", 12), 12)
	same("which replaces nothing", get(second, "A", 21), 20)
	same("in another list", get(stateOf(c, "mekong-foods", 2), "A", 30), 30)

	failure := errors.New("the disk is full")
	if _, err := Cached(c, second, Question{Ref: "B"}, func() (int, error) { return 0, failure }); !errors.Is(err, failure) {
		t.Error(err)
	}
	same("after a failure", get(second, "B", 5), 5)
	func() {
		defer func() { _ = recover() }()
		_, _ = Cached(c, second, Question{Ref: "C"}, func() (int, error) { panic("a damaged page") })
	}()
	same("after a panic", get(second, "C", 9), 9)

	for i := range 2 * mostAnswers {
		get(second, fmt.Sprint(i), i)
	}
	same("all that are kept", len(second.answers)+len(c.State("mekong-foods").answers), mostAnswers)
	same("as counted", c.size, mostAnswers)
	stateOf(c, "saigon-tech", 3)
	same("of the other list, after a change", c.size, len(c.State("mekong-foods").answers))
}

// Transactions may note what they left in any order: the latest stays.
func TestTheLatestStateStays(t *testing.T) {
	c := NewCache()
	var all sync.WaitGroup
	for tx := range 100 {
		all.Go(func() { stateOf(c, "saigon-tech", uint64(tx+1)) })
	}
	all.Wait()
	if now := c.State("saigon-tech"); now.Seq != 100 {
		t.Errorf("after a hundred it stands at %d", now.Seq)
	}
	if c.State("other") != nil {
		t.Error("another's has moved")
	}
}
