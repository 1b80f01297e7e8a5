package model

import (
	"testing"
	"time"
)

// inPort is seaExport discharged on 26 May, with 5 free days at the line for both
// containers and 3 out of the terminal.
func inPort(t *testing.T) Shipment {
	t.Helper()
	s, five, three := seaExport(), 5, 3
	for i := range s.Facts.Containers {
		s.Facts.Containers[i].Free = FreeTime{Demurrage: Terms{Days: &five}, Detention: Terms{Days: &three}}
	}
	pdt := ParsePlace("USLGB").Zone()
	discharged := event(Discharged, time.Date(2025, 5, 26, 23, 0, 0, 0, pdt), "USLGB")
	mustRecord(t, &s, discharged, stamp(27, 20))
	return s
}

func TestTheDeskAsksForTheReportThatEndsFreeTime(t *testing.T) {
	s := inPort(t)
	pdt := ParsePlace("USLGB").Zone()
	at := func(day, hour int) time.Time { return time.Date(2025, 5, day, hour, 0, 0, 0, pdt) }
	free := func(now time.Time) (n Need) {
		for _, one := range Needs(s, now, NeedRules{}) {
			if one.Kind == NeedFree {
				n = one
			}
		}
		return n
	}
	if n := free(at(26, 23)); n.Kind != "" {
		t.Errorf("more than three days before: %+v", n)
	}
	if n := free(at(27, 0)); n.Kind == "" || n.Milestone != GateOut || n.Days > 0 || !n.Office.Equal(Day(2025, 5, 30)) {
		t.Errorf("soon: %+v", n)
	}
	if n := free(at(31, 0)); n.Days != 1 {
		t.Errorf("over: %+v", n)
	}
	mustRecord(t, &s, event(GateOut, at(30, 23), "USLGB"), Stamp{}) // the office knows, customers do not yet
	if n := free(at(31, 0)); n.Milestone != EmptyReturned || !n.Office.Equal(Day(2025, 6, 1)) {
		t.Errorf("out: %+v", n)
	}
	if got := Publish(s).FreeUntil(); !got.Equal(Day(2025, 5, 30)) {
		t.Errorf("customers are shown %s before the gate-out is published", got)
	}
	mustRecord(t, &s, event(EmptyReturned, at(31, 10), "USLGB"), stamp(31, 20))
	if n := free(at(31, 12)); n.Kind != "" {
		t.Errorf("returned: %+v", n)
	}
}

// A change of the last free day is news by its dates.
func TestTheLastFreeDayIsNews(t *testing.T) {
	s := inPort(t)
	before := OutlineOf(Publish(s), stamp(28, 8).At)
	s.Facts.Containers[1].Free.Demurrage.Last = Day(2025, 5, 28)
	found := false
	for _, n := range NewsSince(before, Publish(s)) {
		found = found || n.Kind == NewsFree && n.Old.Equal(Day(2025, 5, 30)) && n.New.Equal(Day(2025, 5, 28))
	}
	if !found {
		t.Errorf("%+v", NewsSince(before, Publish(s)))
	}
}
