package widget

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/theme"
)

// Binding is a key as data: what is pressed, how it is written on the screen,
// and which entry of the catalogue says what it does. The bottom line and the
// help page are made of these, so that neither can promise what is not there.
type Binding struct {
	Keys  []string // as tea.KeyPressMsg.String has them
	Label string   // as written on the screen, such as `↵` or `tab`
	Does  string   // key of the catalogue: one or two words
	quiet bool     // in help only, not in the bottom line
	first bool     // in the bottom line before any other
}

// Bind makes a binding whose label is its first key.
func Bind(does string, keys ...string) Binding {
	return Binding{Keys: keys, Label: keys[0], Does: does}
}

// As gives the binding another label.
func (b Binding) As(label string) Binding {
	b.Label = label
	return b
}

// Hushed keeps the binding out of the bottom line.
func (b Binding) Hushed() Binding {
	b.quiet = true
	return b
}

// Hit says that the key press is one of the binding's.
func (b Binding) Hit(msg tea.KeyPressMsg) bool { return slices.Contains(b.Keys, msg.String()) }

// Same says that two bindings are one.
func (b Binding) Same(other Binding) bool {
	return b.Label == other.Label && b.Does == other.Does && b.quiet == other.quiet && b.first == other.first &&
		slices.Equal(b.Keys, other.Keys)
}

// Pinned marks the bindings that the bottom line shows before any other.
func (b Binding) Pinned() Binding {
	b.first = true
	return b
}

// hintGap is the cells between two hints.
const hintGap = 3

// Hints is the bottom line: as many bindings as fit into width, each whole, the
// most useful ones first. Pinned ones have their room kept.
func Hints(look *Look, bindings []Binding, width int) string {
	room := width - 1 + hintGap
	for _, b := range bindings {
		if b.first {
			room -= b.cells(look)
		}
	}
	var p Brush
	p.Put(theme.Style{}, " ")
	gap := ""
	for _, b := range bindings {
		need := b.cells(look)
		switch {
		case b.quiet, !b.first && need > room, b.first && room < 0:
			continue
		case !b.first:
			room -= need
		}
		p.Put(theme.Style{}, gap)
		p.Put(look.Theme.Key, b.Label)
		p.Put(look.Theme.Muted, " "+look.Say(b.Does))
		gap = Pad(hintGap)
	}
	return p.String()
}

// cells is the room that the binding takes in the bottom line with its gap.
func (b Binding) cells(look *Look) int { return Cells(b.Label) + 1 + Cells(look.Say(b.Does)) + hintGap }

// Without is the bindings but for one.
func Without(keys []Binding, out Binding) []Binding {
	kept := keys[:0:0]
	for _, b := range keys {
		if b.Does != out.Does {
			kept = append(kept, b)
		}
	}
	return kept
}
