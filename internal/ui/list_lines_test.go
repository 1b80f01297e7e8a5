package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/theme"
	"porthole/internal/words"
)

// Two windows on the same page have the same lines, if they look alike; windows
// on pages of their own have nothing in common, whatever is on them.
func TestWindowsOnAPageShareItsLines(t *testing.T) {
	rows := sampleRoom().rows(model.Query{})
	page := model.Page{Rows: rows, Kept: new(model.Kept)}
	zone := ict()
	show := func(p model.Page, language words.Language, width int) *pageLines {
		look := testLook(language, colorprofile.ASCII, theme.UnknownGround)
		look.Words = words.In(language, zone)
		l := newList(&screen.Env{Look: look})
		l.Resize(width, 23)
		l.replace(pager.LoadFresh, []model.Page{p})
		l.ready = true
		l.View()
		return l.lines.each[0]
	}
	first := show(page, words.English, 80)
	if show(page, words.English, 80) != first {
		t.Error("the same page in the same look was prepared twice")
	}
	if first.rows[0].Load() == nil || first.rows[0].Load().entry[1][parts.JustNow].Load() == nil {
		t.Error("nothing was prepared")
	}
	for name, other := range map[string]*pageLines{
		"in another language": show(page, words.Vietnamese, 80),
		"in another width":    show(page, words.English, 90),
		"another page":        show(model.Page{Rows: rows, Kept: new(model.Kept)}, words.English, 80),
		"a page of nobody's":  show(model.Page{Rows: rows}, words.English, 80),
	} {
		if other == first {
			t.Errorf("%s has the same lines", name)
		}
	}
}

// The news of a change has with it what has changed: no window is read again for
// it, and none is drawn twice.
func TestNewsComesWithWhatHasChanged(t *testing.T) {
	s := newStage(t, manyShipments(40), 80, 24)
	var drawn int
	s.hold = func(msg tea.Msg) bool {
		if c, ok := msg.(changed); ok && !c.Quiet() {
			drawn++
		}
		_, read := msg.(rowsLoaded)
		return read
	}
	s.press("down", "down")
	ref := chosenOf(s)
	changeAt(s, ref, func(p *model.Published) { p.Vessel = model.Line("EVER GIVEN", 20) })
	if len(s.held) > 0 || drawn != 1 {
		t.Errorf("%d answers came besides, %d news were to be drawn", len(s.held), drawn)
	}
	if got := chosenOf(s); got != ref {
		t.Errorf("the cursor went from %s to %s", ref, got)
	}
	s.see("EVER GIVEN")
}

// What was read of a window that is no longer the one that is held is not shown.
func TestNewsOfAnotherWindowIsReadAgain(t *testing.T) {
	s := newStage(t, manyShipments(400), 80, 24)
	s.hold = func(msg tea.Msg) bool { _, news := msg.(changed); return news }
	changeAt(s, "SHP/202505/00001", nil)
	late := s.held
	s.hold = nil
	s.press("s", "s", "end")
	ref := chosenOf(s)
	s.send(late...)
	if got := chosenOf(s); got != ref {
		t.Errorf("the cursor went from %s to %s", ref, got)
	}
	s.see(ref, "by ETA")
}
