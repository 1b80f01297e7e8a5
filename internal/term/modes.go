package term

import tea "charm.land/bubbletea/v2"

// What a terminal is told. Each switch is a pair, so that whatever was turned on
// can be turned off.
const (
	enterAlt, leaveAlt     = "\x1b[?1049h", "\x1b[?1049l"
	wrapOff, wrapOn        = "\x1b[?7l", "\x1b[?7h"
	pasteOn, pasteOff      = "\x1b[?2004h", "\x1b[?2004l"
	syncBegin, syncEnd     = "\x1b[?2026h", "\x1b[?2026l"
	cursorShow, cursorHide = "\x1b[?25h", "\x1b[?25l"
	titlePush, titlePop    = "\x1b[22;2t", "\x1b[23;2t"
	mouseOn, mouseOff      = "\x1b[?1002h\x1b[?1006h", "\x1b[?1002l\x1b[?1006l"
	askBackground          = "\x1b]11;?\x1b\\"
)

// maxTitle bounds a window title, in characters.
const maxTitle = 120

// modes is what the terminal was switched to; the zero value is a terminal as
// the session found it.
type modes struct {
	started     bool // wrapping is off, pastes are marked: the terminal is ours
	alt         bool
	mouse       bool
	title       string // as the view gave it
	titlePushed bool
}

// follow appends what takes the terminal to the modes that the view asks for, and
// reports whether the screen behind is another one now.
func (m *modes) follow(out []byte, v *tea.View) (_ []byte, cleared bool) {
	if v.AltScreen != m.alt {
		out = append(out, pick(v.AltScreen, enterAlt, leaveAlt)...)
		m.alt, cleared = v.AltScreen, true
	}
	if !m.started {
		out = append(out, wrapOff+pasteOn...)
		m.started = true
	}
	if mouse := v.MouseMode != tea.MouseModeNone; mouse != m.mouse {
		out = append(out, pick(mouse, mouseOn, mouseOff)...)
		m.mouse = mouse
	}
	return m.retitle(out, v.WindowTitle), cleared
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

// retitle sets the window title when it changed. The title that the terminal had
// is pushed on the terminal's own stack before the first.
func (m *modes) retitle(out []byte, title string) []byte {
	if title == m.title {
		return out
	}
	m.title = title
	if !m.titlePushed {
		out = append(out, titlePush...)
		m.titlePushed = true
	}
	return append(out, "\x1b]2;"+printable(title, maxTitle)+"\x1b\\"...)
}

// restore appends what makes the terminal as it was found. The switches are turned
// off whether or not they are known to be on: a frame may have been cut short.
func (m *modes) restore(out []byte) []byte {
	if !m.started {
		return out
	}
	out = append(out, syncEnd+"\x1b[m"+mouseOff+pasteOff+wrapOn...)
	if m.titlePushed {
		out = append(out, "\x1b]2;\x1b\\"+titlePop...)
	}
	out = append(out, pick(m.alt, leaveAlt, "\x1b[999H\r\n")...)
	return append(out, cursorShow...)
}
