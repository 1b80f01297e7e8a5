package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// binding is a key as data: what is pressed, how it is written on the screen,
// and which entry of the catalogue says what it does. The bottom line and the
// help page are made of these, so that neither can promise what is not there.
type binding struct {
	keys  []string // as tea.KeyPressMsg.String has them
	label string   // as written on the screen, such as `↵` or `tab`
	does  string   // key of the catalogue: one or two words
	quiet bool     // in help only, not in the bottom line
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

// hints is the bottom line: as many bindings as fit into width, the most
// important first, each whole.
func hints(e *env, bindings []binding, width int) string {
	var line strings.Builder
	used := 1
	line.WriteByte(' ')
	for _, b := range bindings {
		if b.quiet {
			continue
		}
		does := e.say(b.does)
		cells := cells(b.label) + 1 + cells(does) + 3
		if used+cells-3 > width {
			continue
		}
		if used > 1 {
			line.WriteString("   ")
		}
		line.WriteString(e.theme.key.paint(b.label))
		line.WriteByte(' ')
		line.WriteString(e.theme.muted.paint(does))
		used += cells
	}
	return line.String()
}
