package command

import (
	"strings"
	"testing"
)

// A command that is given an id is done once, and gives what it gave; a code cannot be
// given twice, which is said in words.
func TestACommandWithAnIDIsDoneOnce(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	add := "account add new@x.example --role cs --id a1"
	if first, again := h.must(admin, add), h.must(admin, add); first != again {
		t.Errorf("first %q, then %q", first, again)
	}
	share := "link create SHP/202505/00080 --to kim@longbeach.example --id a1"
	code := h.must(admin, share)
	got := h.run(admin, share)
	if got.exit != ExitDone || strings.Contains(got.out, "HL-") || !strings.Contains(got.err, "done already") {
		t.Errorf("first %q, then %+v", code, got)
	}
	if list := h.must(admin, "links"); strings.Count(list, "kim@longbeach.example") != 1 {
		t.Errorf("codes: %s", list)
	}
}
