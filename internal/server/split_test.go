package server

import (
	"slices"
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
