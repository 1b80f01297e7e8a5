package model

import "testing"

// A step that is reported days before one that comes earlier on the way is asked
// about, of the same container and of its vessel.
func TestStepsInTheWrongOrder(t *testing.T) {
	const box, other = "ONEU6507410", "ONEU8363919"
	of := func(m Milestone, day int, place, number string) Event {
		e := event(m, mayAt(day, 6), place)
		e.Container = Line(number, RefCells)
		return e
	}
	for name, c := range map[string]struct {
		known, then Event
		wrong       bool
	}{
		"returned before it was discharged":  {of(EmptyReturned, 16, "USLGB", box), of(Discharged, 18, "USLGB", box), true},
		"discharged after it was returned":   {of(Discharged, 18, "USLGB", box), of(EmptyReturned, 16, "USLGB", box), true},
		"of another container":               {of(Discharged, 18, "USLGB", box), of(EmptyReturned, 16, "USLGB", other), false},
		"loaded long after the vessel left":  {of(Departed, 10, "VNSGN", ""), of(Loaded, 17, "VNSGN", box), true},
		"loaded on the day after":            {of(Departed, 10, "VNSGN", ""), of(Loaded, 11, "VNSGN", box), false},
		"stuffed in the port":                {of(GateIn, 5, "VNSGN", box), of(Stuffed, 8, "VNSGN", box), false},
		"cleared before it arrived":          {of(Arrived, 20, "USLGB", ""), of(CustomsCleared, 16, "USLGB", box), false},
		"in order":                           {of(Discharged, 16, "USLGB", box), of(EmptyReturned, 26, "USLGB", box), false},
		"the dates of the vessel by another": {of(Arrived, 10, "USLGB", ""), of(Departed, 14, "VNSGN", ""), false},
	} {
		s := seaExport()
		mustRecord(t, &s, c.known, stamp(27, 1))
		if _, found := OutOfTurn(s, c.then); found != c.wrong {
			t.Errorf("%s: %v", name, found)
		}
	}
}
