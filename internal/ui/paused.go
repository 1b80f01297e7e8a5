package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// paused is all that a customer sees while the forwarder shows them nothing: that it is
// so, and whom to call. It takes the place of every screen of the session, which
// begins anew afterwards.
type paused struct {
	env           *screen.Env
	err           error
	width, height int
}

const (
	pausedRetry = 5 * time.Second // after which it is asked whether it goes on
	pausedCells = 60
)

// pause puts away whatever was shown, and asks again after a while.
func (r *Root) pause(err error) tea.Cmd {
	if !r.isPaused() {
		for len(r.stack) > 1 {
			r.remove(r.top())
		}
		r.stack[0], r.opened, r.env.Live, r.notice = &paused{env: r.env, err: err}, false, false, nil
		r.resize(r.width, r.height)
	}
	return r.env.After(pausedRetry, screen.Call(r.greet))
}

func (r *Root) isPaused() bool {
	_, on := r.stack[0].(*paused)
	return on
}

// resume begins the session anew, in the language that was chosen meanwhile.
func (r *Root) resume() tea.Cmd {
	c := r.config
	c.Language, r.greetedOnce = r.env.Words, false
	return r.become(c)
}

func (p *paused) Open() tea.Cmd                       { return nil }
func (p *paused) Resize(width, height int)            { p.width, p.height = width, height }
func (p *paused) Key(tea.KeyPressMsg) (tea.Cmd, bool) { return nil, false }
func (p *paused) Update(tea.Msg) tea.Cmd              { return nil }
func (p *paused) Bindings() []widget.Binding          { return nil }

// View is the card in the middle of the window; a low one has it without a frame.
func (p *paused) View() []string {
	e, width := p.env, min(pausedCells, p.width-2)
	message, hint := e.Failure(p.err)
	lines := append(widget.Said(nil, 0, e.Theme.Strong, message, width-6), "")
	if whom := e.WhomToAsk(width - 6); whom != nil {
		lines = append(lines, whom...)
	} else {
		lines = widget.Said(lines, 0, e.Theme.Text, hint, width-6)
	}
	if len(lines)+4 > p.height {
		return widget.Filled(lines, p.height)
	}
	card := e.Theme.Card.Padding(1, 2).Width(width).Render(strings.Join(lines, "\n"))
	return strings.Split(lipgloss.Place(p.width, p.height, lipgloss.Center, lipgloss.Center, card), "\n")
}
