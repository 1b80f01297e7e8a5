package model

import (
	"slices"
	"testing"
)

// What one container did and nobody published is kept back of that container, and
// of no other.
func TestWhatIsKeptBackOfAContainer(t *testing.T) {
	s := Shipment{Ref: Line("S1", 20), Facts: Facts{Load: FCL, Containers: []Container{{Number: Line("ONEU6507410", 11)}, {Number: Line("ONEU8363919", 11)}}}}
	s.Events = []Event{{
		ID: "e1", Milestone: GateIn, Classifier: Actual, At: Day(2025, 5, 9), Recorded: Stamp{At: Day(2025, 5, 9).Instant()},
		Container: Line("ONEU6507410", 11),
	}}
	k := s.Keeps()
	if !k.Container(k.Known.Containers[0]) || k.Container(k.Known.Containers[1]) {
		t.Errorf("kept back: %+v", k.Known.Containers)
	}
	if got := k.Fields(); !slices.Contains(got, "containers") || !slices.Contains(got, "timeline") || slices.Contains(got, "eta") {
		t.Errorf("fields: %q", got)
	}
	var nobody *KeptBack
	if nobody.Container(k.Known.Containers[0]) || nobody.Leg(Leg{}) || nobody.Step(Step{}) || nobody.Line(PublishedLine{}) || len(nobody.Fields()) > 0 {
		t.Error("a customer's own view keeps something back")
	}
}
