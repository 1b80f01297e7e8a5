// Package screen is what every screen is and knows: the [Screen] interface, the
// [Env] that all screens of a session share, the messages between them, the goals
// that they name to be opened, and what staff may do. It has no screen of its own.
package screen

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// Screen is one page on the root's stack. Only the root calls it, always from
// the program's one goroutine, so that it keeps its state in plain fields; what
// takes time goes into a command, which must not touch the screen but carry
// copies, and comes back as a message of the screen's own.
type Screen interface {
	// Open returns the commands that load what the screen shows. It is called
	// once, after the first resize, when the screen comes on the stack.
	Open() tea.Cmd
	// Resize gives the screen its area: the window without the bottom line.
	Resize(width, height int)
	// Key offers a key press. What is not used goes on to the root's own keys.
	Key(msg tea.KeyPressMsg) (cmd tea.Cmd, used bool)
	// Update takes every other message, those meant for other screens too: mouse
	// events for the screen on top, answers to loads, refresh, restyled.
	Update(msg tea.Msg) tea.Cmd
	// View is at most height lines of at most width cells.
	View() []string
	// Bindings are the keys that work now, the most useful first: the bottom
	// line shows as many as fit, and help shows all.
	Bindings() []widget.Binding
}

// Waiter is a screen that waits for answers now and then.
type Waiter interface{ Waiting() bool }

// Typist is a screen in which text is typed. While it takes text, letters are
// not keys of the root.
type Typist interface {
	TakesText() bool
	// Caret is where the cursor stands; nil when it is drawn with the text.
	Caret() *tea.Cursor
}

// Chooser is a screen on which one shipment is chosen, or shown: its number, zero for
// none, and its record where that is at hand.
type Chooser interface {
	Chosen() (ref model.Text, record *model.Published)
}

// The keys of more than one chapter.
var (
	KeyNotices = widget.Bind("key.notices", "m").Hushed()
	KeyReload  = widget.Bind("key.reload", "r").Hushed()
)

// OtherLanguage asks the root to switch the language, for screens in which the
// usual key is a letter of a text.
type OtherLanguage struct{}

// Refresh tells all screens that what they show may have changed, or that the
// person asks for it again: load anew, keep the place. read is what a list
// would load, where that has come with the news.
type Refresh struct{ Read tea.Msg }

// Restyled tells all screens that the language, the theme or the forwarder changed:
// drop every line that was prepared.
type Restyled struct{}

// Resized follows every new size, for screens that must load more to fill it.
type Resized struct{}

// Pop takes the top screen off the stack; the last one ends the session.
type Pop struct{}

// GoBack closes the present screen, see [Env.GoTo].
func (e *Env) GoBack() tea.Cmd { return e.leadTo(Pop{}) }

// Instead takes the screen old off the stack, because it is done, and opens
// another one if there is one. All screens load again.
type Instead struct {
	Old    Screen
	Next   Goal
	Notice session.Notice
}

// Become makes this session that of config: somebody who was not known has just
// been accepted.
type Become struct{ Config session.Config }

// Narrowed asks the screen below to show the shipments of one customer alone;
// the zero value: of all.
type Narrowed struct{ To model.PartnerFreshness }

// Call is a message that the root calls.
type Call func() tea.Cmd

// Goal is where a person wants to go. No screen makes a screen of another
// chapter: it names the goal, and the root makes what is there.
type Goal struct {
	To      Destination
	Ref     model.Text      // of the shipment; zero where it is about none
	From    Screen          // which is told what was chosen, and goes on to the next shipment
	Page    Screen          // of toShipment: the page itself, where there is one already
	About   string          // what it is about beside a shipment: an account, a customer, a code, a mail, a search
	Key     string          // of toRemoveKey: its fingerprint
	Session *session.Config // of toPreview
}

// Destination is one of the screens that can be opened.
type Destination int

// The destinations. The zero value is none.
const (
	ToNowhere Destination = iota
	ToList
	ToSearch // the list, ready for what is searched for
	ToShipment
	ToNotices
	ToPartners
	ToReview
	ToPost
	ToReschedule
	ToNote
	ToPublish
	ToWithdraw
	ToVoyage
	ToLegs
	ToLookAs
	ToAsOf
	ToPreview
	// Of the office's lists, and of what is done from them.
	ToCustomer
	ToCodes
	ToInvitations
	ToOutbox
	ToMails // what a customer was mailed
	ToAudit
	ToSettings
	ToImport
	ToNewCustomer
	ToNewAccount
	ToOpenAccount
	ToCloseAccount
	ToTheirKeys
	ToRemoveKey
	ToTheirNotices
	ToInvite
	ToEndInvitation
	ToDoctor
	ToNewCode
	ToRenewCode
	ToEndCode
	ToRetryMail
	ToRetryAll
	ToDropMail
	ToResendMail
	ToPause
	ToResume
)

// GoTo opens what the goal names on top of the present screen. The root does that
// before it reads another key, so that whoever types ahead, or behind a slow line,
// types into the screen that comes. It is for what a screen does with a message, and
// not for commands, which run beside it. The command is nil.
func (e *Env) GoTo(g Goal) tea.Cmd { return e.leadTo(g) }

// Replace has an [Instead] done in the same way.
func (e *Env) Replace(i Instead) tea.Cmd { return e.leadTo(i) }

func (e *Env) leadTo(msg tea.Msg) tea.Cmd {
	e.leads = append(e.leads, msg)
	return nil
}

// Leads are the messages of GoTo, GoBack and Replace that the root has not seen.
func (e *Env) Leads() []tea.Msg {
	leads := e.leads
	e.leads = nil
	return leads
}
