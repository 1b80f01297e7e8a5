package widget

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"porthole/internal/model"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"Cat Lai", 10, "Cat Lai   "},
		{"Cat Lai", 7, "Cat Lai"},
		{"Long Beach", 7, "Long B…"},
		{"Hải Phòng", 10, "Hải Phòng "},
		{"Hải Phòng", 6, "Hải P…"},
		{"上海港", 6, "上海港"},
		{"上海港", 5, "上海…"},
		{"上海港", 4, "上… "},
		{"x", 0, ""},
		{"x", -3, ""},
		{"", 3, "   "},
		{"a\x1b[31mb\nc", 7, "a[31mbc"},
		{"\u0301\U0001f3ff\u200d\uff9ex", 3, "x  "}, // what joins the text before it has none here
	} {
		if got := Fit(c.text, c.width); got != c.want {
			t.Errorf("fit(%q, %d) is %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text, width := model.Line(rapid.String().Draw(r, "text"), 400).String(), rapid.IntRange(0, 300).Draw(r, "width")
		for _, got := range []string{Fit(text, width), FitRight(text, width)} {
			if ansi.StringWidth(got) != width {
				r.Fatalf("%q has %d cells, want %d", got, ansi.StringWidth(got), width)
			}
			if strings.ContainsAny(got, "\x1b\n\r\t\x7f") || !utf8.ValidString(got) {
				r.Fatalf("%q has a control character", got)
			}
		}
	})
}

func TestShare(t *testing.T) {
	for _, c := range [][5]int{{4, 20, 16, 4, 12}, {20, 4, 16, 12, 4}, {20, 20, 16, 8, 8}, {20, 20, 15, 7, 8}} {
		if a, b := Share(c[0], c[1], c[2]); a != c[3] || b != c[4] {
			t.Errorf("share(%d, %d, %d) is %d, %d", c[0], c[1], c[2], a, b)
		}
	}
}

func TestFieldEdits(t *testing.T) {
	f := Field{Limit: 12}
	steps := []struct {
		key  tea.KeyPressMsg
		want string
	}{
		{tea.KeyPressMsg{Code: 'h', Text: "h"}, "h"},
		{tea.KeyPressMsg{Code: 'ả', Text: "ả"}, "hả"},
		{tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, "hả "},
		{tea.KeyPressMsg{Code: 'i', Text: "iphong"}, "hả iphong"},
		{tea.KeyPressMsg{Code: 'x', Text: "too long"}, "hả iphong"},
		{tea.KeyPressMsg{Code: 'x', Mod: tea.ModAlt, Text: "x"}, "hả iphong"},
		{tea.KeyPressMsg{Code: tea.KeyBackspace}, "hả iphon"},
		{tea.KeyPressMsg{Code: 'w', Mod: tea.ModCtrl}, "hả "},
		{tea.KeyPressMsg{Code: tea.KeyBackspace}, "hả"},
		{tea.KeyPressMsg{Code: tea.KeyBackspace}, "h"},
		{tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}, ""},
		{tea.KeyPressMsg{Code: tea.KeyBackspace}, ""},
	}
	for i, step := range steps {
		f.Key(step.key)
		if f.Text != step.want {
			t.Fatalf("step %d: %q, want %q", i, f.Text, step.want)
		}
	}
}

// Numbers, addresses and words with hyphens stay whole; what is wider than a line
// is broken behind a sign where there is one.
func TestWrapBreaksBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"the gate-in of the box", 9, []string{"the", "gate-in", "of the", "box"}},
		{"ask cs@hai-long.example today", 19, []string{"ask", "cs@hai-long.example", "today"}},
		{"ask cs@hai-long.example", 12, []string{"ask", "cs@hai-long.", "example"}},
		{"in " + Tied("ONEU 650741 0") + ", " + Tied("ONEU 836391 9"), 20, []string{"in " + Tied("ONEU 650741 0") + ",", Tied("ONEU 836391 9")}},
		{"type " + Tied("import the-list here"), 16, []string{"type", Tied("import the-list "), "here"}},
		{"one\ntwo  three", 20, []string{"one", "two  three"}},
		{"ONEU6507410", 4, []string{"ONEU", "6507", "410"}},
		{"上海港上海港", 5, []string{"上海", "港上", "海港"}},
		{"上", 1, []string{"上"}},
		{"", 5, []string{""}},
		{"anything", 0, nil},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d cells: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text, width := model.Lines(rapid.String().Draw(r, "text"), 400).String(), rapid.IntRange(2, 60).Draw(r, "width")
		lines := Wrap(text, width)
		bare := func(s string) string { return strings.Join(strings.Fields(printable(s)), "") }
		if got := bare(strings.Join(lines, "")); got != bare(strings.ReplaceAll(text, "\n", " ")) {
			r.Fatalf("%q became %q", text, lines)
		}
		for _, line := range lines {
			if Cells(line) > width {
				r.Fatalf("%q has %d cells in %d", line, Cells(line), width)
			}
		}
	})
}
