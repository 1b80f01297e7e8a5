package server

import (
	"net"
	"testing"
	"time"
	"unsafe"

	gossh "golang.org/x/crypto/ssh"
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
	for _, by := range []time.Duration{24 * time.Hour, -24 * time.Hour} {
		town := openTown(t, Limits{})
		town.citizen("anna").Open().See("I am anna")
		now := time.Now()
		if f := town.registry.sweep(stepped(t, now, by)); len(f.dead)+len(f.silent)+len(f.ended)+len(f.warn) > 0 {
			t.Errorf("by %v: %+v", by, f)
		}
		if f := town.registry.sweep(stepped(t, now.Add(time.Hour), by)); len(f.silent) != 1 || len(f.ended) != 1 {
			t.Errorf("by %v, an hour later: %+v", by, f)
		}
	}
}

// keepalives are some ways to set them, the default first.
var keepalives = []Limits{
	{},
	{KeepaliveTries: 1},
	{KeepaliveTries: 2},
	{KeepaliveTries: 20},
	{Keepalive: time.Second, KeepaliveTries: 3},
	{Keepalive: time.Minute, KeepaliveTries: 1},
}

// rounds has a registry look at one connection, from which nothing was heard
// since the beginning, for ten minutes, and tells of each round after which time
// it was, and whether the client is to be asked or gone.
func rounds(t *testing.T, limits Limits, each func(w *wire, after time.Duration, asked, dead bool) (on bool)) {
	t.Helper()
	r := newRegistry(limits.withDefaults())
	host, _ := net.Pipe()
	l := &link{wire: newWire(host, time.Second, func() {}), conn: &gossh.ServerConn{}}
	r.links[l] = struct{}{}
	every := roundEvery * r.limits.Sweep
	for after := every / 2; after < 10*time.Minute; after += every {
		found := r.sweep(l.wire.born.Add(after))
		if !each(l.wire, after, len(found.silent) > 0, len(found.dead) > 0) {
			return
		}
	}
}

func TestNobodyIsGoneWhoWasNotAsked(t *testing.T) {
	for i, limits := range keepalives {
		var question, gone time.Duration
		rounds(t, limits, func(_ *wire, after time.Duration, asked, dead bool) bool {
			if asked && question == 0 {
				question = after
			}
			if dead {
				gone = after
			}
			return !dead
		})
		limits = limits.withDefaults()
		if question == 0 || gone-question < limits.Keepalive/2 {
			t.Errorf("%v × %d: asked after %v, gone after %v", limits.Keepalive, limits.KeepaliveTries, question, gone)
		}
		if i == 0 && (question < 30*time.Second || gone > 45*time.Second) {
			t.Errorf("by default asked after %v, gone after %v", question, gone)
		}
	}
}

func TestNobodyIsGoneWhoAnswers(t *testing.T) {
	for _, limits := range keepalives {
		limits = limits.withDefaults()
		rounds(t, limits, func(w *wire, after time.Duration, asked, dead bool) bool {
			if asked {
				w.heard.Store(int64(after + 10*time.Millisecond))
			}
			if dead {
				t.Errorf("%v × %d: gone after %v", limits.Keepalive, limits.KeepaliveTries, after)
			}
			return !dead
		})
	}
}
