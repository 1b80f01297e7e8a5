package ui

import (
	"cmp"
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/action"
	"porthole/internal/ui/desk"
	"porthole/internal/ui/guest"
	"porthole/internal/ui/list"
	"porthole/internal/ui/notices"
	"porthole/internal/ui/office"
	"porthole/internal/ui/review"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// New is the session of whoever c is for. Somebody who came with a tracking code has
// the page of c.Single, and nothing to go back to. For the forwarder's own people, whose
// Data is all shipments, the role decides where it begins: operations, customer service and
// administrators with the desk, managers with the reviews. Everybody else begins with the list of
// shipments. A preview remembers nothing.
func New(c session.Config) *Root {
	e := &screen.Env{
		Look: &widget.Look{Words: c.Language, Now: c.Now, Forwarder: c.Forwarder},
		Ctx:  c.Ctx, Data: c.Data, Heading: c.Heading, Who: c.Who, Report: c.Report, Preview: c.Preview, Banner: c.Banner,
	}
	r := newRoot(e)
	r.config = c
	if c.Timeless {
		e.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	}
	if c.Preview.IsZero() {
		r.visitor = c.Visitor
		e.Noticer, _ = c.Visitor.(session.Noticer)
		e.Keeper, _ = c.Visitor.(session.Keeper)
	}
	if c.Role.Staff() {
		e.Staff, e.Noticer = screen.Staff{Role: c.Role, Desk: c.Desk, Office: c.Office, Import: c.Import, Public: cmp.Or(c.Public, model.AnyLine), Web: c.Web, LookAs: c.LookAs}, nil
	}
	first := screen.Screen(list.New(e))
	switch {
	case c.Single != nil:
		e.Data, e.Until = single{c.Single}, c.Single.Until
		first = shipment.NewOnly(e, c.Single.Ref())
	case c.Desk == nil:
	case c.Role.May(model.ActEvents):
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
	e := &screen.Env{Look: &widget.Look{Words: c.Language, Now: c.Now, Forwarder: c.Forwarder}, Ctx: c.Ctx, Report: c.Report}
	r := newRoot(e)
	r.stack = []screen.Screen{guest.New(e, c)}
	return r
}

// rooms are the screens that goals name, but for what is done: here, and nowhere else,
// the chapters meet.
var rooms = map[screen.Destination]func(e *screen.Env, g screen.Goal) screen.Screen{
	screen.ToSearch:      func(e *screen.Env, g screen.Goal) screen.Screen { return list.NewSearch(e, g.About) },
	screen.ToShipment:    func(e *screen.Env, g screen.Goal) screen.Screen { return shipment.NewFrom(e, g.Ref, g.From) },
	screen.ToPartners:    func(e *screen.Env, g screen.Goal) screen.Screen { return office.NewCustomers(e, g.From) },
	screen.ToCustomer:    func(e *screen.Env, g screen.Goal) screen.Screen { return office.NewCustomer(e, g.About) },
	screen.ToTheirKeys:   func(e *screen.Env, g screen.Goal) screen.Screen { return office.NewTheirKeys(e, g.About) },
	screen.ToCodes:       func(e *screen.Env, _ screen.Goal) screen.Screen { return office.NewCodes(e) },
	screen.ToInvitations: func(e *screen.Env, _ screen.Goal) screen.Screen { return office.NewInvitations(e) },
	screen.ToMails:       func(e *screen.Env, g screen.Goal) screen.Screen { return office.NewMails(e, g.About) },
	screen.ToOutbox:      func(e *screen.Env, _ screen.Goal) screen.Screen { return office.NewOutbox(e) },
	screen.ToAudit:       func(e *screen.Env, _ screen.Goal) screen.Screen { return office.NewAudit(e) },
	screen.ToReview:      func(e *screen.Env, g screen.Goal) screen.Screen { return review.New(e, g.Ref) },
	screen.ToNotices: func(e *screen.Env, _ screen.Goal) screen.Screen {
		return notices.New(e, e.Who, e.Noticer.Notices, e.Noticer.SetNotices)
	},
	screen.ToTheirNotices: func(e *screen.Env, g screen.Goal) screen.Screen {
		source, email := e.Staff.Office, g.About
		read := func(ctx context.Context) (model.Notices, error) { return source.Notices(ctx, email) }
		set := func(ctx context.Context, n model.Notices) error { return source.SetNotices(ctx, email, n) }
		return notices.New(e, model.Line(email, model.NameCells), read, set)
	},
}

// room makes the screen that a goal names.
func (r *Root) room(g screen.Goal) screen.Screen {
	makes, known := rooms[g.To]
	switch {
	case g.Page != nil:
		return g.Page
	case g.Session != nil:
		return newPreview(r, *g.Session)
	case known:
		return makes(r.env, g)
	case action.Does(g.To):
		return action.New(r.env, g)
	default:
		return list.New(r.env) // ToList, and whatever was named by mistake
	}
}

// preview is the portal as another account sees it: the same root on the same
// kind of handle, inside the session of the person who looks. It has a bottom line
// of its own.
type preview struct {
	inner *Root
	end   context.CancelFunc
}

// lodged is a message for the inner root.
type lodged struct {
	to  *Root
	msg tea.Msg
}

// Then says what the inner command does next.
func (l lodged) Then() tea.Cmd {
	if more, ok := l.msg.(interface{ Then() tea.Cmd }); ok {
		return lodge(l.to, more.Then())
	}
	return nil
}

// newPreview is the session of c within that of r, with its terminal. It ends with
// the screen, and all of its commands with it.
func newPreview(r *Root, c session.Config) *preview {
	ctx, end := context.WithCancel(r.env.Ctx)
	c.Ctx, c.Report = ctx, r.env.Report
	inner := New(c)
	p := &preview{inner: inner, end: end}
	inner.env.After, inner.env.Rest = r.env.After, r.env.Rest
	inner.profile, inner.ground, inner.mouseFree, inner.width, inner.height = r.profile, r.ground, r.mouseFree, r.width, r.height
	inner.restyle()
	inner.closing = func() tea.Msg { return outward{screen.Instead{Old: p}} }
	return p
}

// outward is a message of the inner session to the outer one.
type outward struct{ msg tea.Msg }

func (p *preview) Open() tea.Cmd {
	return lodge(p.inner, tea.Batch(p.inner.resize(p.inner.width, p.inner.height), p.inner.start()))
}
func (p *preview) Resize(_, _ int)            {} // the inner root has the whole window
func (p *preview) View() []string             { return nil }
func (p *preview) Bindings() []widget.Binding { return nil }
func (p *preview) give(msg tea.Msg) tea.Cmd {
	_, cmd := p.inner.Update(msg)
	return lodge(p.inner, cmd)
}

func (p *preview) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) { return p.give(msg), true }

func (p *preview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case lodged:
		if msg.to == p.inner {
			return p.give(msg.msg)
		}
	case tea.MouseMsg, tea.PasteMsg, tea.WindowSizeMsg, tea.ColorProfileMsg, tea.BackgroundColorMsg:
		return p.give(msg)
	}
	return nil
}

// lodge makes what a command of the inner root answers come back to it, but for
// what is meant for the outer session or the terminal.
func lodge(to *Root, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case nil:
			return nil
		case outward:
			return msg.msg
		case toTerminal:
			return msg
		case tea.BatchMsg:
			for i := range msg {
				msg[i] = lodge(to, msg[i])
			}
			return msg
		default:
			return lodged{to, msg}
		}
	}
}

// shown is the root that is seen: that of a preview while there is one.
func (r *Root) shown() *Root {
	if p, ok := r.top().(*preview); ok {
		return p.inner
	}
	return r
}

func (r *Root) become(c session.Config) tea.Cmd {
	next := New(c)
	next.env.After, next.env.Rest, next.env.Generation = r.env.After, r.env.Rest, r.env.Generation
	r.env, r.visitor, r.config, r.stack = next.env, next.visitor, next.config, next.stack
	r.opened, r.notice = false, nil
	r.restyle()
	return tea.Batch(r.resize(r.width, r.height), r.start())
}
