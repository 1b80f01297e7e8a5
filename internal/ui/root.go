package ui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// Notice is a message of the server to the person at the screen, such as that
// it is about to close. Key names a sentence of the catalogue, Args fill it. It
// stands in the bottom line until a key is pressed.
type Notice struct {
	Key  string
	Args []any
}

// Root is the whole of what a session shows: the only tea.Model.
type Root struct {
	env     *env
	visitor Visitor
	stack   []screen
	width   int // of the window; 0: not known yet
	height  int
	profile colorprofile.Profile
	ground  ground
	notice  *Notice
	opened  bool // the first screen has been asked to load

	version     uint64 // of the last change that screens were told of
	shown       atomic.Uint64
	greetedOnce bool
	retry       time.Duration
}

func newRoot(e *env) *Root {
	if e.ctx == nil {
		e.ctx = context.Background()
	}
	e.after = later
	r := &Root{env: e, profile: colorprofile.TrueColor}
	r.restyle()
	return r
}

// Init implements tea.Model.
func (r *Root) Init() tea.Cmd {
	if r.env.data == nil {
		return tea.RequestBackgroundColor
	}
	return tea.Batch(tea.RequestBackgroundColor, greet(r.env.ctx, r.env.data, r.visitor), askHouse(r.env.ctx, r.env.data))
}

// Update implements tea.Model.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if cmd, done := r.updateLive(msg); done {
		return r, cmd
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r, r.press(msg)
	case tea.MouseMsg:
		r.notice = nil
		return r, r.top().update(msg)
	case tea.PasteMsg:
		return r, r.top().update(msg)
	case push:
		return r, r.push(msg.screen)
	case pop:
		return r, r.back()
	case otherLanguage:
		return r, r.switchLanguage()
	case Notice:
		r.notice = &msg
		return r, nil
	}
	if cmd, done := r.updateTerminal(msg); done {
		return r, cmd
	}
	r.updateHouse(msg)
	return r, r.broadcast(msg)
}

// updateTerminal takes what the terminal says of itself; the second result is
// false for everything else.
func (r *Root) updateTerminal(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return r.resize(msg.Width, msg.Height), true
	case tea.ColorProfileMsg:
		r.profile = msg.Profile
	case tea.BackgroundColorMsg:
		r.ground = lightGround
		if msg.IsDark() {
			r.ground = darkGround
		}
	default:
		return nil, false
	}
	r.restyle()
	return r.broadcast(restyled{}), true
}

// restyle makes the theme anew; lines that were prepared in the old one are of
// an older generation.
func (r *Root) restyle() {
	r.env.theme = newTheme(r.profile, r.ground)
	r.env.generation++
}

// resize hands the new size down. A window without a size is none.
func (r *Root) resize(width, height int) tea.Cmd {
	if width <= 0 || height <= 0 {
		return nil
	}
	r.width, r.height = width, height
	for _, s := range r.stack {
		s.resize(width, height-1)
	}
	return r.broadcast(resized{})
}

// resized follows every new size, for screens that must load more to fill it.
type resized struct{}

// open asks the first screen to load, once.
func (r *Root) open() tea.Cmd {
	if r.opened {
		return r.broadcast(refresh{})
	}
	r.opened = true
	return r.top().open()
}

func (r *Root) top() screen { return r.stack[len(r.stack)-1] }

func (r *Root) push(s screen) tea.Cmd {
	r.stack = append(r.stack, s)
	if r.width > 0 {
		s.resize(r.width, r.height-1)
	}
	return s.open()
}

// back closes the top screen; closing the last one is leaving.
func (r *Root) back() tea.Cmd {
	if len(r.stack) == 1 {
		return r.quit()
	}
	r.stack[len(r.stack)-1] = nil
	r.stack = r.stack[:len(r.stack)-1]
	return nil
}

func (r *Root) broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(r.stack))
	for _, s := range r.stack {
		if cmd := s.update(msg); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}
