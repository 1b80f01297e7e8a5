package term

import "strconv"

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
