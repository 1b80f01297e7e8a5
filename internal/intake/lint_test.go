package intake

import (
	"slices"
	"strings"
	"testing"
)

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

// The carrier's reason for another date is warned of when customers read it.
func TestAReasonThatLooksInternalIsWarnedOf(t *testing.T) {
	for _, publish := range []bool{false, true} {
		h := carrierHouse(t)
		text := strings.ReplaceAll(arrival("a1", "2025-06-05T08:00:00-07:00", "2025-05-10T08:00:00+07:00"), "Port congestion", "Rolled, we pay USD 300")
		r := h.take("["+text+"]", Options{Name: "answer.json", Publish: publish})
		want(t, r, 1, 0, 0)
		asked := slices.ContainsFunc(r.Warnings, func(w Warning) bool { return w.Remark.Key == "lint.money" && w.Field == "changeRemark" })
		if asked != publish {
			t.Errorf("published %v: %+v", publish, r.Warnings)
		}
	}
}
