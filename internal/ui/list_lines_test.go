package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
)

// The news of a change has with it what has changed: no window is read again for
// it, and none is drawn twice.
func TestNewsComesWithWhatHasChanged(t *testing.T) {
	s := newStage(t, manyShipments(40), 80, 24)
	var drawn int
	s.hold = func(msg tea.Msg) bool {
		if c, ok := msg.(changed); ok && !c.Quiet() {
			drawn++
		}
		_, read := msg.(screen.Answer)
		return read
	}
	s.press("down", "down")
	ref := chosenOf(s)
	changeAt(s, ref, func(p *model.Published) { p.Vessel = model.Line("EVER GIVEN", 20) })
	if len(s.held) > 0 || drawn != 1 {
		t.Errorf("%d answers came besides, %d news were to be drawn", len(s.held), drawn)
	}
	if got := chosenOf(s); got != ref {
		t.Errorf("the cursor went from %s to %s", ref, got)
	}
	s.see("EVER GIVEN")
}

// What was read of a window that is no longer the one that is held is not shown.
func TestNewsOfAnotherWindowIsReadAgain(t *testing.T) {
	s := newStage(t, manyShipments(400), 80, 24)
	s.hold = func(msg tea.Msg) bool { _, news := msg.(changed); return news }
	changeAt(s, "SHP/202505/00001", nil)
	late := s.held
	s.hold = nil
	s.press("s", "s", "end")
	ref := chosenOf(s)
	s.send(late...)
	if got := chosenOf(s); got != ref {
		t.Errorf("the cursor went from %s to %s", ref, got)
	}
	s.see(ref, "by ETA")
}
