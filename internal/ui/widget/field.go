package widget

import (
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// Field is one line of typed text, edited at its end. It holds at most limit
// cells, and only what accept lets in (nil: everything printable); control
// characters cannot be in it.
type Field struct {
	Text   string
	Limit  int
	Accept func(rune) bool
}

// Key takes a key and says whether the text changed by it.
func (f *Field) Key(msg tea.KeyPressMsg) (edited bool) {
	switch msg.String() {
	case "backspace", "ctrl+h":
		return f.Set(withoutLast(f.Text))
	case "ctrl+u":
		return f.Set("")
	case "ctrl+w", "alt+backspace":
		return f.Set(withoutWord(f.Text))
	}
	if msg.Text == "" || msg.Mod.Contains(tea.ModCtrl) || msg.Mod.Contains(tea.ModAlt) {
		return false
	}
	return f.Add(msg.Text)
}

// Add appends what is acceptable of raw and says whether anything was.
func (f *Field) Add(raw string) bool {
	kept := make([]rune, 0, len(raw))
	for _, r := range raw[:min(len(raw), 4*f.Limit)] {
		if r == utf8.RuneError || !unicode.IsPrint(r) || f.Accept != nil && !f.Accept(r) {
			continue
		}
		kept = append(kept, r)
	}
	text := f.Text + string(kept)
	if Cells(text) > f.Limit {
		return false
	}
	// A space at the end is part of typing; model.Line would take it away.
	if trimmed := model.Line(text, f.Limit).String(); trimmed != text && trimmed+" " != text {
		text = trimmed
	}
	return f.Set(text)
}

func (f *Field) Set(text string) bool {
	edited := text != f.Text
	f.Text = text
	return edited
}

func withoutLast(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	s = s[:len(s)-size]
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func withoutWord(s string) string {
	for s != "" && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	for s != "" && s[len(s)-1] != ' ' {
		s = s[:len(s)-1]
	}
	return s
}
