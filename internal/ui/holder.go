package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// Single is what the screen of a code's holder needs: one shipment, to which it
// is bound. There is nothing in it to list or to look for.
type Single interface {
	// Ref is the shipment's number.
	Ref() model.Text
	// Shipment is the whole record.
	Shipment(ctx context.Context) (model.Published, error)
	// Version is the number of the shipment's latest change.
	Version(ctx context.Context) (uint64, error)
	// Watch waits for a change above since and returns its number.
	Watch(ctx context.Context, since uint64) (uint64, error)
	// Forwarder is whom to ask.
	Forwarder(ctx context.Context) (model.Forwarder, error)
}

// redeemed takes the answer to a code that is none of an invitation. One that
// opens a shipment leads to it at once.
func (g *guest) redeemed(err error) tea.Cmd {
	if err != nil || g.follow == nil {
		return g.answered(err)
	}
	ctx, follow := g.env.ctx, g.follow
	return func() tea.Msg {
		config, err := follow(ctx)
		if err != nil {
			return notFollowed{g, err}
		}
		return become{config}
	}
}

// notFollowed is that a code ended between being taken and being used.
type notFollowed struct {
	guest *guest
	err   error
}
