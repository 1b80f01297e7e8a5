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

// The keys that move through a page of text.
var (
	keyUp       = bind("key.up", "up", "k").as("↑")
	keyDown     = bind("key.down", "down", "j").as("↓")
	keyPageUp   = bind("key.page_up", "pgup", "ctrl+b").hushed()
	keyPageDown = bind("key.page_down", "pgdown", "ctrl+f", "space").as("pgdn").hushed()
	keyHome     = bind("key.home", "home").hushed()
	keyEnd      = bind("key.end", "end", "G").hushed()
)

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

// scrollKey is by how many lines a key scrolls a text of so many; false for any
// other key.
func scrollKey(msg tea.KeyPressMsg, page, lines int) (by int, used bool) {
	switch {
	case keyUp.hit(msg):
		return -1, true
	case keyDown.hit(msg):
		return 1, true
	case keyPageUp.hit(msg):
		return -page, true
	case keyPageDown.hit(msg):
		return page, true
	case keyHome.hit(msg):
		return -lines, true
	case keyEnd.hit(msg):
		return lines, true
	default:
		return 0, false
	}
}

func (p *reader) update(msg tea.Msg) tea.Cmd {
	if wheel, ok := msg.(tea.MouseWheelMsg); ok {
		p.scroll(wheelLines(wheel))
	}
	return nil
}

// wheelLines is how far a turn of the wheel scrolls: down is positive.
func wheelLines(msg tea.MouseWheelMsg) int {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	default:
		return 0
	}
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
		" " + p.look.theme.title.paint(clip(p.look.say(p.heading), p.width-2)),
		rule(p.look, p.width),
	}
	text := p.text()[p.top:]
	return append(lines, text[:min(len(text), p.height-readerFrame)]...)
}

// rule is a line across, with a little air at both ends.
func rule(look *Look, width int) string {
	return " " + look.theme.border.paint(dashes(width-2))
}
