package term

import "strconv"

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
	if from.fg != 0 && to.fg == 0 {
		out = append(out, "39;"...)
	}
	if from.bg != 0 && to.bg == 0 {
		out = append(out, "49;"...)
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
	if to.fg != from.fg && to.fg != 0 {
		out = appendColour(out, to.fg, 30)
	}
	if to.bg != from.bg && to.bg != 0 {
		out = appendColour(out, to.bg, 40)
	}
	return out
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
		out = appendNumber(out, int(c>>16&0xff), ';')
		out = appendNumber(out, int(c>>8&0xff), ';')
		return appendNumber(out, int(c&0xff), ';')
	}
}

func appendNumber(out []byte, n int, end byte) []byte {
	out = strconv.AppendInt(out, int64(n), 10)
	return append(out, end)
}
