package guest

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
)

// redeemed takes the answer to a code that is none of an invitation. One that
// opens a shipment leads to it at once.
func (g *guest) redeemed(err error) tea.Cmd {
	if err != nil || g.follow == nil {
		return g.answered(err)
	}
	ctx, follow := g.env.Ctx, g.follow
	return func() tea.Msg {
		config, err := follow(ctx)
		if err != nil {
			return notFollowed{g, err}
		}
		return screen.Become{Config: config}
	}
}

// notFollowed is that a code ended between being taken and being used.
type notFollowed struct {
	guest *guest
	err   error
}
