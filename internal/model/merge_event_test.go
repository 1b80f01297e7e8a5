package model

import (
	"testing"
	"time"
)

// carrier is a carrier's report: its id, and when it was made.
func carrier(e Event, id string, reported time.Time) Event {
	e.Origin, e.Reported = Origin{Kind: "dcsa", ID: id}, reported
	return e
}

func estimate(m Milestone, when time.Time, place string) Event {
	e := event(m, when, place)
	e.Classifier = Estimated
	return e
}

// learn hands reports in, unpublished, and counts those that brought news.
func learn(s *Shipment, reports ...Event) (news int) {
	for _, e := range reports {
		if changed, _, _ := Learn(s, e, stamp(20, 1), false); changed {
			news++
		}
	}
	return news
}

func TestReportsThatComeAgainAreOne(t *testing.T) {
	s := seaExport()
	gateIn := event(GateIn, mayAt(9, 18), "VNSGN")
	gateIn.Container = Line("ONEU6507410", RefCells)
	other := carrier(gateIn, "b", mayAt(9, 20))
	other.Container = Line("ONEU8363919", RefCells)
	if news := learn(&s, carrier(gateIn, "a", mayAt(9, 19)), carrier(gateIn, "c", mayAt(9, 21)), gateIn, other, other); news != 2 {
		t.Errorf("%d of five reports were news", news)
	}
	if Publish(s).Timeline != nil {
		t.Error("what was imported is seen before anybody published it")
	}
}

func TestARepeatPublishesWhenAsked(t *testing.T) {
	s := seaExport()
	report := carrier(event(Departed, mayAt(10, 6), "VNSGN"), "a", mayAt(10, 7))
	learn(&s, report)
	changed, _, _ := Learn(&s, report, stamp(21, 1), true)
	if !changed || Shown(s).ATD.IsZero() || len(s.Events) != 1 {
		t.Errorf("changed %v, shown ATD %v, %d events", changed, Shown(s).ATD, len(s.Events))
	}
	if changed, _, _ = Learn(&s, report, stamp(22, 1), true); changed {
		t.Error("publishing twice changed something")
	}
}

func TestWhatWasWithdrawnDoesNotComeBack(t *testing.T) {
	s := seaExport()
	report := carrier(event(Departed, mayAt(10, 6), "VNSGN"), "a", mayAt(10, 7))
	learn(&s, report)
	r := Retract(&s, "a", stamp(11, 1))
	found, changed, seen := r.Found, r.Changed, r.Seen
	if !found || !changed || seen {
		t.Errorf("found %v, changed %v, seen %v", found, changed, seen)
	}
	if news := learn(&s, report); news != 0 || !Known(s).ATD.IsZero() {
		t.Errorf("%d news, ATD %v", news, Known(s).ATD)
	}
	if Retract(&s, "a", stamp(11, 2)).Changed {
		t.Error("a second retraction changed something")
	}
	if Retract(&s, "", stamp(11, 2)).Found {
		t.Error("a retraction of nothing found something")
	}
	if news := learn(&s, carrier(event(Departed, mayAt(10, 9), "VNSGN"), "a", mayAt(12, 1))); news != 1 {
		t.Error("what was reported after the retraction is no news")
	}
}

// A correction that did not count when it came is gone with what it corrected.
func TestAnOvertakenCorrectionGoesWithItsEvent(t *testing.T) {
	s := seaExport()
	plan := carrier(estimate(Departed, mayAt(25, 6), "VNSGN"), "a", time.Time{})
	plan.Classifier = Planned
	older := carrier(estimate(Departed, mayAt(27, 6), "VNSGN"), "a", mayAt(8, 1))
	if news := learn(&s, plan, older); news != 1 {
		t.Fatalf("%d news", news)
	}
	Retract(&s, "a", stamp(21, 1))
	if news := learn(&s, plan, older); news != 0 {
		t.Errorf("after the retraction %d news, ETD %v", news, Known(s).ETD)
	}
}

func TestANewerReportReplacesTheOlder(t *testing.T) {
	s := seaExport()
	first := carrier(event(Departed, mayAt(10, 6), "VNSGN"), "a", mayAt(10, 7))
	second := carrier(event(Departed, mayAt(10, 9), "VNSGN"), "a", mayAt(10, 12))
	if news := learn(&s, first, second, first, second); news != 2 {
		t.Errorf("%d news", news)
	}
	if atd := Known(s).ATD; !atd.Equal(Moment(mayAt(10, 9))) {
		t.Errorf("ATD %v", atd)
	}
}

func TestANewerReportDoesNotHideWhatCustomersSee(t *testing.T) {
	s := seaExport()
	first := carrier(event(Departed, mayAt(10, 6), "VNSGN"), "a", mayAt(10, 7))
	if changed, _, _ := Learn(&s, first, stamp(10, 8), true); !changed {
		t.Fatal("not learned")
	}
	second := carrier(event(Departed, mayAt(10, 9), "VNSGN"), "a", mayAt(10, 12))
	_, _, remarks := Learn(&s, second, stamp(11, 1), false)
	if len(remarks) != 1 || !Shown(s).ATD.Equal(Moment(mayAt(10, 6))) {
		t.Errorf("remarks %v, customers read %v", remarks, Shown(s).ATD)
	}
}

func TestEstimatesMoveExpectedDates(t *testing.T) {
	eta := func(day int, id string, reported time.Time) Event {
		return carrier(estimate(Arrived, mayAt(day, 8), "USLGB"), id, reported)
	}
	sameDay := time.Date(2025, 5, 25, 20, 0, 0, 0, time.UTC) // the 25th in Long Beach, the 26th in Vietnam
	cases := []struct {
		name    string
		reports []Event
		want    When
		lines   int
	}{
		{"another day", []Event{eta(28, "a", mayAt(12, 1))}, Day(2025, 5, 27), 1},
		{"the day expected", []Event{carrier(estimate(Arrived, sameDay, "USLGB"), "a", mayAt(12, 1))}, Day(2025, 5, 25), 0},
		{"late news", []Event{eta(29, "b", mayAt(14, 1)), eta(28, "a", mayAt(12, 1))}, Day(2025, 5, 28), 1},
		{"forth and back and forth", []Event{
			eta(28, "a", mayAt(12, 1)), eta(26, "b", mayAt(13, 1)), eta(28, "c", mayAt(14, 1)),
		}, Day(2025, 5, 27), 3},
		{"elsewhere", []Event{carrier(estimate(Arrived, mayAt(28, 8), "USOAK"), "a", mayAt(12, 1))}, Day(2025, 5, 25), 0},
		{"the gateway", []Event{carrier(estimate(Arrived, mayAt(28, 8), "USLAX"), "a", mayAt(12, 1))}, Day(2025, 5, 27), 1},
	}
	for _, c := range cases {
		s := seaExport()
		learn(&s, c.reports...)
		if got := Known(s).ETA.In(s.Facts.POD.Zone()).Date(); got != c.want || len(s.Ledger) != c.lines {
			t.Errorf("%s: ETA %v, %d lines", c.name, got, len(s.Ledger))
		}
		if Shown(s).ETA != Day(2025, 5, 25) {
			t.Errorf("%s: customers read %v", c.name, Shown(s).ETA)
		}
		if news := learn(&s, c.reports...); news != 0 {
			t.Errorf("%s: %d news when everything comes again", c.name, news)
		}
	}
}

func TestAPlanDoesNotUndoAnEstimateNorAnEstimateAnActual(t *testing.T) {
	s := seaExport()
	plan := carrier(estimate(Departed, mayAt(11, 6), "VNSGN"), "p", mayAt(9, 1))
	plan.Classifier = Planned
	learn(&s, carrier(estimate(Departed, mayAt(12, 6), "VNSGN"), "e", mayAt(8, 1)), plan)
	if etd := Known(s).ETD.Date(); etd != Day(2025, 5, 12) {
		t.Errorf("ETD %v", etd)
	}
	learn(&s, carrier(event(Departed, mayAt(12, 9), "VNSGN"), "x", mayAt(12, 10)),
		carrier(estimate(Departed, mayAt(14, 6), "VNSGN"), "y", mayAt(13, 1)))
	if known := Known(s); known.ETD.Date() != Day(2025, 5, 12) || !known.ATD.Equal(Moment(mayAt(12, 9))) {
		t.Errorf("ETD %v, ATD %v", known.ETD, known.ATD)
	}
}

func TestARetractedChangeRestoresTheDate(t *testing.T) {
	s := seaExport()
	report := carrier(estimate(Arrived, mayAt(29, 8), "USLGB"), "a", mayAt(12, 1))
	if changed, _, _ := Learn(&s, report, stamp(12, 2), true); !changed || Shown(s).ETA.Date() == Day(2025, 5, 25) {
		t.Fatalf("changed %v, shown %v", changed, Shown(s).ETA)
	}
	if seen := Retract(&s, "a", stamp(13, 1)).Seen; !seen || Shown(s).ETA != Day(2025, 5, 25) {
		t.Errorf("seen %v, customers read %v", seen, Shown(s).ETA)
	}
}
