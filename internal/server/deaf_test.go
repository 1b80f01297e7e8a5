package server

import (
	"net"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/server/sshtest"
)

// deaf is the line of a client that begins to exchange keys and then reads no
// more. Until keys are exchanged the server may send nothing else: it keeps a few
// packets and then waits for the client, with no write to the network under way
// that could be given up.
type deaf struct {
	net.Conn
	shut atomic.Bool
	came chan struct{} // something has come that the client does not read
	over chan struct{}
}

// rekeyAfter is after how many bytes that client begins to exchange keys.
const rekeyAfter = 64 << 10

// Read implements [net.Conn].
func (d *deaf) Read(b []byte) (int, error) {
	n, err := d.Conn.Read(b)
	if d.shut.Load() {
		close(d.came)
		<-d.over
		return 0, net.ErrClosed
	}
	return n, err
}

// openDeaf is such a client, with some sessions that spill when they are told to
// and one that never begins.
func openDeaf(town *town, name string, spills int) (idle gossh.Channel, line *deaf) {
	town.t.Helper()
	key := sshtest.NewKey(town.t)
	town.stage.enrol(name, key.PublicKey())
	conn, err := net.Dial("tcp", town.addr)
	if err != nil {
		town.t.Fatal(err)
	}
	line = &deaf{Conn: conn, came: make(chan struct{}), over: make(chan struct{})}
	town.t.Cleanup(func() {
		close(line.over)
		conn.Close()
	})
	config := sshtest.Config("x", key)
	config.RekeyThreshold = rekeyAfter
	c, chans, reqs, err := gossh.NewClientConn(line, town.addr, config)
	if err != nil {
		town.t.Fatal(err)
	}
	client := gossh.NewClient(c, chans, reqs)
	for range spills {
		session, err := client.NewSession()
		if err != nil {
			town.t.Fatal(err)
		}
		if err := session.Start("spill"); err != nil {
			town.t.Fatal(err)
		}
	}
	idle, _, err = client.OpenChannel("session", nil)
	if err != nil {
		town.t.Fatal(err)
	}
	return idle, line
}

// turnDeaf has the client begin to exchange keys, and the server flood it.
func (w *town) turnDeaf(ch gossh.Channel, line *deaf) {
	w.t.Helper()
	line.shut.Store(true)
	for range 4 {
		if _, err := ch.SendRequest("env", false, make([]byte, rekeyAfter/2)); err != nil {
			w.t.Fatal(err)
		}
	}
	select {
	case <-line.came: // which is the server's answer: it exchanges keys
	case <-time.After(sshtest.Patience):
		w.t.Fatal("no exchange of keys has begun")
	}
	close(w.stage.spill)
}

// The story: a client turns deaf and leaves a session that never begins. To close
// it, too, has to be written; the sweeper, which does that, looks at everybody.
func TestADeafClientDoesNotHoldUpTheSweeper(t *testing.T) {
	told := newGossip()
	town := openTownWith(t, Limits{Patience: time.Minute}, told)
	if _, _, err := town.citizen("binh").OpenChannel("session", nil); err != nil {
		t.Fatal(err)
	}
	town.turnDeaf(openDeaf(town, "anna", 1))
	const kept = 64 * 2 << 10 // packets that the server keeps, of this size
	town.eventually("nothing waits for anna", func() bool { return town.stage.spilt.Load() > kept/floodBlock })
	town.age("anna@example.com", town.limits.Vacant)
	swept := told.of("swept")
	town.eventually("the sweeper waits for anna", func() bool { return told.of("swept") >= swept+3 })
	town.age("binh@example.com", town.limits.Vacant)
	town.eventually("binh's session stays", func() bool {
		visits, _ := town.registry.of("binh@example.com")
		return len(visits) == 0
	})
}

// The same with two sessions that do not read: neither is a reason to keep the
// connection for the other's sake.
func TestSessionsOfADeafClientDoNotKeepEachOther(t *testing.T) {
	town := openTown(t, Limits{Patience: 150 * time.Millisecond})
	town.turnDeaf(openDeaf(town, "anna", 2))
	town.eventually("the sessions stay", func() bool { return len(town.registry.all()) == 0 })
}

// A session that has stalled keeps no connection either, once the one that read
// beside it is over.
func TestAStalledSessionIsNotAtWork(t *testing.T) {
	r := newRegistry(DefaultLimits())
	l := &link{visits: map[*visit]struct{}{}}
	stalled, reader := &visit{link: l, begun: true}, &visit{link: l, begun: true}
	l.visits[stalled], l.visits[reader] = struct{}{}, struct{}{}
	if r.stall(stalled) {
		t.Error("the session that reads does not count")
	}
	r.over(reader, time.Now())
	if l.vacant.IsZero() {
		t.Error("the connection is not vacant")
	}
}

// age makes the sessions of an account older than they are.
func (w *town) age(account string, by time.Duration) {
	visits, _ := w.registry.of(account)
	w.registry.mu.Lock()
	defer w.registry.mu.Unlock()
	for _, v := range visits {
		v.opened = v.opened.Add(-by)
	}
}
