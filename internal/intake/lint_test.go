package intake

import "testing"

// Facts of a list are published at once. What looks internal in them is warned
// of, once, and taken all the same.
func TestFactsThatLookInternalAreWarnedOf(t *testing.T) {
	h := open(t, customers...)
	list := "shipment,partner,status,commodity,pickup\n" +
		"A1,Saigon Tech Export,confirmed,\"Chairs, buy rate 900 USD\",Cat Lai\n" +
		"A2,Saigon Tech Export,confirmed,Laptops as for Mekong Foods JSC,Gate 2\n" +
		"A3,Mekong Foods JSC,confirmed,Frozen prawns,Cat Lai\n"
	r := h.take(list, Options{DryRun: true})
	if r.WarningsTotal != 3 {
		t.Errorf("a dry run: %+v", r.Warnings)
	}
	r = h.take(list, Options{})
	want(t, r, 3, 0, 0)
	var said []string
	for _, w := range r.Warnings {
		if w.Field != "commodity" || w.Value.IsZero() {
			t.Errorf("%+v", w)
		}
		said = append(said, w.Remark.Key)
	}
	if len(said) != 3 || r.Warnings[2].Row != 3 || said[2] != "lint.partner" {
		t.Errorf("%+v", r.Warnings)
	}
	if r := h.take(list, Options{}); r.WarningsTotal != 0 || r.Unchanged != 3 {
		t.Errorf("the same again: %+v", r)
	}
}
