package shipment

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/ui/widget"
)

// Aside is the shipment of a list. In a wide window it stands beside the list,
// follows its cursor, and has the keys once it was opened; in another it is a page
// of its own. When the window's size changes the page that is read goes over from
// the one into the other.
type Aside struct {
	env     *screen.Env
	list    screen.Screen
	layout  widget.Layout
	top     int     // line of the window on which the page begins
	page    *Detail // nil until the window is wide
	focused bool    // the keys go to the page
}

// The keys that lead from the list to the shipment beside it, and back.
var (
	KeyFocus   = widget.Bind("key.focus", "enter", "right", "tab").As("↵")
	KeyUnfocus = widget.Bind("key.to_list", "esc", "q", "left").As("esc")
)

// AsideOf is the shipment of the list.
func AsideOf(e *screen.Env, list screen.Screen) Aside { return Aside{env: e, list: list} }

// The messages between a page and the list from which it was opened.
type (
	// Step asks for the shipment so many rows further on, to be shown in the page.
	Step struct {
		By   int
		page *Detail
	}
	// widened says that a page of its own has room beside the list now.
	widened struct{ page *Detail }
)

// NewFrom is the page of the shipment ref, which was opened from a list.
func NewFrom(e *screen.Env, ref model.Text, list screen.Screen) *Detail {
	d := New(e, ref)
	d.list = list
	return d
}

// Resize gives the list's area; the page begins on the line top of it.
func (a *Aside) Resize(l widget.Layout, top int) {
	a.layout, a.top = l, top
	if !a.Shown() {
		return
	}
	if a.page == nil {
		a.page = NewFrom(a.env, model.Text{}, a.list)
	}
	a.page.stand(true, a.focused)
	a.page.Resize(l.Detail, l.Height-top)
}

// stand says whether the page stands beside a list, and has the keys.
func (d *Detail) stand(aside, focused bool) {
	if aside != d.aside || focused != d.focused {
		d.aside, d.focused, d.page = aside, focused, nil
	}
}

// Shown says that the page stands beside the list.
func (a *Aside) Shown() bool { return a.layout.Breadth == widget.Wide }

// Focused says that the page beside the list has the keys.
func (a *Aside) Focused() bool { return a.focused && a.Shown() }

// Focus gives the keys to the page, or back to the list.
func (a *Aside) Focus(on bool) {
	a.focused = on && a.Shown()
	if a.page != nil {
		a.page.stand(true, a.focused)
	}
}

// Chosen is the shipment of which something is to be known: the one that the list
// has chosen, or the one that is read beside it.
func (a *Aside) Chosen(ref model.Text) (model.Text, *model.Published) {
	if a.Shown() {
		if shown, record := a.page.Chosen(); shown == ref || a.focused {
			return shown, record
		}
	}
	return ref, nil
}

// Follow shows the shipment beside the list, where there is room.
func (a *Aside) Follow(ref model.Text) tea.Cmd {
	if !a.Shown() {
		return nil
	}
	return a.page.Show(ref)
}

// Enter opens the shipment: beside the list, or as a page of its own.
func (a *Aside) Enter(ref model.Text) tea.Cmd {
	if a.Shown() {
		a.Focus(true)
		return a.Follow(ref)
	}
	return a.env.GoTo(screen.Goal{To: screen.ToShipment, Ref: ref, From: a.list})
}

// Stepped shows the shipment to which the list went for a step; without one it
// went nowhere.
func (a *Aside) Stepped(step Step, ref model.Text, moved bool) tea.Cmd {
	if !moved {
		return func() tea.Msg { return session.Notice{Key: "detail.no_further"} }
	}
	return step.page.Show(ref)
}

// Bindings are the page's keys while it has them.
func (a *Aside) Bindings() []widget.Binding { return a.page.Bindings() }

// Key offers a key to the page that has the keys; one that it does not use may
// lead back to the list.
func (a *Aside) Key(msg tea.KeyPressMsg) (cmd tea.Cmd, used bool) {
	if cmd, used := a.page.Key(msg); used {
		return cmd, true
	}
	if KeyUnfocus.Hit(msg) {
		a.Focus(false)
		return nil, true
	}
	return nil, false
}

// Mouse takes the mouse over the page, in coordinates of the list's area; a click
// gives the page the keys, and one on the list takes them away.
func (a *Aside) Mouse(msg tea.MouseMsg) (cmd tea.Cmd, mine bool) {
	m := msg.Mouse()
	over := a.Shown() && m.X > a.layout.List && m.Y >= a.top
	if _, click := msg.(tea.MouseClickMsg); click {
		a.Focus(over)
	}
	if !over {
		return nil, false
	}
	return a.page.Update(widget.Moved(msg, a.layout.List+1, a.top)), true
}

// Update takes what the list does not.
func (a *Aside) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case widened:
		if !a.Shown() {
			return nil
		}
		a.page, a.focused = msg.page, true
		a.Resize(a.layout, a.top)
		return func() tea.Msg { return screen.Instead{Old: msg.page} }
	case screen.Resized:
		if a.focused && !a.Shown() { // the page that is read becomes one of its own
			page := a.page
			a.page, a.focused = nil, false
			page.stand(false, false)
			return a.env.GoTo(screen.Goal{To: screen.ToShipment, Ref: page.ref, Page: page})
		}
	}
	if a.page == nil {
		return nil
	}
	return a.page.Update(msg)
}

// Rule is the line above the list and the page: the one between them hangs from
// it.
func (a *Aside) Rule() string {
	if !a.Shown() {
		return widget.Rule(a.env.Look, a.layout.Width)
	}
	if at := a.Divider(); at > 0 {
		return widget.SplitRule(a.env.Look, a.layout.List-1, at, a.layout.Detail-at-2)
	}
	return widget.SplitRule(a.env.Look, a.layout.List-1, a.layout.Detail-1)
}

// Divider is the column of the page in which a line comes down to its pictures; 0
// without one.
func (a *Aside) Divider() int {
	if !a.Shown() {
		return 0
	}
	return a.page.divider()
}

// Join puts the page beside the list's lines.
func (a *Aside) Join(lines []string) []string {
	if !a.Shown() {
		return lines
	}
	return widget.JoinBeside(a.env.Look, lines, a.top, a.layout.List, a.page.View())
}
