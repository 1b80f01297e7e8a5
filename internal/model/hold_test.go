package model

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// kept is a shipment at sea with something that customers do not read, and its id.
func kept(t *testing.T, e Event) (Shipment, string) {
	t.Helper()
	s := atSea(t)
	return s, mustRecord(t, &s, e, Stamp{}).ID
}

func hold(t *testing.T, s *Shipment, id string, until When) {
	t.Helper()
	by := stamp(15, 9)
	by.Why = Line("Told by telephone first", NoteCells)
	if err := HoldEvent(s, id, Hold{Stamp: by, Until: until}); err != nil {
		t.Fatal(err)
	}
}

func newETA() Event {
	return Event{Milestone: ETAChanged, Classifier: Estimated, At: Day(2025, 5, 28), Place: ParsePlace("USLGB")}
}

// Whatever kind of event it is, held it is asked for by nobody, and when the hold
// ends it is asked for as before.
func TestWhatIsHeldIsNotAskedForUntilTheHoldEnds(t *testing.T) {
	for name, e := range map[string]Event{
		"a changed date":           newETA(),
		"a step":                   event(TSArrived, mayAt(14, 9), "SGSIN"),
		"the arrival":              event(Arrived, mayAt(14, 9), "USLGB"),
		"the delivery":             event(Delivered, mayAt(14, 9), ""),
		"a later report of a step": event(GateIn, mayAt(11, 9), ""),
		"a cancelled booking":      event(BookingCancelled, mayAt(14, 9), ""),
	} {
		t.Run(name, func(t *testing.T) {
			s, id := kept(t, e)
			asked := func(day int) string {
				in := cleared(t, s)
				in.Now = mayAt(day, 9)
				return failed(Checkpoint(in)) + strings.Join(told(Needs(s, in.Now, NeedRules{SilentDays: 90})), "\n")
			}
			before, later := asked(16), asked(20)
			hold(t, &s, id, Day(2025, 5, 18))
			if got := asked(16); before == "" || strings.Contains(got, id) || strings.Contains(got, "behind") || strings.Contains(got, "dates ") {
				t.Errorf("asked before:\n%s\nwhile it is held:\n%s", before, got)
			}
			if got := asked(20); got != later {
				t.Errorf("after the hold:\n%s\nwant\n%s", got, later)
			}
			if err := ReleaseEvent(&s, id, mayAt(16, 9)); err != nil {
				t.Fatal(err)
			}
			if got := asked(16); got != before {
				t.Errorf("released:\n%s\nwant\n%s", got, before)
			}
		})
	}
}

func TestAHeldDatePassesTheCheckpoint(t *testing.T) {
	s, id := kept(t, newETA())
	hold(t, &s, id, When{})
	if points := Checkpoint(cleared(t, s)); !Passed(points) {
		t.Errorf("failed:\n%s", failed(points))
	}
	if got := told(Needs(s, mayAt(29, 12).AddDate(0, 0, 1), NeedRules{SilentDays: 90})); len(got) != 1 || !strings.HasPrefix(got[0], "arrival") {
		t.Errorf("after the held date has passed the desk asks for %q", got)
	}
}

// The customer's record is the same before, while, and after an event is held.
func TestCustomersSeeNothingOfAHold(t *testing.T) {
	s, id := kept(t, newETA())
	before := Publish(s)
	hold(t, &s, id, When{})
	if got := Publish(s); !reflect.DeepEqual(got, before) {
		t.Errorf("%+v\nwant %+v", got, before)
	}
}

func TestPublishingEndsAHoldAndAnImportDoesNot(t *testing.T) {
	step := event(TSArrived, mayAt(14, 9), "SGSIN")
	s, id := kept(t, step)
	hold(t, &s, id, When{})
	step.Origin = Origin{Kind: "dcsa", ID: "x"}
	Learn(&s, step, stamp(16, 9), true)
	if e := s.Events[s.eventIndex(id)]; e.Visible() || !e.HeldAt(mayAt(16, 9)) {
		t.Errorf("a repeat published what is held: %+v", e)
	}
	if err := PublishEvent(&s, id, stamp(16, 10)); err != nil {
		t.Fatal(err)
	}
	if e := s.Events[s.eventIndex(id)]; !e.Visible() || e.HeldAt(mayAt(16, 10)) {
		t.Errorf("%+v", e)
	}
}

func TestWhatCannotBeHeldOrReleased(t *testing.T) {
	s, id := kept(t, newETA())
	by := stamp(15, 9)
	for _, c := range []struct {
		err  error
		want string
	}{
		{HoldEvent(&s, "e1", Hold{Stamp: by}), "error.hold.published"},
		{HoldEvent(&s, "e99", Hold{Stamp: by}), ErrNotFound.Key},
		{HoldEvent(&s, id, Hold{Stamp: by, Until: Day(2025, 5, 10)}), "error.hold.past"},
		{ReleaseEvent(&s, id, by.At), "error.hold.none"},
	} {
		var fault *Fault
		if !errors.As(c.err, &fault) || fault.Key != c.want {
			t.Errorf("%v, want %s", c.err, c.want)
		}
	}
}
