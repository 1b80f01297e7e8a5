package server

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/words"
)

// house is what stands behind the door of the server: it knows people, and has a
// screen and commands for each of them. There is one, over the store; tests put
// others here, whose screens misbehave.
type house interface {
	// identify says whose key has signed.
	identify(key gossh.PublicKey, remote string) model.Principal
	// current is the principal as the account is now; false when it is no longer
	// allowed in as what it came.
	current(p model.Principal) (model.Principal, bool)
	// words is the language for a session with that environment.
	words(p model.Principal, environ []string) words.Catalogue
	// screen makes the root of a session's screens, and what is to be done when
	// they are left, which may be nil. adopt is told when a guest has become
	// somebody.
	screen(ctx context.Context, p model.Principal, say words.Catalogue, adopt func(model.Principal)) (root tea.Model, leave func(), err error)
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
