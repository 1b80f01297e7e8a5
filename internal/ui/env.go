package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// env is what all screens of a session share. The root alone changes it, in the
// program's goroutine; a command takes copies of what it needs.
type env struct {
	*widget.Look
	ctx     context.Context // of the session: screens hand it to their commands
	data    session.Data
	heading model.Text
	who     model.Text
	report  func(error) string
	live    bool // the watch on changes stands
	staff   staff
	noticer session.Noticer // nil: what is mailed is not for this reader to choose
	preview model.Text      // the account that is looked as; zero: this is no preview
	news    news
	ours    ours
	// after sends a message after a while; tests put a clock of theirs here.
	after func(time.Duration, tea.Msg) tea.Cmd
	// rest waits within a command; likewise.
	rest func(context.Context, time.Duration)
}

// failure is an error in the reader's words: what happened, and what to do,
// which may be empty. An error that is ours gets an id that is also in the log.
func (e *env) failure(err error) (message, hint string) {
	message, hint, known := e.Words.Explain(e.Dated(err))
	if known {
		return message, hint
	}
	if e.report == nil {
		return e.Say("screens.failed"), ""
	}
	return e.Say("screens.failed.id", e.numbered(err)), ""
}

// ours is an error that is ours, and the id under which it is in the log.
type ours struct {
	err error
	id  string
}

// numbered is the id of an error that is ours. A screen that is drawn again says
// the same number, and the log has it once.
func (e *env) numbered(err error) string {
	if e.ours.err == nil || !errors.Is(err, e.ours.err) {
		e.ours = ours{err, e.report(err)}
	}
	return e.ours.id
}

// news remembers what is new to the visitor.
type news struct {
	baseline uint64 // changes above it came since the last visit
	opened   uint64 // changes above it came while looking
	seen     map[model.Text]uint64
}

// of says how new the change of a shipment is to the visitor.
func (n *news) of(ref model.Text, change uint64) parts.Freshness {
	switch {
	case change <= n.baseline || change <= n.seen[ref]:
		return parts.Known
	case change > n.opened:
		return parts.JustNow
	default:
		return parts.SinceVisit
	}
}

// maxSeen bounds what a session remembers of having been read.
const maxSeen = 1024

// read notes that the visitor has looked at the shipment in its present form.
func (n *news) read(ref model.Text, change uint64) {
	if n.seen == nil || len(n.seen) >= maxSeen {
		n.seen = map[model.Text]uint64{}
	}
	n.seen[ref] = change
}

// askingLimit bounds how long a question may take, detailLimit how long a load.
const (
	askingLimit = 5 * time.Second
	detailLimit = 10 * time.Second
)
