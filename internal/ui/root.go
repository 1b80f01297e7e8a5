package ui

import (
	"cmp"
	"context"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// Root is the whole of what a session shows: the only tea.Model.
type Root struct {
	env     *screen.Env
	visitor session.Visitor
	config  session.Config // what it was made from
	stack   []screen.Screen
	width   int // of the window; 0: not known yet
	height  int
	profile colorprofile.Profile
	ground  theme.Ground
	notice  *session.Notice
	opened  bool      // the first screen has been asked to load
	drawn   int       // room for the text of a frame, in bytes
	wait    *waiting  // nil: nobody waits
	firstG  time.Time // when a g opened the glossary; zero: that was not the last key
	links   links
	copied  copied
	copying screen.Question // for what is copied
	housing screen.Question // for the forwarder

	hinted    hintsFor
	hintedOwn []widget.Binding
	hintsLine string

	mouseFree bool // the mouse is the terminal's own
	bell      bool // the terminal rings when something changes

	version     uint64        // of the last change that screens were told of
	seen        atomic.Uint64 // of the last change that was shown
	greetedOnce bool
	retry       time.Duration

	// closing ends a session inside another one, in place of the program.
	closing tea.Cmd
}

func newRoot(e *screen.Env) *Root {
	e.Ctx, e.After, e.Rest = cmp.Or(e.Ctx, context.Background()), later, rest
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
	if r.env.Data == nil {
		return nil
	}
	return tea.Batch(r.greet(), r.askHouse())
}

// Update implements tea.Model.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := r.update(msg)
	for leads := r.env.Leads(); len(leads) > 0; leads = r.env.Leads() {
		for _, lead := range leads {
			cmd = tea.Batch(cmd, r.update(lead))
		}
	}
	if waits := r.waits(); waits != nil {
		return r, tea.Batch(cmd, waits)
	}
	return r, cmd
}

func (r *Root) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.MouseMsg:
		r.notice = nil
		return r.point(msg)
	case tea.PasteMsg:
		return r.top().Update(msg)
	case screen.Goal:
		return r.push(r.room(msg))
	case screen.Pop:
		return r.back()
	case screen.OtherLanguage:
		return r.switchLanguage()
	case screen.Instead:
		return r.replace(msg)
	case screen.Call:
		return msg()
	case changed:
		return r.changed(msg)
	case screen.Become:
		return r.become(msg.Config)
	case session.Notice:
		r.notice = &msg
		return nil
	case toTerminal:
		shown := r.shown()
		shown.notice = cmp.Or(msg.notice, shown.notice)
		return nil
	case screen.Answer:
		return tea.Batch(r.housing.Take(msg), r.copying.Take(msg), r.broadcast(msg))
	}
	if cmd, done := r.updateTerminal(msg); done {
		return cmd
	}
	return r.broadcast(msg)
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
	return tea.Batch(r.broadcast(screen.Restyled{}), r.broadcast(msg)), true
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
		s.Resize(width, r.area())
	}
	return tea.Batch(r.broadcast(screen.Resized{}), r.broadcast(tea.WindowSizeMsg{Width: width, Height: height}))
}

// area is how many lines a screen has: the window's without the bottom line and
// what stands above.
func (r *Root) area() int { return r.height - 1 - len(r.above()) }

// open asks the first screen to load, once.
func (r *Root) open() tea.Cmd {
	if r.opened {
		return r.broadcast(screen.Refresh{})
	}
	r.opened = true
	return r.top().Open()
}

func (r *Root) top() screen.Screen { return r.stack[len(r.stack)-1] }

func (r *Root) push(s screen.Screen) tea.Cmd {
	r.stack = append(r.stack, s)
	if r.width > 0 {
		s.Resize(r.width, r.area())
	}
	return s.Open()
}

// replace puts a screen in the place of the one that asks for it.
func (r *Root) replace(msg screen.Instead) tea.Cmd {
	r.remove(msg.Old)
	if msg.Notice.Key != "" {
		r.notice = &msg.Notice
	}
	cmd := r.broadcast(screen.Refresh{})
	if msg.Next.To == screen.ToNowhere {
		return cmd
	}
	return tea.Batch(cmd, r.push(r.room(msg.Next)))
}

// remove takes a screen off the stack, wherever it stands; never the last one.
func (r *Root) remove(old screen.Screen) {
	if at := slices.Index(r.stack, old); at >= 0 && len(r.stack) > 1 {
		r.stack = slices.Delete(r.stack, at, at+1)
		if p, ok := old.(*preview); ok {
			p.end()
		}
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
		if cmd := s.Update(msg); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}
