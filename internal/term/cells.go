package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// cell is one column of a row. A wide character has width 2 and is followed by a
// cell of width 0, which belongs to it.
type cell struct {
	text     string
	style    style
	width    uint8
	disputed bool  // terminals disagree about its width
	link     uint8 // which of the links it belongs to, from 1; 0: none
}

// blank is what a cleared terminal shows.
var blank = cell{text: " ", width: 1}

const esc = 0x1b

// row fills cells with one line of a view and returns how many columns come
// before the blank rest. The line is cut at the last column; a wide character
// that would straddle it becomes a space.
func row(cells []cell, line string, profile colorprofile.Profile) int {
	x := 0
	var raw, shown style // as the view has it, and as this terminal can show it
	for i := 0; i < len(line) && x < len(cells); {
		b := line[i]
		switch {
		case b == esc:
			n, sgr := escape(line[i:])
			if sgr {
				var buf [maxParams]int
				raw = raw.apply(parseParams(line[i+2:i+n-1], &buf))
				shown = raw.lower(profile)
			}
			i += n
		case b < ' ' || b == 0x7f:
			i++
		case b < utf8.RuneSelf && standsAlone(line[i+1:]):
			cells[x] = cell{text: line[i : i+1], style: shown, width: 1}
			if b == ' ' {
				cells[x].style = shown.ofSpace()
			}
			x, i = x+1, i+1
		default:
			width, n := putGlyph(cells[x:], line[i:], shown)
			x += width
			i += n
		}
	}
	for end := x; end < len(cells); end++ {
		cells[end] = blank
	}
	for x > 0 && cells[x-1] == blank {
		x--
	}
	return x
}

// putGlyph fills the first cells with the first glyph of s. It returns how many
// columns that took, and how many bytes of s it was.
func putGlyph(cells []cell, s string, st style) (columns, size int) {
	if r, n := utf8.DecodeRuneInString(s); plainRune(r) && standsAlone(s[n:]) {
		cells[0] = cell{text: s[:n], style: st, width: 1}
		return 1, n
	}
	text, width, n := nextGlyph(s)
	switch {
	case width == 0:
		return 0, n
	case text == " ", width > len(cells):
		cells[0] = cell{text: " ", width: 1, style: st.ofSpace()}
		return 1, n
	}
	cells[0] = cell{text: text, width: uint8(width), style: st, disputed: disputed(text, width)} //nolint:gosec // 1 or 2
	if width == 2 {
		cells[1] = cell{style: st}
	}
	return width, n
}

// escape measures the escape sequence at the start of s, which begins with ESC, and
// says whether it is a style: nothing but numbers and semicolons before a final m.
// Any other is skipped whole; one that does not end takes the rest of the line.
func escape(s string) (size int, sgr bool) {
	if len(s) > 2 && s[1] == '[' {
		i := 2
		for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ';') {
			i++
		}
		if i < len(s) && s[i] == 'm' {
			return i + 1, true
		}
	}
	_, _, size, _ = ansi.DecodeSequence(s, ansi.NormalState, nil)
	return max(size, 1), false
}

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
	return width != 1 || n != len(cluster) || r >= 0x2600 && r <= 0x27bf || r >= 0x1f000
}

// nextGlyph takes the first cluster of s, which does not start with a control
// character of ASCII. It returns the text for the cell, cleaned, and how
// many bytes of s it was; width 0 says that there is nothing to show.
func nextGlyph(s string) (text string, width, size int) {
	if r, n := utf8.DecodeRuneInString(s); Hidden(r) {
		return "", 0, n
	}
	text, width = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	size = max(len(text), 1)
	if clean := cutTo(strings.Map(visible, text), maxCluster); clean != text {
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

// visible is the rune where it may be shown; -1 where it may not.
func visible(r rune) rune {
	if Hidden(r) {
		return -1
	}
	return r
}

// cutTo is as many whole runes of s as have room in so many bytes.
func cutTo(s string, bytes int) string { return strings.ToValidUTF8(s[:min(len(s), bytes)], "") }
