package widget_test

import (
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/uitest"
	"porthole/internal/ui/widget"
)

func typed(f *widget.Field, keys ...string) {
	for _, k := range keys {
		f.Key(uitest.Press(k))
	}
}

func TestAFieldIsEditedAnywhere(t *testing.T) {
	f := widget.Field{Limit: 20, Text: "Hamburg"}
	typed(&f, "home", "x", "right", "backspace", "end", "backspace", "left", "left", "Z")
	if f.Text != "xambZur" {
		t.Errorf("the text is %q", f.Text)
	}
	if text, caret := f.Window(20); text != f.Text || caret != len("xambZ") {
		t.Errorf("the window is %q, the caret at %d", text, caret)
	}
	typed(&f, "ctrl+u")
	if text, _ := f.Window(20); text != "ur" {
		t.Errorf("after ctrl+u it is %q", text)
	}
}

// What a textinput would do and a field must not: read the clipboard of the
// server, type the letter of alt and a letter, take what is not printed.
func TestAFieldTakesOnlyWhatIsTyped(t *testing.T) {
	f := widget.Field{Limit: 20}
	f.Key(tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl})
	f.Key(tea.KeyPressMsg{Code: 'x', Mod: tea.ModAlt, Text: "x"})
	f.Add("a\u202eb\u200bc\x1b[31m")
	if f.Text != "abc[31m" {
		t.Errorf("the text is %q", f.Text)
	}
	digits := widget.Field{Limit: 2, Accept: unicode.IsDigit}
	digits.Add("1a2")
	digits.Add("3")
	if digits.Text != "12" {
		t.Errorf("digits: %q", digits.Text)
	}
}

// Limits are cells, and a letter with its mark is one that backspace takes.
func TestAFieldCountsCells(t *testing.T) {
	f := widget.Field{Limit: 6}
	f.Add("長榮")
	f.Add("海運")
	if f.Text != "長榮" {
		t.Errorf("a text that is too long was taken: %q", f.Text)
	}
	f.Add("e\u0302")
	typed(&f, "left", "left")
	if _, caret := f.Window(10); caret != 2 {
		t.Errorf("the caret stands in cell %d", caret)
	}
	typed(&f, "end", "backspace")
	if f.Text != "長榮" {
		t.Errorf("backspace leaves %q", f.Text)
	}
}

func TestTheCaretStaysInSight(t *testing.T) {
	f := widget.Field{Limit: 40, Text: "SHP/202505/00080 and more"}
	for range 26 {
		text, caret := f.Window(8)
		if widget.Cells(text) > 8 || caret > 8 {
			t.Fatalf("%q has %d cells, the caret stands in %d", text, widget.Cells(text), caret)
		}
		typed(&f, "left")
	}
	lines := widget.Wrap(f.Text, 10)
	if line, column := f.Caret(lines); line != 0 || column != 0 {
		t.Errorf("at the beginning the caret is in %d:%d of %q", line, column, lines)
	}
	typed(&f, "end")
	if line, column := f.Caret(lines); line != len(lines)-1 || column != widget.Cells(lines[line]) {
		t.Errorf("at the end the caret is in %d:%d of %q", line, column, lines)
	}
}
