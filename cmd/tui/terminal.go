package main

import (
	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui"
	"porthole/internal/words"
)

// terminal is the root in this terminal: what it asks of one beside a view is done
// by the stock program's commands, and what it shows is spelt as the locale shows
// it. All of it is text that is clean already.
type terminal struct {
	*ui.Root
	say words.Catalogue
}

// Update implements tea.Model.
func (t terminal) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := t.Root.Update(msg)
	if c, ok := msg.(interface{ Clipboard() string }); ok && c.Clipboard() != "" {
		cmd = tea.Batch(cmd, tea.SetClipboard(c.Clipboard()))
	}
	if c, ok := msg.(interface{ Attention() string }); ok && c.Attention() != "" {
		cmd = tea.Batch(cmd, tea.Raw("\a\x1b]9;"+t.say.Spell(c.Attention())+"\x1b\\"))
	}
	return t, cmd
}

// View implements tea.Model.
func (t terminal) View() tea.View {
	v := t.Root.View()
	v.Content, v.WindowTitle = t.say.Spell(v.Content), t.say.Spell(v.WindowTitle)
	return v
}
