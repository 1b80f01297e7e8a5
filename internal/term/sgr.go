package term

import (
	"strconv"

	"github.com/charmbracelet/colorprofile"
)

// colour is a terminal colour in one word: its kind in the top byte, its value
// in the others. The zero value is the terminal's default colour.
type colour uint32

const (
	kindIndexed colour = 1 << 24 // one of the 256 of the palette, of which the first 16 have names
	kindRGB     colour = 2 << 24 // 24 bits
)

func indexed(n int) colour { return kindIndexed | colour(n&0xff) }

// shown is a colour as a terminal of that profile shows it. None is computed for
// those that it cannot show: a root is told the profile before its first view, and
// chooses its colours by eye.
func shown(c colour, p colorprofile.Profile) colour {
	if p <= colorprofile.ASCII || c >= kindRGB && p < colorprofile.TrueColor || c >= indexed(16) && p < colorprofile.ANSI256 {
		return 0
	}
	return c
}

// attrs are the text attributes that a view can ask for.
type attrs uint8

const (
	bold attrs = 1 << iota
	faint
	italic
	underline
	blink
	reverse
	conceal
	strike
)

// style is how a cell looks. It is comparable and has no pointers.
type style struct {
	fg, bg colour
	attrs  attrs
}

// lower returns the style as a terminal of that profile can show it: without
// colours that it has not, or for a terminal that knows nothing without any style.
func (s style) lower(p colorprofile.Profile) style {
	if p <= colorprofile.NoTTY {
		return style{}
	}
	s.fg, s.bg = shown(s.fg, p), shown(s.bg, p)
	return s
}

// ofSpace keeps what can be seen on a space: two styles that differ in nothing
// visible become equal, and then nothing has to be written for the difference.
func (s style) ofSpace() style {
	if s.attrs&(reverse|strike|underline) == 0 {
		return style{bg: s.bg}
	}
	return s
}

// maxParams is far above what a style needs: two colours and all attributes.
const maxParams = 32

// parseParams splits the numbers between CSI and the final m into buf, 0 where
// nothing was written.
func parseParams(s string, buf *[maxParams]int) []int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] != ';' {
			buf[n] = min(buf[n]*10+int(s[i]-'0'), 1<<16)
		} else if n++; n == maxParams {
			return buf[:n]
		}
	}
	return buf[:n+1]
}

// apply changes the style as the SGR sequence with these parameters says.
func (s style) apply(ps []int) style {
	for len(ps) > 0 {
		switch n := ps[0]; n {
		case 38, 48, 58: // of an underline's colour, nothing is kept
			c, used := readColour(ps)
			switch {
			case used > 1 && n == 38:
				s.fg = c
			case used > 1 && n == 48:
				s.bg = c
			}
			ps = ps[used:]
		default:
			s, ps = s.set(n), ps[1:]
		}
	}
	return s
}

// set applies one parameter that stands alone.
func (s style) set(n int) style {
	switch {
	case n == 0:
		return style{}
	case n >= 1 && n <= 9:
		s.attrs |= attrOf[n]
	case n == 21: // a second underline
		s.attrs |= underline
	case n >= 22 && n <= 29:
		s.attrs &^= offOf[n-20]
	case n == 39:
		s.fg = 0
	case n == 49:
		s.bg = 0
	case n >= 30 && n <= 37:
		s.fg = indexed(n - 30)
	case n >= 40 && n <= 47:
		s.bg = indexed(n - 40)
	case n >= 90 && n <= 97:
		s.fg = indexed(n - 90 + 8)
	case n >= 100 && n <= 107:
		s.bg = indexed(n - 100 + 8)
	}
	return s
}

// attrOf has the attribute that each of the parameters 0 to 9 turns on; slow and
// rapid blinking are one.
var attrOf = [10]attrs{1: bold, 2: faint, 3: italic, 4: underline, 5: blink, 6: blink, 7: reverse, 8: conceal, 9: strike}

// offOf has the attributes that each of the parameters 20 to 29 turns off.
var offOf = [10]attrs{2: bold | faint, 3: italic, 4: underline, 5: blink, 7: reverse, 8: conceal, 9: strike}

// readColour reads 38;5;n and 38;2;r;g;b. It returns how many parameters belong to
// the colour; one when they do not make any.
func readColour(ps []int) (c colour, used int) {
	switch {
	case len(ps) >= 3 && ps[1] == 5:
		return indexed(ps[2]), 3
	case len(ps) >= 5 && ps[1] == 2:
		return kindRGB | colour(ps[2]&0xff)<<16 | colour(ps[3]&0xff)<<8 | colour(ps[4]&0xff), 5
	}
	return 0, 1
}

// appendSGR appends the sequence that takes a terminal from one style to the
// other: a fresh start, where anything has to be turned off.
func appendSGR(out []byte, from, to style) []byte {
	switch {
	case from == to:
		return out
	case to == (style{}):
		return append(out, "\x1b[m"...)
	}
	out = append(out, "\x1b["...)
	if from.attrs&^to.attrs != 0 || from.fg != 0 && to.fg == 0 || from.bg != 0 && to.bg == 0 {
		out, from = append(out, "0;"...), style{}
	}
	for n, a := range attrOf {
		if n != 6 && a&to.attrs&^from.attrs != 0 {
			out = append(out, '0'+byte(n), ';')
		}
	}
	if to.fg != from.fg {
		out = appendColour(out, to.fg, 30)
	}
	if to.bg != from.bg {
		out = appendColour(out, to.bg, 40)
	}
	out[len(out)-1] = 'm' // the last byte is the separator after the last number
	return out
}

// appendColour appends a foreground (base 30) or background (base 40) colour in
// the form with semicolons, which every terminal understands.
func appendColour(out []byte, c colour, base int) []byte {
	switch n := int(c & 0xff); {
	case c < indexed(8):
		return appendNumber(out, base+n, ';')
	case c < indexed(16):
		return appendNumber(out, base+60+n-8, ';')
	case c < kindRGB:
		return appendNumber(append(appendNumber(out, base+8, ';'), "5;"...), n, ';')
	default:
		out = append(appendNumber(out, base+8, ';'), "2;"...)
		return appendNumber(appendNumber(appendNumber(out, int(c>>16&0xff), ';'), int(c>>8&0xff), ';'), n, ';')
	}
}

func appendNumber(out []byte, n int, end byte) []byte {
	return append(strconv.AppendInt(out, int64(n), 10), end)
}
