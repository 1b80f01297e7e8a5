package shipment

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/uitest"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

func TestStripTellsWhereTheCargoIs(t *testing.T) {
	look := uitest.Look(words.English)
	row := model.RowOf(sailingToLongBeach())
	for _, c := range []struct {
		name string
		edit func(*model.Row)
		want string
	}{
		{"at sea", func(*model.Row) {}, "Cat Lai ●━━━━━◐┄┄┄┄┄┄┄┄┄○ Long Beach"},
		{"at the port of loading", func(r *model.Row) { r.ATD, r.Last.Milestone = model.When{}, model.GateIn }, "Cat Lai ◐┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄○ Long Beach"},
		{"nothing reported", func(r *model.Row) { r.ATD, r.Last = model.When{}, model.LastEvent{} }, "Cat Lai ○┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄○ Long Beach"},
		{"arrived", func(r *model.Row) { r.ATA = sampleDay(5, 15) }, "Cat Lai ●━━━━━━━━━━━━━━━● Long Beach"},
		{"cancelled", func(r *model.Row) { r.Status = model.Cancelled }, "Cat Lai ○┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄○ Long Beach"},
		{"no port of discharge", func(r *model.Row) { r.POD = model.Place{} }, "Cat Lai ●━━━━━━◐┄┄┄┄┄┄┄┄┄○ not given"},
	} {
		r := row
		c.edit(&r)
		if got := ansi.Strip(parts.Strip(look, r, 36)); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
	row.POD = model.Place{Name: sampleText("Llanfairpwllgwyngyllgogerychwyrndrobwll")}
	if got := ansi.Strip(parts.Strip(look, row, 30)); widget.Cells(got) != 30 || !strings.HasPrefix(got, "Cat Lai ●") || !strings.HasSuffix(got, "…") {
		t.Errorf("a long name: %q", got)
	}
	if got := parts.Strip(look, row, 9); widget.Cells(got) > 9 {
		t.Errorf("too narrow: %q", got)
	}
}

func TestContainerMatrixKeepsEveryFact(t *testing.T) {
	p := delayedToRotterdam()
	p.Containers[0].Milestones = []model.ContainerMilestone{
		{Milestone: model.GateIn, Classifier: model.Actual, At: sampleDay(5, 7)},
		{Milestone: model.TSLoaded, Classifier: model.Estimated, At: sampleDay(5, 14)},
	}
	for _, width := range []int{36, 62, 76, 150} {
		s := NewSheet(uitest.Look(words.English), p, uitest.Now(), width)
		var all []string
		for _, line := range s.containers() {
			all = append(all, line.Plain())
		}
		text := strings.Join(all, "\n")
		for _, want := range []string{"CMAU 248118 9", "CMAU 885151 7", "no number yet", "40' reefer", "✓", "◐", "check digit"} {
			if !strings.Contains(text, want) {
				t.Errorf("width %d: no %q in\n%s", width, want, text)
			}
		}
	}
}

// Keys that are put together must be there for every value of their last part.
func TestEveryPartOfADetailHasWords(t *testing.T) {
	var keys []string
	for _, m := range model.Milestones() {
		keys = append(keys, "detail.ahead."+string(m))
		if m.PerContainer() {
			keys = append(keys, "detail.column."+string(m), "detail.short."+string(m))
		}
	}
	for _, kind := range []model.DateKind{model.KindETD, model.KindETA} {
		keys = append(keys, "detail.ledger."+string(kind))
	}
	for _, kind := range []string{"dry", "high", "reefer", "open_top", "flat_rack", "tank", "other"} {
		keys = append(keys, "container."+kind)
	}
	for _, pane := range panes {
		keys = append(keys, "detail.pane."+pane.name)
	}
	for _, language := range words.Languages() {
		for _, key := range keys {
			if !words.In(language, nil).Has(key) {
				t.Errorf("%s has no %q", language, key)
			}
		}
	}
}

func BenchmarkDetailKey(b *testing.B) {
	e := detailEnv(words.English, drawerWith(delayedToRotterdam()))
	e.Theme = theme.For(colorprofile.TrueColor, theme.DarkGround)
	d := openDetail(e, "SHP/202505/00092", 80, 23)
	keys := []tea.KeyPressMsg{uitest.Press("down"), uitest.Press("up")}
	for i := 0; b.Loop(); i++ {
		d.Key(keys[i%2])
		d.View()
	}
}

func BenchmarkDetailPrepare(b *testing.B) {
	e := detailEnv(words.English, drawerWith(delayedToRotterdam()))
	d := openDetail(e, "SHP/202505/00092", 80, 23)
	for b.Loop() {
		d.page = nil
		d.View()
	}
}
