package server

import "porthole/internal/model"

// Census is how many there are at the moment.
type Census struct {
	Sessions map[Presence]int
	// Connections are through their handshake, Handshakes are in it.
	Connections, Handshakes int
}

// Presence is what sessions are counted by: what they are for, and for what sort
// of person.
type Presence struct{ Kind, Principal string }

// The kinds of sessions and of people. A session is opening until it has asked
// for its screen or its command.
var (
	kinds      = []string{"screen", "command", "opening"}
	principals = []string{"portal", "staff", "guest", "holder"}
)

// Census counts. It is for looking at the server from time to time: it holds the
// registry's lock for as long as one round of the sweeper does.
func (s *Server) Census() Census {
	c := s.registry.census()
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	c.Handshakes = len(s.gate.waiting)
	return c
}

func (r *registry) census() Census {
	c := Census{Sessions: map[Presence]int{}}
	for _, kind := range kinds {
		for _, principal := range principals {
			c.Sessions[Presence{kind, principal}] = 0 // what there is none of is told, too
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c.Connections = len(r.links)
	for v := range r.visits {
		c.Sessions[v.presence()]++
	}
	return c
}

// presence is what the session counts as. Under the registry's lock, with which
// it is told that the session has begun and what it is does not change any more.
func (v *visit) presence() Presence {
	who := v.became
	if who.IsGuest() {
		who = v.who
	}
	return Presence{v.kind(), sortOf(who)}
}

func (v *visit) kind() string {
	switch {
	case !v.begun:
		return "opening"
	case v.command:
		return "command"
	}
	return "screen"
}

func sortOf(p model.Principal) string {
	switch {
	case p.IsHolder():
		return "holder"
	case p.IsStaff():
		return "staff"
	case p.IsGuest():
		return "guest"
	}
	return "portal"
}
