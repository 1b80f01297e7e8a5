package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/action"
	"porthole/internal/ui/desk"
	"porthole/internal/ui/guest"
	"porthole/internal/ui/list"
	"porthole/internal/ui/notices"
	"porthole/internal/ui/review"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// Config is part of what a session is made from, see [session.Config].
type Config = session.Config

// GuestConfig is part of what a session is made from, see [session.GuestConfig].
type GuestConfig = session.GuestConfig

// Invitation is part of what a session is made from, see [session.Invitation].
type Invitation = session.Invitation

// Notice is part of what a session is made from, see [session.Notice].
type Notice = session.Notice

// New is the session of whoever c is for. Somebody who came with a tracking code has
// the page of c.Single, and nothing to go back to. For the house's own people, whose
// Data is the hall, the role decides where it begins: operations and administrators
// with the desk, managers with the reviews. Everybody else begins with the list of
// shipments. A preview remembers nothing.
func New(c session.Config) *Root {
	e := &screen.Env{
		Look: &widget.Look{Words: c.Language, Now: c.Now, House: c.House},
		Ctx:  c.Ctx, Data: c.Data, Heading: c.Heading, Who: c.Who, Report: c.Report, Preview: c.Preview,
	}
	r := newRoot(e)
	if c.Timeless {
		e.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	}
	if c.Preview.IsZero() {
		r.visitor = c.Visitor
		e.Noticer, _ = c.Visitor.(session.Noticer)
		e.Keeper, _ = c.Visitor.(session.Keeper)
	}
	if c.Role.Staff() {
		e.Staff, e.Noticer = screen.Staff{Role: c.Role, Desk: c.Desk, LookAs: c.LookAs}, nil
	}
	first := screen.Screen(list.New(e))
	switch {
	case c.Single != nil:
		e.Data, e.Until = single{c.Single}, c.Single.Until
		first = shipment.NewOnly(e, c.Single.Ref())
	case c.Desk == nil:
	case c.Role.May(model.ActShipments):
		first = desk.New(e)
	case c.Role.May(model.ActReview):
		first = review.NewList(e)
	}
	r.stack = []screen.Screen{first}
	return r
}

// single is one shipment where a page of a list could be asked for.
type single struct{ session.Single }

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

// NewGuest is the session of somebody who is not known here.
func NewGuest(c session.GuestConfig) *Root {
	e := &screen.Env{Look: &widget.Look{Words: c.Language, Now: c.Now, House: c.House}, Ctx: c.Ctx, Report: c.Report}
	r := newRoot(e)
	r.stack = []screen.Screen{guest.New(e, c)}
	return r
}

// room makes the screen that a goal names: here, and nowhere else, the chapters
// meet.
func (r *Root) room(g screen.Goal) screen.Screen {
	e := r.env
	switch g.To {
	case screen.ToSearch:
		return list.NewSearch(e)
	case screen.ToShipment:
		if g.Page != nil {
			return g.Page
		}
		return shipment.NewFrom(e, g.Ref, g.From)
	case screen.ToNotices:
		return notices.New(e)
	case screen.ToPartners:
		return desk.NewPartners(e, g.From)
	case screen.ToReview:
		return review.New(e, g.Ref)
	case screen.ToPost, screen.ToReschedule, screen.ToNote, screen.ToPublish, screen.ToWithdraw, screen.ToVoyage, screen.ToLookAs:
		return action.New(e, g)
	case screen.ToPreview:
		return newPreview(r, *g.Session)
	default: // toList, and whatever was named by mistake
		return list.New(e)
	}
}
