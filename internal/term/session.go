package term

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Options say how a session is to run.
type Options struct {
	// Width and Height are the first size in cells, clamped by the caller. While
	// they are zero nothing is drawn until Resize brings a size.
	Width, Height int
	// Environ is the client's environment as the caller allows it, TERM included.
	// It decides the colours: NO_COLOR, COLORTERM, TERM. The environment of the
	// process is never looked at.
	Environ []string
	// Spell gives text as the terminal can show it, cell for cell, where that is not
	// all of UTF-8; nil: as it is.
	Spell func(string) string
	// Paste is how many bytes one paste may have; 0: 4 KB.
	Paste int
	// Log gets panics, with a short id; by default nothing is logged.
	Log *slog.Logger
	// Observer is told how long things take; nil: nothing is measured.
	Observer Observer
}

// Session runs one program on one terminal. Resize, Notify and LastKey may be
// called by any goroutine, before, during and after Run.
type Session struct {
	mailbox
	o       Options
	in      io.Reader
	out     io.Writer
	root    tea.Model
	lastKey atomic.Pointer[time.Time]
	news    atomic.Pointer[time.Time] // the latest change, until a frame shows it; one before it may have been off the screen
	failure atomic.Pointer[PanicError]
	program atomic.Pointer[tea.Program]
	cancel  atomic.Pointer[context.CancelCauseFunc]
	ticker  sync.Once // it is released, or will not be any more
}

// New returns a session for the root model, which reads keys from in and draws on
// out. Nothing happens before Run.
func New(root tea.Model, in io.Reader, out io.Writer, o Options) *Session {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	s := &Session{o: o, in: in, out: out, root: root}
	s.touch()
	s.Resize(o.Width, o.Height)
	return s
}

// LastKey returns when the person last pressed a key, clicked, scrolled or pasted.
// What the terminal sends by itself does not count. It is the time of New at first.
// How long ago that was does not depend on whether the machine's clock was set.
func (s *Session) LastKey() time.Time { return *s.lastKey.Load() }

func (s *Session) touch() {
	now := time.Now()
	s.lastKey.Store(&now)
}

// Run runs the program until it quits, the context ends, the client closes its
// input, a write fails, or something panics. It restores the terminal in each of
// these cases. A quit returns nil; otherwise the error wraps the context's cause,
// [ErrInputClosed], the error of the writer, or [ErrPanic].
//
// Run may be called once. Its reading goroutine ends when in does: the caller
// closes the channel after Run has returned.
func (s *Session) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.cancel.Store(&cancel)

	profile := colorprofile.Env(s.o.Environ)
	screen := NewScreen(s.out, profile)
	screen.asking = profile > colorprofile.NoTTY
	if s.o.Spell != nil {
		screen.spell = s.o.Spell
	}
	p := tea.NewProgram(&shell{s: s, root: s.root, screen: screen}, s.options(ctx, profile)...)
	s.program.Store(p)
	s.open(func() {
		defer s.catch("mailbox")
		s.send(wake{})
	})
	go s.read(ctx)

	_, err := p.Run()
	restored := screen.Restore()
	s.ticker.Do(func() {}) // only a session that ends in its first half second waits here
	return s.outcome(ctx, err, restored)
}

// options are Bubble Tea's public ones. The environment must not be nil, because
// then Bubble Tea would take that of the process.
func (s *Session) options(ctx context.Context, profile colorprofile.Profile) []tea.ProgramOption {
	return []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithInput(nil),
		tea.WithOutput(io.Discard),
		tea.WithoutRenderer(),
		tea.WithoutSignalHandler(),
		tea.WithWindowSize(s.o.Width, s.o.Height),
		tea.WithEnvironment(append([]string{}, s.o.Environ...)),
		tea.WithColorProfile(profile),
		tea.WithFPS(1),
		tea.WithFilter(filtered),
	}
}

// filtered drops the message that would stop the whole process, and the one of the
// colours, which the root has had.
func filtered(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg, tea.ColorProfileMsg:
		return nil
	}
	return msg
}

// read is the reading goroutine.
func (s *Session) read(ctx context.Context) {
	defer s.catch("input")
	in := &input{
		in: s.in, deliver: s.deliver, guard: guard{paste: paste{limit: s.o.Paste}},
		onPanic: func(r any) { s.panicked("escape", r, debug.Stack()) },
	}
	s.stop(in.run(ctx))
}

func (s *Session) deliver(msgs []tea.Msg, read time.Time) {
	if slices.ContainsFunc(msgs, fromPerson) {
		s.touch()
	} else {
		read = time.Time{}
	}
	s.send(batch{msgs, read})
}

// send waits until the program takes the message, if it is one, or has ended.
func (s *Session) send(msg tea.Msg) {
	if p := s.program.Load(); p != nil && msg != nil {
		p.Send(msg)
	}
}

// stop ends the program; the first cause given is the one that Run returns.
func (s *Session) stop(cause error) {
	if cancel := s.cancel.Load(); cancel != nil {
		(*cancel)(cause)
	}
}

// outcome tells how the session ended.
func (s *Session) outcome(ctx context.Context, err, restored error) error {
	if errors.Is(err, tea.ErrProgramPanic) && s.failure.Load() == nil {
		s.panicked("program", err, nil)
	}
	if failed := s.failure.Load(); failed != nil {
		return failed
	}
	if err == nil || errors.Is(err, tea.ErrInterrupted) {
		return restored
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("session ended: %w", cause)
	}
	return fmt.Errorf("running the program: %w", err)
}
