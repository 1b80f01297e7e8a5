package lists

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"porthole/internal/model"
)

// What only the events say of the ship and the container finds the shipment.
func TestAShipmentIsFoundByWhatItsEventsSay(t *testing.T) {
	by := model.Stamp{At: model.Day(2025, 5, 10).Instant()}
	s := model.Shipment{Ref: text("S1"), Facts: model.Facts{
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"), Containers: []model.Container{{Number: text("ONEU6507410")}},
	}}
	model.Record(&s, model.Event{
		Milestone: model.Loaded, Classifier: model.Actual, At: model.Day(2025, 5, 10), Place: s.Facts.POL, Container: text("ONEU6507410"),
		Vessel: text("ONE HANNOVER"), Voyage: text("042E"), IMO: text("9321483"), Type: text("42G1"), Seal: text("FJ16648316"),
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

func TestLongWordsAreCutBetweenCharacters(t *testing.T) {
	for _, raw := range []string{strings.Repeat("x", 200), "x" + strings.Repeat("世", 100), strings.Repeat("世", 100)} {
		if key := folded(raw); len(key) > longestWord || !utf8.ValidString(key) {
			t.Errorf("%.10q… becomes %q", raw, key)
		}
	}
}
