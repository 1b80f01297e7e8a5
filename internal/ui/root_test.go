package ui

import (
	"context"
	"errors"
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"porthole/internal/model"
	"porthole/internal/ui/session"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// visitor remembers in memory.
type visitor struct {
	last     uint64
	visit    time.Time
	language string
	fail     error
}

func (v *visitor) LastSeen(context.Context) (uint64, error) { return v.last, v.fail }

func (v *visitor) LastVisit(context.Context) (time.Time, error) { return v.visit, v.fail }

func (v *visitor) SetLastSeen(_ context.Context, version uint64) error {
	v.last = version
	return v.fail
}

func (v *visitor) SetLanguage(_ context.Context, language string) error {
	v.language = language
	return v.fail
}

func profileOf(n int) tea.ColorProfileMsg {
	return tea.ColorProfileMsg{Profile: []colorprofile.Profile{
		colorprofile.NoTTY, colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor,
	}[n]}
}

func TestNothingIsDrawnBeforeTheSizeIsKnown(t *testing.T) {
	s := newStage(t, sampleRoom(), 0, 0)
	if got := s.root.View().Content; got != "" {
		t.Fatalf("drawn without a size: %q", got)
	}
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.see("SHP/202505/00080")
	s.send(tea.WindowSizeMsg{})
	s.see("SHP/202505/00080")
}

func TestATinyWindowGetsOneCalmLine(t *testing.T) {
	s := newStage(t, sampleRoom(), 29, 24)
	if got := s.screen(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "Please make the window") {
		t.Fatalf("got %q", got)
	}
	s.send(tea.WindowSizeMsg{Width: 30, Height: 8})
	s.see("SHP/202505/00080")
}

func TestTheViewAsksForWhatItNeeds(t *testing.T) {
	v := newStage(t, sampleRoom(), 80, 24).root.View()
	if !v.AltScreen || v.MouseMode != tea.MouseModeCellMotion || v.WindowTitle != "Hai Long Logistics" {
		t.Fatalf("alternate screen %t, mouse %v, title %q", v.AltScreen, v.MouseMode, v.WindowTitle)
	}
}

// The window is called after the forwarder, and its title counts what has
// changed and was not read.
func TestTheTitleCountsWhatIsNew(t *testing.T) {
	data := sampleRoom()
	s := newStage(t, data, 80, 24)
	title := func(want string) {
		t.Helper()
		if got := s.root.View().WindowTitle; got != want {
			t.Errorf("title %q, want %q", got, want)
		}
	}
	title("Hai Long Logistics")
	moved := data.records[1]
	moved.ETA = model.Day(2025, 5, 23)
	data.put(moved)
	title("(1) Hai Long Logistics")
	s.press("home", "enter", "q")
	title("Hai Long Logistics")
}

func TestLeaving(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		v := &visitor{last: 3}
		s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
		s.press(key)
		if !s.quit || v.last != 9 {
			t.Errorf("%s: left %t, remembered %d, want 9", key, s.quit, v.last)
		}
	}
}

func TestQuitLeadsOutOnePageAtATime(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press("enter", "?", "q", "q")
	if s.quit || len(s.root.stack) != 1 {
		t.Fatal("q does not lead back to the list")
	}
	s.press("esc")
	if s.quit {
		t.Fatal("esc on the list leaves")
	}
	s.press("q")
	if !s.quit {
		t.Fatal("q on the list does not leave")
	}
}

// Whoever types ahead, or behind a slow line, types into the screens that come: what
// a key leads to is there before the next key is read, whatever commands do meanwhile.
func TestKeysThatAreTypedAheadGoWhereTheyLead(t *testing.T) {
	for keys, want := range map[string]string{"? ? g": "Glossary", "enter q ?": "Help", "enter c": "CONTAINERS", ": esc g": "Glossary"} {
		s := newStage(t, sampleRoom(), 80, 24)
		for _, key := range strings.Fields(keys) {
			s.deliver(uitest.Press(key))
		}
		s.quiet()
		if got := s.screen(); !strings.Contains(got, want) {
			t.Errorf("%s leads to\n%s", keys, got)
		}
	}
}

func TestCtrlCWorksWhileTyping(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press("/", "q", "ctrl+c")
	if !s.quit {
		t.Fatal("ctrl+c does not leave")
	}
}

// A session that ends without a key, because the client is gone, is told to
// leave by the server, perhaps twice and perhaps before anything was shown.
func TestLeaveRemembersOnce(t *testing.T) {
	v := &visitor{last: 3}
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
	if err := s.root.Leave(t.Context()); err != nil || v.last != 9 {
		t.Fatalf("remembered %d: %v", v.last, err)
	}
	v.last = 1
	if err := s.root.Leave(t.Context()); err != nil || v.last != 1 {
		t.Fatalf("remembered again: %d, %v", v.last, err)
	}
	unseen := New(session.Config{Data: sampleRoom(), Visitor: v, Language: words.In(words.English, ict())})
	if err := unseen.Leave(t.Context()); err != nil || v.last != 1 {
		t.Fatalf("remembered what was not shown: %d, %v", v.last, err)
	}
}

func TestSwitchingTheLanguageIsRemembered(t *testing.T) {
	v := &visitor{}
	s := newStage(t, sampleRoom(), 80, 24, withVisitor(v))
	s.press("L")
	s.see("Đang vận chuyển", "LÔ HÀNG", "thoát")
	if v.language != "vi" {
		t.Fatalf("remembered %q", v.language)
	}
	v.fail = errors.New("read only")
	s.press("L")
	s.see("In Transit", "could not be kept for your next visit")
}

func TestANoticeStandsUntilAKeyIsPressed(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.send(session.Notice{Key: "screens.language_lost"})
	s.see("could not be kept")
	s.press("down")
	s.notSee("could not be kept")
}

// A database that is away is looked for every second, so that nobody has to press a
// key when it is back; meanwhile what was last known stays.
func TestADatabaseThatIsAwayIsWaitedFor(t *testing.T) {
	data := sampleRoom()
	s := newStage(t, data, 80, 24)
	data.broken(model.ErrAway)
	data.ring()
	s.see("○ reconnecting", "as it was last known", "SHP/202505/00080")
	for range 6 {
		s.tick()
	}
	s.press("r")
	s.see("○ reconnecting", "SHP/202505/00080")
	if wait := s.root.retry; wait != firstRetry {
		t.Errorf("the next attempt is in %v", wait)
	}
	data.broken(errLost)
	s.tick()
	s.see("○ offline")
	data.broken(nil)
	s.tick()
	s.see("● live")
}

func TestOfflineIsSaidAndMended(t *testing.T) {
	data := sampleRoom()
	s := newStage(t, data, 80, 24)
	data.broken(errLost)
	data.ring()
	s.see("○ offline", "not following changes", "SHP/202505/00080")
	for range 4 {
		s.tick()
	}
	s.see("○ offline")
	data.broken(nil)
	s.tick()
	s.see("● live")
	data.put(data.records[0])
	s.see("• SHP/202312/00007")
}

func TestTheWatchRestsBetweenChanges(t *testing.T) {
	data := sampleRoom()
	s := newStage(t, data, 80, 24)
	asked := data.pages
	data.put(data.records[0])
	for range 50 {
		data.put(data.records[0])
	}
	if got := data.pages - asked; got != 1 {
		t.Fatalf("%d pages were read without a rest", got)
	}
	s.tick()
	if got := data.pages - asked; got != 2 {
		t.Fatalf("%d pages were read after a rest, want 2", got)
	}
}

func TestHelpShowsTheKeysOfTheScreen(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 50)
	s.press("?")
	s.see("Help", "search by numbers", "leave at once", "where it is", "Hai Long Logistics")
	s.press("?")
	s.see("SHP/202505/00080")
	s.press("g")
	s.see("Glossary", "Port of loading", "FCL")
	s.press("esc")
	s.see("SHP/202505/00080")
}

func TestHelpScrolls(t *testing.T) {
	s := newStage(t, sampleRoom(), 60, 14)
	s.press("?")
	s.notSee("Questions?")
	s.press("end")
	s.see("cs@hailong.example")
	s.press("home")
	s.see("On this screen")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	s.notSee("On this screen")
}

func TestTheThemeFollowsTheTerminal(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	own := s.root.View().Content
	s.send(tea.BackgroundColorMsg{Color: color.Black})
	dark := s.root.View().Content
	s.send(tea.BackgroundColorMsg{Color: color.White})
	light := s.root.View().Content
	if own == dark || dark == light {
		t.Fatal("the theme does not follow the background")
	}
	if strings.Contains(own, "38;2") || !strings.Contains(dark, "38;2") {
		t.Fatal("an unknown background has colours of ours, or a known one has none")
	}
	s.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	if strings.Contains(s.root.View().Content, "38;") {
		t.Fatal("16 colours: not only the person's own are used")
	}
}
