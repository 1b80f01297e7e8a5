package server

import (
	"strings"
	"testing"
	"time"
)

// A terminal of lines runs one command after another, says what it cannot read, and
// is left by a word.
func TestLinesAreCommands(t *testing.T) {
	town := openTown(t, Limits{})
	p := town.citizen("anna").Open("TERM", "dumb")
	p.See("lines only", "\n>")
	p.Press("echo 'a b'  c\r")
	p.See("a b|c")
	p.Press("echo 'open\r")
	p.See("never closed")
	p.Press("  \r", "env\r")
	p.See("en true 80")
	p.Press("exit\r")
	if status := p.Ended(); status != 0 || strings.ContainsRune(p.Raw(), '\x1b') {
		t.Errorf("%d\n%q", status, p.Raw())
	}
}

// The end of a session reaches whoever sits before lines as it reaches a screen.
func TestLinesEndAsScreensDo(t *testing.T) {
	for said, limits := range map[string]Limits{
		"no key was pressed": {Idle: 300 * time.Millisecond, IdleWarning: 100 * time.Millisecond},
		"as long as one may": {Stay: 150 * time.Millisecond},
	} {
		p := openTown(t, limits).citizen("anna").Open("TERM", "dumb")
		if status := p.Ended(); status != 1 || !strings.Contains(p.Text(), said) {
			t.Errorf("%d\n%s", status, p.Text())
		}
	}
}
