package term

import "github.com/charmbracelet/colorprofile"

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

// apply changes the style as the SGR sequence with these parameters says. Of an
// underline it takes that there is one, not its form and colour.
func (s style) apply(ps []param) style {
	for i := 0; i < len(ps); i++ {
		switch n := ps[i].n; {
		case n == 38, n == 48, n == 58:
			c, used, ok := readColour(ps[i:])
			switch {
			case ok && n == 38:
				s.fg = c
			case ok && n == 48:
				s.bg = c
			}
			i += used - 1
		case ps[i].sub:
			if n == 4 {
				s.attrs &^= underline
				s.attrs |= attrOf[min(4, 4*ps[i+1].n)]
			}
			i += group(ps[i:]) - 1
		default:
			s = s.set(n)
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
	case n >= 30 && n <= 37:
		s.fg = basic(n - 30)
	case n == 39:
		s.fg = 0
	case n >= 40 && n <= 47:
		s.bg = basic(n - 40)
	case n == 49:
		s.bg = 0
	case n >= 90 && n <= 97:
		s.fg = basic(n - 90 + 8)
	case n >= 100 && n <= 107:
		s.bg = basic(n - 100 + 8)
	}
	return s
}

// attrOf has the attribute that each of the parameters 0 to 9 turns on; slow and
// rapid blinking are one.
var attrOf = [10]attrs{1: bold, 2: faint, 3: italic, 4: underline, 5: blink, 6: blink, 7: reverse, 8: conceal, 9: strike}

// offOf has the attributes that each of the parameters 20 to 29 turns off.
var offOf = [10]attrs{2: bold | faint, 3: italic, 4: underline, 5: blink, 7: reverse, 8: conceal, 9: strike}

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
