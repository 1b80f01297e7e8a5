package term

import (
	"encoding/base64"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// What a terminal can do beside showing a view goes through here. It is asked for
// by messages of these kinds, which the root gets all the same; it needs to import
// nothing for them. Each carries plain text: the sequence round it is ours, and no
// view can hold one.
type (
	// copier is a message whose text goes to the clipboard of the person at the
	// terminal (OSC 52); an empty one goes nowhere.
	copier interface{ Clipboard() string }
	// caller is a message that calls the person to the terminal: its bell, and a
	// notification where the terminal has them (OSC 9). Nobody is called by an
	// empty text.
	caller interface{ Attention() string }
)

const (
	// maxCopy bounds what is copied, in bytes: 4 KiB in base64, which every terminal
	// takes.
	maxCopy = 3 << 10
	// maxCall bounds a notification, in characters.
	maxCall = 120
	// callEvery is how far apart calls are: a shipment of many changes rings once.
	callEvery = 10 * time.Second
)

// serve does what a message asks of the terminal, with the next frame.
func (m *shell) serve(msg tea.Msg) {
	if c, ok := msg.(copier); ok {
		m.screen.aside = appendCopy(m.screen.aside, c.Clipboard())
	}
	if c, ok := msg.(caller); ok && c.Attention() != "" {
		if now := m.s.o.Now(); m.called.IsZero() || now.Sub(m.called) >= callEvery {
			m.called = now
			m.screen.aside = appendCall(m.screen.aside, m.screen.spell(c.Attention()))
		}
	}
}

// appendCopy puts text, of which lines may be several, on the clipboard.
func appendCopy(out []byte, text string) []byte {
	text = cutTo(strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return visible(r)
	}, text), maxCopy)
	if text == "" {
		return out
	}
	out = append(out, "\x1b]52;c;"...)
	out = base64.StdEncoding.AppendEncode(out, []byte(text))
	return append(out, "\x1b\\"...)
}

// appendCall rings the bell and shows a notification.
func appendCall(out []byte, text string) []byte {
	out = append(out, "\a\x1b]9;"...)
	out = append(out, printable(text, maxCall)...)
	return append(out, "\x1b\\"...)
}

// printable is the printable characters of text, the first so many: a sequence that
// carries it ends where we end it.
func printable(text string, most int) string {
	runes := []rune(strings.Map(visible, text))
	return string(runes[:min(len(runes), most)])
}
