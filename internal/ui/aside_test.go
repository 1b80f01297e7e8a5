package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// A page that is read goes over with the window: beside the list when it becomes
// wide, and to a page of its own when it becomes narrow.
func TestAPageFollowsTheWindow(t *testing.T) {
	for name, s := range map[string]*stage{
		"list": newStage(t, sampleRoom(), 80, 24),
		"desk": newStaffStage(t, sampleOffice(), model.Operations, 80, 24),
	} {
		s.press("down", "enter", "l")
		s.see("‹ SHP", "LEGS")
		s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		if beside := besideOf(t, s); len(s.root.stack) != 1 || beside != chosenOf(s) || !besideHasKeys(s) {
			t.Errorf("%s: %d screens, beside the list stands %s", name, len(s.root.stack), beside)
		}
		s.see("LEGS", "│")
		s.notSee("‹ SHP")
		s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		s.see("‹ SHP", "LEGS")
		s.press("q")
		s.notSee("‹ SHP")
		s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		if besideHasKeys(s) || besideOf(t, s) != chosenOf(s) {
			t.Errorf("%s: a page that was closed is read again", name)
		}
	}
}

// From a shipment's page one goes on to the next, and the list's cursor goes with
// it.
func TestTheNextShipmentFromThePage(t *testing.T) {
	for name, stages := range map[string]func() *stage{
		"page":   func() *stage { return newStage(t, manyShipments(120), 80, 24) },
		"beside": func() *stage { return newStage(t, manyShipments(120), 120, 40) },
		"desk":   func() *stage { return newStaffStage(t, sampleOffice(), model.Operations, 80, 24) },
	} {
		s := stages()
		first := chosenOf(s)
		s.press("enter", "l", "K")
		s.see("no further shipment", first, "LEGS")
		s.press("J", "J", "K", "J")
		s.notSee("no further shipment")
		s.see("LEGS")
		page := s.screen()
		s.press("q")
		if got := chosenOf(s); got == first || !strings.Contains(page, got) {
			t.Errorf("%s: the cursor stands on %s, the page was\n%s", name, got, page)
		}
	}
}

func TestTheNextShipmentBeyondThePagesHeld(t *testing.T) {
	s := newStage(t, manyShipments(400), 80, 24)
	s.press("enter")
	for range 250 {
		s.press("J")
	}
	s.see("‹ SHP/202505/00150")
	s.press("q")
	if got := chosenOf(s); got != "SHP/202505/00150" {
		t.Errorf("the cursor stands on %s", got)
	}
}

// A click does what enter does, wherever there are rows.
func TestAClickOpens(t *testing.T) {
	click := func(s *stage, y int) { s.send(tea.MouseClickMsg{X: 6, Y: y, Button: tea.MouseLeft}) }
	wide := newStage(t, sampleRoom(), 120, 40)
	click(wide, 6)
	if !besideHasKeys(wide) || besideOf(t, wide) != chosenOf(wide) {
		t.Error("a click in a wide list does not go over to the shipment")
	}
	for name, s := range map[string]*stage{
		"desk":      newStaffStage(t, sampleOffice(), model.Operations, 80, 24),
		"reviews":   newStaffStage(t, sampleOffice(), model.Manager, 80, 24),
		"customers": newStaffStage(t, sampleOffice(), model.Operations, 80, 24),
	} {
		if name == "customers" {
			s.press("f")
		}
		before := s.root.top()
		click(s, 4)
		if s.root.top() == before {
			t.Errorf("%s: a click opens nothing:\n%s", name, s.screen())
		}
	}
}
