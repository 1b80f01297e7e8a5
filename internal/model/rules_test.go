package model

import (
	"fmt"
	"math/rand"
	"reflect"
	"testing"
	"time"
)

var ict = time.FixedZone("", 7*3600)

func mayAt(day, hour int) time.Time { return time.Date(2025, 5, day, hour, 0, 0, 0, ict) }

func stamp(day, hour int) Stamp { return Stamp{At: mayAt(day, hour), By: "ops@demo.example"} }

// seaExport is a shipment from Cat Lai to Long Beach with two containers.
func seaExport() Shipment {
	return Shipment{
		Ref: Line("SHP/202505/00080", RefCells), Partner: "saigon-tech",
		Facts: Facts{
			Status: Draft, Mode: Sea, Load: FCL, Direction: Export,
			POL: ParsePlace("VNSGN"), POD: ParsePlace("USLGB"), ETD: Day(2025, 5, 10), ETA: Day(2025, 5, 25),
			Containers: []Container{{Number: Line("ONEU6507410", RefCells)}, {Number: Line("ONEU8363919", RefCells)}},
		},
	}
}

func event(m Milestone, when time.Time, place string) Event {
	return Event{Milestone: m, Classifier: Actual, At: Moment(when), Place: ParsePlace(place)}
}

func mustRecord(t *testing.T, s *Shipment, e Event, published Stamp) Event {
	t.Helper()
	recorded, added := Record(s, e, stamp(1, 8), published)
	if !added {
		t.Fatalf("%s was not recorded", e.Milestone)
	}
	return recorded
}

func TestMilestonesHaveTheEffectsOfTheTable(t *testing.T) {
	cases := []struct {
		milestone Milestone
		place     string
		status    Status
		atd, ata  bool
	}{
		{BookingConfirmed, "", Confirmed, false, false},
		{EmptyPickedUp, "VNSGN", Confirmed, false, false},
		{CargoReceived, "", Confirmed, false, false},
		{Stuffed, "", Confirmed, false, false},
		{GateIn, "VNSGN", Confirmed, false, false},
		{Loaded, "VNSGN", InTransit, false, false},
		{Departed, "VNSGN", InTransit, true, false},
		{Departed, "", InTransit, true, false},
		{Departed, "SGSIN", InTransit, false, false}, // elsewhere it is a transshipment
		{Departed, "USLGB", Draft, false, false},     // the vessel goes on without the cargo
		{TSArrived, "SGSIN", InTransit, false, false},
		{TSDischarged, "", InTransit, false, false},
		{TSLoaded, "SGSIN", InTransit, false, false},
		{TSDeparted, "SGSIN", InTransit, false, false},
		{Arrived, "USLGB", InTransit, false, true},
		{Arrived, "SGSIN", InTransit, false, false},
		{Arrived, "USOAK", InTransit, false, false},
		{Arrived, "USLAX", InTransit, false, true}, // Los Angeles is of the gateway of Long Beach
		{Arrived, "VNSGN", Draft, false, false},    // the vessel comes to fetch the cargo
		{Discharged, "USLGB", InTransit, false, false},
		{CustomsCleared, "USLGB", InTransit, false, false},
		{CustomsCleared, "VNSGN", Draft, false, false}, // at the origin it is none of ours
		{GateOut, "USLGB", InTransit, false, false},
		{Delivered, "", Done, false, false},
		{EmptyReturned, "USLGB", Done, false, false},
		{EmptyReturned, "VNSGN", Draft, false, false}, // a container that was not taken
		{ETAChanged, "USLGB", Draft, false, false},
	}
	for _, c := range cases {
		s := seaExport()
		mustRecord(t, &s, event(c.milestone, mayAt(10, 6), c.place), stamp(10, 7))
		f := Shown(s)
		if f.Status != c.status || f.ATD.IsZero() == c.atd || f.ATA.IsZero() == c.ata {
			t.Errorf("%s at %q: status %s, ATD %q, ATA %q", c.milestone, c.place, f.Status, f.ATD, f.ATA)
		}
	}
}

func TestEstimatesMoveNothingActual(t *testing.T) {
	s := seaExport()
	mustRecord(t, &s, event(Departed, mayAt(10, 6), "VNSGN"), stamp(10, 7))
	estimate := event(Departed, mayAt(12, 6), "VNSGN")
	estimate.Classifier = Estimated
	mustRecord(t, &s, estimate, stamp(10, 8))
	if f := Shown(s); !f.ATD.Equal(Moment(mayAt(10, 6))) {
		t.Errorf("ATD is %s, an estimate has overwritten it", f.ATD)
	}
	if Reschedule(&s, KindETD, Day(2025, 5, 14), Text{}, "", stamp(11, 8), stamp(11, 8)) {
		t.Error("the ETD was changed after the departure")
	}
}

func TestTheOrderOfTypingDoesNotMatter(t *testing.T) {
	events := []Event{
		event(BookingConfirmed, mayAt(2, 9), ""), event(GateIn, mayAt(9, 18), "VNSGN"), event(Loaded, mayAt(10, 1), "VNSGN"),
		event(Departed, mayAt(10, 6), "VNSGN"), event(Departed, mayAt(10, 7), "VNSGN"), event(Arrived, mayAt(25, 3), "USLGB"),
	}
	want := ""
	for seed := range 50 {
		s := seaExport()
		order := rand.New(rand.NewSource(int64(seed))).Perm(len(events))
		for _, i := range order {
			mustRecord(t, &s, events[i], stamp(26, 8))
		}
		for _, e := range events { // carriers send everything twice
			if _, added := Record(&s, e, stamp(27, 8), stamp(27, 8)); added {
				t.Fatalf("a repeated %s was added", e.Milestone)
			}
		}
		f := Shown(s)
		got := fmt.Sprint(f.Status, f.ATD, f.ATA, RowOf(Publish(s)).Last.Milestone)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("order %v gives %s, another order %s", order, got, want)
		}
	}
	if s := fmt.Sprint(InTransit, Moment(mayAt(10, 7)), Moment(mayAt(25, 3)).In(ParsePlace("USLGB").Zone()), Arrived); want != s {
		t.Errorf("got %s, want %s", want, s)
	}
}

func TestDoneWhenEveryContainerIsDelivered(t *testing.T) {
	s := seaExport()
	first, second := event(Delivered, mayAt(27, 9), ""), event(Delivered, mayAt(28, 9), "")
	first.Container, second.Container = Line("ONEU 650741-0", RefCells), Line("ONEU8363919", RefCells)
	mustRecord(t, &s, first, stamp(27, 10))
	if got := Shown(s).Status; got == Done {
		t.Error("done with one container of two delivered")
	}
	mustRecord(t, &s, second, stamp(28, 10))
	if got := Shown(s).Status; got != Done {
		t.Errorf("status is %s with both delivered", got)
	}
}

// A container that went back empty was delivered, also when nobody said so; one
// that only an event names counts like the others.
func TestAContainerThatWentBackWasDelivered(t *testing.T) {
	s := seaExport()
	post := func(m Milestone, day int, box string) {
		e := event(m, mayAt(day, 9), "")
		e.Container = Line(box, RefCells)
		mustRecord(t, &s, e, stamp(day, 10))
	}
	post(EmptyReturned, 28, "ONEU6507410")
	post(GateOut, 27, "TLLU1234568")
	post(Delivered, 28, "ONEU8363919")
	if got := Shown(s).Status; got != InTransit {
		t.Errorf("%s, with a third container on the road", got)
	}
	post(EmptyReturned, 29, "TLLU1234568")
	if got := Shown(s).Status; got != Done {
		t.Errorf("%s with all of them back", got)
	}
}

// The furthest actual step decides, in whatever order the steps became known, and
// what was withdrawn, is only planned, or belongs to a cancelled shipment does not.
func TestStatusFollowsTheFurthestActualStep(t *testing.T) {
	s := seaExport()
	arrived := mustRecord(t, &s, event(Arrived, mayAt(15, 9), "USLGB"), stamp(15, 10))
	mustRecord(t, &s, event(EmptyPickedUp, mayAt(16, 9), "VNSGN"), stamp(16, 10)) // typed late, with a wrong day
	planned := event(Delivered, mayAt(20, 9), "")
	planned.Classifier = Planned
	mustRecord(t, &s, planned, stamp(16, 10))
	if got := Shown(s).Status; got != InTransit {
		t.Errorf("%s after the arrival", got)
	}
	if err := WithdrawEvent(&s, arrived.ID, stamp(17, 9)); err != nil {
		t.Fatal(err)
	}
	if got := Shown(s).Status; got != Confirmed {
		t.Errorf("%s without the arrival", got)
	}
	for want, facts := range map[Status]Facts{
		InTransit: {Status: Draft, ATA: Day(2025, 5, 15)}, Cancelled: {Status: Cancelled, ATD: Day(2025, 5, 10)},
		Done: {Status: Done, ATD: Day(2025, 5, 10)},
	} {
		if got := Shown(Shipment{Facts: facts}).Status; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestStatusGoesForwardOnly(t *testing.T) {
	for _, c := range []struct {
		from, to Status
		want     bool
	}{
		{Draft, InTransit, true},
		{InTransit, Confirmed, false},
		{Confirmed, Cancelled, true},
		{Done, Cancelled, false},
		{Cancelled, Confirmed, false},
		{Done, Done, true},
	} {
		if got := c.from.Allows(c.to); got != c.want {
			t.Errorf("%s to %s: %v", c.from, c.to, got)
		}
	}
}

func TestTheLedgerKeepsEveryDateThatCustomersWereShown(t *testing.T) {
	s := seaExport()
	s.Facts.ETA = When{}
	Reschedule(&s, KindETA, Day(2025, 5, 25), Text{}, "", stamp(2, 9), stamp(2, 9))
	change := event(ETAChanged, mayAt(28, 12), "USLGB")
	change.Classifier, change.Text, change.At = Estimated, Line("Port congestion", NameCells), Day(2025, 5, 28)
	kept := mustRecord(t, &s, change, Stamp{})
	if got := Known(s).ETA; !got.Equal(Day(2025, 5, 28)) {
		t.Errorf("the office knows %s", got)
	}
	if p := Publish(s); !p.ETA.Equal(Day(2025, 5, 25)) || len(p.Ledger) != 1 || len(p.Timeline) != 0 {
		t.Errorf("customers see %s with %d lines before it is published", p.ETA, len(p.Ledger))
	}
	if err := PublishEvent(&s, kept.ID, stamp(14, 9)); err != nil {
		t.Fatal(err)
	}
	p := Publish(s)
	if last := p.Ledger[len(p.Ledger)-1]; !p.ETA.Equal(Day(2025, 5, 28)) || !last.From.Equal(Day(2025, 5, 25)) || last.Reason.String() != "Port congestion" {
		t.Errorf("after publishing: ETA %s, ledger %+v", p.ETA, p.Ledger)
	}
	if days, _ := RowOf(p).Slip(); days != 3 {
		t.Errorf("slip is %d days", days)
	}
	if err := WithdrawEvent(&s, kept.ID, stamp(15, 9)); err != nil {
		t.Fatal(err)
	}
	if p := Publish(s); !p.ETA.Equal(Day(2025, 5, 25)) || len(p.Ledger) != 3 || !p.UpdatedAt.Equal(mayAt(15, 9)) {
		t.Errorf("after withdrawing: ETA %s, %d lines, updated %s", p.ETA, len(p.Ledger), p.UpdatedAt)
	}
	if len(s.Events) != 1 || len(s.Ledger) != 2 {
		t.Error("the office has forgotten what was withdrawn")
	}
}

func TestAnArrivalLongExpectedIsLate(t *testing.T) {
	s := seaExport()
	s.Facts.Status, s.Facts.ATD = InTransit, Day(2025, 5, 10)
	row := RowOf(Publish(s))
	if got := row.Attention(mayAt(16, 9)); got != "" {
		t.Errorf("attention %q while all is well", got)
	}
	if got := row.Attention(mayAt(27, 9)); got != OverdueArrival {
		t.Errorf("attention %q two days after the ETA", got)
	}
	if from := row.AttentionFrom(); row.Attention(from.Add(-time.Second)) != "" || row.Attention(from) == "" {
		t.Errorf("attention does not begin at %s", from)
	}
}

// A step behind the arrival says that there was one, also when its day is not known.
func TestALaterStepEndsTheWaitForDepartureAndArrival(t *testing.T) {
	for _, m := range []Milestone{Discharged, GateOut, Delivered} {
		for _, box := range []string{"", "ONEU6507410"} {
			s := seaExport()
			e := event(m, mayAt(26, 6), "USLGB")
			e.Container = Line(box, RefCells)
			mustRecord(t, &s, e, stamp(26, 9))
			if got := RowOf(Publish(s)).Attention(mayAt(28, 9)); got != "" {
				t.Errorf("%s of %q: attention %q", m, box, got)
			}
		}
	}
}

func TestTimelineShowsTheLadderAndWhatHappened(t *testing.T) {
	s := seaExport()
	mustRecord(t, &s, event(BookingConfirmed, mayAt(2, 9), ""), stamp(2, 9))
	mustRecord(t, &s, event(GateIn, mayAt(9, 18), "VNSGN"), stamp(9, 19))
	s.Facts.ATD = Day(2025, 5, 10) // known as a bare fact, without an event
	states := map[Milestone]StepState{}
	var order []Milestone
	for _, step := range Timeline(Publish(s), mayAt(16, 9)) {
		states[step.Milestone] = step.State
		order = append(order, step.Milestone)
	}
	want := map[Milestone]StepState{
		BookingConfirmed: StepDone, EmptyPickedUp: StepMissing, Stuffed: StepMissing, GateIn: StepDone, Loaded: StepMissing,
		Departed: StepDone, Arrived: StepExpected, Discharged: StepUpcoming, CustomsCleared: StepUpcoming,
		GateOut: StepUpcoming, Delivered: StepUpcoming, EmptyReturned: StepUpcoming,
	}
	if !reflect.DeepEqual(states, want) {
		t.Errorf("states: %v", states)
	}
	if !reflect.DeepEqual(order, Ladder(FCL)) {
		t.Errorf("order: %v", order)
	}
	if got := Timeline(Publish(s), mayAt(28, 9)); got[6].State != StepLate {
		t.Errorf("the arrival is %v three days after the ETA", got[6].State)
	}
}

func TestTheForwarderSaysHowToBeReached(t *testing.T) {
	for want, house := range map[string]Forwarder{
		"Hai Long · ops@hailong.example": {Name: Line("Hai Long", NameCells), Mail: Line("ops@hailong.example", NameCells)},
		"":                               {},
	} {
		if got := house.Contact(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
