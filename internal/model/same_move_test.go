package model

import (
	"testing"
	"time"
)

// moved is a report of the departure under an id, so many minutes after the first.
func moved(id string, minutes int, reported time.Time) Event {
	return carrier(event(Departed, mayAt(10, 6).Add(time.Duration(minutes)*time.Minute), "VNSGN"), id, reported)
}

func live(s Shipment) (events []Event) {
	for _, e := range s.Events {
		if e.Withdrawn.IsZero() {
			events = append(events, e)
		}
	}
	return events
}

func TestOneMoveUnderSeveralIDsIsOneEvent(t *testing.T) {
	day := moved("b", 0, mayAt(10, 8))
	day.At = day.localDay()
	elsewhere := moved("b", 10, mayAt(10, 8))
	elsewhere.Place = ParsePlace("VNTOT")
	planned := moved("b", 10, mayAt(10, 8))
	planned.Classifier = Planned
	cases := []struct {
		name   string
		second Event
		events int
	}{
		{"ten minutes later", moved("b", 10, mayAt(10, 8)), 1},
		{"half an hour before", moved("b", -30, mayAt(10, 8)), 1},
		{"an hour later", moved("b", 60, mayAt(10, 8)), 2},
		{"the mere day", day, 1},
		{"at another port of the gateway", elsewhere, 1},
		{"a plan", planned, 2},
	}
	for _, c := range cases {
		s := seaExport()
		learn(&s, moved("a", 0, mayAt(10, 7)), c.second)
		if len(live(s)) != c.events {
			t.Errorf("%s: %d events", c.name, len(live(s)))
		}
		if news := learn(&s, moved("a", 0, mayAt(10, 7)), c.second); news != 0 {
			t.Errorf("%s: %d news when all comes again", c.name, news)
		}
	}
}

func TestAMomentIsKeptInPlaceOfItsDay(t *testing.T) {
	s := seaExport()
	day := moved("a", 0, mayAt(10, 7))
	day.At = day.localDay()
	learn(&s, day, moved("b", 0, mayAt(10, 8)))
	if events := live(s); len(events) != 1 || events[0].At.IsDate() || !events[0].reportedAs("a") || !events[0].reportedAs("b") {
		t.Errorf("%+v", events)
	}
}

func TestEitherIDCorrectsAndTakesBack(t *testing.T) {
	for _, id := range []string{"a", "b"} {
		s := seaExport()
		learn(&s, moved("a", 0, mayAt(10, 7)), moved("b", 10, mayAt(10, 8)), moved(id, 300, mayAt(10, 12)))
		if events := live(s); len(events) != 1 || !events[0].At.Equal(Moment(mayAt(10, 11))) {
			t.Errorf("corrected by %s: %+v", id, events)
		}

		s = seaExport()
		learn(&s, moved("a", 0, mayAt(10, 7)), moved("b", 10, mayAt(10, 8)))
		first := Retract(&s, id, stamp(11, 1))
		if !first.Changed || first.Stands != "e1" || len(live(s)) != 1 {
			t.Fatalf("taken back by %s: %+v", id, first)
		}
		wanted := map[string]int{"a": 10, "b": 0}[id]
		if at := live(s)[0].At; !at.Equal(Moment(mayAt(10, 6).Add(time.Duration(wanted) * time.Minute))) {
			t.Errorf("what is left without %s is at %v", id, at)
		}
		if again := Retract(&s, id, stamp(11, 2)); again.Changed || !again.Found {
			t.Errorf("taken back twice: %+v", again)
		}
		other := map[string]string{"a": "b", "b": "a"}[id]
		if last := Retract(&s, other, stamp(11, 3)); !last.Changed || last.Stands != "" || len(live(s)) != 0 {
			t.Errorf("without either: %+v", last)
		}
	}
}
