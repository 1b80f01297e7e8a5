package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/uitest"
)

// Whoever is faster than the house: what is typed while a form is on its way is typed
// into the form, and enter opens what was searched for, not what stood there before.
func TestKeysThatAreAhead(t *testing.T) {
	for _, c := range []struct {
		lead, ahead []string
		sees        []string
	}{
		{[]string{"tab"}, []string{"r", "2", "5", "/", "6"}, []string{"Reschedule", "25/6", "25 Jun"}},
		{[]string{"f"}, []string{"/", "s", "a", "i", "enter", "o"}, []string{"Saigon Tech Export", "anna@saigon-tech.example"}},
		{nil, []string{"f", "/", "s", "a", "i", "enter", "o"}, []string{"Saigon Tech Export", "anna@saigon-tech.example"}},
		{[]string{"tab"}, []string{"/", "0", "0", "0", "9", "2", "enter", "e"}, []string{"Post an event", "SHP/202505/00092"}},
	} {
		s, _ := officeStage(t, model.Operations, 80, 24)
		s.press(c.lead...)
		for _, key := range c.ahead {
			s.deliver(uitest.Press(key))
		}
		s.quiet()
		s.see(c.sees...)
	}
}

// What is none of the list's is not lost on the way: the help, and a paste behind the key
// that begins a search.
func TestWhatIsAheadOfAListAndNotForIt(t *testing.T) {
	for name, c := range map[string]struct {
		ahead []tea.Msg
		sees  string
	}{
		"help":  {[]tea.Msg{uitest.Press("?")}, "Help"},
		"paste": {[]tea.Msg{uitest.Press("/"), tea.PasteMsg{Content: "00092"}}, "SHP/202505/00092"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := officeStage(t, model.Operations, 80, 24)
			s.press("tab", "/", "0", "0", "0", "8", "0")
			s.deliver(uitest.Press("ctrl+u")) // the whole list is on its way
			s.deliver(uitest.Press("enter"))
			for _, msg := range c.ahead {
				s.deliver(msg)
			}
			s.quiet()
			s.see(c.sees)
			if name == "paste" {
				s.notSee("SHP/202505/00080")
			}
		})
	}
}
