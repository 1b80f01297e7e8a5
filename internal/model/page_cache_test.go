package model

import "testing"

// What is kept beside a page is made once, and there is never much of it.
func TestKept(t *testing.T) {
	made := 0
	find := func(k *PageCache, n int) int {
		return k.Find(func(thing any) bool { return thing == n }, func() any { made++; return n }).(int)
	}
	k := new(PageCache)
	for range 3 {
		for n := range mostCached {
			if got := find(k, n); got != n {
				t.Fatalf("%d for %d", got, n)
			}
		}
	}
	if made != mostCached {
		t.Errorf("made %d times", made)
	}
	for n := range 100 {
		find(k, n)
	}
	if len(k.things) != mostCached {
		t.Errorf("%d things are kept", len(k.things))
	}
	made = 0
	find(nil, 1)
	if find(nil, 1); made != 2 {
		t.Error("beside no page something was kept")
	}
}
