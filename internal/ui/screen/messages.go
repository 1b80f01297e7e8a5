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
// person asks for it again: load anew, keep the place. read is what a foreseer
// among them would load, where that has come with the news.
type Refresh struct{ Read tea.Msg }

// Restyled tells all screens that the language or the theme changed: drop every
// line that was prepared.
type Restyled struct{}

// Resized follows every new size, for screens that must load more to fill it.
type Resized struct{}

// HouseKnown is the forwarder as the data has it.
type HouseKnown struct{ House model.Forwarder }

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

// ForScreen is a message for one screen alone.
type ForScreen struct {
	To  Screen
	Msg tea.Msg
}
