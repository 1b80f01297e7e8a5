package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

// telling is a room that tells what has changed.
type telling struct{ *fakeData }

func (d telling) Changes(_ context.Context, since uint64, _ int) ([]model.Change, error) {
	var list []model.Change
	for _, p := range d.records {
		if p.Change > since {
			list = append(list, model.Change{Seq: p.Change, Ref: p.Ref, Row: model.RowOf(p)})
		}
	}
	slices.SortFunc(list, func(a, b model.Change) int { return cmp.Compare(a.Seq, b.Seq) })
	return list, d.fail
}

// back is the session of somebody who was here two weeks before, when six of nine
// shipments stood as they do now.
func back(t *testing.T, data *fakeData, language words.Language, width, height int) *stage {
	t.Helper()
	return newStage(t, data, width, height, withVisitor(&visitor{last: 6, visit: stageNow.AddDate(0, 0, -13)}), func(c *session.Config) {
		c.Data, c.Language = telling{data}, words.In(language, ict())
	})
}

// newsRoom is the room after a fortnight.
func newsRoom() *fakeData {
	data := sampleRoom()
	gateIn := model.PublishedEvent{
		ID: "e1", Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(time.Date(2025, 5, 13, 11, 0, 0, 0, ict())),
		Place: model.ParsePlace("VNHPH"), Said: stageNow.AddDate(0, 0, -2),
	}
	booked := gateIn
	booked.ID, booked.Milestone, booked.Said = "e0", model.BookingConfirmed, stageNow.AddDate(0, 0, -20)
	data.records[7].Timeline = []model.PublishedEvent{booked, gateIn}
	return data
}

func TestSinceLooks(t *testing.T) {
	for _, look := range []struct {
		name          string
		language      words.Language
		width, height int
	}{
		{"40x12", words.English, 40, 12},
		{"46x30", words.English, 46, 30},
		{"80x24", words.English, 80, 24},
		{"80x24_vi", words.Vietnamese, 80, 24},
		{"120x40", words.English, 120, 40},
	} {
		t.Run(look.name, func(t *testing.T) {
			golden.RequireEqual(t, []byte(back(t, newsRoom(), look.language, look.width, look.height).screen()))
		})
	}
}

// n goes through what has changed, the worst first, and enter opens it.
func TestTheNextThingThatChanged(t *testing.T) {
	s := back(t, newsRoom(), words.English, 80, 24)
	s.see("Since your visit on 03 May", "3 shipments", "ETA: 11 Jun → 14 Jun (3 days later). Reason: port", "Gate-in: 13 May")
	s.press("n")
	s.see("1 of 3", "▎ SHP/202505/00092")
	s.press("n")
	s.see("2 of 3", "▎ SHP/202505/00084")
	s.press("enter")
	s.see("Has it been loaded?", "SHP/202505/00084")
	s.press("q")
	s.see("2 of 3")
	s.press("N", "enter")
	s.see("SHP/202505/00092", "Has the ETA changed?")
	s.press("q", "esc")
	s.notSee("Since your visit")
	s.press("n")
	s.notSee("Since your visit")
}

// Any other key closes the card and does what it does without one.
func TestTheCardIsNeverInTheWay(t *testing.T) {
	for key, want := range map[string]string{"/": "esc clear search", "down": "SHP/202505/00084", "enter": "Has it been loaded?", "tab": "Active"} {
		s := back(t, newsRoom(), words.English, 80, 24)
		s.press(key)
		s.see(want)
		s.notSee("Since your visit")
	}
}

// Nothing is told to whom nothing is new, whose first visit it is, or who looks as
// somebody else.
func TestNoCardWithoutNews(t *testing.T) {
	for name, v := range map[string]*visitor{"nothing new": {last: 9, visit: stageNow}, "first visit": {}} {
		data := newsRoom()
		s := newStage(t, data, 80, 24, withVisitor(v), func(c *session.Config) { c.Data = telling{data} })
		s.see("SHP/202505/00080")
		if s.notSee("Since your visit"); t.Failed() {
			t.Fatal(name)
		}
	}
	data := newsRoom()
	s := newStage(t, data, 80, 24, withVisitor(&visitor{last: 6, visit: stageNow}), func(c *session.Config) {
		c.Data, c.Preview = telling{data}, model.Line("anna@saigon-tech.example", 40)
	})
	s.notSee("Since your visit")
}

// Whoever was here before visits had a time is told how things stand.
func TestAVisitOfUnknownTime(t *testing.T) {
	data := newsRoom()
	s := newStage(t, data, 80, 24, withVisitor(&visitor{last: 8}), func(c *session.Config) { c.Data = telling{data} })
	s.see("Since your visit ", "1 shipment", "Left Cat Lai 10 May")
}

// Where very much has changed the card tells of what wants looking at, and of what
// changed last.
func TestVeryMuchHasChanged(t *testing.T) {
	data := manyShipments(700)
	late := &data.records[300]
	late.ETA = model.Day(2025, 5, 2) // has passed, and no arrival was reported
	s := newStage(t, data, 80, 24, withVisitor(&visitor{last: 1, visit: stageNow.AddDate(0, 0, -1)}), func(c *session.Config) { c.Data = telling{data} })
	s.see("500+ shipments", late.Ref.String())
	for range 41 {
		s.press("n")
	}
	s.see("1 of 500+", "▎ "+late.Ref.String())
}

// A click on the card does what enter does; one beside it is the list's.
func TestAClickOnTheCard(t *testing.T) {
	lineOf := func(s *stage, text string) int {
		return slices.IndexFunc(strings.Split(s.screen(), "\n"), func(line string) bool { return strings.Contains(line, text) })
	}
	s := back(t, newsRoom(), words.English, 80, 24)
	s.send(tea.MouseClickMsg{X: 10, Y: lineOf(s, "Gate-in: 13 May"), Button: tea.MouseLeft})
	s.see("SHP/202505/00084", "Has it been loaded?")
	s.press("q")
	s.send(tea.MouseClickMsg{X: 10, Y: lineOf(s, "esc close"), Button: tea.MouseLeft})
	s.see("2 of 3")
	s.send(tea.MouseClickMsg{X: 10, Y: lineOf(s, "SHP/202505/00099"), Button: tea.MouseLeft})
	s.notSee("Since your visit")
	s.see("SHP/202505/00099", "Has it been loaded?")
}
