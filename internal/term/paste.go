package term

import (
	"bytes"
	"slices"
	"strings"
)

// The marks that a terminal puts round a paste.
const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// paste collects what is pasted, up to a limit; the rest is read and forgotten.
type paste struct {
	limit   int // in bytes; 0: maxPaste
	content []byte
	tail    []byte // of what came last, where that may be the beginning of pasteEnd
	lost    int    // bytes beyond the limit
	cheap   int    // bytes beyond maxPaste, until somebody asks
}

// Loss follows a paste that was not delivered as it was: Bytes were beyond the limit,
// and Controls are control characters, which are in no text.
type Loss struct{ Bytes, Controls int }

// Lost is for those who take the message without knowing this package.
func (l Loss) Lost() (bytes, controls int) { return l.Bytes, l.Controls }

// take takes what was read up to the end mark, and reports whether that was there.
func (p *paste) take(b []byte) (used int, done bool) {
	had := len(p.tail)
	b = append(p.tail, b...)
	if end := bytes.Index(b, []byte(pasteEnd)); end >= 0 {
		p.add(b[:end])
		return end + len(pasteEnd) - had, true
	}
	begun := min(len(b), len(pasteEnd)-1)
	for !strings.HasPrefix(pasteEnd, string(b[len(b)-begun:])) {
		begun--
	}
	p.add(b[:len(b)-begun])
	p.tail = slices.Clone(b[len(b)-begun:])
	return len(b) - had, false
}

// add keeps bytes while there is room.
func (p *paste) add(b []byte) {
	dear := min(len(b), max(0, maxPaste-len(p.content)))
	kept := min(len(b), max(p.limit, maxPaste)-len(p.content))
	p.content = append(p.content, b[:kept]...)
	p.lost += len(b) - kept
	p.cheap += len(b) - dear
}

// surplus is how many bytes beyond maxPaste came since it was asked last.
func (p *paste) surplus() int {
	n := p.cheap
	p.cheap = 0
	return n
}

// end returns the text of the paste and forgets it: valid UTF-8, line ends as \n,
// tabs, and no other control character.
func (p *paste) end() (text string, loss Loss) {
	s := strings.ToValidUTF8(string(p.content), "")
	loss.Bytes = p.lost
	*p = paste{limit: p.limit, cheap: p.cheap}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f {
			loss.Controls++
			return -1
		}
		return r
	}, s), loss
}
