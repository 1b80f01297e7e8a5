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

// readColour reads 38;5;n and 38;2;r;g;b. It returns how many parameters belong to
// the colour; one when they do not make any.
func readColour(ps []int) (c colour, used int) {
	switch {
	case len(ps) >= 3 && ps[1] == 5:
		return indexed(ps[2]), 3
	case len(ps) >= 5 && ps[1] == 2:
		return rgb(ps[2], ps[3], ps[4]), 5
	}
	return 0, 1
}
