package ui

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/list"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/widget"
)

// The keys of the palette.
var (
	keyPalette = widget.Bind("key.palette", ":").Hushed()
	keyDo      = widget.Bind("palette.key.do", "enter").As("↵")
	keyChoose  = widget.Bind("key.pick", "up", "down").As("↑↓")
	keyClose   = widget.Bind("key.back", "esc")
)

// palette lists by name what can be done on the screen below it, and where else one
// can go from there. It is made of the keys that work there, of which each stands for
// what it does.
type palette struct {
	root          *Root
	actions       []paletteAction
	word          widget.Field
	at            int // of those that are found
	width, height int
}

// paletteAction is a key of the screen, or a goal.
type paletteAction struct {
	key  widget.Binding
	goal screen.Goal // zero: the key is pressed
}

// maxPaletteWord bounds what is typed, in cells.
const maxPaletteWord = 40

func (r *Root) openPalette() tea.Cmd {
	return r.push(&palette{root: r, actions: r.paletteActions(), word: widget.Field{Limit: maxPaletteWord}})
}

// paletteActions are those of this person on this screen, each once, and the screens
// that they can go to from everywhere.
func (r *Root) paletteActions() (all []paletteAction) {
	add := func(works bool, key widget.Binding, g screen.Goal) {
		if works && !slices.ContainsFunc(all, func(o paletteAction) bool { return o.key.Help().Desc == key.Help().Desc }) {
			all = append(all, paletteAction{key, g})
		}
	}
	for _, b := range widget.Without(slices.Concat(r.top().Bindings(), r.common()), keyPalette) {
		_, pressed := pressOf(b)
		add(pressed, b, screen.Goal{})
	}
	_, one := r.env.Data.(single)
	_, here := r.top().(*list.List)
	lists := r.env.Data != nil && !one && !here
	add(lists, widget.Bind("palette.list", ""), screen.Goal{To: screen.ToList})
	add(lists, widget.Bind("palette.search", ""), screen.Goal{To: screen.ToSearch})
	add(r.env.Noticer != nil, screen.KeyNotices, screen.Goal{To: screen.ToNotices})
	for _, l := range pager.Lists {
		add(r.env.Staff.Opens(l.To, l.Right), l.Key, screen.Goal{To: l.To})
	}
	paused := r.env.Staff.Office != nil && r.env.Staff.Role.May(model.ActPause)
	add(paused, widget.Bind("palette.pause", ""), screen.Goal{To: screen.ToPause})
	add(paused, widget.Bind("palette.resume", ""), screen.Goal{To: screen.ToResume})
	add(r.env.Staff.May(screen.KeyVoyage), screen.KeyVoyage, screen.Goal{To: screen.ToVoyage})
	add(r.env.Staff.May(screen.KeyPreview), screen.KeyPreview, screen.Goal{To: screen.ToLookAs})
	return all
}

// pressOf is the key press of a binding; false for one that only moves, and for one
// whose keys each do something else.
func pressOf(b widget.Binding) (tea.KeyPressMsg, bool) {
	key := b.Keys()[0]
	if r, size := utf8.DecodeRuneInString(key); size == len(key) && len(b.Keys()) < 5 {
		return tea.KeyPressMsg{Code: r, Text: key}, true
	}
	code, known := map[string]rune{"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape}[key]
	return tea.KeyPressMsg{Code: code}, known
}

func (p *palette) Open() tea.Cmd            { return nil }
func (p *palette) Resize(width, height int) { p.width, p.height = width, height }
func (p *palette) TakesText() bool          { return true }
func (p *palette) Bindings() []widget.Binding {
	return []widget.Binding{keyDo, keyChoose, keyClose}
}

// found are the actions whose names have all that was typed, those first that begin
// with it.
func (p *palette) found() []paletteAction {
	var first, rest []paletteAction
	for _, a := range p.actions {
		name := model.Fold(p.root.env.Say(a.key.Help().Desc) + " " + widget.LongOf(p.root.env.Look, a.key))
		switch {
		case strings.HasPrefix(name, model.Fold(p.word.Text)):
			first = append(first, a)
		case !slices.ContainsFunc(strings.Fields(p.word.Text), func(word string) bool { return !strings.Contains(name, model.Fold(word)) }):
			rest = append(rest, a)
		}
	}
	return append(first, rest...)
}

func (p *palette) Key(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	switch {
	case keyClose.Hit(msg):
		return p.root.env.GoBack(), true
	case keyDo.Hit(msg):
		return p.do(), true
	case keyChoose.Hit(msg):
		by := map[string]int{"up": -1, "down": 1}[msg.String()]
		p.at = max(0, min(p.at+by, len(p.found())-1))
	case p.word.Key(msg):
		p.at = 0
	}
	return nil, true
}

// do closes the palette and does what was chosen.
func (p *palette) do() tea.Cmd {
	found := p.found()
	if p.at >= len(found) {
		return nil
	}
	r, chosen := p.root, found[p.at]
	r.remove(p)
	if chosen.goal.To != screen.ToNowhere {
		return r.push(r.room(chosen.goal))
	}
	msg, _ := pressOf(chosen.key)
	return r.press(msg)
}

func (p *palette) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.word.Add(msg.Content)
	case tea.MouseClickMsg:
		_, of, top := p.rows()
		if line := top + msg.Y - readerFrame; msg.Y >= readerFrame && line < len(of) {
			p.at = of[line]
			return p.do()
		}
	}
	return nil
}

// rows are the lines of what is found, which of them each is about, and the first in
// sight.
func (p *palette) rows() (lines []string, of []int, top int) {
	look, last := p.root.env.Look, 0
	for i, a := range p.found() {
		for _, line := range widget.HelpLines(look, p.width, widget.KeysOf(look, a.key), widget.LongOf(look, a.key)) {
			if i == p.at {
				last, line = len(lines), look.Theme.Accent.Paint("▎")+line[1:]
			}
			lines, of = append(lines, line), append(of, i)
		}
	}
	return lines, of, max(0, last-(p.height-readerFrame)+1)
}

func (p *palette) View() []string {
	look := p.root.env.Look
	text, _ := p.word.Window(p.width - 4)
	head := []string{" " + look.Theme.Key.Paint(": ") + look.Theme.Strong.Paint(text), widget.Rule(look, p.width)}
	lines, _, top := p.rows()
	if len(lines) == 0 {
		return append(head, " "+look.Theme.Muted.Paint(widget.Clip(look.Say("palette.none"), p.width-2)))
	}
	return append(head, lines[top:min(len(lines), top+p.height-readerFrame)]...)
}

// Caret is in what is typed.
func (p *palette) Caret() *tea.Cursor {
	_, caret := p.word.Window(p.width - 4)
	return tea.NewCursor(3+caret, 0)
}
