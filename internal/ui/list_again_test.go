package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
)

// chosenOf is the shipment on which the list's cursor stands; empty for none.
func chosenOf(s *stage) string {
	for line := range strings.SplitSeq(s.screen(), "\n") {
		if row, ok := strings.CutPrefix(line, "▎"); ok {
			ref, _, _ := strings.Cut(strings.TrimLeft(row, "• "), " ")
			return ref
		}
	}
	return ""
}

// besideOf is the shipment that is read beside the list.
func besideOf(t *testing.T, s *stage) string {
	t.Helper()
	for line := range strings.SplitSeq(s.screen(), "\n") {
		if _, page, ok := strings.Cut(line, "│"); ok && !strings.Contains(page, "Loading") {
			ref, _, _ := strings.Cut(strings.TrimSpace(page), " ")
			return ref
		}
	}
	t.Fatalf("beside the list there is no shipment:\n%s", s.screen())
	return ""
}

// besideHasKeys says that the keys go to the shipment beside the list.
func besideHasKeys(s *stage) bool {
	return slices.ContainsFunc(s.root.top().Bindings(), func(b widget.Binding) bool { return b.Help().Desc == shipment.KeyUnfocus.Help().Desc })
}

// changeAt publishes something on the shipment and lets the watch tell of it.
func changeAt(s *stage, ref string, with func(*model.Published)) {
	for _, p := range s.data.records {
		if p.Ref.String() == ref {
			if with != nil {
				with(&p)
			}
			s.data.put(p)
		}
	}
	s.tick()
}

// The shipment that somebody is looking at changes: cursor and pane stay on it,
// wherever in the list it was and wherever it goes.
func TestTheCursorStaysOnAShipmentThatChanges(t *testing.T) {
	for _, at := range []int{0, 7, 50, 150, 260} {
		for _, order := range []string{"", "s"} { // latest change, ETD
			t.Run(fmt.Sprintf("%d%s", at, order), func(t *testing.T) {
				s := newStage(t, manyShipments(400), 140, 40)
				for range order {
					s.press("s")
				}
				for range at {
					s.press("down")
				}
				ref := chosenOf(s)
				for range 3 {
					changeAt(s, ref, nil)
					if got, beside := chosenOf(s), besideOf(t, s); got != ref || beside != ref {
						t.Fatalf("the cursor went from %s to %s, beside it %s", ref, got, beside)
					}
				}
				s.see("▎• " + ref)
			})
		}
	}
}

// The only shipment of a window changes: the page that began with it is empty
// then.
func TestTheOnlyShipmentChanges(t *testing.T) {
	s := newStage(t, manyShipments(1), 140, 40)
	changeAt(s, chosenOf(s), nil)
	if got, beside := chosenOf(s), besideOf(t, s); got != "SHP/202505/00001" || beside != got {
		t.Fatalf("the cursor is on %q, beside it %s", got, beside)
	}
	s.notSee("No shipment is chosen")
}

// By arrival a shipment with another ETA goes to another place of the list.
func TestTheCursorFollowsAShipmentWhoseDateMoves(t *testing.T) {
	for _, days := range []int{-900, 900} {
		data := manyShipments(400)
		for i := range data.records {
			data.records[i].ETA = model.DayOf(stageNow.AddDate(0, 0, i))
		}
		s := newStage(t, data, 140, 40)
		s.press("s", "s")
		s.see("by ETA ↑")
		for range 220 {
			s.press("down")
		}
		ref := chosenOf(s)
		changeAt(s, ref, func(p *model.Published) { p.ETA = model.DayOf(stageNow.AddDate(0, 0, 220+days)) })
		if got, beside := chosenOf(s), besideOf(t, s); got != ref || beside != ref {
			t.Fatalf("by %d days: the cursor went from %s to %s, beside it %s", days, ref, got, beside)
		}
	}
}

// Others that change push the cursor's shipment out of the pages that were held.
func TestTheCursorStaysWhenItsRowIsPushedOut(t *testing.T) {
	s := newStage(t, manyShipments(400), 140, 40)
	for range 149 {
		s.press("down")
	}
	ref := chosenOf(s)
	for n := range 60 {
		s.data.set(s.data.records[n])
	}
	s.data.ring()
	s.tick()
	if got, beside := chosenOf(s), besideOf(t, s); got != ref || beside != ref {
		t.Fatalf("the cursor went from %s to %s, beside it %s", ref, got, beside)
	}
}

// Whoever moves on while the list is being read stays where they went.
func TestMovingOnWhileTheListIsRead(t *testing.T) {
	s := newStage(t, manyShipments(400), 140, 40)
	for range 220 {
		s.press("down")
	}
	s.hold = func(msg tea.Msg) bool { _, answer := msg.(screen.Answer); return answer }
	changeAt(s, chosenOf(s), nil)
	late := s.held
	s.hold = nil
	s.press("down", "down")
	ref := chosenOf(s)
	s.send(late...)
	if got, beside := chosenOf(s), besideOf(t, s); got != ref || beside != ref {
		t.Fatalf("the cursor went from %s to %s, beside it %s", ref, got, beside)
	}
}

// A shipment that leaves the tab stays beside the list while it is being read.
func TestWhatIsReadStaysWhenItLeavesTheTab(t *testing.T) {
	s := newStage(t, sampleRoom(), 140, 40)
	s.press("2", "down", "enter")
	ref := chosenOf(s)
	changeAt(s, ref, func(p *model.Published) { p.Status = model.Done })
	if got, beside := chosenOf(s), besideOf(t, s); got == ref || beside != ref {
		t.Fatalf("%s left the tab: the cursor is on %s, beside it %s", ref, got, beside)
	}
	s.press("esc")
	if got, beside := chosenOf(s), besideOf(t, s); got != beside {
		t.Fatalf("the cursor is on %s, beside it %s", got, beside)
	}
}
