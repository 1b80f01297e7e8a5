package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
)

// goal is where a person wants to go. No screen makes a screen of another
// chapter: it names the goal, and the root makes what is there (see rooms.go).
type goal struct {
	to      destination
	ref     model.Text      // of the shipment; zero where it is about none
	from    screen          // which is told what was chosen
	session *session.Config // of toPreview
}

// destination is one of the screens that can be opened.
type destination int

// The destinations. The zero value is none.
const (
	toNowhere destination = iota
	toList
	toSearch // the list, ready for what is searched for
	toShipment
	toNotices
	toPartners
	toReview
	toPost
	toReschedule
	toNote
	toPublish
	toWithdraw
	toVoyage
	toLookAs
	toPreview
)

// goTo is the command that opens what the goal names on top of the present screen.
func goTo(g goal) tea.Cmd { return func() tea.Msg { return g } }
