package term

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
	if c, ok := msg.(caller); ok && c.Attention() != "" && time.Since(m.called) >= callEvery {
		m.called = time.Now()
		m.screen.aside = append(m.screen.aside, "\a\x1b]9;"+printable(m.screen.spell(c.Attention()), maxCall)+"\x1b\\"...)
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
	return append(out, "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte(text))+"\x1b\\"...)
}

// printable is the printable characters of text, the first so many: a sequence that
// carries it ends where we end it.
func printable(text string, most int) string {
	runes := []rune(strings.Map(visible, text))
	return string(runes[:min(len(runes), most)])
}

// linker is a root that knows where some of the texts on its screen lead: pairs of
// a text and an address. It is asked after each view, and gives the same slice as
// long as they are the same. Wherever such a text stands, whole, it is a link
// (OSC 8). The address comes from the root alone: no text on a screen can make one.
type linker interface{ Links() [][2]string }

const (
	// maxLinks bounds how many texts are looked for in each row that is painted.
	maxLinks = 8
	// maxAddress bounds an address, in bytes.
	maxAddress = 512
	// leastLinked is the shortest text that is a link, in bytes: a shorter one stands
	// by chance in too many places.
	leastLinked = 4
)

// Link gives the screen the links of the views to come. Those that are not sound
// are left out.
func (s *Screen) Link(pairs [][2]string) {
	if len(pairs) == len(s.given) && (len(pairs) == 0 || &pairs[0] == &s.given[0]) {
		return
	}
	s.given = pairs
	var links [][2]string
	for _, pair := range pairs {
		text := s.spell(pair[0])
		if len(text) >= leastLinked && len(links) < maxLinks && soundAddress(pair[1]) {
			links = append(links, [2]string{text, pair[1]})
		}
	}
	s.links = links
}

// soundAddress says that an address leads to a page, a mailbox or a telephone, and
// is plain ASCII.
func soundAddress(address string) bool {
	if len(address) > maxAddress || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == ';' }) {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && slices.Contains([]string{"https", "mailto", "tel"}, u.Scheme)
}

// linkCells makes links of the cells of a line in which a text of the links stands. The
// first of them has the number after base.
func linkCells(cells []cell, line string, links [][2]string, base int) {
	for i := range links {
		if !strings.Contains(line, links[i][0]) {
			continue
		}
		for x := range cells {
			for at := range textAt(cells, x, links[i][0]) {
				cells[x+at].link = uint8(base + i + 1) //nolint:gosec // at most 2 maxLinks
			}
		}
	}
}

// textAt is in how many cells a text stands from x on, between words; 0: not there.
func textAt(cells []cell, x int, text string) int {
	if x > 0 && inWord(cells[x-1].text) {
		return 0
	}
	for at := x; at < len(cells); at++ {
		rest, found := strings.CutPrefix(text, cells[at].text)
		switch {
		case !found, cells[at].link != 0:
			return 0
		case rest == "" && (at+1 == len(cells) || !inWord(cells[at+1].text)):
			return at + 1 - x
		case rest == "":
			return 0
		}
		text = rest
	}
	return 0
}

// inWord says that what a cell shows goes on in its neighbour.
func inWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// setLink appends that what is written from here on belongs to one of the links, or
// to none.
func (p *painter) setLink(link uint8) {
	if link == p.link {
		return
	}
	p.link = link
	p.out = append(p.out, "\x1b]8;;"...)
	if link != 0 {
		p.out = append(p.out, p.links[link-1][1]...)
	}
	p.out = append(p.out, "\x1b\\"...)
}
