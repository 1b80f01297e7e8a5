package server

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/words"
)

// backend is what stands behind the SSH server: it knows people, and has a screen and
// commands for each of them. There is one, over the store; tests put others here,
// whose screens misbehave.
type backend interface {
	// identify says whose key has signed; model.ErrAway when that cannot be found out now.
	identify(key gossh.PublicKey, remote string) (model.Principal, error)
	// current is the principal as the account is now; false when it is no longer
	// allowed in as what it came.
	current(p model.Principal) (model.Principal, bool)
	// words is the language for a session with that environment.
	words(p model.Principal, environ []string) words.Catalogue
	// follow opens the one shipment that a tracking code is for. The error is a
	// Fault of the code, or ours.
	follow(typed, fingerprint, remote string) (model.Principal, error)
	// over says that the code with which p came has run out, by the backend's clock
	// and as far as p knows; current knows better.
	over(p model.Principal) bool
	// name and contact are the forwarder's, as far as they are known.
	name() string
	contact() string
	// screen makes the root of a session's screens, and what is to be done when
	// they are left, which may be nil. at is for guests, and for who came with a code.
	screen(ctx context.Context, p model.Principal, say words.Catalogue, at entry) (root tea.Model, leave func(), err error)
	// run runs one command and returns the exit status.
	run(ctx context.Context, c call, args []string) int
}

// call is the surroundings of a command.
type call struct {
	who      model.Principal
	say      words.Catalogue
	in       io.Reader
	out, err io.Writer
	terminal bool
	width    int
	prefix   string   // what the client types before a command; empty: not known
	environ  []string // what the client said of its surroundings
	// screens shows the screens as p sees them, reading only, and returns the
	// exit status; nil without a terminal.
	screens func(ctx context.Context, p model.Principal) int
}
