package model

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// atSea is the shipment of the story on its way, with everything published that
// its customer should read.
func atSea(t *testing.T) Shipment {
	t.Helper()
	s := seaExport()
	for i, m := range []Milestone{BookingConfirmed, EmptyPickedUp, Stuffed, GateIn, Loaded, Departed} {
		day := []int{2, 7, 8, 9, 10, 10}[i]
		mustRecord(t, &s, event(m, mayAt(day, 1+i), ""), stamp(day, 12))
	}
	return s
}

// told is each need as its kind and what it is about.
func told(needs []Need) []string {
	var lines []string
	for _, n := range needs {
		about := string(n.Milestone)
		if n.Kind == NeedPublish {
			about = strings.Join(n.Events, ",")
		}
		lines = append(lines, strings.TrimSuffix(fmt.Sprintf("%s %s %d", strings.TrimPrefix(string(n.Kind), "need."), about, n.Days), " 0"))
	}
	return lines
}

func TestWhatAShipmentNeeds(t *testing.T) {
	post := func(m Milestone, day int, place string) func(*testing.T, *Shipment) {
		return func(t *testing.T, s *Shipment) {
			t.Helper()
			mustRecord(t, s, event(m, mayAt(day, 6), place), Stamp{})
		}
	}
	none := func(*testing.T, *Shipment) {}
	for _, c := range []struct {
		name  string
		from  func(*testing.T) Shipment
		edit  func(*testing.T, *Shipment)
		now   time.Time
		rules NeedRules
		want  []string
	}{
		{"all is well", atSea, none, mayAt(16, 9), NeedRules{}, nil},
		{"booked, before its ETD", booked, none, mayAt(9, 9), NeedRules{}, nil},
		{"ETD is today", booked, none, mayAt(10, 9), NeedRules{SilentDays: 30}, nil},
		{"ETD passed", booked, none, mayAt(12, 9), NeedRules{SilentDays: 30}, []string{"departure departed 2"}},
		{"a draft whose ETD passed", func(*testing.T) Shipment { return seaExport() }, none, mayAt(12, 9), NeedRules{}, []string{"departure departed 2"}},
		{"departed elsewhere, the departure itself is a missing report", booked, post(TSDeparted, 11, "SGSIN"), mayAt(12, 9), NeedRules{SilentDays: 30}, []string{
			"publish e2 11", "missing empty_picked_up", "missing stuffed", "missing gate_in", "missing loaded", "missing departed",
		}},
		{"off the vessel, its arrival not reported", atSea, post(Discharged, 25, "USLGB"), mayAt(28, 9), NeedRules{SilentDays: 30}, []string{
			"publish e7 27", "missing arrived",
		}},
		{"gone out, neither departure nor arrival reported", booked, post(GateOut, 26, "USLGB"), mayAt(28, 9), NeedRules{SilentDays: 30}, []string{
			"publish e2 27", "missing empty_picked_up", "missing stuffed", "missing gate_in", "missing loaded", "missing departed", "missing arrived",
		}},
		{"ETA passed, and it is the 27th in Long Beach", atSea, none, mayAt(28, 9), NeedRules{SilentDays: 30}, []string{"arrival arrived 2"}},
		{"ETA passed, the customer hears nothing", atSea, none, mayAt(28, 13), NeedRules{}, []string{"arrival arrived 2", "silent  18"}},
		{"no update for a week", atSea, none, mayAt(17, 13), NeedRules{}, []string{"silent  7"}},
		{"the house has its own patience", atSea, none, mayAt(17, 13), NeedRules{SilentDays: 10}, nil},
		{"arrival recorded, not published", atSea, post(Arrived, 24, "USLGB"), mayAt(24, 9), NeedRules{SilentDays: 30}, []string{"dates arrived"}},
		{"a step recorded, not published", atSea, post(TSArrived, 14, "SGSIN"), mayAt(16, 9), NeedRules{}, []string{"publish e7 15"}},
		{"the ETA is another one in the office", atSea, func(_ *testing.T, s *Shipment) {
			Reschedule(s, KindETA, Day(2025, 5, 28), Text{}, "", stamp(15, 9), Stamp{})
		}, mayAt(16, 9), NeedRules{}, []string{"dates eta_changed 3"}},
		{"and known from an event", atSea, func(t *testing.T, s *Shipment) {
			e := event(ETAChanged, mayAt(28, 9), "USLGB")
			e.At, e.Classifier = Day(2025, 5, 28), Estimated
			mustRecord(t, s, e, Stamp{})
		}, mayAt(16, 9), NeedRules{}, []string{"dates eta_changed 3"}},
		{"what was withdrawn counts for nothing", atSea, func(t *testing.T, s *Shipment) {
			e := mustRecord(t, s, event(Arrived, mayAt(15, 6), "USLGB"), Stamp{})
			if err := WithdrawEvent(s, e.ID, stamp(15, 9)); err != nil {
				t.Fatal(err)
			}
		}, mayAt(16, 9), NeedRules{}, nil},
		{"customers were mailed another ETA", atSea, none, mayAt(16, 9), NeedRules{Mailed: Day(2025, 5, 22)}, []string{"mailed  3"}},
		{"customers were mailed this ETA", atSea, none, mayAt(16, 9), NeedRules{Mailed: Day(2025, 5, 25)}, nil},
		{"a box was left in the terminal", booked, func(t *testing.T, s *Shipment) {
			for i, box := range []string{"ONEU6507410", "ONEU8363919"} {
				e := event(GateIn, mayAt(9, 6), "VNSGN")
				e.Container = Line(box, RefCells)
				mustRecord(t, s, e, stamp(9, 7))
				e.Milestone = Loaded
				if i == 0 {
					mustRecord(t, s, e, stamp(10, 7))
				}
			}
			mustRecord(t, s, event(Departed, mayAt(10, 6), "VNSGN"), stamp(10, 7))
		}, mayAt(12, 9), NeedRules{}, []string{"loaded loaded 2", "missing empty_picked_up", "missing stuffed"}},
		{"the vessel has left, loading was never reported", booked, func(t *testing.T, s *Shipment) {
			mustRecord(t, s, event(GateIn, mayAt(9, 6), "VNSGN"), stamp(9, 7))
			s.Facts.ATD = Day(2025, 5, 10)
		}, mayAt(12, 9), NeedRules{}, []string{"loaded loaded 2", "missing empty_picked_up", "missing stuffed"}},
		{"in the terminal before the departure", booked, post(GateIn, 9, "VNSGN"), mayAt(9, 9), NeedRules{}, []string{
			"publish e2 8", "missing empty_picked_up", "missing stuffed",
		}},
		{"imports leave the origin to others", booked, func(t *testing.T, s *Shipment) {
			s.Facts.Direction = Import
			mustRecord(t, s, event(Departed, mayAt(10, 6), "VNSGN"), stamp(10, 7))
		}, mayAt(12, 9), NeedRules{}, []string{"missing loaded"}},
		{"cancelled", atSea, func(_ *testing.T, s *Shipment) { s.Facts.Status = Cancelled }, mayAt(28, 9), NeedRules{Mailed: Day(2025, 5, 1)}, nil},
		{"done long ago", atSea, func(t *testing.T, s *Shipment) {
			mustRecord(t, s, event(Delivered, mayAt(27, 6), ""), stamp(27, 7))
		}, mayAt(27, 9).AddDate(1, 0, 0), NeedRules{}, nil},
		{"done, and customers do not know", atSea, post(Delivered, 27, ""), mayAt(28, 9), NeedRules{}, []string{"publish e7 27"}},
		{"an estimate is old news after the actual", atSea, func(t *testing.T, s *Shipment) {
			e := event(Departed, mayAt(9, 6), "VNSGN")
			e.Classifier = Estimated
			mustRecord(t, s, e, Stamp{})
		}, mayAt(16, 9), NeedRules{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			c.edit(t, &s)
			if got := told(Needs(s, c.now, c.rules)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("needs %q\nwant  %q", got, c.want)
			}
		})
	}
}

func booked(t *testing.T) Shipment {
	t.Helper()
	s := seaExport()
	mustRecord(t, &s, event(BookingConfirmed, mayAt(2, 9), ""), stamp(2, 10))
	return s
}

func TestABoxLeftBehindIsNamed(t *testing.T) {
	s := booked(t)
	for i, box := range []string{"ONEU6507410", "ONEU8363919"} {
		e := event([]Milestone{Loaded, GateIn}[i], mayAt(9, 6), "VNSGN")
		e.Container = Line(box, RefCells)
		mustRecord(t, &s, e, stamp(9, 7))
	}
	worst, _ := Worst(slices.DeleteFunc(Needs(s, mayAt(12, 9), NeedRules{}), func(n Need) bool { return n.Kind != NeedLoaded }))
	if len(worst.Containers) != 1 || worst.Containers[0].String() != "ONEU8363919" {
		t.Errorf("left behind: %v", worst.Containers)
	}
}

func TestTheWorstNeedIsNamed(t *testing.T) {
	if _, any := Worst(nil); any {
		t.Error("nothing is needed, and something is the worst")
	}
	if worst, _ := Worst([]Need{{Kind: NeedSilent, Days: 40}, {Kind: NeedLoaded, Days: 1}}); worst.Kind != NeedLoaded {
		t.Errorf("the worst is %s", worst.Kind)
	}
}

func TestNextMilestoneAndItsPlace(t *testing.T) {
	s := seaExport()
	s.Facts.Pickup, s.Facts.Dropoff = ParsePlace("Thu Duc"), ParsePlace("Carson")
	s.Facts.Legs = []Leg{
		{Mode: Road, From: ParsePlace("Thu Duc"), To: ParsePlace("VNSGN")},
		{Mode: Sea, From: ParsePlace("VNSGN"), To: ParsePlace("SGSIN")},
		{Mode: Sea, From: ParsePlace("SGSIN"), To: ParsePlace("USLGB")},
	}
	step := func(want Milestone, place string) {
		t.Helper()
		m := NextMilestone(s)
		if got := DefaultPlace(s, m).Short(); m != want || got != place {
			t.Fatalf("next is %q in %q, want %q in %q", m, got, want, place)
		}
	}
	day := 1
	post := func(m Milestone, place, box string) {
		t.Helper()
		day++
		e := event(m, mayAt(day, 6), place)
		e.Container = Line(box, RefCells)
		mustRecord(t, &s, e, Stamp{})
	}
	pol := s.Facts.POL.Short()
	step(BookingConfirmed, "")
	post(BookingConfirmed, "", "")
	step(EmptyPickedUp, pol)
	post(EmptyPickedUp, "VNSGN", "ONEU6507410")
	step(EmptyPickedUp, pol) // the other box
	post(EmptyPickedUp, "VNSGN", "ONEU8363919")
	step(Stuffed, "Thu Duc")
	post(GateIn, "VNSGN", "")
	step(Loaded, pol)
	post(Departed, "VNSGN", "")
	step(TSArrived, "Singapore")
	post(TSArrived, "SGSIN", "")
	step(TSDeparted, "Singapore")
	post(TSDeparted, "SGSIN", "")
	if got := DefaultPlace(s, TSArrived); !got.IsZero() {
		t.Errorf("transshipment once more, in %s", got)
	}
	step(Arrived, "Long Beach")
	post(Arrived, "USLGB", "")
	step(Discharged, "Long Beach")
	post(GateOut, "USLGB", "")
	step(Delivered, "Carson")
	post(Delivered, "", "")
	step(EmptyReturned, "Long Beach")
	post(EmptyReturned, "", "")
	step("", "")
	s = seaExport()
	s.Facts.Status = InTransit // known as a bare fact
	step(Departed, pol)
	s.Facts.Status = Cancelled
	step("", "")
}

func TestFreshness(t *testing.T) {
	meter := NewFreshnessMeter(mayAt(16, 9), 7)
	if got := meter.Figure(); got != (Freshness{Share: 1}) {
		t.Errorf("of nothing: %+v", got)
	}
	for _, c := range []struct {
		status  Status
		updated time.Time
	}{
		{InTransit, mayAt(16, 8)},
		{Confirmed, mayAt(14, 9)},
		{InTransit, mayAt(9, 9)},  // seven days: no longer fresh
		{InTransit, time.Time{}},  // never
		{Done, mayAt(1, 1)},       // nobody waits for it
		{Draft, mayAt(1, 1)},      // nor for this
		{Confirmed, mayAt(17, 9)}, // a clock that was set back
	} {
		meter.Add(c.status, c.updated)
	}
	if got := meter.Figure(); got != (Freshness{Active: 5, Fresh: 3, Share: 0.6, MedianDays: 2}) {
		t.Errorf("figure: %+v", got)
	}
}

func TestLastUpdateIsWhatCustomersSaw(t *testing.T) {
	s := booked(t)
	s.Created, s.Updated = mayAt(1, 8), mayAt(20, 9)
	for _, c := range []struct {
		name string
		edit func()
		want time.Time
	}{
		{"as booked", func() {}, mayAt(2, 10)},
		{"a note for the office", func() { s.Notes = append(s.Notes, Note{At: mayAt(9, 9)}) }, mayAt(2, 10)},
		{"an event for the office", func() { mustRecord(t, &s, event(GateIn, mayAt(9, 9), ""), Stamp{}) }, mayAt(2, 10)},
		{"a note for the customer", func() { s.Notes = append(s.Notes, Note{At: mayAt(3, 9), ForCustomer: true}) }, mayAt(3, 9)},
		{"a date that moved", func() {
			Reschedule(&s, KindETA, Day(2025, 5, 28), Text{}, "", stamp(4, 9), stamp(4, 9))
		}, mayAt(4, 9)},
		{"a date for the office", func() { Reschedule(&s, KindETA, Day(2025, 5, 29), Text{}, "", stamp(5, 9), Stamp{}) }, mayAt(4, 9)},
		{"an event taken back", func() {
			if err := WithdrawEvent(&s, "e1", stamp(6, 9)); err != nil {
				t.Fatal(err)
			}
		}, mayAt(6, 9)},
		{"an internal event taken back", func() {
			if err := WithdrawEvent(&s, "e2", stamp(7, 9)); err != nil {
				t.Fatal(err)
			}
		}, mayAt(6, 9)},
		{"a note taken back", func() { s.Notes[1].Withdrawn = stamp(8, 9) }, mayAt(8, 9)},
		{"a fact", func() { s.FactsAt = mayAt(9, 9) }, mayAt(9, 9)},
	} {
		c.edit()
		if got, door := LastUpdate(s), Publish(s).UpdatedAt; !got.Equal(c.want) || !got.Equal(door) {
			t.Errorf("%s: last update %s, the door says %s, want %s", c.name, got, door, c.want)
		}
	}
	if got := LastUpdate(Shipment{Created: mayAt(1, 8)}); !got.Equal(mayAt(1, 8)) {
		t.Errorf("last update of a new one %s", got)
	}
}

func BenchmarkNeeds(b *testing.B) {
	s := seaExport()
	for i, m := range []Milestone{BookingConfirmed, EmptyPickedUp, Stuffed, GateIn, Loaded, Departed} {
		Record(&s, event(m, mayAt(2+i, 6), ""), stamp(12, 9), stamp(12, 9))
	}
	for b.Loop() {
		Needs(s, mayAt(28, 9), NeedRules{})
	}
}
