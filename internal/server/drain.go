package server

import (
	"maps"
	"net"
	"slices"
	"time"
)

// drain ends everything in good order: no new connections; a notice on open
// screens and a moment to read it; time for commands to finish; then the end for
// all, and for those who do not let go, their connections.
func (s *Server) drain(listener net.Listener) {
	_ = listener.Close() // the library's own way of stopping races with new connections
	visits, links := s.registry.close()
	s.log.Info("closing", "sessions", len(visits), "connections", len(links))
	deadline := time.Now().Add(s.limits.Drain)
	for _, v := range visits {
		v.notify("server.notice.stopping")
	}
	screens := func(v *visit) bool { return v.screen.Load() != nil }
	if s.anyOpen(screens) {
		s.await(time.Now().Add(s.limits.DrainNotice), func(*visit) bool { return true })
	}
	for _, v := range visits {
		if screens(v) {
			v.end(endStopping)
		}
	}
	s.await(time.Now().Add(min(s.limits.DrainCommands, time.Until(deadline))), func(*visit) bool { return true })
	s.stop(endStopping)
	s.await(deadline, func(*visit) bool { return true })
	for _, l := range links {
		l.close()
	}
	_ = s.ssh.Close()
	for _, l := range s.gate.all() {
		l.close()
	}
	// What is left returns as its connection is gone; nobody waits for what does not.
	s.await(time.Now().Add(s.limits.Sweep), func(*visit) bool { return true })
}

// await waits until no session that counts is open, or until the deadline.
func (s *Server) await(deadline time.Time, counts func(*visit) bool) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for s.anyOpen(counts) && time.Now().Before(deadline) {
		<-tick.C
	}
}

func (s *Server) anyOpen(counts func(*visit) bool) bool {
	return slices.ContainsFunc(s.registry.all(), counts)
}

// all returns the connections that are in their handshake.
func (g *gate) all() []*link {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Collect(maps.Keys(g.waiting))
}
