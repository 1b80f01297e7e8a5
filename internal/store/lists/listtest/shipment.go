// Package listtest makes shipments for the tests of lists.
package listtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"porthole/internal/model"
)

// Noon is when the tests begin.
var Noon = time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)

func line(s string) model.Text { return model.Line(s, model.NameCells) }

// AnyShipment is one of any kind and in any state, about Noon.
func AnyShipment(dice *rand.Rand, i int) model.Shipment {
	pick := func(list ...string) string { return list[dice.IntN(len(list))] }
	day := func() model.When {
		at := Noon.Add(time.Duration(dice.IntN(40*24*60)-20*24*60) * time.Minute)
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
		return model.Stamp{At: Noon.Add(-time.Duration(dice.Int64N(int64(30 * 24 * time.Hour)))), By: "ops@house.example"}
	}
	maybe := func() (s model.Stamp) {
		if dice.IntN(2) == 0 {
			s = stamp()
		}
		return s
	}
	s := model.Shipment{Ref: line(fmt.Sprint("R/", i)), Partner: pick("saigon-tech", "mekong-foods"), Created: stamp().At, FactsAt: stamp().At}
	f := &s.Facts
	f.Status = model.Statuses()[dice.IntN(5)]
	f.Load, f.Direction = model.Load(pick("FCL", "LCL")), model.Direction(pick("export", "import"))
	f.POL, f.POD = model.ParsePlace(pick("VNSGN", "NZAKL", "XXXXX")), model.ParsePlace(pick("USLAX", "NLRTM", "Nowhere"))
	f.ETD, f.ETA = day(), day()
	if dice.IntN(3) == 0 {
		f.ATD = day()
	}
	if dice.IntN(6) == 0 {
		f.ATA = day()
	}
	for range dice.IntN(3) {
		f.Containers = append(f.Containers, model.Container{Number: line(fmt.Sprintf("MSCU%07d", dice.IntN(3)))})
	}
	if len(f.Containers) > 0 && dice.IntN(2) == 0 {
		days := dice.IntN(9)
		f.Containers[0].Free = model.FreeTime{Demurrage: model.Terms{Days: &days}, Detention: model.Terms{Days: &days, Last: day()}}
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
			why = line("late")
		}
		model.Reschedule(&s, model.KindETA, day(), why, "", stamp(), maybe())
	}
	return s
}
