package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

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
	r.env, r.visitor, r.stack = next.env, next.visitor, next.stack
	r.opened, r.notice = false, nil
	r.restyle()
	return tea.Batch(r.resize(r.width, r.height), r.start())
}
