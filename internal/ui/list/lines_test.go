package list

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// Two windows on the same page have the same lines, if they look alike; windows
// on pages of their own have nothing in common, whatever is on them.
func TestWindowsOnAPageShareItsLines(t *testing.T) {
	rows := []model.Row{{Ref: model.Line("SHP/202505/00080", 40), Change: 1, Status: model.InTransit}}
	page := model.Page{Rows: rows, Cache: new(model.PageCache)}
	show := func(p model.Page, language words.Language, width int) *pageLines {
		l := New(&screen.Env{Look: uitest.Look(language)})
		l.Resize(width, 23)
		l.replace(pager.LoadFresh, []model.Page{p})
		l.Ready = true
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
		"another page":        show(model.Page{Rows: rows, Cache: new(model.PageCache)}, words.English, 80),
		"a page of nobody's":  show(model.Page{Rows: rows}, words.English, 80),
	} {
		if other == first {
			t.Errorf("%s has the same lines", name)
		}
	}
}
