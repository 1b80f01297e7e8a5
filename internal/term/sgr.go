package term

import (
	"strconv"

	"github.com/charmbracelet/colorprofile"
)

// attrs are the text attributes that a view can ask for.
type attrs uint8

const (
	bold attrs = 1 << iota
	faint
	italic
	blink
	reverse
	conceal
	strike
)

// style is how a cell looks. It is comparable and has no pointers.
type style struct {
	fg, bg, line colour // line is the colour of the underline
	attrs        attrs
	under        uint8 // 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed
}

// lower returns the style as a terminal of that profile can show it: nearest
// colours, no colours at all, or for a terminal that knows nothing no style.
func (s style) lower(p colorprofile.Profile) style {
	if p <= colorprofile.NoTTY {
		return style{}
	}
	s.fg, s.bg, s.line = lower(s.fg, p), lower(s.bg, p), lower(s.line, p)
	return s
}

// ofSpace keeps what can be seen on a space: two styles that differ in nothing
// visible become equal, and then nothing has to be written for the difference.
func (s style) ofSpace() style {
	if s.attrs&(reverse|strike) == 0 && s.under == 0 {
		return style{bg: s.bg}
	}
	return s
}

// param is one number of a control sequence, 0 when nothing was written in its
// place; sub says that the next one belongs to it (38:5:1).
type param struct {
	n   int
	sub bool
}

// maxParams is far above what a style needs: two colours and all attributes.
const maxParams = 32

// parseParams splits the text between CSI and the final byte into buf.
func parseParams(s string, buf *[maxParams]param) []param {
	n := 0
	var cur param
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			cur.n = min(cur.n*10+int(c-'0'), 1<<16)
		default:
			cur.sub = c == ':'
			buf[n] = cur
			if n++; n == maxParams {
				return buf[:n]
			}
			cur = param{}
		}
	}
	buf[n] = cur
	return buf[:n+1]
}

// apply changes the style as the SGR sequence with these parameters says.
func (s style) apply(ps []param) style {
	for i := 0; i < len(ps); i++ {
		switch n := ps[i].n; {
		case n == 38, n == 48, n == 58:
			c, used, ok := readColour(ps[i:])
			if ok {
				s = s.paint(n, c)
			}
			i += used - 1
		case ps[i].sub:
			used := group(ps[i:])
			if n == 4 && ps[i+1].n <= 5 {
				s.under = uint8(ps[i+1].n) //nolint:gosec // at most 5
			}
			i += used - 1
		default:
			s = s.set(n)
		}
	}
	return s
}

func (s style) paint(n int, c colour) style {
	switch n {
	case 38:
		s.fg = c
	case 48:
		s.bg = c
	default:
		s.line = c
	}
	return s
}

// set applies one parameter that stands alone.
func (s style) set(n int) style {
	switch {
	case n == 0:
		return style{}
	case n >= 1 && n <= 9:
		return s.turnOn(n)
	case n >= 21 && n <= 29:
		return s.turnOff(n)
	case n >= 30 && n <= 37:
		s.fg = basic(n - 30)
	case n == 39:
		s.fg = 0
	case n >= 40 && n <= 47:
		s.bg = basic(n - 40)
	case n == 49:
		s.bg = 0
	case n == 59:
		s.line = 0
	case n >= 90 && n <= 97:
		s.fg = basic(n - 90 + 8)
	case n >= 100 && n <= 107:
		s.bg = basic(n - 100 + 8)
	}
	return s
}

// attrOf has the attribute that each of the parameters 0 to 9 turns on; slow and
// rapid blinking are one.
var attrOf = [10]attrs{1: bold, 2: faint, 3: italic, 5: blink, 6: blink, 7: reverse, 8: conceal, 9: strike}

// offOf has the attributes that each of the parameters 20 to 29 turns off.
var offOf = [10]attrs{2: bold | faint, 3: italic, 5: blink, 7: reverse, 8: conceal, 9: strike}

func (s style) turnOn(n int) style {
	if n == 4 {
		s.under = 1
	}
	s.attrs |= attrOf[n]
	return s
}

func (s style) turnOff(n int) style {
	switch n {
	case 21:
		s.under = 2
	case 24:
		s.under = 0
	default:
		s.attrs &^= offOf[n-20]
	}
	return s
}

// group counts the parameters that are joined by colons, the first included.
func group(ps []param) int {
	n := 1
	for n < len(ps) && ps[n-1].sub {
		n++
	}
	return n
}

// readColour reads 38;5;n, 38;2;r;g;b and their forms with colons. It returns how
// many parameters belong to the colour, also when they do not make one.
func readColour(ps []param) (c colour, used int, ok bool) {
	if ps[0].sub {
		used = group(ps)
		ps = ps[:used]
		if used >= 6 && ps[1].n == 2 {
			return rgb(ps[3].n, ps[4].n, ps[5].n), used, true
		}
	}
	switch {
	case len(ps) >= 3 && ps[1].n == 5:
		return indexed(ps[2].n), max(used, 3), true
	case len(ps) >= 5 && ps[1].n == 2:
		return rgb(ps[2].n, ps[3].n, ps[4].n), max(used, 5), true
	}
	return 0, max(used, len(ps)), false
}

// appendSGR appends the sequence that takes a terminal from one style to the
// other, the shorter of the difference and a fresh start.
func appendSGR(out []byte, from, to style) []byte {
	if from == to {
		return out
	}
	if to == (style{}) {
		return append(out, "\x1b[m"...)
	}
	mark := len(out)
	out = append(out, "\x1b["...)
	out = appendOff(out, from, to)
	removed := len(out) > mark+2
	out = appendOn(out, from, to)
	if removed {
		var buf [96]byte
		fresh := appendOn(append(buf[:0], "\x1b[0;"...), style{}, to)
		if len(fresh) < len(out) {
			out = append(out[:mark], fresh...)
		}
	}
	out[len(out)-1] = 'm' // the last byte is the separator after the last number
	return out
}

// appendOff appends what has to be turned off, each number followed by ';'.
func appendOff(out []byte, from, to style) []byte {
	gone := from.attrs &^ to.attrs
	for n := 2; n < len(offOf); n++ {
		if gone&offOf[n] != 0 {
			out = append(out, '2', '0'+byte(n), ';')
		}
	}
	if from.under != 0 && to.under == 0 {
		out = append(out, "24;"...)
	}
	if from.fg != 0 && to.fg == 0 {
		out = append(out, "39;"...)
	}
	if from.bg != 0 && to.bg == 0 {
		out = append(out, "49;"...)
	}
	if from.line != 0 && to.line == 0 {
		out = append(out, "59;"...)
	}
	return out
}

// appendOn appends what has to be turned on, each number followed by ';'. What
// appendOff turned off together with something else is turned on again.
func appendOn(out []byte, from, to style) []byte {
	have := from.attrs
	if have&^to.attrs&(bold|faint) != 0 {
		have &^= bold | faint
	}
	missing := to.attrs &^ have
	for n := 1; n < len(attrOf); n++ {
		if n != 6 && missing&attrOf[n] != 0 {
			out = append(out, '0'+byte(n), ';')
		}
	}
	if to.under != 0 && to.under != from.under {
		out = appendUnder(out, to.under)
	}
	if to.fg != from.fg && to.fg != 0 {
		out = appendColour(out, to.fg, 30)
	}
	if to.bg != from.bg && to.bg != 0 {
		out = appendColour(out, to.bg, 40)
	}
	if to.line != from.line && to.line != 0 {
		out = appendLine(out, to.line)
	}
	return out
}

func appendUnder(out []byte, under uint8) []byte {
	if under == 1 {
		return append(out, "4;"...)
	}
	return append(out, '4', ':', '0'+under, ';')
}

// appendColour appends a foreground (base 30) or background (base 40) colour in
// the form with semicolons, which every terminal understands.
func appendColour(out []byte, c colour, base int) []byte {
	switch c & kindMask {
	case kindBasic:
		n := int(c & 0xf)
		if n >= 8 {
			n += 60 - 8
		}
		return appendNumber(out, base+n, ';')
	case kindIndexed:
		out = appendNumber(out, base+8, ';')
		out = append(out, "5;"...)
		return appendNumber(out, int(c&0xff), ';')
	default:
		out = appendNumber(out, base+8, ';')
		out = append(out, "2;"...)
		return appendRGB(out, c, ';')
	}
}

// appendLine appends the colour of the underline, in the form with colons: a
// terminal that does not know it then ignores all of it.
func appendLine(out []byte, c colour) []byte {
	if c&kindMask == kindRGB {
		out = append(out, "58:2::"...)
		out = appendRGB(out, c, ':')
		out[len(out)-1] = ';'
		return out
	}
	out = append(out, "58:5:"...)
	return appendNumber(out, int(c&0xff), ';')
}

func appendRGB(out []byte, c colour, sep byte) []byte {
	out = appendNumber(out, int(c>>16&0xff), sep)
	out = appendNumber(out, int(c>>8&0xff), sep)
	return appendNumber(out, int(c&0xff), sep)
}

func appendNumber(out []byte, n int, end byte) []byte {
	out = strconv.AppendInt(out, int64(n), 10)
	return append(out, end)
}
