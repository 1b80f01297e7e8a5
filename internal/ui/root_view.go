package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// View implements tea.Model. Until the size is known nothing is drawn.
func (r *Root) View() tea.View {
	if l, ok := r.top().(lodger); ok {
		return l.root().View()
	}
	v := tea.View{
		AltScreen:   true,
		MouseMode:   tea.MouseModeCellMotion,
		WindowTitle: r.title(),
	}
	if r.mouseFree {
		v.MouseMode = tea.MouseModeNone
	}
	switch {
	case r.width == 0:
	case widget.BelowFloor(r.width, r.height):
		v.Content = widget.Clip(r.env.Say("screens.too_small", widget.FloorWidth, widget.FloorHeight), r.width)
	default:
		v.Content = r.content()
		v.Cursor = r.cursor()
	}
	return v
}

// title is whose page this is, and for a customer how many shipments have news.
func (r *Root) title() string {
	name := r.env.House.Name.String()
	if name == "" {
		name = r.env.Say("screens.title")
	}
	if n := r.env.News.Unread(); n > 0 && r.env.Staff.Role == "" {
		return r.env.Say("screens.title.news", n, name)
	}
	return name
}

func (r *Root) cursor() *tea.Cursor {
	s, ok := r.top().(screen.Typist)
	if !ok || !s.TakesText() {
		return nil
	}
	caret := s.Caret()
	if caret != nil {
		caret.Y += r.aboveLines()
	}
	return caret
}

// content is the top screen's lines and the bottom line, one line of text for
// every line of the window.
func (r *Root) content() string {
	lines := r.top().View()
	var b strings.Builder
	b.Grow(max(r.drawn, r.height*r.width))
	for _, line := range r.above() {
		b.WriteString(line + "\n")
	}
	for i := range r.area() {
		if i < len(lines) {
			b.WriteString(lines[i])
		}
		b.WriteByte('\n')
	}
	b.WriteString(r.bottom())
	r.drawn = b.Len() + b.Len()/16 // the next one is about as long
	return b.String()
}

// bottom is a notice, or the keys that work here; at its end it says when the
// screen does not follow the changes any more.
func (r *Root) bottom() string {
	if r.notice != nil {
		text := widget.Clip(r.env.Say(r.notice.Key, r.notice.Args...), r.width-2)
		return " " + r.env.Theme.Attention.Paint(text)
	}
	right := ""
	if r.mouseFree {
		right = r.env.Theme.Attention.Paint(widget.Clip(r.env.Say("mouse.free"), r.width-2)) + " "
	}
	if !r.env.Live && r.env.Data != nil && r.opened {
		right = r.env.Theme.Attention.Paint(widget.Clip(r.env.Say("screens.offline.hint"), r.width-2)) + " "
	}
	if r.wait.spinner != nil {
		right = r.wait.spinner.View() + " "
	}
	return widget.Ends(r.hints(r.width-widget.Cells(right)), right, r.width)
}

// hints is the line of the keys that work here. It is the same from one key
// press to the next nearly always, and so is kept.
func (r *Root) hints(width int) string {
	now := hintsShown{own: r.top().Bindings(), writing: r.writing(), copies: r.copies(), depth: len(r.stack), width: width, generation: r.env.Generation}
	if !now.same(&r.hinted) {
		now.line = widget.Hints(r.env.Look, append(now.own[:len(now.own):len(now.own)], r.common()...), width)
		r.hinted = now
	}
	return r.hinted.line
}

// hintsShown is a line of keys, and all that it depends on.
type hintsShown struct {
	own                      []widget.Binding
	writing, copies          bool
	depth, width, generation int
	line                     string
}

func (h *hintsShown) same(other *hintsShown) bool {
	return h.writing == other.writing && h.copies == other.copies && h.depth == other.depth && h.width == other.width && h.generation == other.generation &&
		sameBindings(h.own, other.own)
}

// sameBindings says that two lists of keys are alike; most often they are one.
func sameBindings(a, b []widget.Binding) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, widget.Binding.Same)
}
