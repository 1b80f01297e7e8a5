package lists

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/store/lists/listtest"
)

var noon = listtest.Noon

func text(s string) model.Text { return model.Line(s, model.NameCells) }

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
