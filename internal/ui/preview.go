package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// lodger is a screen that is a whole session of its own, with its own bottom
// line: the portal as somebody else sees it.
type lodger interface{ root() *Root }

// preview is the portal as another account sees it: the same root on the same
// kind of handle, inside the session of the person who looks.
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

// Clipboard and Attention are what the inner message asks of the terminal.
func (l lodged) Clipboard() string {
	m, _ := l.msg.(toTerminal)
	return m.copied
}

// Attention likewise.
func (l lodged) Attention() string {
	m, _ := l.msg.(toTerminal)
	return m.call
}

// newPreview is the session of c within the session of e. It ends with the
// screen, and all of its commands with it.
func newPreview(e *screen.Env, c session.Config) *preview {
	ctx, end := context.WithCancel(e.Ctx)
	c.Ctx, c.Report = ctx, e.Report
	p := &preview{inner: New(c), end: end}
	p.inner.env.After, p.inner.env.Rest = e.After, e.Rest
	p.inner.closing = func() tea.Msg { return outward{screen.Instead{Old: p}} }
	return p
}

// outward is a message of the inner session to the outer one.
type outward struct{ msg tea.Msg }

func (p *preview) root() *Root                { return p.inner }
func (p *preview) Open() tea.Cmd              { return lodge(p.inner, p.inner.start()) }
func (p *preview) close()                     { p.end() }
func (p *preview) Resize(_, _ int)            {}
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
	case tea.MouseMsg, tea.PasteMsg:
		return p.give(msg)
	}
	return nil
}

// lodge makes what a command of the inner root answers come back to it.
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

// settle gives a session that is opened inside this one the terminal's colours
// and size.
func (r *Root) settle(s screen.Screen) tea.Cmd {
	l, ok := s.(lodger)
	if !ok {
		return nil
	}
	inner := l.root()
	inner.profile, inner.ground, inner.mouseFree = r.profile, r.ground, r.mouseFree
	inner.restyle()
	return lodge(inner, inner.resize(r.width, r.height))
}

// tellLodger hands on what the terminal says of itself.
func (r *Root) tellLodger(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range r.stack {
		if l, ok := s.(lodger); ok {
			_, cmd := l.root().Update(msg)
			cmds = append(cmds, lodge(l.root(), cmd))
		}
	}
	return tea.Batch(cmds...)
}

func (r *Root) become(c session.Config) tea.Cmd {
	open := New
	switch {
	case c.Single != nil:
		open = NewHolder
	case c.Role.Staff():
		open = NewStaff
	}
	next := open(c)
	next.env.After, next.env.Rest, next.env.Generation = r.env.After, r.env.Rest, r.env.Generation
	r.env, r.visitor, r.stack = next.env, next.visitor, next.stack
	r.opened, r.notice = false, nil
	r.restyle()
	if r.width == 0 {
		return r.start()
	}
	return tea.Batch(r.resize(r.width, r.height), r.start())
}

// shut lets go of what a screen holds outside of itself, when it is closed.
func shut(s screen.Screen) {
	if c, ok := s.(interface{ close() }); ok {
		c.close()
	}
}
