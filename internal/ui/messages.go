package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/session"
)

// otherLanguage asks the root to switch the language, for screens in which the
// usual key is a letter of a text.
type otherLanguage struct{}

// refresh tells all screens that what they show may have changed, or that the
// person asks for it again: load anew, keep the place. read is what a foreseer
// among them would load, where that has come with the news.
type refresh struct{ read tea.Msg }

// restyled tells all screens that the language or the theme changed: drop every
// line that was prepared.
type restyled struct{}

// resized follows every new size, for screens that must load more to fill it.
type resized struct{}

// houseKnown is the forwarder as the data has it.
type houseKnown struct {
	house model.Forwarder
	err   error
}

// pop takes the top screen off the stack; the last one ends the session.
type pop struct{}

// goBack is the command that closes the present screen.
func goBack() tea.Msg { return pop{} }

// instead takes the screen old off the stack, because it is done, and opens
// another one if there is one. All screens load again.
type instead struct {
	old    screen
	next   goal
	notice session.Notice
}

// become makes this session that of config: somebody who was not known has just
// been accepted.
type become struct{ config session.Config }

// narrowed asks the screen below to show the shipments of one customer alone;
// the zero value: of all.
type narrowed struct{ to model.PartnerFreshness }

// forScreen is a message for one screen alone.
type forScreen struct {
	to  screen
	msg tea.Msg
}
