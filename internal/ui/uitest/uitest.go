// Package uitest is what the tests of all screens share.
package uitest

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Press is the press of a key by its name, as tea writes it.
func Press(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace,
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

// OnlyStyles finds any control character that is not part of a style sequence.
func OnlyStyles(content string) error {
	for i := 0; i < len(content); i++ {
		c := content[i]
		if c == 0x1b {
			end := i + 1
			if end < len(content) && content[end] == '[' {
				for end++; end < len(content) && strings.IndexByte("0123456789;:", content[end]) >= 0; end++ {
				}
			}
			if end >= len(content) || content[end] != 'm' {
				return fmt.Errorf("an escape that is no style: %q", content[i:min(len(content), i+16)])
			}
			i = end
			continue
		}
		if c < ' ' && c != '\n' || c == 0x7f {
			return fmt.Errorf("a control character: %q", c)
		}
	}
	return nil
}
