package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/theme"
)

// binding is a key as data: what is pressed, how it is written on the screen,
// and which entry of the catalogue says what it does. The bottom line and the
// help page are made of these, so that neither can promise what is not there.
type binding struct {
	keys  []string // as tea.KeyPressMsg.String has them
	label string   // as written on the screen, such as `↵` or `tab`
	does  string   // key of the catalogue: one or two words
	quiet bool     // in help only, not in the bottom line
	first bool     // in the bottom line before any other
}

// bind makes a binding whose label is its first key.
func bind(does string, keys ...string) binding {
	return binding{keys: keys, label: keys[0], does: does}
}

// as gives the binding another label.
func (b binding) as(label string) binding {
	b.label = label
	return b
}

// hushed keeps the binding out of the bottom line.
func (b binding) hushed() binding {
	b.quiet = true
	return b
}

// hit says that the key press is one of the binding's.
func (b binding) hit(msg tea.KeyPressMsg) bool { return slices.Contains(b.keys, msg.String()) }

// same says that two bindings are one.
func (b binding) same(other binding) bool {
	return b.label == other.label && b.does == other.does && b.quiet == other.quiet && b.first == other.first &&
		slices.Equal(b.keys, other.keys)
}

// pinned marks the bindings that the bottom line shows before any other.
func (b binding) pinned() binding {
	b.first = true
	return b
}

// hintGap is the cells between two hints.
const hintGap = 3

// hints is the bottom line: as many bindings as fit into width, each whole, the
// most useful ones first. Pinned ones have their room kept.
func hints(look *Look, bindings []binding, width int) string {
	room := width - 1 + hintGap
	for _, b := range bindings {
		if b.first {
			room -= b.cells(look)
		}
	}
	var p brush
	p.put(theme.Style{}, " ")
	gap := ""
	for _, b := range bindings {
		need := b.cells(look)
		switch {
		case b.quiet, !b.first && need > room, b.first && room < 0:
			continue
		case !b.first:
			room -= need
		}
		p.put(theme.Style{}, gap)
		p.put(look.theme.Key, b.label)
		p.put(look.theme.Muted, " "+look.say(b.does))
		gap = pad(hintGap)
	}
	return p.String()
}

// cells is the room that the binding takes in the bottom line with its gap.
func (b binding) cells(look *Look) int { return cells(b.label) + 1 + cells(look.say(b.does)) + hintGap }

// without is the bindings but for one.
func without(keys []binding, out binding) []binding {
	kept := keys[:0:0]
	for _, b := range keys {
		if b.does != out.does {
			kept = append(kept, b)
		}
	}
	return kept
}
