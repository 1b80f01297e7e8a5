package model

import "unicode/utf8"

// The introducers of escape sequences, as the character after ESC and as the C1 character that means the same
// (ECMA-48).
const (
	esc = 0x1B
	bel = 0x07
	st  = 0x9C
)

// escapeLen returns how many bytes of s to drop because an escape sequence begins there, 0 when none does. A sequence
// that does not end loses only its introducer: what follows is then somebody's text, and it is not eaten.
func escapeLen(s string) int {
	kind, intro := introducer(s)
	body := s[intro:]
	n := -1
	switch kind {
	case 0:
		return intro
	case '[':
		n = controlLen(body)
	case ']':
		n = stringLen(body, true)
	case 'P', 'X', '^', '_':
		n = stringLen(body, false)
	}
	return intro + max(n, 0)
}

// introducer recognises the start of a sequence: its kind, which is 0 when nothing follows that belongs to it, and its
// length, which is 0 when there is none.
func introducer(s string) (kind byte, size int) {
	if s[0] == esc {
		return escKind(s)
	}
	r, size := utf8.DecodeRuneInString(s)
	if 0x80 <= r && r < 0xA0 {
		return byte(r - 0x40), size
	}
	return 0, 0
}

// escKind reads an ESC with what follows it: a sequence with a body gives its kind, a whole short sequence (ESC c,
// ESC ( B) only its length, and a lone ESC counts itself.
func escKind(s string) (kind byte, size int) {
	i := 1
	for i < len(s) && ' ' <= s[i] && s[i] <= '/' {
		i++
	}
	if i == len(s) || s[i] < '0' || s[i] > '~' {
		return 0, 1
	}
	if i > 1 {
		return 0, i + 1
	}
	switch s[1] {
	case '[', ']', 'P', 'X', '^', '_':
		return s[1], 2
	}
	return 0, 2
}

// controlLen measures the rest of a control sequence (CSI): parameters, intermediates, a final byte; -1 without one.
func controlLen(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '?' {
		i++
	}
	for i < len(s) && ' ' <= s[i] && s[i] <= '/' {
		i++
	}
	if i < len(s) && '@' <= s[i] && s[i] <= '~' {
		return i + 1
	}
	return -1
}

// stringLen measures the rest of a control string (OSC, DCS, SOS, PM, APC) with its terminator, -1 when another escape
// or the end of the text comes first. So no byte is looked at for two introducers, and the cost stays linear.
func stringLen(s string, belEnds bool) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == bel && belEnds:
			return i + 1
		case s[i] == esc:
			if i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
			return -1
		case s[i] == 0xC2 && i+1 < len(s) && s[i+1] < 0xA0:
			if s[i+1] == st {
				return i + 2
			}
			return -1
		}
	}
	return -1
}
