package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxCluster bounds what one cell can hold, in bytes: a family with skin tones
// fits, a letter with a hundred combining marks does not.
const maxCluster = 64

// plainRune says that the rune fills one cell in every terminal and font, and
// never joins with its neighbours. It holds for the letters of Vietnamese and for
// the lines and blocks that screens are drawn with.
func plainRune(r rune) bool {
	switch {
	case r >= 0xa1 && r <= 0x2ff:
		return r != 0xad && r != 0xa9 && r != 0xae // soft hyphen; © and ® can be emoji
	case r >= 0x1e00 && r <= 0x1eff:
		return true
	case r >= 0x2500 && r <= 0x25a9:
		return true
	case r >= 0x25b7 && r <= 0x25fa:
		return r != 0x25c0 // can be an emoji
	}
	return false
}

// Hidden says that the rune must never reach a terminal: control and format
// characters (bidi overrides and invisible ones among them), line separators,
// tags, and what is no character at all. The joiner of emoji is allowed.
func Hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r < 0xad:
		return false
	case r == 0x200d:
		return false
	case r == 0x2028, r == 0x2029, r == 0x34f, r == utf8.RuneError:
		return true
	case r >= 0xe0000 && r <= 0xe0fff, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// disputed says that terminals disagree about how many cells the cluster fills:
// wide and combining characters, and symbols that some draw as emoji.
func disputed(cluster string, width int) bool {
	r, n := utf8.DecodeRuneInString(cluster)
	switch {
	case width != 1, n != len(cluster):
		return true
	case r >= 0x2600 && r <= 0x27bf, r >= 0x1f000:
		return true
	}
	return false
}

// nextGlyph takes the first cluster of s, which does not start with a control
// character of ASCII. It returns the text for the cell, cleaned, and how
// many bytes of s it was; width 0 says that there is nothing to show.
func nextGlyph(s string) (text string, width, size int) {
	r, n := utf8.DecodeRuneInString(s)
	if r < utf8.RuneSelf && standsAlone(s[n:]) {
		return s[:n], 1, n
	}
	if Hidden(r) {
		return "", 0, n
	}
	text, width = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	size = max(len(text), n)
	if clean := cleanCluster(text); clean != text {
		text, width = ansi.FirstGraphemeCluster(clean, ansi.GraphemeWidth)
	}
	if width < 1 || width > 2 {
		return "", 0, size
	}
	return text, width, size
}

// standsAlone says that nothing at the start of rest can join the rune before.
func standsAlone(rest string) bool {
	if rest == "" || rest[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return plainRune(r)
}

// cleanCluster removes what must not be shown from a cluster and bounds it. It
// returns the same string when there is nothing to do, which is almost always.
func cleanCluster(s string) string { return cutTo(strings.Map(visible, s), maxCluster) }

// visible is the rune where it may be shown; -1 where it may not.
func visible(r rune) rune {
	if Hidden(r) {
		return -1
	}
	return r
}

// cutTo is as many whole runes of s as have room in so many bytes.
func cutTo(s string, bytes int) string { return strings.ToValidUTF8(s[:min(len(s), bytes)], "") }
