package server

import (
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"
)

// gate watches over the connections that are in their handshake. A new one is
// let in; when there are too many, one that waits is dropped for it. Whoever
// opens connections and says nothing thus pushes out their own, and a customer,
// whose handshake takes a moment, finds a place even then.
type gate struct {
	limits    Limits
	penalties *penalties
	chance    func(n int) int // a random number below n

	mu      sync.Mutex
	waiting map[*link]struct{}
	origins map[netip.Prefix]int
}

func newGate(limits Limits) *gate {
	return &gate{
		limits: limits, penalties: newPenalties(limits), chance: rand.IntN,
		waiting: map[*link]struct{}{}, origins: map[netip.Prefix]int{},
	}
}

// admit takes a new connection in, unless its origin is refused. The other
// connections that it returns are to be closed, outside of any lock.
func (g *gate) admit(l *link, now time.Time) (drop []*link, ok bool) {
	if g.penalties.refuses(l.origin, now) {
		return nil, false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.origins[l.origin] >= g.limits.WaitingPerOrigin && !g.limits.exempt(l.origin) {
		drop = g.dropOne(drop, g.limits.WaitingPerOrigin, func(other *link) bool { return other.origin == l.origin })
	}
	if g.crowded() {
		drop = g.dropOne(drop, g.limits.Waiting, func(*link) bool { return true })
	}
	g.waiting[l] = struct{}{}
	g.origins[l.origin]++
	return drop, true
}

// crowded decides whether one has to go: never below half of the places, always
// when all are taken, and in between the more likely the fewer are left.
func (g *gate) crowded() bool {
	half := g.limits.Waiting / 2
	taken := len(g.waiting)
	if taken < half {
		return false
	}
	return taken >= g.limits.Waiting || g.chance(g.limits.Waiting-half) < taken-half
}

// dropOne takes out one of those that fit: the one that has waited longest, so
// that in a flood everybody has as much time as there is. Those that have agreed
// on keys already and those that have not are sure of half of the places each:
// the ones cannot be pushed out by mere connections, nor new ones kept out by
// those who stay in their handshake.
func (g *gate) dropOne(drop []*link, places int, fits func(*link) bool) []*link {
	var silent, talking *link // the oldest of each
	talkers := 0
	for l := range g.waiting {
		switch {
		case !fits(l):
		case l.talked:
			talkers++
			talking = elder(talking, l)
		default:
			silent = elder(silent, l)
		}
	}
	victim := silent
	if silent == nil || talkers > places/2 {
		victim = talking
	}
	if victim == nil {
		return drop
	}
	g.forget(victim)
	return append(drop, victim)
}

func elder(a, b *link) *link {
	if a == nil || b.since.Before(a.since) {
		return b
	}
	return a
}

func (g *gate) forget(l *link) bool {
	if _, waits := g.waiting[l]; !waits {
		return false
	}
	delete(g.waiting, l)
	if g.origins[l.origin]--; g.origins[l.origin] <= 0 {
		delete(g.origins, l.origin)
	}
	return true
}

// note takes down what is said of a connection that waits: that it has agreed on keys and
// now says who it is (talked), that a way of signing in was refused (failed), or that its
// owner has too many (barred): then it waits like the others until it leaves or has to go.
func (g *gate) note(fact *bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	*fact = true
}

// passed lets a connection go on: its handshake is done.
func (g *gate) passed(l *link) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget(l)
}

// left is told of every connection that ends. One that ends in its handshake
// after a failure is charged for it; one that was dropped here is not, nor one
// whose owner has too many. It returns how the handshake ended with that; empty
// for one that had ended before.
func (g *gate) left(l *link, now time.Time) (outcome string) {
	g.mu.Lock()
	waited, failed, barred := g.forget(l), l.failed, l.barred
	g.mu.Unlock()
	switch {
	case !waited:
		return ""
	case barred:
		return handshakeBusy
	case !failed:
		return handshakeGone
	}
	g.penalties.charge(l.origin, g.limits.FailedKey, now)
	return handshakeFailed
}

// sweep returns the connections that have used up the time for their handshake,
// and charges their origins.
func (g *gate) sweep(now time.Time) (late []*link) {
	g.mu.Lock()
	for l := range g.waiting {
		if now.Sub(l.since) >= g.limits.Handshake {
			late = append(late, l)
			g.forget(l)
		}
	}
	g.mu.Unlock()
	for _, l := range late {
		g.penalties.charge(l.origin, g.limits.GraceUsed, now)
	}
	g.penalties.sweep(now)
	return late
}
