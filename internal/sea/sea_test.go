package sea_test

import (
	"math"
	"testing"

	"porthole/internal/sea"
)

func TestAWayOverThe180thMeridianNeverJumps(t *testing.T) {
	way, ok := sea.Between("VNSGN", "USLGB")
	if !ok {
		t.Fatal("no way")
	}
	points := way.Points()
	for i := 1; i < len(points); i++ {
		if math.Abs(points[i].Lon-points[i-1].Lon) > 5 {
			t.Errorf("from %v to %v in one step", points[i-1], points[i])
		}
	}
	if end := points[len(points)-1].Lon; end < 180 {
		t.Errorf("the way ends at %.1f, west of where it began", end)
	}
}

func TestAWayCallsAtThePortsBetween(t *testing.T) {
	direct, _ := sea.Between("VNSGN", "NLRTM")
	over, ok := sea.Between("VNSGN", "SGSIN", "NLRTM")
	if !ok || len(over.Stops()) != 3 || over.MilesTo(1) < 600 || over.MilesTo(1) > 700 {
		t.Fatalf("by Singapore: %v stops", over.Stops())
	}
	if over.Miles() < direct.Miles() {
		t.Errorf("by Singapore %.0f nm, direct %.0f", over.Miles(), direct.Miles())
	}
	if at, _ := over.At(over.MilesTo(1)); !at.Near(over.Stops()[1], 1) {
		t.Errorf("after %.0f nm the ship is at %v, not at Singapore", over.MilesTo(1), at)
	}
}

func TestAnInlandPlaceIsReachedThroughItsPort(t *testing.T) {
	inland, ok := sea.Between("VNSGN", "USCHI")
	port, _ := sea.Between("VNSGN", "USNYC")
	if !ok || inland.Miles() != port.Miles() {
		t.Errorf("to Chicago %.0f nm by sea, to New York %.0f", inland.Miles(), port.Miles())
	}
}

func TestAnUnknownPortHasNoWay(t *testing.T) {
	for _, ports := range [][]string{{"VNSGN", "XXXXX"}, {"VNSGN"}, {}, {"VTO", "CSN"}} {
		if _, ok := sea.Between(ports...); ok {
			t.Errorf("a way was found between %v", ports)
		}
	}
}

// Distances that are commonly printed in tables, in nautical miles.
func TestDistancesAreThoseOfTheTables(t *testing.T) {
	for _, c := range []struct {
		from, to string
		miles    float64
	}{
		{"VNSGN", "USLGB", 7218},
		{"VNHPH", "DEHAM", 9938},
		{"VNDAD", "JPTYO", 2078},
		{"CNSHA", "BRSSZ", 10967},
		{"VNSGN", "NLRTM", 8966},
		{"VNSGN", "SGSIN", 650},
		{"SGSIN", "NLRTM", 8300},
	} {
		way, ok := sea.Between(c.from, c.to)
		if !ok {
			t.Errorf("%s to %s: no way", c.from, c.to)
			continue
		}
		if off := math.Abs(way.Miles()/c.miles - 1); off > 0.05 {
			t.Errorf("%s to %s: %.0f nm, want about %.0f", c.from, c.to, way.Miles(), c.miles)
		}
	}
}
