package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"porthole/internal/model"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/session"
	"porthole/internal/words"
)

func TestListMoves(t *testing.T) {
	s := newStage(t, manyShipments(30), 80, 24)
	steps := []struct {
		keys []string
		want string
	}{
		{[]string{"down", "j", "j"}, "SHP/202505/00027"},
		{[]string{"up", "k"}, "SHP/202505/00029"},
		{[]string{"pgdown"}, "SHP/202505/00013"},
		{[]string{"pgup"}, "SHP/202505/00029"},
		{[]string{"end"}, "SHP/202505/00001"},
		{[]string{"down"}, "SHP/202505/00001"},
		{[]string{"home"}, "SHP/202505/00030"},
		{[]string{"up"}, "SHP/202505/00030"},
	}
	for _, step := range steps {
		s.press(step.keys...)
		if got := chosenOf(s); got != step.want {
			t.Fatalf("after %v the cursor is on %s, want %s", step.keys, got, step.want)
		}
		s.see("▎  " + step.want)
	}
}

// A thousand shipments are walked through from end to end in both directions,
// and never more than the window's pages are held.
func TestListHoldsAWindowOfALongList(t *testing.T) {
	s := newStage(t, manyShipments(1000), 80, 24)
	walk := func(key string, from, to int) {
		for n := from; n != to; {
			if want := fmt.Sprintf("SHP/202505/%05d", n); chosenOf(s) != want {
				t.Fatalf("the cursor is on %s, want %s", chosenOf(s), want)
			}
			s.press(key)
			if to < from {
				n--
			} else {
				n++
			}
		}
	}
	walk("down", 1000, 1)
	walk("up", 1, 1000)
	s.press("end")
	s.see("▎  SHP/202505/00001")
	walk("up", 1, 200)
	s.press("home")
	s.see("▎  SHP/202505/01000")
}

func TestTabsFilter(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press("tab")
	s.see("SHP/202505/00080", "SHP/202505/00096")
	s.notSee("SHP/202504/00068", "SHP/202505/00110")
	s.press("3")
	s.see("SHP/202505/00092", "SHP/202505/00099")
	s.notSee("SHP/202505/00080")
	s.press("shift+tab", "shift+tab")
	s.see("SHP/202505/00110")
	s.press("4")
	s.see("SHP/202504/00068")
	s.notSee("SHP/202505/00080")
}

func TestClickingATabAndARow(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	click := func(x, y int) { s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	tabs := strings.Split(s.screen(), "\n")[1]
	click(strings.Index(tabs, "Done"), 1)
	s.see("SHP/202504/00068")
	s.notSee("SHP/202505/00080")
	click(10, 5)
	if len(s.root.stack) != 2 {
		t.Fatal("a click does not open the shipment, as enter does")
	}
	s.see("‹ SHP/202312/00007")
	s.press("q")
	s.see("▎  SHP/202312/00007")
}

func TestTheWheelMoves(t *testing.T) {
	s := newStage(t, manyShipments(30), 80, 24)
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	s.see("▎  SHP/202505/00027")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	s.see("▎  SHP/202505/00030")
}

func TestSearchingAsOneTypes(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press("/")
	s.write("rotterdam")
	s.see("/ rotterdam", "SHP/202505/00092", "2 found")
	s.notSee("SHP/202505/00080", "q quit")
	s.write("q")
	s.see("Nothing found for “rotterdamq”", "container")
	s.press("ctrl+u")
	s.notSee("rotterdam", "Nothing found")
	s.write("rotterdamq")
	s.press("backspace", "enter")
	s.see("SHP/202505/00092", "q quit", "2 found")
	s.press("esc")
	s.see("SHP/202505/00080")
	s.notSee("rotterdam", "found")
}

func TestPastingIntoASearchIsCleaned(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.send(tea.PasteMsg{Content: "ignored while nothing is typed"})
	s.press("/")
	s.send(tea.PasteMsg{Content: "shp\x1b[2J\u202e/202505/\r\n00080" + strings.Repeat("x", 5000)})
	s.notSee("xxxx")
	s.press("esc", "/")
	s.send(tea.PasteMsg{Content: "SHP\x1b\u202e/202505/\r\n00080"})
	s.see("/ SHP/202505/00080", "1 found")
	if err := s.checkSize(80, 24); err != nil {
		t.Fatal(err)
	}
}

func TestSorting(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.see("by latest change ↓")
	s.press("s")
	s.see("by ETD ↑", "ETD ↑")
	s.press("S")
	s.see("by ETD ↓", "▎  SHP/202505/00096")
	s.press("s")
	s.see("by ETA ↑")
}

func TestALateAnswerIsDropped(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.hold = func(msg tea.Msg) bool { _, rows := msg.(screen.Answer); return rows }
	s.press("4")
	late := s.held
	s.hold = nil
	s.press("2")
	s.send(late...)
	s.see("SHP/202505/00080")
	s.notSee("SHP/202504/00068")
}

func TestAnEmptyRoomSaysWhomToAsk(t *testing.T) {
	s := newStage(t, newFakeData(), 80, 24)
	s.see("There are no shipments here yet.", "Hai Long Logistics", "+84 28 3820 0000", "cs@hailong.example")
	s.press("down", "end", "enter", "pgup", "s")
	s.see("There are no shipments here yet.")
	s.press("3")
	s.see("Nothing needs your attention")
}

func TestAFailureSaysWhatToPress(t *testing.T) {
	data := sampleRoom()
	data.broken(errLost)
	s := newStage(t, data, 80, 24)
	s.see("Something went wrong on our side.", "Press r to try again.", "○ offline", "not following changes")
	s.notSee(errLost.Error())
	data.broken(nil)
	s.press("r")
	s.see("SHP/202505/00080", "● live")
}

func TestErrorsOfOursCarryAnId(t *testing.T) {
	data := sampleRoom()
	data.broken(errLost)
	s := newStage(t, data, 80, 24, func(c *session.Config) { c.Report = func(error) string { return "7f3a" } })
	s.see("(no. 7f3a)")
}

// However often a screen is drawn, what has gone wrong is in the log once, and
// has one number.
func TestAnErrorOfOursIsReportedOnce(t *testing.T) {
	data, reports := sampleRoom(), 0
	data.broken(errLost)
	s := newStage(t, data, 80, 24, func(c *session.Config) {
		c.Report = func(error) string { reports++; return fmt.Sprintf("no%d", reports) }
	})
	s.see("(no. no1)")
	s.send(tea.WindowSizeMsg{Width: 100, Height: 30}, tea.WindowSizeMsg{Width: 80, Height: 24})
	s.see("(no. no1)")
	if reports != 1 {
		t.Errorf("it was reported %d times", reports)
	}
}

// A customer's screens tell of a damaged file what they tell of any error of
// ours: a number, and whom to ask.
func TestScreensTellCustomersNothingOfTheServersFile(t *testing.T) {
	damaged := model.NewFault("error.store_damaged", "/srv/porthole.db")
	withReport := func(c *session.Config) {
		c.Forwarder, c.Report = sampleRoom().house, func(error) string { return "7f3a" }
	}
	data := sampleRoom()
	data.broken(damaged)
	list := newStage(t, data, 80, 24, withReport)
	data = sampleRoom()
	detail := newStage(t, data, 80, 24, withReport)
	data.broken(damaged)
	detail.press("enter")
	v := &subscriber{fail: damaged}
	mails := newStage(t, sampleRoom(), 80, 24, withVisitor(v), withReport)
	mails.press("m")
	for _, s := range []*stage{list, detail, mails} {
		s.see("Something went wrong on our side (no. 7f3a).", "Hai Long Logistics", "+84 28 3820 0000")
		s.notSee("porthole.db", "restore")
	}
	data = sampleRoom()
	data.broken(damaged)
	staff := newStage(t, data, 80, 24, withReport, func(c *session.Config) {
		c.Language = c.Language.For(model.Principal{Account: "cs@hailong.example", Role: model.CS})
	})
	staff.see("/srv/porthole.db", "porthole restore FILE --data DIR")
}

func TestChangesAreMarked(t *testing.T) {
	data := sampleRoom()
	s := newStage(t, data, 80, 24, withVisitor(&visitor{last: 8}))
	s.see("▎• SHP/202505/00080", "• changed since your last visit")
	s.press("enter", "esc")
	s.see("▎  SHP/202505/00080")
	s.notSee("changed since your last visit")
	data.put(data.records[4])
	s.see(" • SHP/202505/00096", "▎  SHP/202505/00080")
	s.press("up")
	s.see("▎• SHP/202505/00096", "• changed just now")
}

func TestAFirstVisitMarksNothing(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(&visitor{}))
	s.notSee("•")
}

// The cursor stays on its shipment, and that on its line of the screen, while
// others change and move.
func TestTheCursorStaysWhenOthersChange(t *testing.T) {
	data := manyShipments(40)
	s := newStage(t, data, 80, 24)
	for range 20 {
		s.press("down")
	}
	line := func() int {
		for i, l := range strings.Split(s.screen(), "\n") {
			if strings.Contains(l, "▎  SHP/202505/00020") {
				return i
			}
		}
		return -1
	}
	before := line()
	for _, n := range []int{3, 5, 39, 30} {
		data.put(data.records[n])
		s.tick()
		if after := line(); before < 0 || after != before {
			t.Fatalf("after a change of %s the cursor went from line %d to %d:\n%s", data.records[n].Ref, before, after, s.screen())
		}
	}
}

func TestWideFollowsTheCursor(t *testing.T) {
	s := newStage(t, sampleRoom(), 120, 40)
	s.press("down", "down")
	s.see("▎  SHP/202505/00092")
	if got := besideOf(t, s); got != chosenOf(s) {
		t.Fatalf("beside the list stands %s, want %s", got, chosenOf(s))
	}
	s.press("enter")
	if !besideHasKeys(s) || len(s.root.stack) != 1 {
		t.Fatal("enter does not give the keys to the shipment beside the list")
	}
	s.press("esc")
	if besideHasKeys(s) {
		t.Fatal("esc does not lead back to the list")
	}
	s.send(tea.MouseClickMsg{X: 80, Y: 20, Button: tea.MouseLeft})
	if !besideHasKeys(s) {
		t.Fatal("a click on the shipment does not give it the keys")
	}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if besideHasKeys(s) {
		t.Fatal("in a window without the shipment the list has the keys")
	}
}

// Whatever the size and the data, no line is wider than the window, there are
// no more lines than it has, and no escape but styles.
func TestNoScreenLeavesItsWindow(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		data := drawRoom(r)
		language := rapid.SampledFrom(words.Languages()).Draw(r, "language")
		s := newStage(t, data, 80, 24, inLanguage(language), withVisitor(&visitor{last: uint64(rapid.IntRange(0, 9).Draw(r, "last"))}))
		s.send(profileOf(rapid.IntRange(0, 4).Draw(r, "profile")))
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			width, height := rapid.IntRange(1, 220).Draw(r, "width"), rapid.IntRange(1, 60).Draw(r, "height")
			s.send(tea.WindowSizeMsg{Width: width, Height: height})
			key := rapid.SampledFrom([]string{
				"down", "up", "tab", "enter", "esc", "/", "x", "?", "g", "L", "s", "S", "end", "home", "pgdown", "1", "3", "r", "left", "right",
			}).Draw(r, "key")
			s.press(key)
			if err := s.checkSize(width, height); err != nil {
				r.Fatalf("after %s: %v", key, err)
			}
			kept := s.root.View().Content
			s.send(tea.ColorProfileMsg{Profile: s.root.profile}) // every line is made anew
			if fresh := s.root.View().Content; kept != fresh {
				r.Fatalf("after %s lines are kept that are no longer so:\n%s\n%s", key, kept, fresh)
			}
		}
	})
}

// drawRoom is a room with anything in it that a store could hold.
func drawRoom(r *rapid.T) *fakeData {
	text := func(label string) model.Text {
		return model.Line(rapid.StringOfN(rapid.SampledFrom([]rune("abcXYZ/0198 đếồ漢字\x1b\x07[]m한🚢\u202e\u200bé́́")), 0, 30, -1).Draw(r, label), 40)
	}
	when := func(label string) model.When {
		if rapid.Bool().Draw(r, label) {
			return model.When{}
		}
		return model.DayOf(stageNow.AddDate(0, 0, rapid.IntRange(-900, 900).Draw(r, label)))
	}
	records := make([]model.Published, rapid.IntRange(0, 12).Draw(r, "records"))
	for i := range records {
		records[i] = model.Published{
			Ref: model.Line(fmt.Sprintf("%s%d", text("ref"), i), 40), Status: rapid.SampledFrom(model.Statuses()).Draw(r, "status"),
			POL: model.Place{Name: text("pol")}, POD: model.Place{Name: text("pod"), Code: text("code")},
			ETD: when("etd"), ETA: when("eta"), ATD: when("atd"), ATA: when("ata"),
			Vessel: text("vessel"), Voyage: text("voyage"), Change: uint64(i + 1), UpdatedAt: stageNow,
		}
	}
	data := newFakeData(records...)
	data.house = model.Forwarder{Name: text("house"), Phone: text("phone"), Mail: text("mail")}
	return data
}

// place is what the rule under the rows says of the cursor's place.
func placeOf(s *stage) string {
	return placeText.FindString(s.screen())
}

var placeText = regexp.MustCompile(`~?[\d,]+ of [\d,]+`)

func TestTheListSaysWhereOneIs(t *testing.T) {
	s := newStage(t, manyShipments(1200), 80, 24)
	for _, step := range []struct{ key, want string }{
		{"down", "2 of 1,200"}, {"end", "1,200 of 1,200"}, {"up", "1,199 of 1,200"}, {"home", "1 of 1,200"}, {"pgdown", "17 of 1,200"},
	} {
		s.press(step.key)
		if got := placeOf(s); got != step.want {
			t.Errorf("after %s: %q, want %q", step.key, got, step.want)
		}
	}
	for range 20 { // beyond the pages that are held
		s.press("pgdown")
	}
	if got := placeOf(s); got != "337 of 1,200" {
		t.Errorf("further down: %q", got)
	}
	for range 20 {
		s.press("pgup")
	}
	if got := placeOf(s); got != "17 of 1,200" {
		t.Errorf("up again: %q", got)
	}
}

// What comes and goes before the window while it is read again is not known: then
// the place is said to be about right, until an end of the list is in sight.
func TestThePlaceIsSaidToBeAnEstimate(t *testing.T) {
	s := newStage(t, manyShipments(1200), 80, 24)
	for range 20 {
		s.press("pgdown")
	}
	changeAt(s, "SHP/202505/00001", nil)
	s.tick()
	if got := placeOf(s); !strings.HasPrefix(got, "~") {
		t.Errorf("in the middle: %q", got)
	}
	s.press("end")
	if got := placeOf(s); got != "1,200 of 1,200" {
		t.Errorf("at the end: %q", got)
	}
	s.press("home", "/")
	s.write("00012")
	if got := placeOf(s); got != "1 of 1" {
		t.Errorf("what was searched for: %q", got)
	}
}

// The part of the list in sight is drawn heavier, from one end of the rule to the
// other.
func TestTheRuleShowsThePartInSight(t *testing.T) {
	s := newStage(t, manyShipments(60), 80, 24)
	rule := func() string { return strings.Split(s.screen(), "\n")[20] }
	if got := rule(); !strings.HasPrefix(got, " ━━━") || strings.HasSuffix(got, "━ 1 of 60") {
		t.Errorf("at the beginning: %q", got)
	}
	s.press("end")
	if got := rule(); !strings.HasPrefix(got, " ───") || !strings.HasSuffix(got, "━ 60 of 60") {
		t.Errorf("at the end: %q", got)
	}
	small := newStage(t, sampleRoom(), 80, 24)
	if strings.Contains(strings.Split(small.screen(), "\n")[20], "━") {
		t.Error("a list that is all in sight has a mark")
	}
}

// While the cursor moves, the bar of panes stays where it is, and the dates are on
// as many lines for every shipment.
func TestNothingJumpsWhileTheCursorMoves(t *testing.T) {
	for _, language := range words.Languages() {
		for _, size := range [][2]int{{120, 40}, {160, 50}, {200, 60}} {
			s := newStage(t, sampleRoom(), size[0], size[1], inLanguage(language))
			bar := strings.ToUpper(s.root.env.Say("detail.pane.timeline"))
			lineOf := func(text string) int {
				return slices.IndexFunc(strings.Split(s.screen(), "\n"), func(line string) bool { return strings.Contains(line, text) })
			}
			was := [2]int{lineOf(bar), lineOf("ETA ")}
			for range 8 {
				s.press("down")
				if now := [2]int{lineOf(bar), lineOf("ETA ")}; now != was {
					t.Errorf("%s %v: bar and dates stood on %v, and stand on %v", language, size, was, now)
				}
			}
		}
	}
}

// The map stands beside the list from 160 columns on, and the voyage too at 200.
func TestTheMapStandsBesideTheList(t *testing.T) {
	for size, want := range map[[2]int][]string{
		{160, 50}: {"nautical miles"}, {200, 60}: {"nautical miles", "today", "ETA ", "PROGRESS"},
	} {
		s := newStage(t, fullRoom(), size[0], size[1])
		s.see(want...)
		s.press("enter", "m")
		s.see("nautical miles")
		s.notSee("TIMELINE")
		s.press("m", "end")
		s.see(want...)
	}
	newStage(t, fullRoom(), 160, 40).see("nautical miles")
	narrow := newStage(t, fullRoom(), 150, 40)
	narrow.notSee("nautical miles")
}
