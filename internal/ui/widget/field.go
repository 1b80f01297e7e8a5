package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// Field is one line of typed text. It holds at most Limit cells, and only what
// Accept lets in (nil: everything printable); control characters cannot be in it.
//
// A textinput edits it, which is made when the first key comes and let go by
// Leave: it takes 8.7 KB. What it shows is ours, for its own Cursor counts runes
// and is wrong behind wide letters, and a form sets a text on several lines.
type Field struct {
	Text   string
	Limit  int
	Accept func(rune) bool
	in     *textinput.Model
}

// editing are the keys of all fields. Ctrl+v is none: it would read the clipboard
// of the server. Up, down and tab belong to the form.
var editing = func() textinput.KeyMap {
	keys, none := textinput.DefaultKeyMap(), key.NewBinding()
	keys.Paste, keys.AcceptSuggestion, keys.NextSuggestion, keys.PrevSuggestion = none, none, none, none
	return keys
}()

// completing are the keys of a field that suggests how its text may go on.
var completing = func() textinput.KeyMap {
	keys := editing
	keys.AcceptSuggestion = key.NewBinding(key.WithKeys("tab"))
	keys.NextSuggestion, keys.PrevSuggestion = key.NewBinding(key.WithKeys("ctrl+n")), key.NewBinding(key.WithKeys("ctrl+p"))
	return keys
}()

// Suggest offers texts that go on from this one: tab takes the one whose end Rest
// is, ctrl+n and ctrl+p choose another.
func (f *Field) Suggest(texts []string) {
	in := f.input()
	in.KeyMap, in.ShowSuggestions = completing, true
	in.SetSuggestions(texts)
}

// Rest is what tab would add at the end of the text.
func (f *Field) Rest() string {
	_, after := f.parts()
	if f.in == nil || after != "" {
		return ""
	}
	have, whole := []rune(f.Text), []rune(f.in.CurrentSuggestion())
	if len(whole) <= len(have) || Cells(string(whole)) > f.Limit {
		return ""
	}
	return string(whole[len(have):])
}

// input is the textinput, with the caret at the end when it is made.
func (f *Field) input() *textinput.Model {
	if f.in == nil {
		in := textinput.New()
		in.SetVirtualCursor(false) // before Focus, else each field blinks in a goroutine of its own
		in.Prompt, in.KeyMap = "", editing
		in.SetValue(f.Text)
		in.CursorEnd()
		in.Focus()
		f.in = &in
	}
	return f.in
}

// Leave lets go of what edits the text; the caret is at its end then.
func (f *Field) Leave() { f.in = nil }

// Key takes a key and says whether the text changed by it.
func (f *Field) Key(msg tea.KeyPressMsg) (edited bool) {
	if msg.Mod&(tea.ModCtrl|tea.ModAlt) != 0 {
		msg.Text = "" // else the textinput would type the letter
	}
	if msg.Text != "" {
		return f.Add(msg.Text)
	}
	in := f.input()
	*in, _ = in.Update(msg)
	edited = in.Value() != f.Text
	f.Text = in.Value()
	return edited
}

// Add puts what is acceptable of raw before the caret and says whether anything
// was. A text that would be too long stays as it is.
func (f *Field) Add(raw string) bool {
	kept := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) || f.Accept != nil && !f.Accept(r) {
			return -1
		}
		return r
	}, raw[:min(len(raw), 4*f.Limit)])
	in := f.input()
	before, after := f.parts()
	if kept == "" || Cells(before+kept+after) > f.Limit {
		return false
	}
	before = f.cleaned(before + kept)
	text := f.cleaned(before + after)
	in.SetValue(text)
	in.SetCursor(utf8.RuneCountInString(before))
	edited := text != f.Text
	f.Text = text
	return edited
}

// cleaned is the text as model.Line has it, composed, so that backspace takes a
// letter with its marks; but a space at its end is part of typing.
func (f *Field) cleaned(text string) string {
	line := model.Line(text, f.Limit).String()
	if line+" " == text {
		return text
	}
	return line
}

// Set puts another text in the place of this one.
func (f *Field) Set(text string) { f.Text, f.in = text, nil }

// parts are the text before the caret and behind it.
func (f *Field) parts() (before, after string) {
	if f.in == nil {
		return f.Text, ""
	}
	runes := []rune(f.in.Value())
	at := f.in.Position()
	return string(runes[:at]), string(runes[at:])
}

// Window is what of the text has room in width cells, and in which cell the caret
// stands: the end, or as much behind the caret as fits.
func (f *Field) Window(width int) (text string, caret int) {
	before, after := f.parts()
	if after != "" {
		before = Tail(before, width-1)
	}
	before = Tail(before, width)
	caret = Cells(before)
	for after != "" && caret+Cells(after) > width {
		_, size := utf8.DecodeLastRuneInString(after)
		after = after[:len(after)-size]
	}
	return before + after, caret
}

// Caret finds the caret in the lines into which the text was broken.
func (f *Field) Caret(lines []string) (line, column int) {
	before, _ := f.parts()
	letters := strings.ReplaceAll(before, " ", "")
	left, spaces := utf8.RuneCountInString(letters), len(before)-len(strings.TrimRight(before, " "))
	for line = range lines {
		at := 0
		for i, r := range lines[line] {
			if left == 0 {
				break
			}
			if r != ' ' {
				left--
			}
			at = i + utf8.RuneLen(r)
		}
		if left == 0 {
			return line, Cells(lines[line][:at]) + spaces
		}
	}
	return line, 0
}
