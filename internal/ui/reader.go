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
	top        int
	width      int
	height     int
}

// readerFrame is the lines that a reader does not scroll: heading and rule.
const readerFrame = 2

func (p *reader) Open() tea.Cmd { return nil }

func (p *reader) Resize(width, height int) {
	p.width, p.height, p.lines = width, height, nil
}

func (p *reader) Bindings() []widget.Binding {
	closing := widget.Bind("key.back", p.toggle.Keys()...).As(p.toggle.Help().Key).Hushed()
	return []widget.Binding{widget.KeyUp, widget.KeyDown, widget.KeyPageUp, widget.KeyPageDown, widget.KeyHome, widget.KeyEnd, closing}
}

func (p *reader) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.toggle.Hit(msg) {
		return screen.GoBack, true
	}
	by, used := widget.ScrollKey(msg, max(1, p.height-readerFrame-1), len(p.text()))
	p.scroll(by)
	return nil, used
}

func (p *reader) Update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		p.scroll(widget.WheelLines(wheel))
	}
	return nil
}

func (p *reader) scroll(by int) {
	last := max(0, len(p.text())-(p.height-readerFrame))
	p.top = min(last, max(0, p.top+by))
}

// text is the page's lines, written anew for another width or language.
func (p *reader) text() []string {
	if p.lines == nil || p.generation != p.look.Generation {
		p.lines, p.generation = p.write(p.look, p.width), p.look.Generation
	}
	return p.lines
}

func (p *reader) View() []string {
	p.scroll(0)
	lines := []string{
		" " + p.look.Theme.Title.Paint(widget.Clip(p.look.Say(p.heading), p.width-2)),
		widget.Rule(p.look, p.width),
	}
	text := p.text()[p.top:]
	return append(lines, text[:min(len(text), p.height-readerFrame)]...)
}
