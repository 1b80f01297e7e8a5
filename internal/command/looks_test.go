package command

import (
	"context"
	"strings"
	"testing"

	"porthole/internal/model"
)

// Who of the staff looked at what the office knows is in the trail.
func TestLooksAtTheOfficesRecordsAreInTheTrail(t *testing.T) {
	h := newHouse(t)
	h.put(laptops())
	h.with = func(d *Deps) {
		d.Isolation = func(context.Context, int, func(int, int)) (model.IsolationReport, error) {
			return model.IsolationReport{Passed: true}, nil
		}
	}
	ref := "SHP/202505/00080"
	h.must(ops, "events "+ref)
	h.run(boss, "review "+ref)
	h.must(admin, "check isolation")
	h.must(cs, "shipment "+ref) // what the customer sees, and no more
	h.run(ops, "shipment NO")
	for _, c := range []struct{ words, actor string }{
		{"shipment " + ref, ops.Account}, {"review " + ref, boss.Account}, {"check isolation", admin.Account},
	} {
		if got := h.must(boss, "audit --json --search "+c.words); !strings.Contains(got, `"actor":"`+c.actor+`"`) {
			t.Errorf("%s: %s", c.words, got)
		}
	}
	got := h.must(boss, "audit --json --search shipment")
	if strings.Contains(got, cs.Account) || strings.Contains(got, `"subject":"NO"`) {
		t.Error(got)
	}
}
