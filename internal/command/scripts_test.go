package command

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Scripts hand on variables, and one that is empty is lost on its way through
// their shell, or arrives as a word with nothing in it.
func TestAnEmptySearchIsNoSearch(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	want := h.must(anna, "shipments --json")
	for _, args := range [][]string{
		{"--search"}, {"--search", ""}, {"--search="}, {"--search", "", "--after", ""}, {"--search", "--after"},
	} {
		if got := h.feed(anna, "", append([]string{"shipments", "--json"}, args...)...); got.exit != ExitDone || got.out != want {
			t.Errorf("%q: %+v", args, got)
		}
	}
	if got := h.run(anna, "shipments --search --json"); got.out != want {
		t.Errorf("a flag was searched for: %+v", got)
	}
	if got := h.run(anna, "shipments --search --json=no-such-thing"); got.exit != ExitUsage {
		t.Errorf("%+v", got)
	}
	if got := h.run(ops, "partners --json --after"); got.exit != ExitDone || !strings.Contains(got.out, "saigon-tech") {
		t.Errorf("%+v", got)
	}
}

// What goes through a pipe has no width, and nothing of it is cut.
func TestAPipeCutsNothing(t *testing.T) {
	h := newHouse(t)
	s := laptops()
	s.Facts.POL = model.ParsePlace("A place with a name that is longer than any column of a list")
	s.Facts.POD = model.ParsePlace("Another place whose name goes on and on until the line is full")
	s.Facts.Carrier = line(strings.Repeat("Carrier ", 12))
	s.Ledger[1].Reason = line("Congestion " + strings.Repeat("and more congestion ", 8))
	h.put(s)
	route := s.Facts.POL.Short() + " → " + s.Facts.POD.Short()
	for _, typed := range []string{"shipments", "shipment SHP/202505/00080"} {
		if got := h.must(anna, typed); !strings.Contains(got, route) || strings.Contains(got, "…") {
			t.Errorf("%s:\n%s", typed, got)
		}
	}
	if got := h.must(anna, "shipment SHP/202505/00080"); !strings.Contains(got, strings.TrimSpace(s.Ledger[1].Reason.String())) {
		t.Errorf("the reason is cut:\n%s", got)
	}
}

// Whoever types a part of a number is shown how to look for it.
func TestTheHintOfNotFoundSearchesForWhatWasTyped(t *testing.T) {
	h := newHouse(t)
	for typed, hint := range map[string]string{
		"00080":          "shipments --search 00080\n",
		"ONEU 650741 0":  "shipments --search 'ONEU 650741 0'\n",
		"it's\x1b[2J":    `shipments --search 'it'\''s'`,
		"SHP/000000/001": "shipments --search SHP/000000/001\n",
	} {
		got := h.feed(anna, "", "shipment", typed)
		if got.exit != ExitNotFound || !strings.Contains(got.err, hint) || strings.Contains(got.err, "\x1b") {
			t.Errorf("%q: %+v", typed, got)
		}
	}
}

// The timeline names a step that has not been reported by what it would be, as
// the screens do, and dates are days in columns.
func TestARecordSaysWhatIsAheadAndKeepsItsColumns(t *testing.T) {
	h := newHouse(t)
	s := laptops()
	s.Facts.ETA = model.Moment(noon.AddDate(0, 0, 17))
	s.Ledger[1].To = s.Facts.ETA
	h.put(s)
	for _, c := range []struct {
		lang          words.Language
		ahead, behind string
		first, second string
	}{
		{words.English, "○  –  Delivery", "✓  10 May 01:20 ICT  Loaded on vessel", "ETD 10 May       ATD –", "ETA 01 Jun +10d  ATA –"},
		{words.Vietnamese, words.In(words.Vietnamese, ict).Say("detail.ahead.delivered"), "10/05 01:20", "ETD 10/05", "ETA 01/06"},
	} {
		h.lang = c.lang
		got := h.must(anna, "shipment SHP/202505/00080")
		for _, want := range []string{c.behind, c.first, c.second} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.lang, want, got)
			}
		}
		done, ahead := words.In(c.lang, ict).Say("milestone.delivered"), words.In(c.lang, ict).Say("detail.ahead.delivered")
		if !strings.Contains(got, ahead) || (done != ahead && strings.Contains(got, done)) {
			t.Errorf("%s: delivery is not ahead:\n%s", c.lang, got)
		}
	}
}

// A watch that its reader ends is done; one that is ended under them is not.
func TestAWatchThatIsEndedByOthersHasFailed(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		cause error
		exit  int
	}{
		{nil, ExitDone},
		{errors.New("interrupted"), ExitDone},
		{errors.Join(errors.New("the account was disabled"), ErrEnded), ExitFailed},
	} {
		ctx, end := context.WithCancelCause(t.Context())
		var out, errs bytes.Buffer
		d := h.deps(anna, "", &out, &errs)
		d.Err, d.Terminal = writerFunc(func(p []byte) (int, error) { end(c.cause); return len(p), nil }), true
		if exit := Run(ctx, d, []string{"watch"}); exit != c.exit {
			t.Errorf("%v: exit %d, want %d", c.cause, exit, c.exit)
		}
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// The process is sparing for as long as an import runs, whatever becomes of it.
func TestAnImportIsFrugal(t *testing.T) {
	h := newHouse(t)
	held, times := 0, 0
	h.with = func(d *Deps) {
		d.Frugal = func() func() { held++; times++; return func() { held-- } }
	}
	h.feed(ops, threeRows, "import", "-")
	h.feed(ops, "no list at all", "import", "-")
	if held != 0 || times != 2 {
		t.Errorf("frugal %d times, held %d", times, held)
	}
	if h.run(ops, "shipments"); times != 2 {
		t.Error("a list is frugal")
	}
}
