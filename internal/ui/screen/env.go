package screen

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
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

// news remembers what is new to the visitor.
type news struct {
	Baseline uint64    // changes above it came since the last visit
	Opened   uint64    // changes above it came while looking
	Visit    time.Time // when the last visit ended; zero: not known
	seen     map[model.Text]uint64
	unread   map[model.Text]bool // shipments that changed and were not read since
}

// Of says how new the change of a shipment is to the visitor.
func (n *news) Of(ref model.Text, change uint64) parts.Freshness {
	switch {
	case change <= n.Baseline || change <= n.seen[ref]:
		return parts.Known
	case change > n.Opened:
		return parts.JustNow
	default:
		return parts.SinceVisit
	}
}

// maxSeen bounds what a session remembers of having been read.
const maxSeen = 1024

// Read notes that the visitor has looked at the shipment in its present form.
func (n *news) Read(ref model.Text, change uint64) {
	if n.seen == nil || len(n.seen) >= maxSeen {
		n.seen = map[model.Text]uint64{}
	}
	n.seen[ref] = change
	delete(n.unread, ref)
}

// Note takes it down when the change of a shipment is new to the visitor.
func (n *news) Note(ref model.Text, change uint64) {
	if n.Of(ref, change) == parts.Known || len(n.unread) >= maxSeen {
		return
	}
	if n.unread == nil {
		n.unread = map[model.Text]bool{}
	}
	n.unread[ref] = true
}

// Unread is how many shipments changed and were not read since, of those that
// this session has had in its list.
func (n *news) Unread() int { return len(n.unread) }

// Ask is a command that asks for no longer than the limit, and only as long as the
// session goes on.
func Ask(session context.Context, limit time.Duration, ask func(context.Context) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(session, limit)
		defer cancel()
		return ask(ctx)
	}
}

// AskingLimit bounds how long a question may take, DetailLimit how long a load.
const (
	AskingLimit = 5 * time.Second
	DetailLimit = 10 * time.Second
)

// Header is the house at the left, and at the right whose list it is and
// whether it follows the changes. For staff that is their role.
func Header(e *Env, width int) string {
	t := e.Theme
	state := t.Delivered.Paint("● " + e.Say("screens.live"))
	if !e.Live {
		state = t.Attention.Paint("○ " + e.Say(e.Watching()))
	}
	house := " " + t.Title.Paint(widget.Clip(e.HouseName(), width/2))
	room := width - widget.Cells(house) - widget.Cells(state) - 4
	who := LocalPart(e.Who.String())
	whose := e.Heading.String()
	if e.Staff.Role != "" {
		whose = e.Say("command.role." + string(e.Staff.Role))
	}
	if who != "" && whose != "" && widget.Cells(whose)+3+widget.Cells(who) <= room {
		whose += theme.Between + who
	}
	whose = widget.Clip(whose, room)
	return widget.Ends(house, t.Muted.Paint(whose)+"  "+state+" ", width)
}

// HouseName is the forwarder's name, as soon as somebody has said whose house it is.
func (e *Env) HouseName() string { return cmp.Or(e.House.Name.String(), e.Say("screens.title")) }

// Watching is the sentence that says whether changes are followed.
func (e *Env) Watching() string {
	switch {
	case e.Live:
		return "screens.live"
	case e.Away:
		return "screens.reconnecting"
	default:
		return "screens.offline"
	}
}

// LocalPart is the account without the house it lives in.
func LocalPart(account string) string {
	name, _, _ := strings.Cut(account, "@")
	return name
}

// Question is what a screen has asked for. A new one takes the place of the one
// before, whose answer is dropped.
type Question struct {
	serial int
	Open   bool // the answer is not there yet
}

// Answer is what came of a question, for the screen that has asked it.
type Answer struct {
	to     *Question
	serial int
	take   func() tea.Cmd
}

// AskFor asks for what a screen shows, and hands it to take when the screen gets the
// answer. ask runs in a goroutine of its own and must not touch the screen.
func AskFor[T any](e *Env, q *Question, ask func(context.Context) (T, error), take func(T, error) tea.Cmd) tea.Cmd {
	return AskWithin(e, q, DetailLimit, ask, take)
}

// AskWithin is [AskFor] for what may take as long as limit.
func AskWithin[T any](e *Env, q *Question, limit time.Duration, ask func(context.Context) (T, error), take func(T, error) tea.Cmd) tea.Cmd {
	q.serial++
	q.Open = true
	serial := q.serial
	return Ask(e.Ctx, limit, func(ctx context.Context) tea.Msg {
		got, err := ask(ctx)
		return Answer{q, serial, func() tea.Cmd { return take(got, err) }}
	})
}

// Do has something done, and tells take whether it was.
func Do(e *Env, q *Question, do func(context.Context) error, take func(error) tea.Cmd) tea.Cmd {
	return AskFor(e, q, func(ctx context.Context) (any, error) { return nil, do(ctx) }, func(_ any, err error) tea.Cmd { return take(err) })
}

// Take takes an answer if it is to this question.
func (q *Question) Take(a Answer) tea.Cmd {
	if a.to != q || a.serial != q.serial {
		return nil
	}
	q.Open = false
	return a.take()
}

// Drop waits for the answer no more.
func (q *Question) Drop() { q.serial, q.Open = q.serial+1, false }
