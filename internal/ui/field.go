package ui

import (
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// field is one line of typed text, edited at its end. It holds at most limit
// cells, and only what accept lets in (nil: everything printable); control
// characters cannot be in it.
type field struct {
	text   string
	limit  int
	accept func(rune) bool
}

// key takes a key and says whether the text changed by it.
func (f *field) key(msg tea.KeyPressMsg) (edited bool) {
	switch msg.String() {
	case "backspace", "ctrl+h":
		return f.set(withoutLast(f.text))
	case "ctrl+u":
		return f.set("")
	case "ctrl+w", "alt+backspace":
		return f.set(withoutWord(f.text))
	}
	if msg.Text == "" || msg.Mod.Contains(tea.ModCtrl) || msg.Mod.Contains(tea.ModAlt) {
		return false
	}
	return f.add(msg.Text)
}

// add appends what is acceptable of raw and says whether anything was.
func (f *field) add(raw string) bool {
	kept := make([]rune, 0, len(raw))
	for _, r := range raw[:min(len(raw), 4*f.limit)] {
		if r == utf8.RuneError || !unicode.IsPrint(r) || f.accept != nil && !f.accept(r) {
			continue
		}
		kept = append(kept, r)
	}
	text := f.text + string(kept)
	if cells(text) > f.limit {
		return false
	}
	// A space at the end is part of typing; model.Line would take it away.
	if trimmed := model.Line(text, f.limit).String(); trimmed != text && trimmed+" " != text {
		text = trimmed
	}
	return f.set(text)
}

func (f *field) set(text string) bool {
	edited := text != f.text
	f.text = text
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
