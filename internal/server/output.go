package server

import (
	"bytes"
	"io"

	"porthole/internal/term"
)

// out is the client's standard output, errOut its standard error. On a terminal
// both are the one screen, and a line ends with a carriage return too.
func (v *visit) out() io.Writer {
	patient := term.NewPatientWriter(v.ch, v.s.limits.Patience, v.giveUp)
	if v.pty {
		return &lines{w: patient}
	}
	return patient
}

func (v *visit) errOut(out io.Writer) io.Writer {
	if v.pty {
		return out
	}
	return term.NewPatientWriter(v.ch.Stderr(), v.s.limits.Patience, v.giveUp)
}

// lines ends lines as a terminal in raw mode needs it.
type lines struct{ w io.Writer }

// Write implements [io.Writer].
func (l *lines) Write(b []byte) (int, error) {
	if !bytes.ContainsRune(b, '\n') {
		return l.w.Write(b) //nolint:wrapcheck // a writer round another
	}
	mapped := make([]byte, 0, len(b)+bytes.Count(b, []byte{'\n'}))
	for i, c := range b {
		if c == '\n' && (i == 0 || b[i-1] != '\r') {
			mapped = append(mapped, '\r')
		}
		mapped = append(mapped, c)
	}
	if _, err := l.w.Write(mapped); err != nil {
		return 0, err //nolint:wrapcheck // likewise
	}
	return len(b), nil
}
