package server

import (
	"slices"
	"strings"
	"testing"
)

func TestALineIsSplitAsAShellDoes(t *testing.T) {
	for line, want := range map[string][]string{
		"":                            nil,
		" \t\n":                       nil,
		"shipments --search x":        {"shipments", "--search", "x"},
		`  a  'b c' "d e" f\ g  `:     {"a", "b c", "d e", "f g"},
		`shipments --search ""`:       {"shipments", "--search", ""},
		`shipments --search '' --csv`: {"shipments", "--search", "", "--csv"},
		`--search="long beach"x`:      {"--search=long beachx"},
		`"a\"b\\c\d" 'a\"b'`:          {`a"b\c\d`, `a\"b`},
		`Cát' 'Lái`:                   {"Cát Lái"},
		`"it's"`:                      {"it's"},
	} {
		if got, err := splitLine(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v", line, got, err)
		}
	}
	for _, line := range []string{`a "b`, `a 'b`, `a\`, `"a\`, `"a\"`} {
		if got, err := splitLine(line); err == nil {
			t.Errorf("%q: %q", line, got)
		}
	}
}

// Words that are quoted by a script come out as they went in, and no line is taken
// apart into more than was in it.
func FuzzSplitLine(f *testing.F) {
	f.Add(`shipments --search "long beach"`)
	f.Add(`it's \ 'a b' ""`)
	f.Fuzz(func(t *testing.T, line string) {
		words, err := splitLine(line)
		if err != nil {
			return
		}
		if length := len(strings.Join(words, "")); length > len(line) {
			t.Fatalf("%q has %d bytes in its words", line, length)
		}
		quoted := make([]string, len(words))
		for i, word := range words {
			quoted[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		if again, err := splitLine(strings.Join(quoted, " ")); err != nil || !slices.Equal(again, words) {
			t.Fatalf("%q: %q, quoted %q, %v", line, words, again, err)
		}
	})
}
