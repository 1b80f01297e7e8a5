package server

import (
	"errors"
	"net/netip"
	"sync"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
)

// errWrongCode is what a code that opens nothing is answered with: the one
// answer from which somebody who guesses could learn something.
var errWrongCode = model.NewFault("error.code.unknown")

// codeTries bounds how many wrong codes are looked at of all origins that have tried
// one lately. Those that have not are looked at in any case, so that nobody who holds
// a code is kept out by others who guess.
type codeTries struct {
	perMinute int

	mu   sync.Mutex
	left float64
	last time.Time
}

func newCodeTries(perMinute int) *codeTries {
	return &codeTries{perMinute: perMinute, left: float64(perMinute)}
}

// may says whether one more can be looked at.
func (c *codeTries) may(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.last.IsZero() {
		c.left += now.Sub(c.last).Minutes() * float64(c.perMinute)
	}
	c.left, c.last = min(c.left, float64(c.perMinute)), now
	return c.left >= 1
}

// wrong notes that one opened nothing.
func (c *codeTries) wrong() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left--
}

// attempt has a code tried for a connection, if it has an attempt left. The error is
// that of try, or the Fault "error.code.busy".
func (s *Server) attempt(l *link, try func() error) error {
	return s.judge(l.origin, l.remote, int(l.codes.Add(1)) <= s.limits.CodeTries, try)
}

// judge has a code tried, if whoever tries may. One that opens nothing is charged to
// their origin.
func (s *Server) judge(origin netip.Prefix, remote string, may bool, try func() error) error {
	now := time.Now()
	honest := s.gate.penalties.honest(origin, now)
	if !may || !honest && !s.codes.may(now) {
		s.log.Info("too many codes", "remote", remote)
		s.observer.Refused(refusedCodes)
		return model.NewFault("error.code.busy", s.backend.contact())
	}
	err := try()
	if errors.Is(err, errWrongCode) {
		if !honest {
			s.codes.wrong()
		}
		s.gate.penalties.guessed(origin, now)
	}
	if err != nil {
		s.log.Info("code refused", "remote", remote, "why", kindOf(err))
		s.observer.Refused(kindOf(err))
	}
	return err
}

// exhausted says that a connection has no attempts left.
func (s *Server) exhausted(l *link) bool { return int(l.codes.Load()) >= s.limits.CodeTries }

// kindOf is what the log says of a code that was refused: the kind of the
// refusal, and nothing of what was typed.
func kindOf(err error) string {
	var fault *model.Fault
	if errors.As(err, &fault) {
		return fault.Key
	}
	return "failed"
}

// entry is what a backend is given for whoever is on a session that begins as a
// guest's.
type entry struct {
	code    access.Code                  // with which the connection was opened, if with one
	key     string                       // fingerprint of the first key that the client proved to hold; empty: none
	attempt func(try func() error) error // has a code tried, within the limits
	adopt   func(model.Principal) error  // is told whom the guest has become; the error is a Fault
}

// entryOf is the entry of a session.
func (s *Server) entryOf(v *visit) entry {
	return entry{
		code:    v.link.code,
		key:     v.link.proven.Fingerprint,
		attempt: func(try func() error) error { return s.attempt(v.link, try) },
		adopt:   func(p model.Principal) error { return s.registry.adopt(v, p) },
	}
}
