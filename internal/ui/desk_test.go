package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
)

func TestTheRoleDecidesTheFirstScreen(t *testing.T) {
	for role, first := range map[model.Role]string{
		model.Operations: "need an update", model.Admin: "need an update", model.Manager: "not ready", model.CS: "need an update",
	} {
		newStaffStage(t, sampleOffice(), role, 80, 24).see(first)
	}
}

func TestTheOfficesPageTellsWhatIsInternal(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Operations, 80, 40)
	s.press("down", "enter")
	s.see("SHP/202505/00080", "Internal ─", secretRate, secretNote, "08 May, olga", "Ask for two days",
		"ETD passed 6 days ago", "1 event is not published.", "not published")
	s.press("E")
	s.see("ETA")
	if got := strings.Count(s.screen(), "Internal ─"); got != 1 {
		t.Fatalf("the mark stands %d times", got)
	}
}

// Customer service turns to the office's record on purpose. There every value that
// the customer does not see is marked, and what the customer sees stands beside.
func TestCustomerServiceLooksAtTheOfficesRecord(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.CS, 80, 40)
	s.press("/")
	s.write("00080")
	s.press("enter", "enter")
	s.see("SHP/202505/00080", "o office")
	s.notSee("*", "not published", secretRate)
	s.press("o")
	s.see("In Transit*", "TIMELINE*", "Containers 2*", "Customer sees   Confirmed · * is not published", secretRate, "o as customer")
	s.press("c")
	s.see("ONEU 650741 0*")
	s.press("o")
	s.see("o office")
	s.notSee("*", "not published", secretRate)
}

// Customer service and customers have the customer's page: nothing internal is
// even asked for.
func TestCustomerServiceSeesNothingInternal(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.CS, 80, 40)
	s.press("enter")
	for range 4 {
		s.notSee(secretRate, secretNote, "Internal")
		s.press("tab")
	}
}

func TestTheDeskIsWalkedFromEndToEnd(t *testing.T) {
	s := newStaffStage(t, manyNeeds(430), model.Operations, 80, 24)
	s.see("430 shipments need an update")
	walk := func(key string, from, to int) {
		by := 1
		if to < from {
			by = -1
		}
		for n := from; n != to; n += by {
			if want := fmt.Sprintf("SHP/202505/%05d", n); chosenOf(s) != want {
				t.Fatalf("the cursor is on %s, want %s", chosenOf(s), want)
			}
			s.press(key)
		}
	}
	walk("down", 1, 430)
	walk("up", 430, 1)
	walk("down", 1, 300)
	s.send(screen.Refresh{})
	s.see("▎  SHP/202505/00300")
	s.press("home")
	s.see("▎  SHP/202505/00001")
}

func TestOneCustomersShipmentsAlone(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Operations, 80, 24)
	s.press("f")
	s.see("Customers", "Mekong Foods JSC", "1 of 1")
	s.press("down", "enter")
	s.see("1 shipment needs an update · Mekong Foods JSC", "SHP/202505/00084")
	s.notSee("SHP/202505/00080")
	s.press("esc")
	s.see("2 shipments need an update", "SHP/202505/00080")
	s.press("f", "enter")
	s.see("Nothing of this customer needs an update")
}

func TestFindingAnyShipment(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Operations, 80, 24)
	s.press("/")
	s.write("rotterdam")
	s.press("enter", "enter")
	s.see("SHP/202505/00092", "e post event")
	s.press("esc", "q")
	s.see("need an update")
	s.press("tab")
	s.see("All 4", "SHP/202505/00096")
}

func TestTheDeskFollowsChanges(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Operations, 80, 24)
	late := inStore("SHP/202505/00111", "mekong-foods", func(s *model.Shipment) { s.Facts.ETA = model.Day(2025, 5, 2) })
	d.put(late)
	d.hall.ring()
	s.see("3 shipments need an update", "SHP/202505/00111", "▎  SHP/202505/00084")
}

func TestADeskThatCannotBeReadSaysWhatToPress(t *testing.T) {
	d := sampleOffice()
	d.fail = errLost
	s := newStaffStage(t, d, model.Operations, 80, 24)
	s.see("Something went wrong on our side.", "Press r to try again.")
	s.notSee("reschedule")
	d.fail = nil
	s.press("r")
	s.see("2 shipments need an update")
}

func TestAnEmptyDeskSaysSo(t *testing.T) {
	s := newStaffStage(t, newFakeDesk(), model.Operations, 80, 24)
	s.see("Nothing needs an update.")
	s.press("e", "n", "enter", "p", "w")
	s.see("Nothing needs an update.")
	s.press("v")
	s.see("Departure or arrival of a vessel")
}

func TestTheWideDeskGivesTheKeysToTheShipment(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Operations, 140, 40)
	s.press("down")
	s.see("▎  SHP/202505/00080", secretRate)
	s.press("enter")
	if !besideHasKeys(s) {
		t.Fatal("enter does not give the keys to the shipment")
	}
	s.press("c")
	s.see("CONTAINERS 2")
	s.press("esc")
	if besideHasKeys(s) {
		t.Fatal("esc does not lead back")
	}
	s.send(tea.MouseClickMsg{X: 5, Y: 3, Button: tea.MouseLeft})
	s.see("▎  SHP/202505/00084")
	s.send(tea.MouseClickMsg{X: 90, Y: 10, Button: tea.MouseLeft})
	if !besideHasKeys(s) {
		t.Fatal("a click does not give the keys to the shipment")
	}
}

func TestReviewsOfOneCustomer(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Manager, 80, 24)
	s.see("3 of 4 not ready", "✗ Dates and status · Key events")
	s.press("f", "down", "down", "enter")
	s.see("Reviews · Saigon Tech Export", "1 of 2 not ready")
	s.press("end")
	s.see("✓ All five points pass")
	s.press("esc")
	s.see("3 of 4 not ready")
}

func TestAReviewShowsBothRecords(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Manager, 120, 60)
	s.press("enter")
	s.see("✗ 2 points failed", "WHAT WE KNOW", "WHAT THEY SEE", "In Transit", "Confirmed", secretRate, secretNote,
		"event publish SHP/202505/00080 e5", "w withdraw")
	s.notSee("press p", "e post")
	for _, line := range strings.Split(s.screen(), "\n") {
		if left, right, ok := strings.Cut(line, "│"); ok && strings.Contains(left, "Loaded on vessel") && strings.Contains(right, "Loaded") {
			t.Fatalf("what is not published stands on the customer's side: %s", line)
		}
	}
}

func TestAnAdministratorsReviewNamesTheKeys(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Admin, 100, 50)
	s.press("down", "R")
	s.see("press p, or: event publish SHP/202505/00080 e5", "press e, or: event post")
	s.press("p", "enter", "p")
	did(t, d, "publish e5")
	s.see("final checkpoint")
	s.notSee("event publish")
}

// A manager is told who can give the commands that are not theirs.
func TestAManagersReviewSaysWhoMendsIt(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Manager, 110, 60)
	s.press("enter")
	s.see("operations: ")
	for line := range strings.SplitSeq(s.screen(), "\n") {
		_, command, is := strings.Cut(line, theme.SignMoved+" ")
		if !is || !strings.Contains(line, "SHP/") {
			continue
		}
		if theirs := strings.HasPrefix(command, "operations: "); theirs == (strings.Contains(command, " withdraw ") || strings.Contains(command, " hold ")) {
			t.Errorf("who gives it: %q", command)
		}
	}
}

func TestAReviewThatCannotBeReadSaysWhatToPress(t *testing.T) {
	d := sampleOffice()
	s := newStaffStage(t, d, model.Manager, 80, 24)
	d.fail = errLost
	s.press("enter")
	s.see("could not be fetched", "Press r to try again.")
	d.fail = nil
	s.press("r")
	s.see("WHAT WE KNOW")
}
