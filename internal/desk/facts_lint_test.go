package desk

import (
	"testing"

	"porthole/internal/model"
)

// A new ETD is told to customers with its reason, as a rescheduling is.
func TestAnotherDateHasItsReason(t *testing.T) {
	h := newHouse(t)
	must(h.at(operations).SetFacts(ctx, mine, fieldsOf("etd=17/05/2025"), model.Reason{Text: text("Rolled by the carrier")}))
	p := h.seen("saigon-tech", mine)
	if !p.ETD.Equal(model.Day(2025, 5, 17)) || len(p.Ledger) != 1 || p.Ledger[0].Kind != model.KindETD || p.Ledger[0].Reason != text("Rolled by the carrier") {
		t.Error(asJSON(p))
	}
}

// Facts are published as texts are, and so they are asked about before; what
// stays in the office is not, and nor is what stood there already.
func TestFactsAreAskedAbout(t *testing.T) {
	for changes, want := range map[string]int{
		"commodity=Chairs, buy rate 900 USD": 2, "pickup=Call 0903 123 456 at the gate": 1,
		"commodity=Chairs of Mekong Foods JSC": 1, "commodity=Wooden chairs": 0, "vessel=EVER GIVEN": 0,
		"pol=Cat Lai": 0, "buy_rate=USD 900": 0, "remarks=margin 20%": 0,
	} {
		h := newHouse(t)
		p := must(h.at(operations).ProposeFacts(ctx, mine, fieldsOf(changes), model.Reason{}))
		if len(p.Questions) != want {
			t.Errorf("%s: %+v", changes, p.Questions)
		}
		must(h.at(operations).SetFacts(ctx, mine, fieldsOf(changes), model.Reason{}))
		if p := must(h.at(operations).ProposeFacts(ctx, mine, fieldsOf(changes), model.Reason{})); len(p.Questions) != 0 {
			t.Errorf("%s, again: %+v", changes, p.Questions)
		}
	}
}
