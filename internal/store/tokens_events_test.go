package store

import (
	"slices"
	"testing"

	"porthole/internal/model"
)

// What only the events say of the ship and the container finds the shipment.
func TestAShipmentIsFoundByWhatItsEventsSay(t *testing.T) {
	line := func(s string) model.Text { return model.Line(s, model.NameCells) }
	by := model.Stamp{At: model.Day(2025, 5, 10).Instant()}
	s := model.Shipment{Ref: line("S1"), Facts: model.Facts{
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"), Containers: []model.Container{{Number: line("ONEU6507410")}},
	}}
	model.Record(&s, model.Event{
		Milestone: model.Loaded, Classifier: model.Actual, At: model.Day(2025, 5, 10), Place: s.Facts.POL, Container: line("ONEU6507410"),
		Vessel: line("ONE HANNOVER"), Voyage: line("042E"), IMO: line("9321483"), Type: line("42G1"), Seal: line("FJ16648316"),
	}, by, by)
	var found []string
	for _, token := range wordsOf(model.Publish(s), nil) {
		found = append(found, token.Text)
	}
	for _, wanted := range []string{"hannover", "042e", "9321483", "42g1", "fj16648316"} {
		if !slices.Contains(found, wanted) {
			t.Errorf("%s is not among %v", wanted, found)
		}
	}
}
