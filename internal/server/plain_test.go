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
	limits := DefaultLimits()
	for said, after := range map[string]time.Duration{"no key was pressed": limits.Idle, "as long as one may": limits.Stay} {
		town := openTown(t, Limits{})
		p := town.citizen("anna").Open("TERM", "dumb")
		p.See("\n>")
		town.later(after)
		if status := p.Ended(); status != 1 || !strings.Contains(p.Text(), said) {
			t.Errorf("%d\n%s", status, p.Text())
		}
	}
}
