package widget

import (
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Nearly all that is written here is made of letters, signs and lines of which
// each is one cell whatever stands beside it. Their widths are added up without
// the rules by which characters are joined; for a text with anything else in it
// the library is asked.

// loneRanges are where such runes are looked for: Latin with the letters of
// Vietnamese, punctuation, arrows, lines and shapes.
var loneRanges = [][2]rune{{0xa0, 0x24f}, {0x1e00, 0x1eff}, {0x2010, 0x203f}, {0x2190, 0x21ff}, {0x2500, 0x25ff}, {0x2700, 0x27bf}}

const loneEnd = 0x2800

// lone has a bit for each rune below loneEnd that is one cell by itself and is
// joined to nothing.
var lone = func() (bits [loneEnd / 64]uint64) {
	for _, r := range loneRanges {
		for c := r[0]; c <= r[1]; c++ {
			if unicode.IsPrint(c) && !unicode.Is(unicode.M, c) && ansi.StringWidth(string(c)) == 1 {
				bits[c/64] |= 1 << (c % 64)
			}
		}
	}
	return bits
}()

func isLone(r rune) bool { return r < loneEnd && lone[r/64]>>(r%64)&1 != 0 }

// simpleWidth is how many cells a text takes that has nothing but lone runes
// and, where styled, sequences that switch styles; false for any other.
func simpleWidth(s string, styled bool) (width int, ok bool) {
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b >= ' ' && b <= '~':
			i++
		case b < utf8.RuneSelf:
			n := 0
			if styled && b == '\x1b' {
				n = styleSequence(s[i:])
			}
			if n == 0 {
				return 0, false
			}
			i += n
			continue
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isLone(r) {
				return 0, false
			}
			i += n
		}
		width++
	}
	return width, true
}

// styleSequence is the length of the style sequence at the start of s, or 0.
func styleSequence(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c < '0' || c > ';':
			return 0
		}
	}
	return 0
}
