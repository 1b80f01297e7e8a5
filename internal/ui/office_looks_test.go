package ui

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"porthole/internal/model"
	"porthole/internal/words"
)

func TestOfficeLooks(t *testing.T) {
	sizes := []struct {
		name          string
		width, height int
		language      words.Language
	}{
		{"40x12", 40, 12, words.English},
		{"80x24", 80, 24, words.English},
		{"120x40", 120, 40, words.English},
		{"200x50", 200, 50, words.English},
		{"80x24_vi", 80, 24, words.Vietnamese},
	}
	screens := []struct {
		name string
		role model.Role
		keys []string
	}{
		{"desk", model.Operations, nil},
		{"page", model.Operations, []string{"down", "enter", "pgdown"}},
		{"post", model.Operations, []string{"down", "e"}},
		{"proposal", model.Operations, []string{"down", "e", "enter"}},
		{"withdraw", model.Operations, []string{"down", "w"}},
		{"partners", model.Operations, []string{"f"}},
		{"customer", model.CS, []string{"f", "o"}},
		{"codes", model.CS, []string{"C"}},
		{"handed", model.CS, []string{"C", "a", "enter"}},
		{"invitations", model.CS, []string{"I"}},
		{"outbox", model.Operations, []string{"O"}},
		{"mails", model.CS, []string{"f", "o", "M"}},
		{"settings", model.Admin, []string{"S"}},
		{"audit", model.Manager, []string{"A"}},
		{"pause", model.Manager, []string{"f", "Z"}},
		{"voyage", model.Operations, []string{"down", "v", "enter"}},
		{"reviews", model.Manager, nil},
		{"review", model.Manager, []string{"enter"}},
	}
	for _, screen := range screens {
		for _, size := range sizes {
			t.Run(screen.name+"_"+size.name, func(t *testing.T) {
				s := newStaffStage(t, sampleOffice(), screen.role, size.width, size.height, inLanguage(size.language))
				s.press(screen.keys...)
				golden.RequireEqual(t, []byte(s.screen()))
			})
		}
	}
}

// The lint's questions stand under the page that the customer would read.
func TestProposalWithQuestionsLooks(t *testing.T) {
	s := newStaffStage(t, sampleOffice(), model.Operations, 80, 24)
	s.press("down", "r")
	s.write("28/5")
	s.press("tab")
	s.write("Congestion. Buy rate is up by USD 200, call 0903 123 456; Mekong Foods too")
	s.press("enter")
	golden.RequireEqual(t, []byte(s.screen()))
}
