package term

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
