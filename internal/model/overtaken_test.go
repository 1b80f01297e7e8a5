package model

import (
	"slices"
	"testing"
)

// rescheduled is the shipment at sea with ETA changes, each unpublished unless
// its day is among those shown.
func rescheduled(t *testing.T, shown []int, days ...int) Shipment {
	t.Helper()
	s := atSea(t)
	for i, day := range days {
		e := event(ETAChanged, mayAt(day, 9), "USLGB")
		e.At, e.Classifier = Day(2025, 5, day), Estimated
		published := Stamp{}
		if slices.Contains(shown, day) {
			published = stamp(15, i)
		}
		e.Reported = stamp(15, i).At
		mustRecord(t, &s, e, published)
	}
	return s
}

func TestADateIsOvertakenByALaterOne(t *testing.T) {
	arrived := func(s Shipment) Shipment {
		mustRecord(t, &s, event(Arrived, mayAt(27, 6), "USLGB"), Stamp{})
		return s
	}
	estimated := func(s Shipment, day int) Shipment {
		mustRecord(t, &s, estimate(Arrived, mayAt(day, 22), "USLGB"), Stamp{})
		return s
	}
	for name, c := range map[string]struct {
		s       Shipment
		waiting []string
	}{
		"the only one":                      {rescheduled(t, nil, 27), []string{"e7"}},
		"a later one, in the office":        {rescheduled(t, nil, 27, 28), []string{"e8"}},
		"a later one, published":            {rescheduled(t, []int{28}, 27, 28), nil},
		"an earlier one, published":         {rescheduled(t, []int{27}, 27, 28), []string{"e8"}},
		"to another day and back":           {rescheduled(t, nil, 27, 28, 26), []string{"e9"}},
		"by the arrival":                    {arrived(rescheduled(t, nil, 27)), []string{"e8"}},
		"an estimate of the day expected":   {estimated(rescheduled(t, []int{27}, 27), 27), []string{"e8"}},
		"an estimate that was overtaken":    {estimated(rescheduled(t, []int{27}, 27), 26), nil},
		"an estimate of what has happened":  {arrived(estimated(atSea(t), 25)), []string{"e8"}},
		"everything is published or is not": {atSea(t), nil},
	} {
		var ids []string
		for _, e := range Waiting(c.s, mayAt(30, 9)) {
			ids = append(ids, e.ID)
		}
		if !slices.Equal(ids, c.waiting) {
			t.Errorf("%s: %v wait, want %v", name, ids, c.waiting)
		}
	}
}

// Nobody is advised to move a customer's date back.
func TestNobodyIsAdvisedToPublishWhatWasOvertaken(t *testing.T) {
	s := rescheduled(t, []int{28}, 27, 28)
	if _, err := GiveReason(&s, LineInForce(s, KindETA), Reason{None: true}, stamp(15, 9)); err != nil {
		t.Fatal(err)
	}
	if needs := Needs(s, mayAt(16, 9), NeedRules{}); len(needs) > 0 {
		t.Errorf("needs %v", told(needs))
	}
	if points := Checkpoint(cleared(t, s)); !Passed(points) {
		t.Errorf("failed:\n%s", failed(points))
	}
	s = rescheduled(t, nil, 27, 28)
	if got, want := failed(Checkpoint(cleared(t, s))), "dates: behind ETA 2025-05-25 2025-05-28 > event_publish_why REF e8"; got != want {
		t.Errorf("failed:\n%s\nwant\n%s", got, want)
	}
}

// A file that is imported again with --publish tells no old news either.
func TestAnOldReportIsNotPublishedAgain(t *testing.T) {
	s := atSea(t)
	first := carrier(estimate(Arrived, mayAt(27, 9), "USLGB"), "a", mayAt(14, 9))
	later := carrier(estimate(Arrived, mayAt(28, 9), "USLGB"), "b", mayAt(15, 9))
	Learn(&s, first, stamp(16, 1), false)
	Learn(&s, later, stamp(16, 2), true)
	if changed, _, _ := Learn(&s, first, stamp(16, 3), true); changed || !Shown(s).ETA.Instant().Equal(mayAt(28, 9)) {
		t.Errorf("changed %v, ETA %s", changed, Shown(s).ETA)
	}
}

func TestOnlyWhatCanBeDoneIsOffered(t *testing.T) {
	all := Shipment{Notes: []Note{{ForCustomer: true}}}
	kept, back := atSea(t), all.Clone()
	mustRecord(t, &kept, event(Arrived, mayAt(27, 6), "USLGB"), Stamp{})
	back.Notes[0].Withdrawn = stamp(16, 0)
	for name, c := range map[string]struct {
		s    Shipment
		want Offers
	}{
		"nothing was recorded":        {Shipment{Notes: []Note{{}}}, Offers{}},
		"all is published":            {atSea(t), Offers{Withdraw: true}},
		"an event is kept":            {kept, Offers{true, true}},
		"a date that is shown is not": {rescheduled(t, []int{27, 28}, 27, 28), Offers{Withdraw: true}},
		"a note for the customer":     {all, Offers{Withdraw: true}},
		"it was taken back":           {back, Offers{}},
	} {
		if got := OffersOf(c.s); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
