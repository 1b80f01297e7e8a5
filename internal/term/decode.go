package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// maxMouse is the last row and column at which a click is believed; no terminal
// is as large.
const maxMouse = 4096

// decoder turns sound bytes into messages with ultraviolet's decoder. That one
// panics on some input, so every call of it is recovered, and what it was given
// is dropped.
type decoder struct {
	uv uv.EventDecoder
}

// text appends one key for every cluster of the text.
func (d *decoder) text(out []tea.Msg, b []byte) []tea.Msg {
	for len(b) > 0 {
		n, ev := d.decode(b)
		out = admit(out, ev)
		b = b[min(max(n, 1), len(b)):]
	}
	return out
}

// sequence appends what one complete escape sequence says. A Win32 key record
// holds a repeat count, with which twenty bytes would become 65,535 keys; no
// terminal is asked for them, so they are not decoded.
func (d *decoder) sequence(out []tea.Msg, seq []byte) []tea.Msg {
	if len(seq) > 2 && seq[1] == '[' && seq[len(seq)-1] == '_' {
		return out
	}
	n, ev := d.decode(seq)
	out = admit(out, ev)
	if n == 1 && len(seq) > 1 { // the Escape key, and then something else
		return d.text(out, seq[1:])
	}
	return out
}

func (d *decoder) decode(b []byte) (n int, ev uv.Event) {
	defer func() {
		if recover() != nil {
			n, ev = len(b), nil
		}
	}()
	return d.uv.Decode(b)
}

// admit appends the message for an event when it is one that a program here can
// have asked for. The others are dropped: sequences that nobody knows, sizes (the
// SSH channel tells the size, and it is clamped), keys that are let go, clipboards,
// capabilities.
func admit(out []tea.Msg, ev uv.Event) []tea.Msg {
	switch e := ev.(type) {
	case uv.MultiEvent:
		for _, one := range e {
			out = admit(out, one)
		}
		return out
	case uv.KeyPressEvent:
		if k, ok := cleanKey(uv.Key(e)); ok {
			return append(out, tea.KeyPressMsg(k))
		}
	case uv.MouseEvent:
		if m := e.Mouse(); min(m.X, m.Y) >= 0 && max(m.X, m.Y) <= maxMouse {
			return append(out, mouseMsg(e))
		}
	case uv.BackgroundColorEvent:
		if e.Color != nil {
			return append(out, tea.BackgroundColorMsg(e))
		}
	}
	return out
}

func mouseMsg(e uv.MouseEvent) tea.Msg {
	switch e := e.(type) {
	case uv.MouseClickEvent:
		return tea.MouseClickMsg(e)
	case uv.MouseReleaseEvent:
		return tea.MouseReleaseMsg(e)
	case uv.MouseWheelEvent:
		return tea.MouseWheelMsg(e)
	default:
		return tea.MouseMotionMsg(e.Mouse())
	}
}

// cleanKey refuses a key that is a C1 character or none at all, and empties a
// text that holds any control character: some protocols let the client name code
// points by number.
func cleanKey(k uv.Key) (tea.Key, bool) {
	if !soundKey(k.Code) || !soundKey(k.ShiftedCode) || !soundKey(k.BaseCode) {
		return tea.Key{}, false
	}
	if strings.ContainsFunc(k.Text, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }) {
		k.Text = ""
	}
	return tea.Key(k), true
}

// soundKey says that a code is a character, one of the control characters that
// are keys, or one of the decoder's own numbers above Unicode.
func soundKey(r rune) bool {
	switch {
	case r >= 0 && r < 0x20:
		return r == 0 || r == uv.KeyTab || r == uv.KeyEnter || r == uv.KeyEscape
	case r < 0, r > 0x7f && r <= 0x9f, r == utf8.RuneError:
		return false
	}
	return true
}

// fromPerson says that a message is something that somebody did at a keyboard or
// with a mouse, and not what a terminal says by itself.
func fromPerson(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.PasteMsg:
		return true
	}
	return false
}
