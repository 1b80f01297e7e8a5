package ui

import (
	tea "charm.land/bubbletea/v2"
)

// reader is a page of text that scrolls: help, glossary.
type reader struct {
	look       *Look
	heading    string // key of the catalogue
	write      func(look *Look, width int) []string
	toggle     binding // the key that opened it closes it too
	lines      []string
	generation int
	top        int
	width      int
	height     int
}

// readerFrame is the lines that a reader does not scroll: heading and rule.
const readerFrame = 2

func (p *reader) open() tea.Cmd { return nil }

func (p *reader) resize(width, height int) {
	p.width, p.height, p.lines = width, height, nil
}

func (p *reader) bindings() []binding {
	closing := binding{keys: p.toggle.keys, label: p.toggle.label, does: "key.back"}.hushed()
	return []binding{keyUp, keyDown, keyPageUp, keyPageDown, keyHome, keyEnd, closing}
}

func (p *reader) key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.toggle.hit(msg) {
		return goBack, true
	}
	by, used := scrollKey(msg, max(1, p.height-readerFrame-1), len(p.text()))
	p.scroll(by)
	return nil, used
}

func (p *reader) update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		p.scroll(wheelLines(wheel))
	}
	return nil
}

func (p *reader) scroll(by int) {
	last := max(0, len(p.text())-(p.height-readerFrame))
	p.top = min(last, max(0, p.top+by))
}

// text is the page's lines, written anew for another width or language.
func (p *reader) text() []string {
	if p.lines == nil || p.generation != p.look.generation {
		p.lines, p.generation = p.write(p.look, p.width), p.look.generation
	}
	return p.lines
}

func (p *reader) view() []string {
	p.scroll(0)
	lines := []string{
		" " + p.look.theme.Title.Paint(clip(p.look.say(p.heading), p.width-2)),
		rule(p.look, p.width),
	}
	text := p.text()[p.top:]
	return append(lines, text[:min(len(text), p.height-readerFrame)]...)
}
