package term

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
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

// same says that two cells look alike. Whether their width is disputed follows
// from their text.
func (c *cell) same(other *cell) bool {
	return c.style == other.style && c.width == other.width && c.text == other.text && c.link == other.link
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
			n, sgr, isSGR := escape(line[i:])
			if isSGR {
				var buf [maxParams]param
				raw = raw.apply(parseParams(sgr, &buf))
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
	if n := lonePlain(s); n > 0 {
		cells[0] = cell{text: s[:n], style: st, width: 1}
		return 1, n
	}
	text, width, n := nextGlyph(s)
	return put(cells, text, width, st), n
}

// put fills the first cells with one glyph and returns how many columns it took.
func put(cells []cell, text string, width int, st style) int {
	switch {
	case width == 0:
		return 0
	case text == " ":
		cells[0] = cell{text: " ", width: 1, style: st.ofSpace()}
		return 1
	case width > len(cells):
		cells[0] = cell{text: " ", width: 1, style: st.ofSpace()}
		return 1
	}
	cells[0] = cell{text: text, width: uint8(width), style: st} //nolint:gosec // 1 or 2
	if len(text) > 1 {
		cells[0].disputed = disputed(text, width)
	}
	if width == 2 {
		cells[1] = cell{style: st}
	}
	return width
}

// escape measures the escape sequence at the start of s, which begins with ESC.
// When it is an SGR sequence its parameters are returned; any other is skipped
// whole, and one that does not end takes the rest of the line with it.
func escape(s string) (size int, sgr string, isSGR bool) {
	if len(s) < 2 {
		return len(s), "", false
	}
	switch s[1] {
	case '[':
		return csi(s)
	case ']', 'P', 'X', '^', '_':
		return stringSequence(s), "", false
	}
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		i++
	}
	return i, "", false
}

// csi measures a control sequence. Only one that has nothing but digits and
// separators before a final m is a style.
func csi(s string) (size int, sgr string, isSGR bool) {
	isSGR = true
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= ';': // digits, colon and semicolon are neighbours
		case c >= 0x20 && c <= 0x3f:
			isSGR = false
		case c >= 0x40 && c <= 0x7e:
			return i + 1, s[2:i], isSGR && c == 'm'
		default: // not part of any sequence: it ends here, unfinished
			return i, "", false
		}
	}
	return len(s), "", false
}

// stringSequence measures an OSC, DCS, SOS, PM or APC sequence up to its BEL or
// ST, or up to the next escape, which cancels it.
func stringSequence(s string) int {
	i := strings.IndexAny(s[2:], "\x07\x1b")
	if i < 0 {
		return len(s)
	}
	i += 2
	switch {
	case s[i] == 0x07:
		return i + 1
	case strings.HasPrefix(s[i:], "\x1b\\"):
		return i + 2
	}
	return i
}
