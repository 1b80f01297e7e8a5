package lists

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/lists/listtest"
)

// A schedule says at any moment exactly what the rules say of the shipment.
func TestAScheduleSaysWhatTheRulesSay(t *testing.T) {
	dice := rand.New(rand.NewPCG(11, 7))
	kinds, reader := map[model.NeedKind]int{}, scheduleReader{}
	for i := range 3000 {
		s, rules := listtest.AnyShipment(dice, i), model.NeedRules{}
		if dice.IntN(3) == 0 {
			rules.Mailed = model.DayOf(noon.AddDate(0, 0, dice.IntN(5)))
		}
		o, err := reader.read(scheduleOf(s, rules.Mailed).pack())
		check(t, err)
		for _, at := range someMoments(dice, s) {
			needs := model.Needs(s, at, rules)
			var want []int
			for _, n := range needs {
				want = append(want, n.Severity())
				kinds[n.Kind]++
			}
			if got := o.severities(at, nil); !slices.Equal(got, want) {
				t.Fatalf("at %s the schedule says %v, the rules %v\n%+v\n%+v", at, got, want, needs, s)
			}
			if got, want := o.needs(model.NeedMailed, at), len(needs) > 0 && needs[0].Kind == model.NeedMailed; got != want {
				t.Fatalf("mailed: the schedule says %t, the rules %t", got, want)
			}
			if len(needs) > 0 && o.empty() {
				t.Fatal("a schedule that is needed would not be kept")
			}
		}
	}
	for _, kind := range model.NeedKinds() {
		if kinds[kind] == 0 {
			t.Errorf("no shipment ever had the need %s", kind)
		}
	}
}

// someMoments are some at random, and those around which something changes.
func someMoments(dice *rand.Rand, s model.Shipment) []time.Time {
	var list []time.Time
	for range 6 {
		list = append(list, noon.Add(time.Duration(dice.Int64N(int64(80*24*time.Hour)))-40*24*time.Hour))
	}
	for _, turn := range moments(s, model.Known(s), model.LastUpdate(s)) {
		list = append(list, turn, turn.Add(-time.Nanosecond), turn.Add(24*time.Hour))
	}
	return list
}

// What stands in the file and is no schedule is refused.
func TestWhatIsNoScheduleIsRefused(t *testing.T) {
	s := listtest.AnyShipment(rand.New(rand.NewPCG(1, 1)), 1)
	s.Facts.Status, s.Facts.ETA, s.Facts.ATA = model.Confirmed, model.DayOf(noon.AddDate(0, 0, -3)), model.When{}
	sound, reader := scheduleOf(s, model.When{}).pack(), scheduleReader{}
	for cut := range sound {
		if cut == 0 {
			continue // nothing at all is a schedule without needs
		}
		_, _ = reader.read(sound[:cut]) // must not panic
	}
	if _, err := reader.read([]byte{9, 0, 0, 0}); err == nil {
		t.Error("unknown flags were taken")
	}
	if _, err := reader.read(append(sound[:len(sound):len(sound)], 1, 1, 99, 0, 0)); err == nil {
		t.Error("an unknown kind was taken")
	}
}

// What the desk adds to each write.
func BenchmarkSchedule(b *testing.B) {
	s := listtest.AnyShipment(rand.New(rand.NewPCG(1, 1)), 1)
	b.ReportAllocs()
	for range b.N {
		_ = scheduleOf(s, model.When{}).pack()
	}
}
