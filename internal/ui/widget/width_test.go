package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// Whatever is put together, the short way counts as the library does, or says
// that it cannot.
func TestSimpleWidthsAreThoseOfTheLibrary(t *testing.T) {
	pieces := []string{
		"a", "Z", "~", " ", "é", "ệ", "đ", "ữ", "\u00a0", "…", "–", "→", "↵", "─", "┄", "━", "●", "◐", "○", "▎", "▪", "▫", "✓", "▸", "•",
		"\u0301", "\u0323", "\u200d", "\ufe0f", "日", "👍", "🇻", "🇳", "ᄒ", "ก", "\x1b[m", "\x1b[1;38;2;1;2;3m", "\x1b[", "\x1b]0;x\a", "\t", "\n", "\x7f", "\u0085", "\xff", "\u00ad", "\u2028",
	}
	known := 0
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		if width, ok := simpleWidth(s, true); ok {
			known++
			if want := ansi.StringWidth(s); width != want {
				t.Fatalf("%q: %d cells, the library says %d", s, width, want)
			}
		}
		if width, used := simpleWidth(s, false); used {
			if kept, want := printable(s), ansi.StringWidth(s); kept != s || width != want {
				t.Fatalf("%q: %d cells, the library says %d of %q", s, width, want, kept)
			}
		}
	})
	if known == 0 {
		t.Error("no text was simple: this has shown nothing")
	}
	for _, lines := range [][2]rune{{0xa0, loneEnd}} {
		for r := lines[0]; r < lines[1]; r++ {
			for _, s := range []string{string(r), "a" + string(r), string(r) + "─", string(r) + string(r)} {
				if width, ok := simpleWidth(s, false); ok && width != ansi.StringWidth(s) {
					t.Errorf("%U in %q: %d cells, the library says %d", r, s, width, ansi.StringWidth(s))
				}
			}
		}
	}
}
