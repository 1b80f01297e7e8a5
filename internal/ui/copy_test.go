package ui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
)

// listened are the texts for the clipboard and the calls of a stage, as they come.
func listened(s *stage) (texts, calls *[]string) {
	texts, calls = new([]string), new([]string)
	s.hold = func(msg tea.Msg) bool {
		if m, ok := msg.(interface{ Clipboard() string }); ok && m.Clipboard() != "" {
			*texts = append(*texts, m.Clipboard())
		}
		if m, ok := msg.(interface{ Attention() string }); ok && m.Attention() != "" {
			*calls = append(*calls, m.Attention())
		}
		return false
	}
	return texts, calls
}

// withNumbers is a room whose last shipment has an HBL and containers.
func withNumbers() *fakeData {
	room := sampleRoom()
	p := &room.records[len(room.records)-1]
	p.References.HBL, p.Carrier = model.Line("HLSGN2505080", 40), model.Line("ONEY", 10)
	p.Containers = []model.PublishedContainer{{Number: model.Line("ONEU6507410", 20)}, {Number: model.Line("TCLU4837261", 20)}}
	return room
}

const inThreeLines = "SHP/202505/00080 · In Transit · HBL HLSGN2505080 · ONEU6507410, TCLU4837261\n" +
	"Cat Lai (VNSGN) → Long Beach (USLGB) · ONE HANNOVER 042E\n" +
	"ETD 10 May · ATD 10 May · ETA 25 May"

// The key copies what is wanted most, and what comes next each time that it is
// pressed again; the list and the shipment's page do the same.
func TestCopyGoesOnToTheNextText(t *testing.T) {
	want := []string{"SHP/202505/00080", "HLSGN2505080", "ONEU6507410, TCLU4837261", inThreeLines, "SHP/202505/00080"}
	for _, keys := range [][]string{nil, {"enter"}, {"enter", "m"}} {
		s := newStage(t, withNumbers(), 80, 24)
		s.press(keys...)
		texts, _ := listened(s)
		s.press("y")
		s.see("Copied SHP/202505/00080. y again: HBL.")
		s.press("y")
		s.see("Copied HBL HLSGN2505080. y again: containers.")
		s.press("y")
		s.see("Copied container ONEU6507410, TCLU4837261. y again: all in three lines.")
		s.press("y", "y")
		if !slices.Equal(*texts, want) {
			t.Errorf("after %v: copied %q", keys, *texts)
		}
		s.press("down", "up")
		s.press("y")
		if last := (*texts)[len(*texts)-1]; last != want[0] {
			t.Errorf("after another key %q is copied first", last)
		}
	}
}

// What is not known is left out, and another shipment begins anew.
func TestCopyLeavesOutWhatIsNotKnown(t *testing.T) {
	s := newStage(t, withNumbers(), 120, 40)
	s.press("y", "down")
	texts, _ := listened(s)
	s.press("y", "y", "y")
	if got := *texts; len(got) != 3 || got[0] != "SHP/202505/00084" || got[2] != got[0] {
		t.Errorf("copied %q", got)
	}
}

func TestNothingToCopyIsNoKey(t *testing.T) {
	s := newStage(t, newFakeData(), 80, 24)
	texts, _ := listened(s)
	s.press("y", "?")
	s.notSee("copy")
	if len(*texts) > 0 {
		t.Errorf("copied %q", *texts)
	}
	broken := newStage(t, withNumbers(), 80, 24)
	broken.data.broken(errLost)
	texts, _ = listened(broken)
	broken.press("y")
	broken.see("Nothing was copied:")
	if len(*texts) > 0 {
		t.Errorf("copied %q", *texts)
	}
}

// Somebody who looks as a customer copies what the customer would.
func TestAPreviewCopies(t *testing.T) {
	s := lookingAs(t, withNumbers(), &visitor{}, 80, 24)
	s.press("enter")
	texts, _ := listened(s)
	s.press("y")
	if !slices.Contains(*texts, "SHP/202505/00080") {
		t.Errorf("copied %q", *texts)
	}
}
