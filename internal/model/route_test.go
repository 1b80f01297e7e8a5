package model

import (
	"fmt"
	"strings"
	"testing"
)

// relayed is a shipment from Cat Lai to Long Beach that changes vessels in
// Singapore, with a truck at each end, and left Cat Lai.
func relayed() Shipment {
	s := seaExport()
	f := &s.Facts
	f.Vessel, f.Voyage = Line("FEEDER", NameCells), Line("12N", RefCells)
	f.Legs = []Leg{
		{Mode: Road, From: ParsePlace("Thu Duc"), To: ParsePlace("VNSGN"), ETD: Day(2025, 5, 9), ETA: Day(2025, 5, 9)},
		{Mode: Sea, From: ParsePlace("VNSGN"), To: ParsePlace("SGSIN"), ETA: Day(2025, 5, 13)},
		{Mode: Sea, From: ParsePlace("SGSIN"), To: ParsePlace("USLGB"), Vessel: Line("MOTHER", NameCells), Voyage: Line("7E", RefCells), ETD: Day(2025, 5, 15), Basis: Day(2025, 5, 13)},
		{Mode: Road, From: ParsePlace("USLGB"), To: ParsePlace("Carson"), ETD: Day(2025, 5, 27), ETA: Day(2025, 5, 28), Basis: Day(2025, 5, 25)},
	}
	return s
}

// wayOf are the legs of a published shipment, one a line, as short as can be.
func wayOf(legs []Leg) string {
	var lines []string
	day := func(w When) string {
		if w.IsZero() {
			return "–"
		}
		return w.Date().Instant().Format("2")
	}
	for _, l := range legs {
		line := fmt.Sprintf("%s>%s %s %s %s/%s %s/%s", l.From.Short(), l.To.Short(), l.Vessel, l.Voyage, day(l.ETD), day(l.ATD), day(l.ETA), day(l.ATA))
		if l.Open {
			line += " open"
		}
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(lines, "\n")
}

// on puts an event on board a vessel.
func (e Event) on(vessel, voyage string) Event {
	e.Vessel, e.Voyage = Line(vessel, NameCells), Line(voyage, RefCells)
	return e
}

// expecting is an event that is expected only, as said on a day of May.
func (e Event) expecting(said int) Event {
	e.Classifier, e.Reported = Estimated, mayAt(said, 9)
	return e
}

func TestLegsSayWhatHasBecomeOfTheirPlan(t *testing.T) {
	reschedule := func(kind DateKind, day int) func(*Shipment) {
		return func(s *Shipment) { Reschedule(s, kind, Day(2025, 5, day), Text{}, "", stamp(11, 9), stamp(11, 9)) }
	}
	at := func(m Milestone, day int) Event { return event(m, mayAt(day, 12), "SGSIN") }
	somewhere := func(m Milestone, day int) Event { return event(m, mayAt(day, 12), "") }
	const (
		truck  = "Thu Duc>Cat Lai 9/– 9/–\n"
		feeder = "Cat Lai>Singapore FEEDER 12N 10/– 13/–\n"
		mother = "Singapore>Long Beach MOTHER 7E 15/– 25/–\n"
		onward = "Long Beach>Carson 27/– 28/–"
	)
	for _, c := range []struct {
		name   string
		events []Event
		edit   func(*Shipment)
		want   string
	}{
		{"as planned", nil, nil, truck + feeder + mother + onward},
		{
			"a later ETA moves the last leg, and opens the truck", nil, reschedule(KindETA, 26),
			truck + feeder + "Singapore>Long Beach MOTHER 7E 15/– 26/–\nLong Beach>Carson –/– –/– open",
		},
		{
			"an earlier ETA opens nothing", nil, reschedule(KindETA, 24),
			truck + feeder + "Singapore>Long Beach MOTHER 7E 15/– 24/–\n" + onward,
		},
		{
			"a later ETD moves the first leg", nil, reschedule(KindETD, 12),
			truck + "Cat Lai>Singapore FEEDER 12N 12/– 13/–\n" + mother + onward,
		},
		{
			"an ETD behind the arrival opens that, and what is behind it", nil, reschedule(KindETD, 14),
			truck + "Cat Lai>Singapore FEEDER 12N 14/– –/– open\nSingapore>Long Beach MOTHER 7E –/– 25/– open\n" + onward,
		},
		{
			"departed and arrived",
			[]Event{event(Departed, mayAt(11, 6), "VNSGN"), event(Arrived, mayAt(24, 22), "USLGB")},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/11 13/–\nSingapore>Long Beach MOTHER 7E 15/– 25/24\n" + onward,
		},
		{
			"the arrival for transshipment is expected later",
			[]Event{at(TSArrived, 14).expecting(11)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 14/–\nSingapore>Long Beach MOTHER 7E –/– 25/– open\n" + onward,
		},
		{
			"and the departure after it is given anew",
			[]Event{at(TSArrived, 16).expecting(11), at(TSDeparted, 18).expecting(11)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 16/–\nSingapore>Long Beach MOTHER 7E 18/– 25/–\n" + onward,
		},
		{
			"a departure that was expected before the arrival is open",
			[]Event{at(TSArrived, 16).expecting(12), at(TSDeparted, 15).expecting(11)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 16/–\nSingapore>Long Beach MOTHER 7E –/– 25/– open\n" + onward,
		},
		{
			"what was said last counts, not what is latest",
			[]Event{at(TSArrived, 15).expecting(11), at(TSArrived, 13).expecting(12)},
			nil,
			truck + feeder + mother + onward,
		},
		{
			"transshipped",
			[]Event{at(TSArrived, 13), at(TSDischarged, 13), at(TSLoaded, 15), at(TSDeparted, 16)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 13/13\nSingapore>Long Beach MOTHER 7E 15/16 25/–\n" + onward,
		},
		{
			"transshipped, no place is named",
			[]Event{somewhere(TSArrived, 13), somewhere(TSDeparted, 16)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 13/13\nSingapore>Long Beach MOTHER 7E 15/16 25/–\n" + onward,
		},
		{
			"a departure from a port of the legs is one of a transshipment",
			[]Event{at(Arrived, 13), at(Departed, 16)},
			nil,
			truck + "Cat Lai>Singapore FEEDER 12N 10/– 13/13\nSingapore>Long Beach MOTHER 7E 15/16 25/–\n" + onward,
		},
		{
			"on board another vessel than planned",
			[]Event{at(TSLoaded, 15).on("THIRD", "9E"), at(TSDeparted, 16).on("THIRD", "9E")},
			nil,
			truck + feeder + "Singapore>Long Beach THIRD 9E 15/16 25/–\n" + onward,
		},
		{
			"at a port that no leg names",
			[]Event{event(TSArrived, mayAt(12, 9), "MYPKG"), event(TSDeparted, mayAt(13, 9), "MYPKG").on("SECOND", "1W")},
			nil,
			truck + "Cat Lai>Port Klang FEEDER 12N 10/– –/12\nPort Klang>Singapore SECOND 1W –/13 13/–\n" + mother + onward,
		},
		{
			"without legs the way is divided where it was transshipped",
			[]Event{at(TSArrived, 13), at(TSDeparted, 16).on("MOTHER", "7E")},
			func(s *Shipment) { s.Facts.Legs = nil }, "Cat Lai>Singapore FEEDER 12N 10/– –/13\nSingapore>Long Beach MOTHER 7E –/16 25/–",
		},
		{
			"without legs and without a port",
			[]Event{somewhere(TSArrived, 13), somewhere(TSLoaded, 15), somewhere(TSDeparted, 16).on("MOTHER", "7E")},
			func(s *Shipment) { s.Facts.Legs = nil }, "Cat Lai> FEEDER 12N 10/– –/13\n>Long Beach MOTHER 7E –/16 25/–",
		},
		{"without legs and without a transshipment none are made", nil, func(s *Shipment) { s.Facts.Legs = nil }, ""},
		{
			"the last leg given ends at the transshipment port",
			[]Event{at(TSArrived, 13), at(TSDeparted, 16)},
			func(s *Shipment) { s.Facts.Legs = s.Facts.Legs[1:2] }, "Cat Lai>Singapore FEEDER 12N 10/– 13/13\nSingapore>Long Beach –/16 25/–",
		},
		{"taken back", []Event{at(TSArrived, 16), at(TSDeparted, 18).on("THIRD", "9E")}, func(s *Shipment) {
			for _, e := range s.Events {
				if err := WithdrawEvent(s, e.ID, stamp(20, 9)); err != nil {
					t.Fatal(err)
				}
			}
		}, truck + feeder + mother + onward},
		{"not published", []Event{at(TSArrived, 16)}, func(s *Shipment) { s.Events[0].Published = Stamp{} }, truck + feeder + mother + onward},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := relayed()
			for _, e := range c.events {
				mustRecord(t, &s, e, stamp(1, 9))
			}
			if c.edit != nil {
				c.edit(&s)
			}
			if got := wayOf(Publish(s).Legs); got != c.want {
				t.Errorf("legs are\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// The vessel that was stated last counts: by an event, or by a person who
// corrects what an older event said. The event is told of the same vessel.
func TestTheVesselIsTheOneThatWasStatedLast(t *testing.T) {
	correct := func(vessel string, day int) func(*Shipment) {
		return func(s *Shipment) {
			was, voyage := s.Facts.Vessel, s.Facts.Voyage
			s.Facts.Vessel = Line(vessel, NameCells)
			s.Facts.Reboard(was, voyage, mayAt(day, 9))
		}
	}
	for _, c := range []struct {
		name   string
		legs   bool
		edits  []func(*Shipment)
		vessel string
	}{
		{"by an event behind the list", true, nil, "ACTUAL"},
		{"by an event, without legs", false, nil, "ACTUAL"},
		{"by a correction", true, []func(*Shipment){correct("RIGHT", 12)}, "RIGHT"},
		{"by a correction, without legs", false, []func(*Shipment){correct("RIGHT", 12)}, "RIGHT"},
		{"a leg named the former one", true, []func(*Shipment){func(s *Shipment) { s.Facts.Legs[1].Vessel = s.Facts.Vessel }, correct("RIGHT", 12)}, "RIGHT"},
	} {
		s := relayed()
		if !c.legs {
			s.Facts.Legs = nil
		}
		if _, added := Record(&s, event(Departed, mayAt(10, 6), "VNSGN").on("ACTUAL", "1"), stamp(11, 9), stamp(11, 9)); !added {
			t.Fatal("not recorded")
		}
		for _, edit := range c.edits {
			edit(&s)
		}
		p := Publish(s)
		if got := p.Vessel.String(); got != c.vessel || p.Timeline[0].Vessel.String() != c.vessel {
			t.Errorf("%s: %s, and the event tells of %s, want %s", c.name, got, p.Timeline[0].Vessel, c.vessel)
		}
	}
}
