package widget

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Binding is a key of Bubbles: what is pressed, and in its help how that is
// written on the screen, such as `↵`, and under which key the catalogue says in
// one or two words what it does. The bottom line and the help page are made of
// these, so that neither can promise what is not there.
type Binding struct {
	key.Binding
	quiet bool // in help only, not in the bottom line
	first bool // in the bottom line before any other
}

// Bind makes a binding whose label is its first key.
func Bind(does string, keys ...string) Binding {
	return Binding{Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], does))}
}

// As gives the binding another label.
func (b Binding) As(label string) Binding {
	b.SetHelp(label, b.Help().Desc)
	return b
}

// Hushed keeps the binding out of the bottom line.
func (b Binding) Hushed() Binding {
	b.quiet = true
	return b
}

// Hit says that the key press is one of the binding's. It is key.Matches without
// the press put into an interface, which takes a list 0.7 µs more for each key.
func (b Binding) Hit(msg tea.KeyPressMsg) bool {
	return b.Enabled() && slices.Contains(b.Keys(), msg.String())
}

// Does says that two bindings do the same.
func (b Binding) Does(other Binding) bool { return b.Help().Desc == other.Help().Desc }

// Same says that two bindings are one.
func (b Binding) Same(other Binding) bool {
	return b.Help() == other.Help() && b.quiet == other.quiet && b.first == other.first && slices.Equal(b.Keys(), other.Keys())
}

// Pinned marks the bindings that the bottom line shows before any other.
func (b Binding) Pinned() Binding {
	b.first = true
	return b
}

// hintGap is the cells between two hints.
const hintGap = 3

// Hints is the bottom line: as many bindings as fit into width, each whole, the
// most useful ones first. Pinned ones have their room kept. Which of them fit is
// chosen here, for help cuts the line where it ends; help writes those.
func Hints(look *Look, bindings []Binding, width int) string {
	room := width - 1 + hintGap
	for _, b := range bindings {
		if b.first {
			room -= b.cells(look)
		}
	}
	var fit []key.Binding
	for _, b := range bindings {
		need := b.cells(look)
		switch {
		case b.quiet, !b.first && need > room, b.first && room < 0:
			continue
		case !b.first:
			room -= need
		}
		fit = append(fit, b.spoken(look))
	}
	t := look.Theme
	line := help.Model{ShortSeparator: Pad(hintGap), Styles: help.Styles{ShortKey: t.KeyStyle, ShortDesc: t.MutedStyle}}
	return " " + line.ShortHelpView(fit)
}

// spoken is the key with what it does in words.
func (b Binding) spoken(look *Look) key.Binding {
	b.SetHelp(look.Words.Key(b.Help().Key), look.Say(b.Help().Desc))
	return b.Binding
}

// cells is the room that the binding takes in the bottom line with its gap.
func (b Binding) cells(look *Look) int {
	return Cells(look.Words.Key(b.Help().Key)) + 1 + Cells(look.Say(b.Help().Desc)) + hintGap
}

// Without is the bindings but for one.
func Without(keys []Binding, out Binding) []Binding {
	return slices.DeleteFunc(slices.Clone(keys), func(b Binding) bool { return b.Does(out) })
}

// helpColumn is the width of the keys beside their explanation.
const helpColumn = 19

// HelpLines explain a key, a sign or a term, on as many lines as it takes. Where
// the column is too narrow for it, it has a line of its own.
func HelpLines(look *Look, width int, left, right string) []string {
	column := min(helpColumn, width/3)
	var lines []string
	if Cells(left) > column {
		lines, left = append(lines, "   "+look.Theme.Key.Paint(Clip(left, width-3))), ""
	}
	for _, part := range Wrap(right, width-column-5) {
		lines = append(lines, "   "+look.Theme.Key.Paint(Fit(left, column))+" "+part)
		left = ""
	}
	return lines
}

// LongOf says what a key does, in a sentence where the catalogue has one.
func LongOf(look *Look, b Binding) string {
	if look.Words.Has(b.Help().Desc + ".long") {
		return look.Say(b.Help().Desc + ".long")
	}
	return look.Say(b.Help().Desc)
}

// keySigns are the keys that are written as signs.
var keySigns = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "↵", "pgdown": "pgdn"}

// KeysOf writes all keys of a binding as people know them.
func KeysOf(look *Look, b Binding) string {
	names := Map(b.Keys(), func(k string) string { return look.Words.Key(cmp.Or(keySigns[k], k)) })
	if last := len(names) - 1; last > 4 {
		return names[0] + " … " + names[last]
	}
	return strings.Join(names, " ")
}
