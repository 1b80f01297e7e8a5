package server

import (
	gossh "golang.org/x/crypto/ssh"
)

// endUnwelcome sees to it that nobody stays who may not come in any more.
func (s *Server) endUnwelcome(accounts []string) {
	for _, account := range accounts {
		s.review(account)
	}
}

// review ends the sessions of an account that is disabled, was moved, or lost
// the key that they came with, and the connections on which nothing else is.
func (s *Server) review(account string) {
	defer caught(s.log, "review of an account", nil)
	visits, links := s.registry.of(account)
	for _, v := range visits {
		if _, ok := s.backend.current(s.registry.principal(v)); !ok {
			s.log.Info("account lost its place", "account", account, "id", v.id)
			v.end(farewell(s.registry.principal(v)))
		}
	}
	for _, l := range links {
		if conn := s.registry.idleConn(l); conn != nil {
			if _, ok := s.backend.current(principalOf(conn)); !ok {
				l.close()
			}
		}
	}
}

// idleConn is the link's connection when no session is on it.
func (r *registry) idleConn(l *link) *gossh.ServerConn {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(l.visits) > 0 {
		return nil
	}
	return l.conn
}
