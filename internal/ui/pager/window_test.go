package pager_test

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/ui/pager"
)

// However far somebody walks, three pages are held.
func TestAWindowHoldsThreePages(t *testing.T) {
	page := model.Page{Rows: make([]model.Row, pager.PageRows)}
	w := pager.WindowOf([]model.Page{page})
	for range 9 {
		w.Behind(page)
	}
	for range 9 {
		if w.Ahead(page); len(w.Rows) > 3*pager.PageRows {
			t.Fatalf("%d rows are held", len(w.Rows))
		}
	}
	if len(w.Rows) != 3*pager.PageRows {
		t.Errorf("%d rows are held", len(w.Rows))
	}
}
