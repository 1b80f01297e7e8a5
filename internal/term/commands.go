package term

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// command wraps a command that the root returned, so that a panic in it, or in
// the commands that it stands for, goes to the log and ends this session. A batch
// is taken apart here: a command of it that waits for news then costs one
// goroutine and not two more that wait for it.
func (s *Session) command(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer s.catch("command")
		msg = s.last(cmd)
		batch, ok := msg.(tea.BatchMsg)
		if !ok {
			return msg // of a sequence, Bubble Tea itself sees to the commands
		}
		for _, c := range batch {
			if c != nil {
				go func() { s.send(s.command(c)()) }()
			}
		}
		return nil
	}
}

// continued is a message whose command goes on: what Then returns runs in the
// same goroutine, when the program has taken the message. Whoever waits for one
// change after another has one goroutine for all of them. In a sequence it does
// not go on.
type continued interface{ Then() tea.Cmd }

// last hands in the messages of a command that goes on, but for its last one.
func (s *Session) last(cmd tea.Cmd) tea.Msg {
	for {
		msg := cmd()
		more, ok := msg.(continued)
		if !ok {
			return msg
		}
		if cmd = more.Then(); cmd == nil {
			return msg
		}
		s.send(msg)
	}
}

// releaseTicker is a command that lets go of the goroutine and the ticker that Bubble
// Tea starts for its renderer, also in a program without one. The public way is to
// release the terminal, which takes half a second because it waits for a reader that
// is not there; the end of the program stops the same ticker, through the same
// sync.Once, so the two may meet. Init returns it, when the ticker has been started.
func (s *Session) releaseTicker() tea.Msg {
	s.ticker.Do(func() { _ = s.program.Load().ReleaseTerminal() }) // there is no terminal that could fail
	return nil
}

// ErrPanic says that something in the session panicked. The error that Run
// returns is a [*PanicError], which wraps it.
var ErrPanic = errors.New("the session panicked")

// PanicError ends a session in which something panicked. ID is short and random;
// the log has the same one beside the panic and its stack, so that what a person
// reads can be looked up.
type PanicError struct{ ID string }

// Error names the id.
func (e *PanicError) Error() string { return fmt.Sprintf("%v (%s)", ErrPanic, e.ID) }

// Unwrap returns ErrPanic.
func (e *PanicError) Unwrap() error { return ErrPanic }

// catch is deferred wherever code of the root or of ours runs. A panic is logged
// and ends this session.
func (s *Session) catch(where string) {
	if r := recover(); r != nil {
		s.panicked(where, r, debug.Stack())
	}
}

// panicked records the first panic of the session and logs every one.
func (s *Session) panicked(where string, value any, stack []byte) {
	err := &PanicError{ID: fmt.Sprintf("%08x", rand.Uint32())}
	s.failure.CompareAndSwap(nil, err)
	s.o.Log.Error("session panicked", "id", err.ID, "where", where,
		"panic", fmt.Sprint(value), "stack", string(stack))
	s.stop(err)
}
