package server

import (
	"testing"
	"time"
	"unsafe"
)

// stepped is a time as it is told after the machine's clock was set: the wall
// clock's reading is another, the monotonic one is the same.
func stepped(t testing.TB, now time.Time, by time.Duration) time.Time {
	t.Helper()
	set := now
	const second = 30 // the bit of the first word from which on it has seconds
	*(*int64)(unsafe.Pointer(&set)) += int64(by/time.Second) << second
	if set.Sub(now) != 0 || set.Round(0).Sub(now.Round(0)) != by {
		t.Fatal("a time is made otherwise than this test knows")
	}
	return set
}

// The machine's clock is set, or the machine sleeps: nobody is gone or idle for
// that, and whoever is gone does not stay.
func TestTheMachinesClockIsSet(t *testing.T) {
	town := openTown(t, Limits{})
	screen := town.citizen("anna").Open()
	screen.See("I am anna")
	for _, by := range []time.Duration{24 * time.Hour, -24 * time.Hour} {
		found := town.registry.sweep(stepped(t, time.Now(), by))
		if len(found.dead)+len(found.silent)+len(found.ended)+len(found.warn) > 0 {
			t.Errorf("by %v: %+v", by, found)
		}
		found = town.registry.sweep(stepped(t, time.Now().Add(time.Minute), by))
		if len(found.dead)+len(found.silent) != 1 {
			t.Errorf("by %v: a minute later %+v", by, found)
		}
		found = town.registry.sweep(stepped(t, time.Now().Add(time.Hour), by))
		if len(found.ended) != 1 {
			t.Errorf("by %v: an hour later %+v", by, found)
		}
	}
	screen.Press("x")
	screen.See("keys: x")
}
