package shipment

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

const sailing = "SHP/202505/00080"

func TestDetailSaysWhatItIsWaitingFor(t *testing.T) {
	d := New(detailEnv(words.English, drawerWith()), sampleText(sailing))
	d.Resize(80, 23)
	answer := d.Open()
	see(t, d, "Fetching SHP/202505/00080")
	if pressDetail(d, "down") {
		t.Error("a key was taken by a page that shows nothing")
	}
	settleDetail(d, answer)
	see(t, d, "SHP/202505/00080 is no longer here.", "Press esc to go back")
}

func TestDetailFailsInWordsAndIsAskedAgain(t *testing.T) {
	data := drawerWith(sailingToLongBeach())
	data.err = errBroken
	e := detailEnv(words.English, data)
	reports := 0
	e.Report = func(error) string { reports++; return "7F3K" }
	d := openDetail(e, sailing, 80, 23)
	see(t, d, "could not be fetched", "7F3K", "Press r to try again.")
	seeNot(t, d, errBroken.Error())
	d.View()
	if reports != 1 {
		t.Errorf("one failure was reported %d times", reports)
	}
	data.err = nil
	settleDetail(d, d.Update(screen.Refresh{}))
	see(t, d, "Has it been loaded?")
}

// A page that is there does not go away because a later load fails: it says so
// and stays.
func TestDetailStaysWhenItCannotBeFetchedAgain(t *testing.T) {
	data := drawerWith(sailingToLongBeach())
	d := openDetail(detailEnv(words.English, data), sailing, 80, 23)
	data.err = errBroken
	settleDetail(d, d.Update(screen.Refresh{}))
	see(t, d, "could not be fetched", "Has it been loaded?", "Loaded on vessel")
}

func TestDetailIsGoneCalmly(t *testing.T) {
	data := drawerWith(sailingToLongBeach())
	d := openDetail(detailEnv(words.English, data), sailing, 80, 23)
	delete(data.records, sailing)
	settleDetail(d, d.Update(screen.Refresh{}))
	see(t, d, "no longer here")
	seeNot(t, d, "Loaded on vessel")
	cmd, used := d.Key(uitest.Press("enter"))
	if leads := d.env.Leads(); !used || cmd != nil || len(leads) != 1 || leads[0] != (screen.Pop{}) {
		t.Error("enter does not lead back from a shipment that is gone")
	}
}

func TestDetailDropsLateAnswers(t *testing.T) {
	e := detailEnv(words.English, drawerWith(sailingToLongBeach(), delayedToRotterdam()))
	d := asideDetail(e, "", 67, 36)
	see(t, d, "No shipment is chosen.")
	first := d.Show(sampleText(sailing))
	second := d.Show(sampleText("SHP/202505/00092"))
	late := first()
	settleDetail(d, second)
	d.Update(late)
	see(t, d, "SHP/202505/00092", "Rotterdam")
	other := openDetail(e, sailing, 67, 36)
	d.Update(other.Open()())
	see(t, d, "Rotterdam")
}

// While the next shipment is on its way the one before stays whole, under its
// own number: nothing flickers and nothing is mixed.
func TestAsideKeepsTheOneBeforeUntilTheNextIsThere(t *testing.T) {
	e := detailEnv(words.English, drawerWith(sailingToLongBeach(), delayedToRotterdam()))
	d := asideDetail(e, sailing, 67, 36)
	answer := d.Show(sampleText("SHP/202505/00092"))
	see(t, d, "SHP/202505/00080", "Long Beach", "Fetching SHP/202505/00092")
	seeNot(t, d, "Rotterdam")
	settleDetail(d, answer)
	see(t, d, "Rotterdam")
	seeNot(t, d, "Fetching")
}

func TestAsideNeverShowsOneShipmentUnderTheNumberOfAnother(t *testing.T) {
	data := drawerWith(sailingToLongBeach(), delayedToRotterdam())
	d := asideDetail(detailEnv(words.English, data), sailing, 67, 36)
	data.err = errBroken
	settleDetail(d, d.Show(sampleText("SHP/202505/00092")))
	see(t, d, "SHP/202505/00092 could not be fetched.")
	seeNot(t, d, "Long Beach")
}

func TestDetailPanesByKeys(t *testing.T) {
	d := openDetail(detailEnv(words.English, drawerWith(sailingToLongBeach())), sailing, 80, 40)
	for _, c := range []struct{ key, sees string }{
		{"c", "CONTAINERS 2"},
		{"l", "LEGS"},
		{"e", "first published"},
		{"f", "Master B/L"},
		{"t", "TIMELINE"},
		{"tab", "CONTAINERS 2"},
		{"right", "LEGS"},
		{"left", "CONTAINERS 2"},
		{"shift+tab", "TIMELINE"},
		{"left", "FACTS"},
		{"right", "TIMELINE"},
	} {
		if !pressDetail(d, c.key) {
			t.Errorf("%s is not used", c.key)
		}
		see(t, d, c.sees)
	}
	if pressDetail(d, "x") {
		t.Error("x is used")
	}
}

func TestAsideGivesTheKeysBackAtItsLeftEdge(t *testing.T) {
	d := asideDetail(detailEnv(words.English, drawerWith(sailingToLongBeach())), sailing, 67, 36)
	if pressDetail(d, "left") {
		t.Error("left is used on the first pane")
	}
	pressDetail(d, "right")
	if !pressDetail(d, "left") {
		t.Error("left is not used on the second pane")
	}
}

func TestDetailPanesByMouse(t *testing.T) {
	d := openDetail(detailEnv(words.English, drawerWith(sailingToLongBeach())), sailing, 80, 23)
	lines := strings.Split(seen(d), "\n")
	bar := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "TIMELINE") })
	column := len([]rune(lines[bar][:strings.Index(lines[bar], "Facts")]))
	d.Update(tea.MouseClickMsg{X: column + 1, Y: bar, Button: tea.MouseLeft})
	see(t, d, "FACTS", "Master B/L")
	d.Update(tea.MouseClickMsg{X: column + 1, Y: bar - 1, Button: tea.MouseLeft})
	see(t, d, "FACTS")
	if d.Update(tea.MouseClickMsg{X: 1, Y: 0, Button: tea.MouseLeft}); !slices.Equal(d.env.Leads(), []tea.Msg{screen.Pop{}}) {
		t.Error("a click on ‹ does not lead back")
	}
}

func TestDetailScrollsUnderItsTitleAndBar(t *testing.T) {
	d := openDetail(detailEnv(words.English, drawerWith(delayedToRotterdam())), "SHP/202505/00092", 80, 15)
	see(t, d, "SHP/202505/00092", "TIMELINE", "Has it been loaded?")
	pressDetail(d, "end")
	see(t, d, "SHP/202505/00092", "TIMELINE", "Empty return")
	seeNot(t, d, "Has it been loaded?")
	seeNot(t, d, "↓")
	pressDetail(d, "down")
	see(t, d, "Empty return")
	pressDetail(d, "home")
	see(t, d, "Has it been loaded?", "↓")
	d.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	seeNot(t, d, "FCL export")
	d.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	see(t, d, "FCL export")
}

// Every line of the page can be brought into sight by scrolling.
func TestDetailHidesNothing(t *testing.T) {
	for _, height := range []int{7, 12, 23} {
		d := openDetail(detailEnv(words.English, drawerWith(delayedToRotterdam())), "SHP/202505/00092", 60, height)
		found := map[string]bool{}
		for range len(d.prepared().body) {
			for _, line := range d.View() {
				found[line] = true
			}
			pressDetail(d, "down")
		}
		for i, line := range d.prepared().body {
			if i != d.prepared().bar && !found[line] {
				t.Errorf("height %d: %q is never to be seen", height, line)
			}
		}
	}
}

// In a wide window one can go down the list and compare the same place of
// every shipment, even past one that is shorter.
func TestTheTimelineKeepsItsPlaceFromShipmentToShipment(t *testing.T) {
	e := detailEnv(words.English, drawerWith(delayedToRotterdam(), lclToMelbourne()))
	d := asideDetail(e, "SHP/202505/00092", 67, 20)
	pressDetail(d, "end", "up", "up")
	before := seen(d)
	settleDetail(d, d.Show(sampleText("SHP/202505/00062")))
	settleDetail(d, d.Show(sampleText("SHP/202505/00092")))
	if seen(d) != before {
		t.Errorf("was\n%s\nis\n%s", before, seen(d))
	}
}

// A published change appears by itself: the line is marked, the place kept.
func TestDetailMarksWhatChangedWhileItWasOpen(t *testing.T) {
	data := drawerWith(sailingToLongBeach())
	e := detailEnv(words.English, data)
	d := openDetail(e, sailing, 80, 22)
	pressDetail(d, "down")
	seeNot(t, d, "•")
	p := sailingToLongBeach()
	p.ETA, p.Change = sampleDay(5, 28), 8
	p.Ledger = append(p.Ledger, model.PublishedLine{
		Kind: model.KindETA, PublishedAt: uitest.Now(), From: sampleDay(5, 25), To: sampleDay(5, 28), Reason: sampleText("Port congestion"),
	})
	data.put(p)
	settleDetail(d, d.Update(screen.Refresh{}))
	see(t, d, "changed just now", " •", "Now 28 May, 3 days later", "25 May → 28 May +3d")
	for line := range strings.SplitSeq(seen(d), "\n") {
		changed := strings.Contains(line, "28 May")
		if marked := strings.HasPrefix(line, " • "); changed && !marked || strings.Contains(line, "Gate-in") && marked {
			t.Errorf("marked %v: %q", marked, line)
		}
	}
	seeNot(t, d, "FCL export") // still scrolled
	if e.News.Of(p.Ref, 8) != parts.Known {
		t.Error("the list would still mark a change that has been read here")
	}
}

func TestDetailSpeaksTheNewLanguageAtOnce(t *testing.T) {
	e := detailEnv(words.English, drawerWith(sailingToLongBeach()))
	d := openDetail(e, sailing, 80, 23)
	e.Words = e.Words.Other()
	d.Update(screen.Restyled{})
	see(t, d, "Hàng đang ở đâu?")
	seeNot(t, d, "Where is it now?")
}

func TestDetailFollowsTheClock(t *testing.T) {
	now := uitest.Now()
	e := detailEnv(words.English, drawerWith(sailingToLongBeach()))
	e.Now = func() time.Time { return now }
	d := openDetail(e, sailing, 80, 23)
	see(t, d, "day 6 of 15")
	now = now.AddDate(0, 0, 11)
	see(t, d, "day 17", "! In Transit", "The ETA has passed")
}
