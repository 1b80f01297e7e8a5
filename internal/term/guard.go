package term

import (
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// guard takes the bytes of a client one by one and lets through, to the decoder,
// only what is whole and sound:
//
//   - text is valid UTF-8 without C1 control characters;
//   - an escape sequence is ASCII, complete, and at most maxSequence bytes; a
//     longer one is read to its end and forgotten;
//   - a bracketed paste becomes one message of at most as many bytes as this session
//     may paste; the rest of it is read and forgotten, and a Loss says how much it was.
//
// Every byte is looked at once, whether or not a sequence ever ends.
type guard struct {
	dec   decoder
	state state
	seq   []byte // the sequence so far, from its ESC on
	over  bool   // it is longer than maxSequence
	x10   int    // bytes that an old mouse report still has to bring

	alt  bool // the character that is coming was announced by an ESC
	part [utf8.UTFMax]byte
	have int // bytes of a character in part

	paste paste
	text  []byte // sound text, not decoded yet
	out   []tea.Msg
}

type state uint8

const (
	inGround  state = iota
	inEscape        // ESC
	inCSI           // ESC [
	inSS3           // ESC O
	inString        // OSC, DCS, SOS, PM or APC
	inStringE       // ESC in one of these
	inX10           // ESC [ M
	inPaste         // between the marks of a bracketed paste
)

const (
	bel = 0x07
	can = 0x18
	sub = 0x1a
)

// feed takes what was read and returns the messages that are complete.
func (g *guard) feed(b []byte) []tea.Msg {
	for len(b) > 0 {
		if g.state != inPaste {
			g.step(b[0])
			b = b[1:]
			continue
		}
		used, done := g.paste.take(b)
		if b = b[used:]; done {
			g.endPaste()
		}
	}
	return g.take()
}

// pending says that a key may be waiting: what came is an Escape key or an
// alt+key, unless more follows at once.
func (g *guard) pending() bool {
	return g.state != inGround && g.state != inPaste && len(g.seq) <= 2 && !g.over
}

// flush delivers what is pending as the keys that it then is.
func (g *guard) flush() []tea.Msg {
	if g.pending() {
		cut := g.state == inStringE
		g.complete()
		if cut { // the ESC that would have cancelled it is a key of its own
			g.begin()
			g.complete()
		}
	}
	return g.take()
}

// stuck says that something has begun which only its own end mark ends: all that
// is typed is taken for a part of it.
func (g *guard) stuck() bool { return g.state != inGround && !g.pending() }

// giveUp ends what is stuck. Of a paste, what has come is delivered; a sequence
// without its end is nothing.
func (g *guard) giveUp() []tea.Msg {
	if g.state == inPaste {
		g.endPaste()
	}
	g.state, g.over, g.seq = inGround, false, g.seq[:0]
	return g.take()
}

func (g *guard) take() []tea.Msg {
	g.decodeText()
	out := g.out
	g.out, g.text = nil, nil
	return out
}

func (g *guard) step(c byte) {
	switch g.state {
	case inEscape:
		g.escape(c)
	case inCSI:
		g.csi(c)
	case inSS3:
		g.numbered(c, '0', '9')
	case inString, inStringE:
		g.str(c)
	case inX10:
		g.mouse(c)
	default:
		g.ground(c)
	}
}

func (g *guard) ground(c byte) {
	switch {
	case c >= utf8.RuneSelf:
		g.char(c)
	case c == esc:
		g.have, g.alt = 0, false
		g.begin()
	default:
		g.have, g.alt = 0, false
		g.text = append(g.text, c)
	}
}

// begin starts a sequence. The text before it is decoded first, in its order.
func (g *guard) begin() {
	g.decodeText()
	g.state, g.over, g.x10 = inEscape, false, 0
	g.seq = append(g.seq[:0], esc)
}

func (g *guard) escape(c byte) {
	switch {
	case c == esc: // the one before was the key
		g.complete()
		g.begin()
	case c == '[':
		g.more(c, inCSI)
	case c == 'O':
		g.more(c, inSS3)
	case c == ']', c == 'P', c == 'X', c == '^', c == '_':
		g.more(c, inString)
	case c >= utf8.RuneSelf:
		g.state, g.alt = inGround, true
		g.ground(c)
	default:
		g.more(c, inEscape)
		g.complete()
	}
}

func (g *guard) csi(c byte) {
	switch {
	case c == '[' && len(g.seq) == 2: // function keys of the Linux console
		g.more(c, inX10)
		g.x10, g.over = 1, true
	case c == 'M' && len(g.seq) == 2:
		g.more(c, inX10)
		g.x10 = 3
	default:
		g.numbered(c, 0x20, 0x3f)
	}
}

// numbered collects a sequence of parameters, which are bytes from first to last,
// and one other byte at its end.
func (g *guard) numbered(c, first, last byte) {
	switch {
	case c >= first && c <= last:
		g.more(c, g.state)
	case c > 0x20 && c < 0x7f:
		g.more(c, g.state)
		g.complete()
	default:
		g.abandon(c)
	}
}

// str collects a sequence that is ended by BEL (OSC only) or ST. Control and
// 8-bit bytes are left out of it.
func (g *guard) str(c byte) {
	switch {
	case g.state == inStringE && c == '\\':
		g.more(esc, inString)
		g.more(c, inString)
		g.complete()
	case g.state == inStringE: // cancelled; the ESC began something else
		g.begin()
		g.step(c)
	case c == esc:
		g.state = inStringE
	case c == bel && g.seq[1] == ']':
		g.more(c, inString)
		g.complete()
	case c == can || c == sub:
		g.state = inGround
	case c >= 0x20 && c < 0x7f:
		g.more(c, inString)
	}
}

// mouse collects the three bytes of an old mouse report. Positions that need an
// 8-bit byte are past what can be told from C1, and are dropped.
func (g *guard) mouse(c byte) {
	if c == esc {
		g.abandon(c)
		return
	}
	g.more(c, inX10)
	g.over = g.over || c < 0x20 || c > 0x7f
	if g.x10--; g.x10 == 0 {
		g.complete()
	}
}

// more appends a byte to the sequence, as long as it may still be delivered.
func (g *guard) more(c byte, next state) {
	g.state = next
	if g.over = g.over || len(g.seq) >= maxSequence; !g.over {
		g.seq = append(g.seq, c)
	}
}

// complete hands the sequence to the decoder.
func (g *guard) complete() {
	g.state = inGround
	switch {
	case g.over:
	case string(g.seq) == pasteStart:
		g.state = inPaste
	default:
		g.out = g.dec.sequence(g.out, g.seq)
	}
	g.seq, g.over = g.seq[:0], false
}

// abandon gives up a sequence at a byte that cannot be part of it.
func (g *guard) abandon(c byte) {
	g.state, g.over, g.seq = inGround, false, g.seq[:0]
	if c != can && c != sub {
		g.ground(c)
	}
}

// char collects one character of several bytes. What is not valid UTF-8 is
// dropped, and so are C1 control characters, however they were encoded.
func (g *guard) char(c byte) {
	if utf8.RuneStart(c) {
		g.have = 0
	} else if g.have == 0 {
		return
	}
	g.part[g.have] = c
	g.have++
	if !utf8.FullRune(g.part[:g.have]) {
		return
	}
	r, _ := utf8.DecodeRune(g.part[:g.have])
	whole := g.part[:g.have]
	alt := g.alt
	g.have, g.alt = 0, false
	switch {
	case r == utf8.RuneError, r <= 0x9f:
	case alt:
		g.decodeText()
		g.out = g.dec.sequence(g.out, append([]byte{esc}, whole...))
	default:
		g.text = append(g.text, whole...)
	}
}

func (g *guard) decodeText() {
	g.out = g.dec.text(g.out, g.text)
	g.text = g.text[:0]
}

// endPaste delivers what was pasted.
func (g *guard) endPaste() {
	g.state = inGround
	text, loss := g.paste.end()
	if g.out = append(g.out, tea.PasteMsg{Content: text}); loss != (Loss{}) {
		g.out = append(g.out, loss)
	}
}
