package screen

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// Env is what all screens of a session share. The root alone changes it, in the
// program's goroutine; a command takes copies of what it needs.
type Env struct {
	*widget.Look
	Ctx     context.Context // of the session: screens hand it to their commands
	Data    session.Data
	Heading model.Text
	Who     model.Text
	Report  func(error) string
	Live    bool // the watch on changes stands
	Away    bool // it does not, since the database does not answer
	Staff   Staff
	Noticer session.Noticer // nil: what is mailed is not for this reader to choose
	Keeper  session.Keeper  // nil: nothing is kept for this reader
	Preview model.Text      // the account that is looked as; zero: this is no preview
	Banner  model.Remark    // what stands above it; zero: that it is one
	News    news
	Until   func() time.Time // of a code's holder: when the code ends; nil for everybody else
	// ours is the last error that was ours, and the id under which it is in the log.
	ours struct {
		err error
		id  string
	}
	// After sends a message after a while; tests put a clock of theirs here.
	After func(time.Duration, tea.Msg) tea.Cmd
	// Rest waits within a command; likewise.
	Rest func(context.Context, time.Duration)
	// leads is where the screen has led that took the last message.
	leads []tea.Msg
}

// Failure is an error in the reader's words: what happened, and what to do,
// which may be empty. An error that is ours gets an id that is also in the log.
func (e *Env) Failure(err error) (message, hint string) {
	message, hint, known := e.Words.OnScreen().Explain(e.Dated(err))
	if known {
		return message, hint
	}
	if e.Report == nil || errors.Is(err, context.Canceled) { // the visitor hung up: nobody's error
		return e.Say("screens.failed"), ""
	}
	if e.ours.err == nil || !errors.Is(err, e.ours.err) { // drawn again it has the same number, and is in the log once
		e.ours.err, e.ours.id = err, e.Report(err)
	}
	return e.Say("screens.failed.id", e.ours.id), ""
}

// Failed adds what happened to lines, and what to do: what retry says, where that
// is of use.
func (e *Env) Failed(lines []string, indent int, err error, retry string, width int) []string {
	message, hint := e.Failure(err)
	lines = widget.Said(lines, indent, e.Theme.Attention, message, width)
	lines = widget.Said(lines, indent, e.Theme.Text, hint, width)
	if retry == "" || errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrNotFound) {
		return lines
	}
	return widget.Said(lines, indent, e.Theme.Text, e.Say(retry), width)
}
