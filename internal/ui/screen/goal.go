package screen

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
)

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
