package command

import (
	"strings"
	"testing"
	"time"

	"porthole/internal/words"
)

// The story of a hold: the office says why and until when, the customer reads
// nothing of it, and after its day the event waits again.
func TestAnEventIsHeldAndWaitsAgainAfterItsDay(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00")
	waits := func() bool {
		return strings.Contains(h.run(boss, "review "+theirs+" --json").out, "event publish "+theirs+" e4")
	}
	if !waits() {
		t.Fatal("nothing waits")
	}
	before := h.sees(anna)
	until := h.now().AddDate(0, 0, 2).Format(time.DateOnly)
	if out := h.must(boss, "event hold "+theirs+" e4 --reason SECRETHOLD told by telephone --until "+until+" --json"); out != `{"id":"e4","held":true}`+"\n" {
		t.Error(out)
	}
	if waits() {
		t.Error("the review asks for what is held")
	}
	if got := h.sees(anna); got != before {
		t.Errorf("the customer sees a difference:\n%s", got)
	}
	for typed, want := range map[string]string{
		"events " + theirs + " --json": `"by":"boss@hailong.example","reason":"SECRETHOLD told by telephone","until":"` + until + `"`,
		"events " + theirs:             "Held: SECRETHOLD",
	} {
		if got := h.must(ops, typed); !strings.Contains(got, want) {
			t.Errorf("%s: %s", typed, got)
		}
	}
	if got := h.run(boss, "review "+theirs).out; !strings.Contains(got, "Held: SECRETHOLD") {
		t.Error(got)
	}
	if got := h.must(admin, "audit"); !strings.Contains(got, "event hold") {
		t.Error(got)
	}
	h.later = 4 * 24 * time.Hour
	if !waits() {
		t.Error("the day has passed, and it does not wait")
	}
	h.must(ops, "event hold "+theirs+" e4 --reason Once more")
	h.must(ops, "event hold "+theirs+" e4 --release")
	if !waits() {
		t.Error("released, and it does not wait")
	}
	h.must(ops, "event hold "+theirs+" e4 --reason Once more")
	h.must(ops, "event publish "+theirs+" e4")
	if got := h.must(ops, "events "+theirs+" --json"); strings.Contains(got, "Once more") {
		t.Errorf("held after it was published: %s", got)
	}
}

func TestAHoldThatCannotBe(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.must(ops, "event post "+theirs+" departed --at 10/05/2025 06:00")
	for _, lang := range []words.Language{words.English, words.Vietnamese} {
		h.lang = lang
		for typed, want := range map[string]string{
			"e1 --reason x":                    "event withdraw",
			"e4":                               "--reason",
			"e4 --release":                     "events REF",
			"e4 --release --reason x":          "--release",
			"e4 --reason x --until 2020-01-01": "--until",
			"e9 --reason x":                    "e9",
		} {
			if got := h.run(ops, "event hold "+theirs+" "+typed); got.exit == ExitDone || !strings.Contains(got.err, want) {
				t.Errorf("%s: %+v", typed, got)
			}
		}
	}
}
