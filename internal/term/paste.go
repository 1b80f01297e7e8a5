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
	content []byte
	tail    []byte // of what came last, where that may be the beginning of pasteEnd
	dropped int    // bytes beyond the limit, until somebody asks
}

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
	kept := min(len(b), maxPaste-len(p.content))
	p.content = append(p.content, b[:kept]...)
	p.dropped += len(b) - kept
}

// surplus is how many bytes were dropped since it was asked last.
func (p *paste) surplus() int {
	n := p.dropped
	p.dropped = 0
	return n
}

// end returns the text of the paste and forgets it: valid UTF-8, line ends as \n,
// tabs, and no other control character.
func (p *paste) end() string {
	s := strings.ToValidUTF8(string(p.content), "")
	*p = paste{dropped: p.dropped}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7f && r <= 0x9f {
			return -1
		}
		return r
	}, s)
}
