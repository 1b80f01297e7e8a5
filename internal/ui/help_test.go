package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/uitest"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// A sign that no screen draws explains nothing.
func TestHelpExplainsSignsThatAreDrawn(t *testing.T) {
	for _, language := range words.Languages() {
		data := sampleRoom()
		data.put(data.records[3])
		s := newStage(t, data, 110, 40, inLanguage(language), withVisitor(&visitor{last: 2}))
		drawn := s.screen()
		s.press("end", "home", "enter")
		drawn += s.screen()
		for range 2 { // what is over, and what is late
			s.press("q", "down", "enter")
			drawn += s.screen()
		}
		for _, sign := range helpSigns(s.root.env.Look) {
			for _, r := range sign[0] {
				if !strings.ContainsRune(drawn, r) {
					t.Errorf("%s: %q of %s is drawn nowhere", language, r, sign[1])
				}
			}
		}
		if slip := helpSigns(s.root.env.Look)[2][0]; !strings.Contains(drawn, slip) {
			t.Errorf("%s: no slip is drawn as %q", language, slip)
		}
	}
}

// Each key that help names is used by the screen that it is opened on.
func TestHelpNamesKeysThatWork(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}, {200, 60}} {
		for _, way := range [][]string{nil, {"enter"}, {"enter", "m"}, {"?"}, {"/"}} {
			stages := func() *stage {
				s := newStage(t, manyShipments(30), size[0], size[1])
				s.press(way...)
				return s
			}
			for _, b := range stages().root.top().Bindings() {
				for _, name := range b.Keys() {
					s := stages()
					if _, used := s.root.top().Key(uitest.Press(name)); !used {
						t.Errorf("%v after %v: %q (%s) is named and not used", size, way, name, b.Help().Desc)
					}
				}
			}
		}
	}
}

// Help says every sentence to its end, however small the window.
func TestHelpIsWholeAtEverySize(t *testing.T) {
	for _, width := range []int{widget.FloorWidth, 40, 46, 60, 80, 200} {
		for _, language := range words.Languages() {
			s := newStaffStage(t, sampleOffice(), model.Operations, width, 24, inLanguage(language))
			page := helpPage(s.root.env.Look, width, s.root.top().Bindings(), s.root.common())
			for _, line := range append(page, glossaryPage(s.root.env.Look, width)...) {
				if strings.Contains(line, "…") {
					t.Errorf("%s at %d: %q is cut", language, width, line)
				}
			}
		}
	}
}

var below = regexp.MustCompile(`↓ \d`)

func TestAPageSaysHowMuchIsBelow(t *testing.T) {
	s := newStage(t, sampleRoom(), 60, 14)
	for _, key := range []string{"?", "g"} {
		s.press(key)
		first := s.screen()
		if !below.MatchString(first) {
			t.Errorf("%s: nothing says that there is more below:\n%s", key, first)
		}
		s.press("ctrl+d")
		if s.screen() == first {
			t.Errorf("%s: ctrl+d does not scroll", key)
		}
		s.press("ctrl+u")
		if s.screen() != first {
			t.Errorf("%s: ctrl+u does not scroll back", key)
		}
		s.press("G")
		if last := s.screen(); below.MatchString(last) {
			t.Errorf("%s: the end says that there is more below:\n%s", key, last)
		}
		s.press("q")
	}
}

// One g opens the glossary; two, soon after one another, are the first line.
func TestTwoTimesGIsTheBeginning(t *testing.T) {
	s := newStage(t, manyShipments(400), 80, 24)
	first := chosenOf(s)
	s.press("G")
	if chosenOf(s) == first {
		t.Fatal("G does not go to the end")
	}
	s.press("g", "g")
	if got := chosenOf(s); got != first {
		t.Errorf("gg goes to %s, want %s", got, first)
	}
	s.press("g", "down", "g")
	if got := chosenOf(s); got != first {
		t.Errorf("a glossary that was read and closed moves the cursor to %s", got)
	}
	s.press("?", "G", "g", "g")
	s.see("Help", "On this screen")
}

func TestHalfPages(t *testing.T) {
	s := newStage(t, manyShipments(60), 80, 24)
	refs := []string{chosenOf(s)}
	for _, key := range []string{"ctrl+d", "ctrl+u"} {
		s.press(key)
		refs = append(refs, chosenOf(s))
	}
	if want := fmt.Sprintf("SHP/202505/%05d", 60-8); refs[1] != want || refs[2] != refs[0] {
		t.Errorf("half a page down and up leads to %q, want %s between", refs, want)
	}
}
