package server

import (
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// Customer service sees in the list and on the page of a shipment what its
// customer sees; operations see what the office knows.
func TestScreensOfCustomerServiceShowThePublishedDates(t *testing.T) {
	h := openHarbour(t, Limits{})
	announced, expected := model.Day(2025, 5, 28), model.Day(2025, 6, 9)
	for _, c := range []struct {
		to      model.When
		publish bool
	}{{announced, true}, {expected, false}} {
		d := model.DateDraft{Kind: model.KindETA, To: c.to, Why: model.Reason{Text: model.Line("Port congestion", model.NoteCells)}}
		if err := h.desk.Reschedule(t.Context(), cargo, d, c.publish, 0); err != nil {
			t.Fatal(err)
		}
	}
	for role, want := range map[model.Role]model.When{model.CS: announced, model.Operations: expected} {
		who := model.Principal{Account: "lan@house.example", Role: role}
		config, err := Sessions{Store: h.store, Now: h.now}.Config(t.Context(), who, words.In(words.English, nil))
		if err != nil {
			t.Fatal(err)
		}
		page, err := config.Data.Page(t.Context(), model.Query{Sort: model.ByRef})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			if row.Ref.String() == cargo && !row.ETA.Equal(want) {
				t.Errorf("%s: the list has the ETA %s", role, row.ETA)
			}
		}
		p, err := config.Data.Shipment(t.Context(), cargo)
		if err != nil || !p.ETA.Equal(want) || p.Change == 0 {
			t.Errorf("%s: the page has the ETA %s of change %d, %v", role, p.ETA, p.Change, err)
		}
		if len(page.Rows) != 2 {
			t.Errorf("%s: %d rows", role, len(page.Rows))
		}
	}
}
