package command

import (
	"io"
	"unicode"
	"unicode/utf8"

	"porthole/internal/model"
)

// guard is the last gate before a terminal: it lets text and newlines through
// and drops control characters, bidi and zero-width controls and private use,
// whatever a command was tricked into printing. Text is cleaned where it comes
// in; this is for the day on which that was forgotten.
type guard struct {
	to     io.Writer
	ascii  bool   // the reader's terminal shows nothing else
	rest   []byte // the beginning of a character whose end was not written yet
	failed error
}

// outputError is a failure to write: whoever was reading has gone.
type outputError struct{ cause error }

func (e *outputError) Error() string { return "writing the answer: " + e.cause.Error() }
func (e *outputError) Unwrap() error { return e.cause }

// Write implements io.Writer. After a failure nothing more is written.
func (g *guard) Write(p []byte) (int, error) {
	if g.failed != nil {
		return 0, g.failed
	}
	safe := g.filter(p)
	if len(safe) == 0 {
		return len(p), nil
	}
	if g.ascii {
		safe = []byte(model.ASCII(string(safe)))
	}
	if _, err := g.to.Write(safe); err != nil {
		g.failed = &outputError{err}
		return 0, g.failed
	}
	return len(p), nil
}

// data is the way out for what programs read, such as JSON: it is UTF-8 whatever the
// terminal shows.
func (g *guard) data() *guard { return &guard{to: g.to} }

// line writes one line.
func (g *guard) line(text string) error {
	_, err := io.WriteString(g, text+"\n")
	return err //nolint:wrapcheck // the guard's own error says what was being done
}

// lines writes lines.
func (g *guard) lines(lines []string) error {
	for _, line := range lines {
		if err := g.line(line); err != nil {
			return err
		}
	}
	return nil
}

func (g *guard) filter(p []byte) []byte {
	if len(g.rest) == 0 && plain(p) {
		return p
	}
	data := append(g.rest, p...)
	g.rest = nil
	safe := make([]byte, 0, len(data))
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 && !utf8.FullRune(data) {
			g.rest = append([]byte(nil), data...)
			break
		}
		if passes(r, size) {
			safe = append(safe, data[:size]...)
		}
		data = data[size:]
	}
	return safe
}

func plain(p []byte) bool {
	for _, b := range p {
		if b != '\n' && (b < ' ' || b > '~') {
			return false
		}
	}
	return true
}

func passes(r rune, size int) bool {
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	return r == '\n' || !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}
