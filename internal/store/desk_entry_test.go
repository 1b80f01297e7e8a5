package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
)

// anyShipment is one of any kind and in any state, about noon.
func anyShipment(dice *rand.Rand, i int) model.Shipment {
	pick := func(list ...string) string { return list[dice.IntN(len(list))] }
	day := func() model.When {
		at := noon.Add(time.Duration(dice.IntN(40*24*60)-20*24*60) * time.Minute)
		switch dice.IntN(4) {
		case 0:
			return model.When{}
		case 1:
			return model.Moment(at.In(time.FixedZone("", (dice.IntN(26)-12)*3600)))
		default:
			return model.DayOf(at)
		}
	}
	stamp := func() model.Stamp {
		return model.Stamp{At: noon.Add(-time.Duration(dice.Int64N(int64(30 * 24 * time.Hour)))), By: ops.Account}
	}
	maybe := func() (s model.Stamp) {
		if dice.IntN(2) == 0 {
			s = stamp()
		}
		return s
	}
	s := model.Shipment{Ref: text(fmt.Sprint("R/", i)), Partner: pick("saigon-tech", "mekong-foods"), Created: stamp().At, FactsAt: stamp().At}
	f := &s.Facts
	f.Status = model.Statuses()[dice.IntN(5)]
	f.Load, f.Direction = model.Load(pick("FCL", "LCL")), model.Direction(pick("export", "import"))
	f.POL, f.POD = place(pick("VNSGN", "NZAKL", "XXXXX")), place(pick("USLAX", "NLRTM", "Nowhere"))
	f.ETD, f.ETA = day(), day()
	if dice.IntN(3) == 0 {
		f.ATD = day()
	}
	if dice.IntN(6) == 0 {
		f.ATA = day()
	}
	for range dice.IntN(3) {
		f.Containers = append(f.Containers, model.Container{Number: text(fmt.Sprintf("MSCU%07d", dice.IntN(3)))})
	}
	for n := range dice.IntN(7) {
		e := model.Event{
			ID: fmt.Sprint("e", n+1), Milestone: model.Milestones()[dice.IntN(len(model.Milestones()))], Classifier: model.Actual,
			At: day(), Recorded: stamp(), Published: maybe(), Withdrawn: model.Stamp{},
		}
		if dice.IntN(4) == 0 {
			e.Classifier = model.Estimated
		}
		if dice.IntN(5) == 0 {
			e.Withdrawn = stamp()
		}
		if dice.IntN(6) == 0 {
			e.Doubt = model.DoubtPort
		}
		if dice.IntN(4) == 0 {
			e.Held = model.Hold{Stamp: stamp(), Until: day()}
		}
		if dice.IntN(3) == 0 && len(f.Containers) > 0 {
			e.Container = f.Containers[0].Number
		}
		s.Events = append(s.Events, e)
	}
	for range dice.IntN(3) {
		why := model.Text{}
		if dice.IntN(2) == 0 {
			why = text("late")
		}
		model.Reschedule(&s, model.KindETA, day(), why, "", stamp(), maybe())
	}
	return s
}

// The entry says at any moment exactly what the rules say of the shipment.
func TestAnEntryOfTheDeskSaysWhatTheRulesSay(t *testing.T) {
	dice := rand.New(rand.NewPCG(11, 7))
	kinds, reader := map[model.NeedKind]int{}, outlookReader{}
	for i := range 3000 {
		s, rules := anyShipment(dice, i), model.NeedRules{}
		if dice.IntN(3) == 0 {
			rules.Mailed = model.DayOf(noon.AddDate(0, 0, dice.IntN(5)))
		}
		o, err := reader.read(outlookOf(s, rules.Mailed).pack())
		check(t, err)
		for _, at := range moments(dice, s) {
			needs := model.Needs(s, at, rules)
			var want []int
			for _, n := range needs {
				want = append(want, n.Severity())
				kinds[n.Kind]++
			}
			if got := o.severities(at, nil); !slices.Equal(got, want) {
				t.Fatalf("at %s the entry says %v, the rules %v\n%+v\n%+v", at, got, want, needs, s)
			}
			if got, want := o.has(model.NeedMailed, at), len(needs) > 0 && needs[0].Kind == model.NeedMailed; got != want {
				t.Fatalf("mailed: the entry says %t, the rules %t", got, want)
			}
			if len(needs) > 0 && o.empty() {
				t.Fatal("an entry that is needed would not be kept")
			}
		}
	}
	for _, kind := range model.NeedKinds() {
		if kinds[kind] == 0 {
			t.Errorf("no shipment ever had the need %s", kind)
		}
	}
}

// moments are some at random, and those around which something changes.
func moments(dice *rand.Rand, s model.Shipment) []time.Time {
	var list []time.Time
	for range 6 {
		list = append(list, noon.Add(time.Duration(dice.Int64N(int64(80*24*time.Hour)))-40*24*time.Hour))
	}
	for _, turn := range turns(s, model.Known(s), model.LastUpdate(s)) {
		list = append(list, turn, turn.Add(-time.Nanosecond), turn.Add(24*time.Hour))
	}
	return list
}

// What stands in the file and is no entry is refused.
func TestWhatIsNoEntryOfTheDeskIsRefused(t *testing.T) {
	s := shipment("A/1", "saigon-tech", -3)
	sound, reader := outlookOf(s, model.When{}).pack(), outlookReader{}
	for cut := range sound {
		if cut == 0 {
			continue // nothing at all is an entry that needs nothing
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
