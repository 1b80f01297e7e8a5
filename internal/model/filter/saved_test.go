package filter

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"porthole/internal/model"
)

// The name of a filter stands as a tab beside the others, so it is cut; a filter under a
// name that is kept already takes its place.
func TestKeptFilters(t *testing.T) {
	name := func(s string) model.Text { return model.Line(s, model.NameCells) }
	kept, err := With(nil, model.SavedFilter{Name: name(strings.Repeat("Hamburg ", 6)), Line: "pod:hamburg"}, false, friday)
	if err != nil || ansi.StringWidth(kept[0].Name.String()) > NameCells {
		t.Fatalf("%v, %v", kept, err)
	}
	again, err := With(kept, model.SavedFilter{Name: kept[0].Name, Line: "late"}, false, friday)
	if err != nil || len(again) != 1 || again[0].Line != "late" || kept[0].Line != "pod:hamburg" {
		t.Errorf("%v, %v", again, err)
	}
	for line, key := range map[string]string{" ": "error.filter.nothing", "customer:saigon": "error.filter.unknown"} {
		_, err := With(kept, model.SavedFilter{Name: name("x"), Line: line}, false, friday)
		if !errors.Is(err, model.NewFault(key)) {
			t.Errorf("%q: %v", line, err)
		}
	}
	if left := Without(kept, kept[0].Name); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
