package server

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// The story: somebody keeps two hundred connections open and says nothing on
// them, from the very address that a customer signs in from.
func TestHalfOpenConnectionsDoNotKeepCustomersOut(t *testing.T) {
	town := openTown(t, Limits{})
	key := sshtest.NewKey(t)
	town.stage.enrol("anna", key.PublicKey())
	for i := range 200 {
		conn, err := net.Dial("tcp", town.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if i%2 == 0 {
			_, _ = io.WriteString(conn, "SSH-2.0-x\r\n")
		}
	}
	start := time.Now()
	anna := sshtest.Dial(t, town.addr, "x", key)
	anna.Open().See("I am anna")
	if took := time.Since(start); took > time.Second {
		t.Errorf("signing in took %v", took)
	}
	town.gate.mu.Lock()
	defer town.gate.mu.Unlock()
	if len(town.gate.waiting) > town.limits.Waiting {
		t.Errorf("%d are waiting", len(town.gate.waiting))
	}
}

func TestAHandshakeHasItsTime(t *testing.T) {
	town := openTown(t, Limits{Handshake: 50 * time.Millisecond})
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetReadDeadline(time.Now().Add(sshtest.Patience))
	if _, err := io.ReadAll(conn); errors.Is(err, errTimeout(err)) {
		t.Error("still open")
	}
}

// errTimeout is err itself when it is a timeout.
func errTimeout(err error) error {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return err
	}
	return io.ErrNoProgress
}

func TestAConnectionWithoutASession(t *testing.T) {
	town := openTown(t, Limits{})
	idle, busy := town.citizen("anna"), town.citizen("binh")
	p := busy.Open()
	p.See("I am binh")
	town.later(town.limits.Vacant)
	idle.Wait()
	p.Press("x")
	p.See("keys: x")
	p.Press("q")
	p.Ended()
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 0 })
	town.later(town.limits.Vacant)
	busy.Wait()
}

// Window changes and variables without a shell, and then the line drops.
func TestASessionThatNeverStarts(t *testing.T) {
	town := openTown(t, Limits{})
	vacated := func(left int) func() bool {
		return func() bool {
			town.later(town.limits.Vacant)
			return len(town.registry.all()) == left
		}
	}
	for _, drop := range []bool{true, false} {
		client := town.citizen("anna")
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.RequestPty("xterm", 24, 80, nil); err != nil {
			t.Fatal(err)
		}
		for i := range 500 {
			_ = session.WindowChange(i, 1<<20-i)
		}
		if drop {
			client.Close()
		}
		town.eventually("the session stays", vacated(0))
	}
	client := town.citizen("binh")
	living := client.Open()
	living.See("I am binh")
	if _, err := client.NewSession(); err != nil {
		t.Fatal(err)
	}
	town.eventually("beside a living session, it stays", vacated(1))
	living.Press("x")
	living.See("keys: x")
}

func TestIdleIsCountedByKeys(t *testing.T) {
	town := openTown(t, Limits{Keepalive: time.Hour}) // nobody is gone for not answering in time that is not there
	p := town.citizen("anna").Open()
	p.See("I am anna")
	opened := time.Now()
	p.Resize(90, 25) // is no key
	p.See("90 by 25")
	town.sweep(opened.Add(town.limits.Idle-town.limits.IdleWarning), true)
	p.See("notice: server.notice.idle")
	p.Press("x")
	p.See("keys: x")
	town.sweep(opened.Add(town.limits.Idle), true)
	p.Press("y")
	p.See("keys: xy")
	town.later(town.limits.Idle)
	if status := p.Ended(); status != 1 || !strings.Contains(p.Text(), "no key was pressed") {
		t.Errorf("%d\n%s", status, p.Text())
	}
	if <-town.stage.left != "anna@example.com" {
		t.Error("the visit was not remembered")
	}
}

func TestAStayIsBounded(t *testing.T) {
	town := openTown(t, Limits{})
	client := town.citizen("anna")
	screen, command := client.Open(), client.Start("wait")
	screen.See("I am anna")
	command.See("waiting")
	town.later(town.limits.Stay)
	if status := screen.Ended(); status != 1 || !strings.Contains(screen.Text(), "as long as one may") {
		t.Errorf("%d\n%s", status, screen.Text())
	}
	if status := command.Ended(); status != 7 || !strings.Contains(command.Text(), "as long as one may") {
		t.Errorf("a command: %d\n%s", status, command.Text())
	}
}

func TestAGuestsStayIsShorter(t *testing.T) {
	town := openTown(t, Limits{})
	guest := sshtest.Dial(t, town.addr, "x").Open()
	guest.See("I am guest")
	town.later(town.limits.StrangerStay)
	if status := guest.Ended(); status != 1 {
		t.Errorf("status %d", status)
	}
}

func TestNumbersOfSessions(t *testing.T) {
	town := openTown(t, Limits{SessionsPerConnection: 2, SessionsPerAccount: 3, ConnectionsPerAccount: 3, Sessions: 4})
	key := sshtest.NewKey(t)
	town.stage.enrol("anna", key.PublicKey())
	first, second := sshtest.Dial(t, town.addr, "x", key), sshtest.Dial(t, town.addr, "x", key)
	first.Open().See("I am")
	p := first.Open()
	p.See("I am")
	refused := func(who string, c *sshtest.Client, words string) {
		t.Helper()
		var open *gossh.OpenChannelError
		if _, err := c.NewSession(); !errors.As(err, &open) || !strings.Contains(open.Message, words) {
			t.Errorf("%s: %v", who, err)
		}
	}
	refused("a third on one connection", first, "this connection has 2")
	second.Open().See("I am")
	refused("a fourth of one account", second, "this account has 3")
	binh := town.citizen("binh")
	binh.Open().See("I am binh")
	refused("a fifth in all", binh, "everything is taken")
	p.Press("q")
	p.Ended()
	town.eventually("its place is not free again", func() bool { return len(town.registry.all()) == 3 })
	first.Open().See("I am anna")
	sshtest.Dial(t, town.addr, "x", key)
	if _, err := sshtest.TryDial(t, town.addr, "x", key); err == nil {
		t.Error("a fourth connection of one account")
	}
}

// Whoever keeps asking for sessions beyond the limit loses the connection.
func TestAskingOnIsNotForEver(t *testing.T) {
	town := openTown(t, Limits{SessionsPerConnection: 1})
	client := town.citizen("anna")
	client.Open().See("I am")
	// Aside, because the client's library waits for ever when it asks at the very
	// moment at which the connection is closed.
	go func() {
		for range 2 * maxRefusals {
			_, _, _ = client.OpenChannel("session", nil)
		}
	}()
	client.Wait()
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 0 })
}

// A client that is there but does not read: a stopped one, or an attacker.
func TestAClientThatDoesNotRead(t *testing.T) {
	town := openTown(t, Limits{Patience: 150 * time.Millisecond})
	other := town.citizen("binh").Open()
	other.See("I am binh")
	client := town.citizen("anna")
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.StdoutPipe(); err != nil { // and nobody reads it
		t.Fatal(err)
	}
	if err := session.Start("flood"); err != nil {
		t.Fatal(err)
	}
	if cause := contextOf(t, town.stage); !errors.Is(cause, errStalled) {
		t.Errorf("ended because %v", cause)
	}
	client.Wait()
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 1 })
	other.Press("x")
	other.See("keys: x")
}

// The same beside a session that reads: that one goes on.
func TestASessionThatDoesNotReadBesideOneThatDoes(t *testing.T) {
	town := openTown(t, Limits{Patience: 150 * time.Millisecond})
	client := town.citizen("anna")
	reader := client.Open()
	reader.See("I am anna")
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := session.Start("flood"); err != nil {
		t.Fatal(err)
	}
	if cause := contextOf(t, town.stage); !errors.Is(cause, errStalled) {
		t.Errorf("ended because %v", cause)
	}
	town.eventually("the session stays", func() bool { return len(town.registry.all()) == 1 })
	reader.Press("x")
	reader.See("keys: x")
}

// Guests from one place have few connections, and all guests together have a
// number of them that leaves room for customers.
func TestNumbersOfGuests(t *testing.T) {
	town := openTown(t, Limits{Strangers: 3, StrangersPerOrigin: 2, Exempt: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}})
	sshtest.Dial(t, town.addr, "x")
	second := sshtest.Dial(t, town.addr, "x", sshtest.NewKey(t))
	if _, err := sshtest.TryDial(t, town.addr, "x"); err == nil {
		t.Error("a third connection of guests from one origin")
	}
	town.citizen("anna").Open().See("I am anna")
	second.Close()
	town.eventually("its place is not free again", func() bool {
		client, err := sshtest.TryDial(t, town.addr, "x")
		return err == nil && client != nil
	})
}

// Whoever tries keys that are refused is shut out before long, and let in again
// afterwards. (Passwords are not even tried: clients see that there are none.)
func TestWhoeverGuessesIsRefused(t *testing.T) {
	town := openTown(t, Limits{
		FailedKey: 200 * time.Millisecond, PenaltyFrom: 300 * time.Millisecond,
		Exempt: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")},
	})
	guess := func() error {
		config := sshtest.Config("root")
		config.Auth = []gossh.AuthMethod{gossh.PublicKeys(certificate(t))}
		_, err := gossh.Dial("tcp", town.addr, config)
		return err
	}
	refused := func() bool { return town.gate.penalties.refuses(netip.MustParsePrefix("127.0.0.1/32"), time.Now()) }
	town.eventually("guessing goes on", func() bool { return guess() == nil || refused() })
	if _, err := sshtest.TryDial(t, town.addr, "x"); err == nil && refused() {
		t.Error("a refused origin got in")
	}
	town.eventually("refused for ever", func() bool {
		_, err := sshtest.TryDial(t, town.addr, "x")
		return err == nil
	})
}

// freezer is a line between client and server that can be cut like a cable:
// nothing comes through any more, and nobody is told.
type freezer struct {
	net.Conn
	frozen atomic.Bool
	hold   chan struct{}
}

func (f *freezer) Read(b []byte) (int, error) {
	n, err := f.Conn.Read(b)
	if f.frozen.Load() {
		<-f.hold
		return 0, net.ErrClosed
	}
	return n, err
}

func (f *freezer) Write(b []byte) (int, error) {
	if f.frozen.Load() {
		return len(b), nil
	}
	return f.Conn.Write(b)
}

func TestAPulledCable(t *testing.T) {
	// It is asked often, and may take three seconds to answer: a busy machine needs some.
	town := openTown(t, Limits{Keepalive: 150 * time.Millisecond, KeepaliveTries: 20})
	key := sshtest.NewKey(t)
	town.stage.enrol("anna", key.PublicKey())
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		t.Fatal(err)
	}
	line := &freezer{Conn: conn, hold: make(chan struct{})}
	defer conn.Close()
	defer close(line.hold)
	c, chans, reqs, err := gossh.NewClientConn(line, town.addr, sshtest.Config("x", key))
	if err != nil {
		t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	session, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start("wait"); err != nil {
		t.Fatal(err)
	}
	// A client that answers stays, however silent its person is.
	other := town.citizen("binh").Open()
	other.See("I am binh")
	asked := map[time.Time]bool{} // the zero time: not yet
	town.eventually("nobody is asked whether they are there", func() bool {
		town.registry.mu.Lock()
		defer town.registry.mu.Unlock()
		for l := range town.registry.links {
			if l.who == "binh@example.com" {
				asked[l.asked] = true
			}
		}
		return len(asked) > 3
	})
	if len(town.registry.all()) != 2 {
		t.Fatal("a client that answers was taken for dead")
	}
	line.frozen.Store(true)
	pulled := time.Now()
	if cause := contextOf(t, town.stage); !errors.Is(cause, errGone) {
		t.Errorf("ended because %v", cause)
	}
	if took := time.Since(pulled); took > 3*town.limits.tooSilent() {
		t.Errorf("gone after %v", took)
	}
	other.Press("x")
	other.See("keys: x")
}
