package server

import (
	"net/netip"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/access"
	"porthole/internal/model"
)

// link is one connection. It is made before anything is known of the other side
// and carries nothing of who that is: identity travels in the permissions of the
// handshake alone.
type link struct {
	id     string
	wire   *wire
	origin netip.Prefix
	remote string
	since  time.Time

	talked, failed bool // gate's lock
	// barred is that its owner has too many; they do not become a guest instead.
	// The handshake alone sets it, under gate's lock.
	barred bool

	// proven is the first key that has signed and is not known here, with nothing
	// but its fingerprint and type: what an invitation can be redeemed with. It is
	// the handshake's alone.
	proven model.Principal

	// code is the tracking code that opened the connection, for the link to the web page.
	// It is the handshake's alone, and nobody is known by it.
	code access.Code

	// banner prints at the client's side during the handshake; it is the
	// handshake's alone.
	banner func(text string) error
	codes  atomic.Int32 // attempts at a code

	// Of the registry, under its lock.
	who    string // what sessions and connections are counted by; empty before
	guest  bool
	conn   *gossh.ServerConn
	visits map[*visit]struct{}
	vacant time.Time // since when no session is alive on it
	asked  time.Time // when a keepalive was wanted last
	gone   bool

	asking   atomic.Bool  // a keepalive waits for its answer
	refusals atomic.Int32 // channels that were refused
}

// close ends the connection; everything on it follows from that.
func (l *link) close() { _ = l.wire.Close() }

// linkKey is where the connection's context keeps its link. It is put there
// before the first byte is read and never changes, so that nothing that a client
// merely claims can get into it.
type linkKey struct{}

func linkOf(ctx ssh.Context) *link {
	l, _ := ctx.Value(linkKey{}).(*link)
	return l
}

// ask sends a keepalive and does not wait for the answer: it shows as a byte
// that was heard. There is at most one under way for each connection.
func (l *link) ask(conn *gossh.ServerConn) {
	if !l.asking.CompareAndSwap(false, true) {
		return
	}
	go func() {
		defer func() { _ = recover() }() // a closing connection must not end the process
		defer l.asking.Store(false)
		_, _, _ = conn.SendRequest("keepalive@openssh.com", true, nil)
	}()
}
