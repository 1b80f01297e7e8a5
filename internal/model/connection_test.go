package model

import "testing"

// One vessel on one voyage is typed in many ways.
func TestAShipIsTheSameHoweverItIsTyped(t *testing.T) {
	ship := func(vessel, voyage string) Ship { return Ship{Line(vessel, NameCells), Line(voyage, RefCells)} }
	hannover := ship("ONE HANNOVER", "042E")
	for _, same := range []Ship{
		ship("One  Hannover", "042 e"), ship("MV ONE HANNOVER", "042E"), ship("M/V One Hannover", "0042E"), ship("M.V. ONE HANNOVER", "42E"),
		ship("M.V.ONE HANNOVER", "V.042E"), ship("ONE HANNOVER", "Voy 042E"),
	} {
		if !hannover.Same(same) || !same.Same(hannover) {
			t.Errorf("%s %s", same.Vessel, same.Voyage)
		}
	}
	for _, other := range []Ship{ship("ONE HANNOVER", "042W"), ship("ONE HANNOVER", "142E"), ship("HANNOVER", "042E"), ship("MVONE HANNOVER", "042E"), ship("ONE HANNOVER", "")} {
		if hannover.Same(other) {
			t.Errorf("%s %s", other.Vessel, other.Voyage)
		}
	}
	if ship("X", "V").Same(ship("X", "")) || ship("X", "0").Same(ship("X", "")) || BareVessel(Line("MV ", NameCells)).String() != "MV" {
		t.Error("nothing is left of a voyage or a name")
	}
}
