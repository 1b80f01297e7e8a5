package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/screen"
)

// slow is a screen that waits as long as the test says.
type slow struct {
	screen.Screen
	waits bool
}

func (s *slow) Waiting() bool { return s.waits }

func (s *slow) Update(tea.Msg) tea.Cmd { return nil }

// A spinner turns once an answer has let somebody wait, and stops with the answer:
// nothing turns while nobody waits.
func TestASpinnerTurnsWhileSomebodyWaits(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	waiter := &slow{Screen: s.root.top(), waits: true}
	s.root.stack = []screen.Screen{waiter}
	bottom := func() string {
		lines := strings.Split(strings.TrimRight(s.screen(), "\n"), "\n")
		return strings.TrimSpace(lines[len(lines)-1])
	}
	quiet := bottom()
	s.send(screen.Refresh{})
	if got := bottom(); got != quiet {
		t.Errorf("at once: %q", got)
	}
	var frames []string
	for range 3 {
		s.tick()
		frames = append(frames, bottom())
	}
	if !strings.HasSuffix(frames[0], "|") || !strings.HasSuffix(frames[1], "/") || !strings.HasSuffix(frames[2], "-") {
		t.Errorf("it does not turn: %q", frames)
	}
	waiter.waits = false
	s.send(screen.Refresh{})
	if got := bottom(); got != quiet {
		t.Errorf("after the answer: %q", got)
	}
	s.tick()
	if got := bottom(); got != quiet || s.root.wait != nil {
		t.Errorf("later: %q", got)
	}
}
