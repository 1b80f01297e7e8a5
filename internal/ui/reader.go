package ui

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// reader is a page of text that scrolls: help, glossary.
type reader struct {
	look       *widget.Look
	heading    string // key of the catalogue
	write      func(look *widget.Look, width int) []string
	toggle     widget.Binding // the key that opened it closes it too
	lines      []string
	generation int
	scroll     widget.Scroll
	width      int
	height     int
}

// readerFrame is the lines that a reader does not scroll: heading and rule.
const readerFrame = 2

func (p *reader) Open() tea.Cmd { return nil }

func (p *reader) Resize(width, height int) {
	p.width, p.height = width, height
	p.fill()
}

func (p *reader) Bindings() []widget.Binding {
	closing := widget.Bind("key.back", p.toggle.Keys()...).As(p.toggle.Help().Key).Hushed()
	return append(append([]widget.Binding{widget.KeyUp, widget.KeyDown}, widget.Leaps()...), closing)
}

func (p *reader) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.toggle.Hit(msg) {
		return screen.GoBack, true
	}
	return nil, p.scroll.Key(msg)
}

func (p *reader) Update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		p.scroll.Wheel(wheel)
	}
	return nil
}

// fill writes the page's lines, for another width or language.
func (p *reader) fill() {
	p.lines, p.generation = p.write(p.look, p.width), p.look.Generation
	p.scroll.Fit(p.height-readerFrame, len(p.lines))
}

func (p *reader) View() []string {
	if p.generation != p.look.Generation {
		p.fill()
	}
	lines := []string{" " + p.look.Theme.Title.Paint(widget.Clip(p.look.Say(p.heading), p.width-2)), p.scroll.Rule(p.look, p.width)}
	return append(lines, p.scroll.Shown(p.lines)...)
}
