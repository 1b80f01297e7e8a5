package ui

import (
	"context"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/model"
	"porthole/internal/model/filter"
	"porthole/internal/ui/list"
)

// keeping is a visitor for whom filters are kept.
type keeping struct {
	visitor
	kept []model.SavedFilter
}

func (k *keeping) Filters(context.Context) ([]model.SavedFilter, error) { return k.kept, nil }

func (k *keeping) KeepFilter(_ context.Context, f model.SavedFilter) (err error) {
	k.kept, err = filter.With(k.kept, f, false, stageNow)
	return err
}

func (k *keeping) DropFilter(_ context.Context, name model.Text) error {
	k.kept = filter.Without(k.kept, name)
	return nil
}

var rowOnScreen = regexp.MustCompile(`(?m)^[^A-Za-z]{0,8}SHP/\d+/(\d+)`)

// ordered are the shipments on the screen, in order.
func ordered(s *stage) string {
	var refs []string
	for _, row := range rowOnScreen.FindAllStringSubmatch(s.screen(), -1) {
		refs = append(refs, row[1])
	}
	return strings.Join(refs, " ")
}

func TestFilteringInTheLineOfTheSearch(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	all := ordered(s)
	s.press("/")
	s.write("pod:long-beach")
	s.see("SHP/202505/00080", "1 found")
	s.notSee("SHP/202505/00092")
	s.press("enter")
	s.see("/ pod:long-beach")
	s.press("esc")
	if got := ordered(s); got != all {
		t.Errorf("the list is %s and was %s", got, all)
	}
}

// What is still being written changes nothing; what cannot be read at all is told,
// with what there is.
func TestALineThatCannotBeReadSaysHowItIsWritten(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	all := ordered(s)
	s.press("/")
	s.write("eta<")
	if got := ordered(s); got != all {
		t.Errorf("half a filter leaves %s", got)
	}
	s.press("enter")
	s.see("Something is missing behind eta", "eta<7d")
	s.press("esc", "/")
	s.write("colour:red")
	s.see("There is no filter “colour”", "carrier")
	s.notSee("customer", "found")
}

func TestTabCompletesWhatIsTyped(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press("/")
	s.see("hai phong pod:hamburg")
	s.write("stat")
	s.see("/ status:")
	s.press("tab")
	s.write("act")
	s.see("/ status:active")
	s.press("tab")
	if got := s.root.stack[0].(*list.List); !got.TakesText() {
		t.Error("tab has ended the search")
	}
	s.see("found")
	s.write(" pod:lo")
	s.see("pod:long-beach")
}

func TestTheOrderOfASearchIsSaidAndChanges(t *testing.T) {
	s := newStage(t, sampleRoom(), 120, 24)
	s.press("/")
	s.write("shp")
	s.press("enter")
	s.see("best match first")
	s.press("s")
	s.see("by latest change ↓")
	s.press("s", "s")
	s.see("by ETA ↑", "found")
	s.press("esc")
	s.see("by ETA ↑")
	s.notSee("found")
}

func TestAFilterIsKeptAsATabAndTakenAway(t *testing.T) {
	who := &keeping{visitor: visitor{last: 6}}
	s := newStage(t, sampleRoom(), 120, 24, withVisitor(who))
	s.press("/")
	s.write("pod:long-beach")
	s.press("enter")
	s.see("+ keep")
	s.press("+")
	s.see("Name of the tab:")
	s.write("LA area")
	s.press("enter")
	s.see("LA area", "is a tab of yours now")
	if got := ordered(s); got != "00080" || len(who.kept) != 1 {
		t.Errorf("the tab shows %s, kept are %v", got, who.kept)
	}
	s.press("1")
	s.see("SHP/202505/00092")
	s.press("7")
	s.notSee("SHP/202505/00092")
	s.press("/")
	s.write("nothing")
	s.see("Nothing found for “pod:long-beach nothing”")
	s.press("esc", "-")
	s.see("is no tab any more", "/ pod:long-beach")
	if len(who.kept) != 0 {
		t.Errorf("kept are %v", who.kept)
	}
	s.press("esc", "7")
	s.see("SHP/202505/00092")
}

func TestTabsThatAreManyAreShownRoundTheChosenOne(t *testing.T) {
	who := &keeping{}
	for _, name := range []string{"Hamburg", "Los Angeles and Long Beach", "Rotterdam late", "Melbourne", "Mine"} {
		who.kept, _ = filter.With(who.kept, model.SavedFilter{Name: model.Line(name, 40), Line: "late"}, false, stageNow)
	}
	for _, width := range []int{40, 80, 120} {
		s := newStage(t, sampleRoom(), width, 24, withVisitor(who))
		if width < 120 { // else it goes forward
			s.press("shift+tab")
			s.see("Mine")
		}
		s.press("9")
		s.see("Rotterdam late")
		s.press("1")
		s.see("All")
		tabs := strings.Split(s.screen(), "\n")[1]
		at := strings.Index(tabs, "Active")
		s.send(tea.MouseClickMsg{X: at, Y: 1, Button: tea.MouseLeft})
		s.notSee("SHP/202504/00068")
	}
}

func TestAReaderForWhomNothingIsKeptIsNotOfferedTo(t *testing.T) {
	s := newStage(t, sampleRoom(), 120, 24, withVisitor(&visitor{}))
	s.press("/")
	s.write("shp")
	s.press("enter", "+")
	s.notSee("keep", "Name of the tab")
}

func TestThePaletteDoesWhatIsNamed(t *testing.T) {
	s := newStage(t, sampleRoom(), 80, 24)
	s.press(":")
	s.see(": ", "search by numbers", "what the terms mean")
	s.notSee("to the end")
	s.write("sort next")
	s.see("sort by the next column")
	s.notSee("glossary")
	s.press("enter")
	s.see("by ETD ↑")
	s.press(":")
	s.write("xyz")
	s.see("There is no action with this name here.")
	s.press("enter", "esc")
	s.see("SHP/202505/00080")
	s.press(":")
	s.write("c") // which is in "a click opens it" too
	s.press("enter")
	s.see("Copied")
	s.press(":")
	s.send(tea.MouseClickMsg{X: 6, Y: 3, Button: tea.MouseLeft})
	s.see("/ hai phong")
}

// Who holds a code has one shipment and no list to go to, and staff may do what their
// role may.
func TestThePaletteOffersOnlyWhatOneMayDo(t *testing.T) {
	s := newHolderStage(t, 80, 24)
	s.press(":")
	s.see("what the terms mean")
	s.notSee("list of shipments", "search all")
	for role, offered := range map[model.Role]bool{model.Operations: true, model.Manager: false} {
		s := newStaffStage(t, newFakeDesk(), role, 110, 40)
		s.press(":")
		s.see("the list of shipments")
		voyage := s.root.env.Say("office.key.voyage.long")
		if strings.Contains(s.screen(), voyage) != offered {
			t.Errorf("%s is offered %q: %v", role, voyage, !offered)
		}
		s.write("list shipments")
		s.press("enter")
		s.see("SHIPMENT", "by latest change")
	}
}
