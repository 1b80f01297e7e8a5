package server

import (
	"net"
	"time"

	"charm.land/ssh"
)

// gatedListener is the listener with the gate in it. Connections pass the gate one by
// one in the order in which they came, before anything is spent on them.
type gatedListener struct {
	net.Listener
	s *Server
}

// Accept implements [net.Listener]; it returns those that may stay.
func (d *gatedListener) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil {
			return nil, err //nolint:wrapcheck // whoever listens looks at its type
		}
		if l := d.s.greet(conn, time.Now()); l != nil {
			return l.wire, nil
		}
	}
}

// greet makes a link of a connection, or closes it and returns nil.
func (s *Server) greet(conn net.Conn, now time.Time) *link {
	l := &link{id: shortID(), origin: originOf(conn.RemoteAddr()), remote: conn.RemoteAddr().String(), since: now}
	l.wire = newWire(conn, s.limits.Patience, func() {
		if outcome := s.gate.left(l, time.Now()); outcome != "" {
			s.observer.Handshake(outcome)
		}
		s.registry.leave(l)
	})
	l.wire.link, l.wire.observer = l, s.observer
	drop, ok := s.gate.admit(l, now)
	for _, other := range drop {
		s.log.Debug("dropped while waiting", "link", other.id, "remote", other.remote)
		s.turnedAway(handshakeDropped, refusedCrowd)
		other.close()
	}
	if !ok {
		s.log.Debug("origin refused", "remote", l.remote)
		s.turnedAway(handshakePenalty, refusedPenalty)
		s.turnAway(l, refusedPenalty)
		return nil
	}
	return l
}

// introduce puts a connection's link into its context, before the first byte.
func introduce(ctx ssh.Context, conn net.Conn) net.Conn {
	w, ok := conn.(*wire)
	if !ok {
		return nil // it did not come through the listener
	}
	ctx.SetValue(linkKey{}, w.link)
	return w
}
