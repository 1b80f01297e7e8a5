package server

import (
	"context"
	"time"

	"porthole/internal/store/live"
	"porthole/internal/term"
)

// Observer is told what happens at the door and on the screens behind it. Its
// methods are called by many goroutines at once and must not wait. The words that
// they get are those below and keys of the catalogue, never anything from outside.
type Observer interface {
	term.Observer
	// Handshake is called when the handshake of a connection has ended.
	Handshake(outcome string)
	// Refused is called when a connection, a session or a code is refused.
	Refused(reason string)
	// Sent is called after bytes were written to the network.
	Sent(bytes int)
	// Swept is called after each round of the sweeper, with how many connections
	// and sessions it has ended.
	Swept(took time.Duration, ended int)
}

// How handshakes end.
const (
	handshakePassed  = "passed"
	handshakeFailed  = "failed"  // left after a key or a code that was refused
	handshakeGone    = "gone"    // left without
	handshakeLate    = "late"    // used up its time
	handshakeDropped = "dropped" // for another, where many wait
	handshakePenalty = "penalty" // its origin is refused for a while
	handshakeBusy    = "busy"    // its owner has too many
)

// Why there was no entry, beside what people are told.
const (
	refusedCrowd   = "gate.crowd"
	refusedPenalty = "server.refused.penalty"
	refusedLate    = "gate.late"
	refusedBusy    = "server.refused.connections"
	refusedCodes   = "error.code.busy"
)

// turnedAway tells of a connection that did not come through its handshake.
func (s *Server) turnedAway(outcome, reason string) {
	s.observer.Handshake(outcome)
	s.observer.Refused(reason)
}

// watching is the observer of a screen; nil when there is none, so that a screen
// does not look at the clock for nobody.
func (s *Server) watching() term.Observer {
	if _, none := s.observer.(nobody); none {
		return nil
	}
	return s.observer
}

// hearing is a context for the screens of a session with which the session hears
// when something was committed that they watch.
func (v *visit) hearing(ctx context.Context) context.Context {
	if v.s.watching() == nil {
		return ctx
	}
	return live.WithNews(ctx, func(committed time.Time) {
		if screen := v.screen.Load(); screen != nil {
			screen.News(committed)
		}
	})
}

// nobody is told when there is no observer.
type nobody struct{}

func (nobody) Frame(time.Duration, int) {}
func (nobody) Key(time.Duration)        {}
func (nobody) News(time.Duration)       {}
func (nobody) Handshake(string)         {}
func (nobody) Refused(string)           {}
func (nobody) Sent(int)                 {}
func (nobody) Swept(time.Duration, int) {}
