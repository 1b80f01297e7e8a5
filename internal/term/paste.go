package term

import (
	"bytes"
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
	matched int // bytes of pasteEnd seen so far
	dropped int // bytes beyond the limit, until somebody asks
}

func (p *paste) begin() { *p = paste{dropped: p.dropped} }

// run takes the bytes before the next ESC at once and returns how many those are.
func (p *paste) run(b []byte) int {
	if p.matched > 0 {
		return 0
	}
	n := bytes.IndexByte(b, esc)
	if n < 0 {
		n = len(b)
	}
	kept := min(n, maxPaste-len(p.content))
	p.content = append(p.content, b[:kept]...)
	p.dropped += n - kept
	return n
}

// step takes one byte and reports whether it ended the paste. The ESC of the mark
// occurs in it once, so a mismatch can only begin the mark anew.
func (p *paste) step(c byte) (done bool) {
	if c == pasteEnd[p.matched] {
		p.matched++
		return p.matched == len(pasteEnd)
	}
	for i := range p.matched {
		p.add(pasteEnd[i])
	}
	p.matched = 0
	if c == esc {
		p.matched = 1
		return false
	}
	p.add(c)
	return false
}

// add keeps a byte while there is room.
func (p *paste) add(c byte) {
	if len(p.content) < maxPaste {
		p.content = append(p.content, c)
		return
	}
	p.dropped++
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
