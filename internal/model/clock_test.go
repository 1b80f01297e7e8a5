package model

import (
	"encoding/json"
	"testing"
	"time"
)

// between is a shipment between two ports, with other ends of its way if need be.
func between(pol, pod, pickup, dropoff string) Shipment {
	s := seaExport()
	s.Facts.POL, s.Facts.POD = ParsePlace(pol), ParsePlace(pod)
	s.Facts.Pickup, s.Facts.Dropoff = ParsePlace(pickup), ParsePlace(dropoff)
	return s
}

// A quarter past three in the afternoon in UTC, by the clocks of the places at
// which things happen when nobody says where.
func TestAMilestoneGoesByTheClockOfItsPlace(t *testing.T) {
	at := time.Date(2025, 5, 14, 15, 15, 0, 0, time.UTC)
	home := between("VNSGN", "DEHAM", "", "")
	inland := between("VNSGN", "USLGB", "CNSHA", "USNYC")
	address := between("VNSGN", "DEHAM", "Kho Thu Duc", "Lager Nord, Tor 3")
	for _, c := range []struct {
		s     Shipment
		m     Milestone
		place string
		want  string
	}{
		{home, BookingConfirmed, "", "2025-05-14T22:15:00+07:00 ICT"},
		{home, BookingCancelled, "", "2025-05-14T22:15:00+07:00 ICT"},
		{home, EmptyPickedUp, "", "2025-05-14T22:15:00+07:00 ICT"},
		{home, GateIn, "", "2025-05-14T22:15:00+07:00 ICT"},
		{home, Departed, "", "2025-05-14T22:15:00+07:00 ICT"},
		{home, TSDeparted, "SGSIN", "2025-05-14T23:15:00+08:00 SGT"},
		{home, Arrived, "", "2025-05-14T17:15:00+02:00 CEST"},
		{home, CustomsCleared, "", "2025-05-14T17:15:00+02:00 CEST"},
		{home, GateOut, "", "2025-05-14T17:15:00+02:00 CEST"},
		{home, Delivered, "", "2025-05-14T17:15:00+02:00 CEST"},
		{home, EmptyReturned, "", "2025-05-14T17:15:00+02:00 CEST"},
		{home, Delivered, "Lager Nord", "2025-05-14T17:15:00+02:00 CEST"},
		{home, Delivered, "JPTYO", "2025-05-15T00:15:00+09:00 JST"},
		{inland, CargoReceived, "", "2025-05-14T23:15:00+08:00 CST"},
		{inland, GateIn, "", "2025-05-14T22:15:00+07:00 ICT"},
		{inland, GateOut, "", "2025-05-14T08:15:00-07:00 PDT"},
		{inland, Delivered, "", "2025-05-14T11:15:00-04:00 EDT"},
		{address, Stuffed, "", "2025-05-14T22:15:00+07:00 ICT"},
		{address, Delivered, "", "2025-05-14T17:15:00+02:00 CEST"},
	} {
		s := c.s.Clone()
		e := Event{Milestone: c.m, Classifier: Actual, At: Moment(at), Place: ParsePlace(c.place)}
		recorded := mustRecord(t, &s, e, stamp(15, 1))
		shown := Publish(s).Timeline[0]
		for what, when := range map[string]When{"recorded": recorded.At, "published": shown.At, "kept": keptEvent(t, s).At} {
			if got := when.String() + " " + ZoneAbbrev(when.Instant()); got != c.want {
				t.Errorf("%s, %s at %q: %s, want %s", what, c.m, c.place, got, c.want)
			}
		}
	}
}

// keptEvent is the first event of a record that was written as JSON and read again.
func keptEvent(t *testing.T, s Shipment) Event {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Shipment
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	back.Localize()
	return back.Events[0]
}

// Half an hour before and after midnight, in UTC and by the local clock, as each
// door takes it in: the day is the port's, and so is the day of what is expected.
func TestEveryDoorTakesATimeByTheClockOfItsPort(t *testing.T) {
	for _, c := range []struct{ said, day string }{
		{"2025-05-10T16:30:00Z", "2025-05-10"},
		{"2025-05-10T17:30:00Z", "2025-05-11"},
		{"2025-05-10T23:30:00Z", "2025-05-11"},
		{"2025-05-11T00:30:00Z", "2025-05-11"},
		{"2025-05-10T23:30:00+07:00", "2025-05-10"},
		{"2025-05-11T00:30:00+07:00", "2025-05-11"},
	} {
		said, err := ParseWhen(c.said, nil)
		if err != nil {
			t.Fatal(err)
		}
		for door, take := range map[string]func(s *Shipment) When{
			"list ATD": func(s *Shipment) When {
				*s, _, _ = Merge(*s, Incoming{Facts: Facts{ATD: said}}, stamp(12, 1))
				return Shown(*s).ATD
			},
			"list ETD": func(s *Shipment) When {
				*s, _, _ = Merge(*s, Incoming{Facts: Facts{ETD: said}}, stamp(12, 1))
				return Shown(*s).ETD
			},
			"ledger": func(s *Shipment) When {
				Reschedule(s, KindETD, said, Text{}, "", stamp(12, 1), stamp(12, 1))
				return Shown(*s).ETD
			},
			"event": func(s *Shipment) When {
				Record(s, Event{Milestone: Departed, Classifier: Actual, At: said}, stamp(12, 1), stamp(12, 1))
				return Shown(*s).ATD
			},
			"report": func(s *Shipment) When {
				Learn(s, Event{Milestone: Departed, Classifier: Actual, At: said}, stamp(12, 1), true)
				return Shown(*s).ATD
			},
			"estimate": func(s *Shipment) When {
				Learn(s, Event{Milestone: Departed, Classifier: Estimated, At: said}, stamp(12, 1), true)
				return Known(*s).ETD
			},
		} {
			s := seaExport()
			s.Facts.ETD = Day(2025, 5, 20)
			if got := take(&s).Date().String(); got != c.day {
				t.Errorf("%s said %s: %s, want %s", door, c.said, got, c.day)
			}
		}
	}
}

// A list that names another port of discharge moves its dates to the clock of that.
func TestADateFollowsItsPort(t *testing.T) {
	s := seaExport()
	s.Facts.ATA = Moment(time.Date(2025, 5, 25, 23, 0, 0, 0, time.UTC)).In(s.Facts.POD.Zone())
	s, changed, _ := Merge(s, Incoming{Facts: Facts{POD: ParsePlace("DEHAM")}}, stamp(26, 1))
	if got := Shown(s).ATA.String(); !changed || got != "2025-05-26T01:00:00+02:00" {
		t.Errorf("changed %v: %s", changed, got)
	}
}

// A leg's dates are those of its own ends.
func TestALegGoesByTheClocksOfItsEnds(t *testing.T) {
	s := seaExport()
	at := Moment(time.Date(2025, 5, 14, 16, 30, 0, 0, time.UTC))
	s.Facts.Legs = []Leg{
		{From: s.Facts.POL, To: ParsePlace("SGSIN"), ETA: at}, {From: ParsePlace("SGSIN"), To: s.Facts.POD, ETD: at},
	}
	for _, got := range []When{Publish(s).Legs[0].ETA, Publish(s).Legs[1].ETD} {
		if got.String() != "2025-05-15T00:30:00+08:00" {
			t.Errorf("in Singapore it is %s", got)
		}
	}
	if s.Facts.Legs[0].ETA.String() != at.String() {
		t.Error("the office's own leg was changed")
	}
}
