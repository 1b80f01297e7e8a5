package command

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/words"
)

// Exit codes.
const (
	ExitDone     = 0
	ExitFailed   = 1
	ExitUsage    = 2 // unknown commands included
	ExitNotFound = 3 // also what somebody else's looks like
)

// Deps is what a run needs to know and to reach.
type Deps struct {
	Store     *store.Store
	Principal model.Principal
	Words     words.Catalogue // in the language and the zone of the session
	Now       func() time.Time
	In        io.Reader
	Out, Err  io.Writer
	Terminal  bool   // Out is a terminal
	Width     int    // of the terminal, in cells; 0: not known, nothing is cut
	Local     bool   // the reader sits at the machine itself: file names mean its disk
	Prefix    string // what the reader types before a command, for examples; empty: `ssh HOST`
	Log       *slog.Logger

	// Public is what anybody types to come in over ssh, such as
	// `ssh -p 2222 track.forwarder.example`; empty: not known, `ssh HOST`.
	Public string
	// Web is the web page for tracking codes, as customers open it; empty: there is none.
	Web string
	// Language gives the words with which a customer would be spoken to in the
	// surroundings of this session, for a preview; nil: those that its account
	// chose, or else those of the session.
	Language func(p model.Principal) words.Catalogue
	// Screens shows the screens as the customer p sees them and gives the exit
	// code, for a preview at a terminal; nil: there are none.
	Screens func(ctx context.Context, p model.Principal) int
	// Frugal makes the process sparing with memory while an import is under way,
	// until release is called; nil: it stays as it is.
	Frugal func() (release func())
	// Isolation runs the check of isolation as sample of the customers'
	// accounts, 0: as all, and tells how far it is; nil: it cannot be run here.
	Isolation func(ctx context.Context, sample int, progress func(done, total int)) (model.IsolationReport, error)
}

// session is one run: what it was given, and where it writes to.
type session struct {
	Deps
	args []string
	out  *guard
	err  *guard
	json bool // asked for, even if the rest cannot be read
}

// Run runs the command that args name, for the principal of d, and gives the
// exit code. It ends when ctx does. Nothing is kept between two runs.
func Run(ctx context.Context, d Deps, args []string) (exit int) {
	s := newSession(d, args)
	defer func() {
		if caught := recover(); caught != nil {
			exit = s.panicked(caught)
		}
	}()
	if p := d.Principal; !p.IsPortal() && !p.IsStaff() && !p.IsHolder() {
		return s.fail(ctx, s.guestFault(ctx))
	}
	return s.fail(ctx, s.execute(ctx))
}

func newSession(d Deps, args []string) *session {
	d.Log = cmp.Or(d.Log, slog.New(slog.DiscardHandler))
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Frugal == nil {
		d.Frugal = func() func() { return func() {} }
	}
	if d.In == nil {
		d.In = strings.NewReader("")
	}
	d.Public = cmp.Or(d.Public, model.AnyLine)
	if d.Prefix == "" {
		d.Prefix = d.Public
		if d.Principal.IsHolder() {
			d.Prefix = model.SSHAs("track", d.Public)
		}
	}
	d.Words = d.Words.For(d.Principal)
	return &session{
		Deps: d, args: slices.Clone(args), json: wantsJSON(args),
		out: &guard{to: d.Out, ascii: d.Words.ASCII()}, err: &guard{to: d.Err, ascii: d.Words.ASCII()},
	}
}

// execute finds the command in the tree of this principal and runs it. The
// tree is searched before cobra does, so that what is not in it is one error,
// whatever flags come with it, and cobra's hidden commands are not reached.
func (s *session) execute(ctx context.Context) error {
	if err := s.paused(ctx); err != nil {
		return err
	}
	root := s.tree()
	if err := s.unknown(root); err != nil {
		return err
	}
	root.SetArgs(append([]string{}, gathered(root, s.args)...)) // never nil: cobra would take the process's own
	return root.ExecuteContext(ctx)                             //nolint:wrapcheck // it is our own error, handed through
}

// wantsJSON says whether the arguments ask for JSON, also where the rest of
// them cannot be understood.
func wantsJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--":
			return false
		case "--json", "--json=true":
			return true
		}
	}
	return false
}
