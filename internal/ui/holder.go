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

// NewHolder is the session of somebody who came with a tracking code: the page
// of c.Single, and nothing to go back to.
func NewHolder(c Config) *Root {
	c.Data = single{c.Single}
	r := New(c)
	page := newDetail(r.env, c.Single.Ref())
	page.only = true
	r.stack = []screen{page}
	return r
}

// single is one shipment where a page of a list could be asked for.
type single struct{ Single }

// Page implements Data: there is no list.
func (single) Page(context.Context, model.Query) (model.Page, error) {
	return model.Page{}, model.ErrNotFound
}

// Counts implements Data: there are no tabs.
func (single) Counts(context.Context) (model.Counts, error) { return nil, model.ErrNotFound }

// Shipment implements Data, for the one shipment there is.
func (s single) Shipment(ctx context.Context, ref string) (model.Published, error) {
	if ref != s.Ref().String() {
		return model.Published{}, model.ErrNotFound
	}
	return s.Single.Shipment(ctx)
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
