package screen

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
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

// GoBack is the command that closes the present screen.
func GoBack() tea.Msg { return Pop{} }

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
// chapter: it names the goal, and the root makes what is there (see rooms.go).
type Goal struct {
	To      destination
	Ref     model.Text      // of the shipment; zero where it is about none
	From    Screen          // which is told what was chosen, and goes on to the next shipment
	Page    Screen          // of toShipment: the page itself, where there is one already
	Session *session.Config // of toPreview
}

// destination is one of the screens that can be opened.
type destination int

// The destinations. The zero value is none.
const (
	ToNowhere destination = iota
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
	ToLookAs
	ToPreview
)

// GoTo is the command that opens what the goal names on top of the present screen.
func GoTo(g Goal) tea.Cmd { return func() tea.Msg { return g } }
