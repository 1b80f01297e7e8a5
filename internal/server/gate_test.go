package server

import (
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

func waitingLink(t *testing.T, address string, now time.Time) *link {
	t.Helper()
	host, _ := net.Pipe()
	l := &link{origin: originOf(&net.TCPAddr{IP: net.ParseIP(address), Port: 1}), since: now}
	l.wire = newWire(host, time.Second, func() {})
	return l
}

func TestOrigins(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.7":             "203.0.113.7/32",
		"::ffff:203.0.113.7":      "203.0.113.7/32",
		"2001:db8:1:2:3:4:5:6":    "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::ffff": "2001:db8:1:2::/64",
	} {
		if got := originOf(&net.TCPAddr{IP: net.ParseIP(address)}).String(); got != want {
			t.Errorf("%s belongs to %s, want %s", address, got, want)
		}
	}
	if originOf(nil).IsValid() || originOf(&net.UnixAddr{Name: "x"}).IsValid() {
		t.Error("an address that is none has an origin")
	}
}

// Somebody opens connections by the hundred from one address: they keep eight,
// and their newest push out their oldest, not those of others.
func TestOneOriginKeepsItsShare(t *testing.T) {
	limits := DefaultLimits()
	g := newGate(limits)
	now := time.Now()
	customer := waitingLink(t, "198.51.100.1", now)
	g.admit(customer, now)
	for range 200 {
		drop, ok := g.admit(waitingLink(t, "203.0.113.7", now), now)
		if !ok {
			t.Fatal("refused without a penalty")
		}
		for _, l := range drop {
			if l == customer {
				t.Fatal("a customer was dropped for a stranger's sake")
			}
		}
	}
	if len(g.waiting) != limits.WaitingPerOrigin+1 {
		t.Errorf("%d wait", len(g.waiting))
	}
}

// From many addresses at once, the total holds, and those that have agreed on
// keys stay.
func TestTheTotalHolds(t *testing.T) {
	limits := DefaultLimits()
	g := newGate(limits)
	now := time.Now()
	customer := waitingLink(t, "198.51.100.1", now)
	g.admit(customer, now)
	g.note(&customer.talked)
	early := false
	for i := range 1000 {
		before := len(g.waiting)
		drop, _ := g.admit(waitingLink(t, fmt.Sprintf("203.0.%d.%d", i/250, i%250), now), now)
		if len(drop) > 0 && before < limits.Waiting/2 {
			t.Fatalf("dropped with %d waiting", before)
		}
		early = early || len(drop) > 0 && before < limits.Waiting
		for _, l := range drop {
			if l == customer {
				t.Fatal("one that has agreed on keys was dropped for silent ones")
			}
		}
		if len(g.waiting) > limits.Waiting {
			t.Fatalf("%d wait", len(g.waiting))
		}
	}
	if !early {
		t.Error("nobody was dropped early")
	}
}

// The story: somebody fills the places with connections that agree on keys and
// then say nothing, so that new ones have no room for that.
func TestThoseWhoStayInTheHandshakeDoNotKeepNewOnesOut(t *testing.T) {
	limits := DefaultLimits()
	g := newGate(limits)
	now := time.Now()
	for i := range limits.Waiting {
		l := waitingLink(t, fmt.Sprintf("203.0.113.%d", i), now)
		g.admit(l, now)
		g.note(&l.talked)
	}
	customer := waitingLink(t, "198.51.100.1", now.Add(time.Second))
	g.admit(customer, now)
	for i := range limits.Waiting / 4 {
		drop, _ := g.admit(waitingLink(t, fmt.Sprintf("203.0.114.%d", i), now.Add(2*time.Second)), now)
		for _, l := range drop {
			if l == customer {
				t.Fatalf("the customer was dropped by the arrival of %d others", i+1)
			}
		}
	}
}

func TestPenalties(t *testing.T) {
	limits := DefaultLimits()
	now := time.Now()
	origin := netip.MustParsePrefix("203.0.113.7/32")
	p := newPenalties(limits)
	p.charge(origin, limits.FailedKey, now)
	p.charge(origin, limits.FailedKey, now)
	if p.refuses(origin, now) {
		t.Error("refused at 10 s")
	}
	p.charge(origin, limits.FailedKey, now)
	if !p.refuses(origin, now) || !p.refuses(origin, now.Add(14*time.Second)) {
		t.Error("not refused at 15 s")
	}
	if p.refuses(origin, now.Add(15*time.Second)) {
		t.Error("refused after it has run out")
	}
	for range 1000 {
		p.charge(origin, limits.GraceUsed, now)
	}
	if p.refuses(origin, now.Add(limits.PenaltyMost)) || !p.refuses(origin, now.Add(limits.PenaltyMost-time.Second)) {
		t.Error("a penalty is at most ten minutes")
	}
	if p.refuses(netip.MustParsePrefix("203.0.113.8/32"), now) {
		t.Error("the neighbour is refused")
	}
	p.sweep(now.Add(time.Hour))
	if len(p.tables[0]) != 0 {
		t.Error("what has run out is kept")
	}
}

func TestPenaltiesAreBounded(t *testing.T) {
	limits := Limits{PenaltyTable: 100}.withDefaults()
	now := time.Now()
	p := newPenalties(limits)
	four := netip.MustParsePrefix("203.0.113.7/32")
	p.charge(four, time.Minute, now)
	for i := range 1000 {
		p.charge(originOf(&net.TCPAddr{IP: net.ParseIP(fmt.Sprintf("2001:db8:%x::1", i))}), time.Minute, now)
	}
	if len(p.tables[1]) > 100 || !p.refuses(four, now) {
		t.Errorf("%d entries of IPv6; IPv4 refused: %v", len(p.tables[1]), p.refuses(four, now))
	}
	p.charge(netip.MustParsePrefix("127.0.0.1/32"), time.Hour, now)
	if p.refuses(netip.MustParsePrefix("127.0.0.1/32"), now) {
		t.Error("the machine's own address is charged")
	}
}

// The story: somebody has as many connections as they may, opens more, and stays
// in the handshake of each after having been told. They keep the places of those
// who wait, and no others.
func TestWhoeverHasTooManyStillWaits(t *testing.T) {
	town := openTown(t, Limits{
		StrangersPerOrigin: 1, WaitingPerOrigin: 2, Exempt: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
	})
	sshtest.Dial(t, town.addr, "x")
	const more = 12
	stays := newStayer()
	t.Cleanup(stays.leave)
	for range more {
		stays.come(town)
	}
	town.eventually("all of them are kept", func() bool { return int(stays.closed.Load()) == more-town.limits.WaitingPerOrigin })
}

// stayer answers once, and not when asked again.
type stayer struct {
	asked  chan struct{} // once more
	over   chan struct{}
	closed atomic.Int32 // connections that were closed at the other side
	done   sync.WaitGroup
}

func newStayer() *stayer { return &stayer{asked: make(chan struct{}, 1), over: make(chan struct{})} }

// come opens a connection and returns when it was refused and stays.
func (s *stayer) come(town *town) {
	town.t.Helper()
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		town.t.Fatal(err)
	}
	config := sshtest.Config("x")
	answered := false
	config.Auth = []gossh.AuthMethod{gossh.RetryableAuthMethod(gossh.KeyboardInteractive(func(_, _ string, _ []string, _ []bool) ([]string, error) {
		if answered {
			s.asked <- struct{}{}
			<-s.over
		}
		answered = true
		return nil, nil
	}), 2)}
	s.done.Go(func() {
		defer conn.Close()
		_, _, _, _ = gossh.NewClientConn(&attentive{conn, &s.closed}, town.addr, config)
	})
	select {
	case <-s.asked:
	case <-time.After(sshtest.Patience):
		town.t.Fatalf("not asked again\n%s", town.log)
	}
}

func (s *stayer) leave() {
	close(s.over)
	s.done.Wait()
}

// attentive counts when it is closed at the other side.
type attentive struct {
	net.Conn
	closed *atomic.Int32
}

// Read implements [net.Conn].
func (a *attentive) Read(b []byte) (int, error) {
	n, err := a.Conn.Read(b)
	if err != nil {
		a.closed.Add(1)
	}
	return n, err
}

// Using up the time for a handshake costs more than failing in it; being dropped
// for the sake of others costs nothing.
func TestWhatIsCharged(t *testing.T) {
	limits := Limits{PenaltyFrom: time.Second}.withDefaults()
	now := time.Now()
	for name, c := range map[string]struct {
		happens func(g *gate, l *link)
		refused bool
	}{
		"left in peace":     {func(g *gate, l *link) { g.left(l, now) }, false},
		"left after trying": {func(g *gate, l *link) { g.note(&l.failed); g.left(l, now) }, true},
		"has too many":      {func(g *gate, l *link) { g.note(&l.failed); g.note(&l.barred); g.left(l, now) }, false},
		"came through":      {func(g *gate, l *link) { g.note(&l.failed); g.passed(l); g.left(l, now) }, false},
		"said nothing": {func(g *gate, l *link) {
			if late := g.sweep(now.Add(limits.Handshake)); len(late) != 1 {
				t.Errorf("%d are late", len(late))
			}
		}, false},
	} {
		g := newGate(limits)
		l := waitingLink(t, "203.0.113.7", now)
		g.admit(l, now)
		c.happens(g, l)
		if got := g.penalties.refuses(l.origin, now); got != c.refused && name != "said nothing" {
			t.Errorf("%s: refused %v", name, got)
		}
		if name == "said nothing" && !g.penalties.refuses(l.origin, now.Add(limits.Handshake)) {
			t.Error("saying nothing for a minute costs nothing")
		}
		if len(g.waiting) != 0 || len(g.origins) != 0 {
			t.Errorf("%s: something is left", name)
		}
	}
}
