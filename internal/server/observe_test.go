package server

import (
	"net"
	"sync"
	"testing"
	"time"

	"porthole/internal/server/sshtest"
)

// gossip is an observer that keeps how often it was told what.
type gossip struct {
	mu    sync.Mutex
	words map[string]int
}

func newGossip() *gossip { return &gossip{words: map[string]int{}} }

func (g *gossip) heard(word string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.words[word] += n
}

func (g *gossip) of(word string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.words[word]
}

func (g *gossip) Frame(time.Duration, int) { g.heard("frame", 1) }
func (g *gossip) Key(time.Duration)        { g.heard("key", 1) }
func (g *gossip) News(time.Duration)       { g.heard("news", 1) }
func (g *gossip) Handshake(outcome string) { g.heard("handshake "+outcome, 1) }
func (g *gossip) Refused(reason string)    { g.heard("refused "+reason, 1) }
func (g *gossip) Sent(bytes int)           { g.heard("sent", bytes) }
func (g *gossip) Swept(_ time.Duration, ended int) {
	g.heard("swept", 1)
	g.heard("ended", ended)
}

// openWatchedTown is a town of which somebody is told from the beginning.
func openWatchedTown(t *testing.T, limits Limits) (*town, *gossip) {
	t.Helper()
	told := newGossip()
	return openTownWith(t, limits, told), told
}

func TestTheObserverIsToldOfASession(t *testing.T) {
	w, told := openWatchedTown(t, Limits{})
	client := w.citizen("anna")
	screen := client.Open()
	screen.See("I am anna")
	screen.Press("a")
	screen.See("keys: a")
	for word, least := range map[string]int{"handshake passed": 1, "frame": 2, "key": 1, "sent": 1000, "swept": 1} {
		w.eventually(word+" was not told", func() bool { return told.of(word) >= least })
	}
	if n := told.of("handshake failed") + told.of("handshake gone"); n != 0 {
		t.Errorf("%d handshakes came to nothing", n)
	}
}

func TestTheObserverIsToldWhoIsRefused(t *testing.T) {
	w, told := openWatchedTown(t, Limits{SessionsPerConnection: 1, ConnectionsPerAccount: 1})
	key := sshtest.NewKey(t)
	w.stage.enrol("anna", key.PublicKey())
	client := sshtest.Dial(t, w.addr, "anybody", key)
	client.Open().See("I am anna")
	if _, err := client.NewSession(); err == nil {
		t.Error("a second session was let in")
	}
	if _, err := sshtest.TryDial(t, w.addr, "anybody", key); err == nil {
		t.Error("a second connection was let in")
	}
	for _, word := range []string{"refused server.refused.connection", "refused server.refused.connections", "handshake busy"} {
		w.eventually(word+" was not told once", func() bool { return told.of(word) == 1 })
	}
}

// plug connects and says nothing.
func plug(t *testing.T, w *town) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", w.addr)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestTheObserverIsToldOfHandshakes(t *testing.T) {
	w, told := openWatchedTown(t, Limits{Handshake: 30 * time.Millisecond})
	late := plug(t, w)
	defer late.Close()
	w.eventually("a late handshake was not told", func() bool { return told.of("handshake late") == 1 })
	gone := plug(t, w)
	_ = gone.Close()
	w.eventually("one that left was not told", func() bool { return told.of("handshake gone")+told.of("handshake late") == 2 })
}

func TestCensus(t *testing.T) {
	w := openTown(t, Limits{})
	screen := w.citizen("anna").Open()
	screen.See("I am anna")
	command := w.citizen("binh").Start("wait")
	command.See("waiting")
	guest := sshtest.Dial(t, w.addr, "x").Open()
	guest.See("I am guest")
	now := w.Census()
	for who, want := range map[Presence]int{{"screen", "portal"}: 1, {"command", "portal"}: 1, {"screen", "guest"}: 1, {"screen", "staff"}: 0} {
		if got, told := now.Sessions[who]; got != want || !told {
			t.Errorf("%v: %d, want %d", who, got, want)
		}
	}
	if now.Connections != 3 || len(now.Sessions) != len(kinds)*len(principals) {
		t.Errorf("%+v", now)
	}
	screen.Press("q")
	screen.Ended()
	w.eventually("a session that has ended is counted", func() bool { return w.Census().Sessions[Presence{"screen", "portal"}] == 0 })
}
