package pager_test

import (
	"context"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/ui/pager"
	"porthole/internal/ui/screen"
	"porthole/internal/ui/uitest"
	"porthole/internal/words"
)

// A thousand items are walked through in both directions, and four pages of them
// are held at most.
func TestARosterHoldsAFewPages(t *testing.T) {
	e := &screen.Env{Look: uitest.Look(words.English), Ctx: t.Context()}
	r := pager.NewRoster(e, "numbers", func(a, b int) bool { return a == b }, func(_ context.Context, _, after string) (pager.Batch[int], error) {
		from, _ := strconv.Atoi(after)
		page := pager.Batch[int]{Total: 1000}
		for n := from; n < from+pager.PageRows; n++ {
			page.Items = append(page.Items, n)
		}
		if from += pager.PageRows; from < 1000 {
			page.Next = strconv.Itoa(from)
		}
		return page, nil
	})
	r.Show(20)
	load := func(cmd tea.Cmd) {
		for cmd != nil {
			cmd = r.Update(cmd())
		}
	}
	load(r.Load(pager.LoadFresh))
	walk := func(key string, want int) {
		for range 1000 {
			cmd, _ := r.Key(uitest.Press(key))
			load(cmd)
			if len(r.Items) > 4*pager.PageRows {
				t.Fatalf("%d items are held", len(r.Items))
			}
		}
		if at := r.Chosen(); *at != want {
			t.Errorf("the cursor is on %d, want %d", *at, want)
		}
	}
	walk("down", 999)
	walk("up", 0)
}
