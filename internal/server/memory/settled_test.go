package memory

import "testing"

// A crowd comes in and settles, and memory is given back a few times; a few who come
// later are no reason to do it again, until they are many.
func TestMemoryIsGivenBackWhenACrowdHasSettled(t *testing.T) {
	var c crowd
	taken := func(seconds int, begun uint64, open int) (n int) {
		for range seconds {
			if c.settled(begun, open) {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		what  string
		begun uint64
		open  int
		want  int
	}{
		{"nobody is there", 0, 0, 0},
		{"a few", 20, 20, 0},
		{"a crowd", 1020, 1000, rounds},
		{"nothing more happens", 1020, 1000, 0},
		{"some of many", 1060, 1000, 0},
		{"as many as count", 1090, 1000, rounds},
	} {
		if got := taken(20, step.begun, step.open); got != step.want {
			t.Errorf("%s: %d times, not %d", step.what, got, step.want)
		}
	}
	if taken(1, 3000, 3000) != 0 || taken(1, 4000, 4000) != 0 {
		t.Error("it was given back while people came in")
	}
}
