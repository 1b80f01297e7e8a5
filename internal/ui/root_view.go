package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// View implements tea.Model. Until the size is known nothing is drawn.
func (r *Root) View() tea.View {
	if l, ok := r.top().(lodger); ok {
		return l.root().View()
	}
	v := tea.View{
		AltScreen:   true,
		MouseMode:   tea.MouseModeCellMotion,
		WindowTitle: r.env.say("screens.title"),
	}
	switch {
	case r.width == 0:
	case belowFloor(r.width, r.height):
		v.Content = clip(r.env.say("screens.too_small", floorWidth, floorHeight), r.width)
	default:
		v.Content = r.content()
		v.Cursor = r.cursor()
	}
	return v
}

func (r *Root) cursor() *tea.Cursor {
	s, ok := r.top().(typist)
	if !ok || !s.takesText() {
		return nil
	}
	caret := s.caret()
	if caret != nil {
		caret.Y += r.bannerLines()
	}
	return caret
}

// content is the top screen's lines and the bottom line, one line of text for
// every line of the window.
func (r *Root) content() string {
	lines := r.top().view()
	var b strings.Builder
	b.Grow(r.height * (r.width + 32))
	if r.bannerLines() > 0 {
		b.WriteString(r.banner() + "\n")
	}
	for i := range r.area() {
		if i < len(lines) {
			b.WriteString(lines[i])
		}
		b.WriteByte('\n')
	}
	b.WriteString(r.bottom())
	return b.String()
}

// bottom is a notice, or the keys that work here; at its end it says when the
// screen does not follow the changes any more.
func (r *Root) bottom() string {
	if r.notice != nil {
		text := clip(r.env.say(r.notice.Key, r.notice.Args...), r.width-2)
		return " " + r.env.theme.attention.paint(text)
	}
	right := ""
	if !r.env.live && r.env.data != nil && r.opened {
		right = r.env.theme.attention.paint(clip(r.env.say("screens.offline.hint"), r.width-2)) + " "
	}
	left := hints(r.env, append(r.top().bindings(), r.common()...), r.width-cells(right))
	return ends(left, right, r.width)
}
