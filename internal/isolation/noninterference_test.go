package isolation

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"porthole/internal/command"
	"porthole/internal/model"
	"porthole/internal/store/postgres/pgtest"
	"porthole/internal/words"
)

// What I am shown is the same to the byte whether the others have done anything
// or not: lists, records, JSON, CSV, errors and screens. Two worlds go by one
// clock; in one of them everything happens, in the other only what is mine.
func TestNonInterference(t *testing.T) {
	cases := 10_000
	if testing.Short() {
		cases = 1000
	}
	noninterference(t, cases, newWorld)
}

func TestNonInterferenceOnPostgres(t *testing.T) {
	if os.Getenv(pgtest.Variable) == "" {
		t.Skip("without " + pgtest.Variable + "=1")
	}
	noninterference(t, 1000, newWorldOnPostgres) // ten times as many take minutes
}

// begin makes a world of one's own.
type begin func(t testing.TB, clock *ticking) *world

func noninterference(t *testing.T, wanted int, begin begin) {
	const streams = 4
	var cases atomic.Int64
	t.Cleanup(func() { t.Logf("%d cases", cases.Load()) })
	for stream := range uint64(streams) {
		t.Run(fmt.Sprint("stream ", stream), func(t *testing.T) {
			t.Parallel()
			seed := [2]uint64{stream, uint64(time.Now().UnixNano())}
			live(t, rand.New(rand.NewPCG(seed[0], seed[1])), wanted/streams, begin, &cases)
			if t.Failed() {
				t.Logf("seed %d, %d", seed[0], seed[1])
			}
		})
	}
}

// live lets time go by in both worlds and compares what I see, so many times.
func live(t *testing.T, r *rand.Rand, count int, begin begin, cases *atomic.Int64) {
	clock := &ticking{}
	clock.nanos.Store(noon.UnixNano())
	full, mine := begin(t, clock), begin(t, clock)
	for _, slug := range others {
		must(full.office.AddPartner(t.Context(), slug, model.Line("Saigon Tech "+slug, 40)))(t)
	}
	for done := 0; done < count && !t.Failed(); {
		clock.nanos.Add(int64(r.IntN(7200)+1) * int64(time.Second))
		for range r.IntN(2) {
			if err := full.stir(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
		var deeds []deed
		for range r.IntN(5) {
			deeds = append(deeds, randomDeed(r, others[r.IntN(len(others))]))
		}
		full.do(t, deeds...)
		if r.IntN(3) == 0 {
			d := randomDeed(r, me)
			full.do(t, d)
			mine.do(t, d)
		}
		if r.IntN(10) == 0 {
			for _, w := range []*world{full, mine} {
				must(w.st.Sweep(t.Context()))(t)
				visit(t, w)
			}
		}
		for range 10 {
			if what, a, b := compare(t, r, clock, full, mine); a != b {
				t.Errorf("%s\nwith everybody's changes:\n%s\nwith mine alone:\n%s", what, a, b)
			}
			cases.Add(1)
			done++
		}
	}
}

// visit remembers how far I have seen.
func visit(t *testing.T, w *world) {
	t.Helper()
	version := must(w.room.Version(t.Context()))(t)
	if err := w.self.SetLastSeen(t.Context(), version); err != nil {
		t.Fatal(err)
	}
}

// The comparison must be able to tell: when one shipment of somebody else's
// stands in my room, I see it soon.
func TestInterferenceWouldBeSeen(t *testing.T) {
	clock := &ticking{}
	clock.nanos.Store(noon.UnixNano())
	full, mine := newWorld(t, clock), newWorld(t, clock)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		d := randomDeed(r, me)
		full.do(t, d)
		mine.do(t, d)
	}
	leak := randomDeed(r, others[0])
	leak.partner = me
	full.do(t, leak)
	seen := 0
	for range 100 {
		if _, a, b := compare(t, r, clock, full, mine); a != b {
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("seen %d times of 100", seen)
	}
}

// compare looks at one thing in both worlds.
func compare(t *testing.T, r *rand.Rand, clock *ticking, full, mine *world) (what, a, b string) {
	t.Helper()
	language := words.Languages()[r.IntN(2)]
	if r.IntN(4) == 0 {
		keys := someKeys(r)
		width, height := []int{60, 80, 140}[r.IntN(3)], 12+r.IntN(40)
		what = fmt.Sprintf("screen %d×%d, keys %v", width, height, keys)
		a, b = full.look(clock, language, width, height, keys...), mine.look(clock, language, width, height, keys...)
	} else {
		line := someCommand(t, r, full)
		what = strings.Join(line, " ")
		a, b = full.command(t, clock, language, line), mine.command(t, clock, language, line)
	}
	return what, a, b
}

// command runs a command as me and gives all that came of it.
func (w *world) command(t *testing.T, clock *ticking, language words.Language, line []string) string {
	var out, errs bytes.Buffer
	status := command.Run(t.Context(), command.Deps{
		Store: w.st, Principal: meAnna, Words: words.In(language, nil), Now: clock.now, Out: &out, Err: &errs,
	}, line)
	return fmt.Sprintf("%d\n%s\n%s", status, &out, &errs)
}

// someText is something to look for: mine, theirs, everybody's or nobody's.
func someText(r *rand.Rand) string {
	texts := []string{
		randomDeed(r, me).ref, randomDeed(r, others[r.IntN(len(others))]).ref, "SHP/others-a", "SHP", "hbl3", "PO-", "ONEU 650741-2",
		"one humber", "Cat Lai", "Saigon Tech", "Laptops of others-b", "02", "zzz",
	}
	return texts[r.IntN(len(texts))]
}

// someCommand is a command that a customer may type.
func someCommand(t *testing.T, r *rand.Rand, full *world) []string {
	form := [][]string{nil, {"--json"}, {"--csv"}}[r.IntN(3)]
	sorts, statuses := model.Sorts(), model.Statuses()
	switch r.IntN(8) {
	case 0:
		return append([]string{"shipments", "--sort", string(sorts[r.IntN(len(sorts))]), "--limit", fmt.Sprint(1 + r.IntN(30))}, form...)
	case 1:
		return append([]string{"shipments", "--status", string(statuses[r.IntN(len(statuses))])}, form...)
	case 2, 3:
		return append([]string{"shipments", "--search", someText(r)}, form...)
	case 4:
		return append([]string{"shipments", "--after", someCursor(t, r, full)}, form...)
	case 5:
		return [][]string{{"whoami", "--json"}, {"keys"}, {"help"}, {"accounts"}, {"watch", "SHP/others-a/001"}}[r.IntN(5)]
	default:
		ref := randomDeed(r, append(others, me, me, me)[r.IntN(len(others)+3)]).ref
		return append([]string{"shipment", ref}, [][]string{nil, {"--json"}}[r.IntN(2)]...)
	}
}

// someCursor is one of the others' lists; in the world in which there are no
// others it is as worthless.
func someCursor(t *testing.T, r *rand.Rand, full *world) string {
	slug := others[r.IntN(len(others))]
	room, err := full.st.Room(model.Principal{Account: "x@y.example", Role: model.Portal, Partner: slug})
	if err != nil {
		return "nothing"
	}
	page := must(room.Page(t.Context(), model.Query{Limit: 1 + r.IntN(3)}))(t)
	if page.Next == "" {
		return "nothing"
	}
	return page.Next
}

// someKeys are what somebody presses.
func someKeys(r *rand.Rand) []tea.Msg {
	keys := []tea.Msg{key(rune('1' + r.IntN(4)))}
	if r.IntN(3) == 0 {
		keys = append(keys, key('/'), tea.PasteMsg{Content: someText(r)}, enter)
	}
	for range r.IntN(4) {
		keys = append(keys, key('s'))
	}
	for range r.IntN(4) {
		keys = append(keys, key('j'))
	}
	if r.IntN(2) == 0 {
		keys = append(keys, enter, key([]rune("tclef")[r.IntN(5)]))
	}
	return keys
}
