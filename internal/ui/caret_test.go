package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
)

// beforeCaret is what stands before the terminal's cursor in its line.
func beforeCaret(t *testing.T, s *stage) string {
	t.Helper()
	c := s.root.View().Cursor
	if c == nil {
		t.Fatalf("there is no cursor:\n%s", s.screen())
	}
	line := strings.Split(s.screen(), "\n")[c.Y]
	return ansi.Truncate(line+strings.Repeat(" ", c.X), c.X, "")
}

// Wherever text is typed the terminal's own cursor stands in it, and can be moved.
func TestTheCursorStandsInTheText(t *testing.T) {
	for _, size := range [][2]int{{40, 20}, {80, 24}, {140, 40}} {
		list := newStage(t, sampleRoom(), size[0], size[1])
		list.press("/")
		list.write("hamb長榮urg")
		list.press("left", "left")
		act := newStaffStage(t, sampleOffice(), model.Operations, size[0], size[1])
		act.press("n")
		act.write(strings.Repeat("customs ask for papers ", 6) + "hamb長榮urg")
		act.press("left", "left")
		for name, s := range map[string]*stage{"search": list, "form": act} {
			if before := beforeCaret(t, s); !strings.HasSuffix(before, "長榮u") {
				t.Errorf("%s at %d: before the cursor stands %q:\n%s", name, size[0], before, s.screen())
			}
			s.press("backspace")
			s.see("長榮rg")
		}
		list.press("enter")
		if list.root.View().Cursor != nil {
			t.Error("there is a cursor where nothing is typed")
		}
	}
}
