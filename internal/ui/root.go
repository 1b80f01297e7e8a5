package ui

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
)

// Root is the whole of what a session shows: the only tea.Model.
type Root struct {
	env     *env
	visitor session.Visitor
	stack   []screen
	width   int // of the window; 0: not known yet
	height  int
	profile colorprofile.Profile
	ground  theme.Ground
	notice  *session.Notice
	opened  bool // the first screen has been asked to load
	drawn   int  // room for the text of a frame, in bytes
	hinted  hintsShown

	version     uint64 // of the last change that screens were told of
	shown       atomic.Uint64
	greetedOnce bool
	retry       time.Duration

	// closing ends a session inside another one, in place of the program.
	closing tea.Cmd
}

func newRoot(e *env) *Root {
	if e.ctx == nil {
		e.ctx = context.Background()
	}
	e.after, e.rest = later, rest
	r := &Root{env: e, profile: colorprofile.TrueColor}
	r.restyle()
	return r
}

// Init implements tea.Model.
func (r *Root) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, r.start())
}

// start asks for what a session needs before its first screen can load.
func (r *Root) start() tea.Cmd {
	if r.env.data == nil {
		return nil
	}
	return tea.Batch(greet(r.env.ctx, r.env.data, r.visitor), askHouse(r.env.ctx, r.env.data))
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
		return r, r.point(msg)
	case tea.PasteMsg:
		return r, r.top().update(msg)
	case goal:
		return r, r.push(r.room(msg))
	case pop:
		return r, r.back()
	case otherLanguage:
		return r, r.switchLanguage()
	case instead:
		return r, r.replace(msg)
	case forScreen:
		return r, msg.to.update(msg.msg)
	case become:
		return r, r.become(msg.config)
	case session.Notice:
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
		r.ground = theme.LightGround
		if msg.IsDark() {
			r.ground = theme.DarkGround
		}
	default:
		return nil, false
	}
	r.restyle()
	return tea.Batch(r.broadcast(restyled{}), r.tellLodger(msg)), true
}

// restyle makes the theme anew; lines that were prepared in the old one are of
// an older generation.
func (r *Root) restyle() {
	r.env.Theme = theme.For(r.profile, r.ground)
	r.env.Generation++
}

// resize hands the new size down. A window without a size is none.
func (r *Root) resize(width, height int) tea.Cmd {
	if width <= 0 || height <= 0 {
		return nil
	}
	r.width, r.height = width, height
	for _, s := range r.stack {
		s.resize(width, r.area())
	}
	return tea.Batch(r.broadcast(resized{}), r.tellLodger(tea.WindowSizeMsg{Width: width, Height: height}))
}

// area is how many lines a screen has: the window's without the bottom line, and
// in a preview without the banner.
func (r *Root) area() int { return r.height - 1 - r.bannerLines() }

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
		s.resize(r.width, r.area())
	}
	return tea.Batch(r.settle(s), s.open())
}

// replace puts a screen in the place of the one that asks for it.
func (r *Root) replace(msg instead) tea.Cmd {
	r.remove(msg.old)
	if msg.notice.Key != "" {
		r.notice = &msg.notice
	}
	cmd := r.broadcast(refresh{})
	if msg.next.to == toNowhere {
		return cmd
	}
	return tea.Batch(cmd, r.push(r.room(msg.next)))
}

// remove takes a screen off the stack, wherever it stands; never the last one.
func (r *Root) remove(old screen) {
	if at := slices.Index(r.stack, old); at >= 0 && len(r.stack) > 1 {
		r.stack = slices.Delete(r.stack, at, at+1)
		shut(old)
	}
}

// back closes the top screen; closing the last one is leaving.
func (r *Root) back() tea.Cmd {
	if len(r.stack) == 1 {
		return r.quit()
	}
	r.remove(r.top())
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
