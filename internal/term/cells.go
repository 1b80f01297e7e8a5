package term

import (
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
		case b < utf8.RuneSelf && (i+1 == len(line) || line[i+1] < utf8.RuneSelf):
			n := plainRun(line[i:])
			x += putPlain(cells[x:], line[i:i+n], shown)
			i += n
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

// plainRun is how many bytes at the start of s are characters of ASCII that
// nothing behind them can join; at least one is.
func plainRun(s string) int {
	n := 1
	for n < len(s) && s[n] >= ' ' && s[n] < 0x7f {
		n++
	}
	if n > 1 && n < len(s) && s[n] >= utf8.RuneSelf {
		n--
	}
	return n
}

// putPlain fills cells with such a run, as far as they reach, and returns how many.
func putPlain(cells []cell, run string, st style) int {
	n := min(len(cells), len(run))
	cells, space := cells[:n], st.ofSpace()
	for i := range cells {
		c := &cells[i]
		c.text, c.style, c.width, c.disputed, c.link = run[i:i+1], st, 1, false, 0
		if run[i] == ' ' {
			c.style = space
		}
	}
	return n
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
