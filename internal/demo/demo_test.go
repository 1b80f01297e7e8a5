package demo

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/words"
)

// built is the demo, opened again at the moment at which it begins.
func built(t *testing.T) (*store.Store, []Entry) {
	t.Helper()
	dir := t.TempDir()
	entries, err := Build(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(dir, store.Options{Now: Scenario, Holder: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st, entries
}

func customer() model.Principal {
	return model.Principal{Account: "saigon-tech" + mailDomain, Role: model.Portal, Partner: "saigon-tech"}
}

func TestTheDemoHasTheScenario(t *testing.T) {
	st, entries := built(t)
	room, err := st.Room(customer())
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	p, err := room.Shipment(ctx, starRef)
	if err != nil {
		t.Fatal(err)
	}
	if p.POL.String() != "Cat Lai (VNSGN)" || p.POD.Code.String() != "USLGB" || p.Status != model.InTransit ||
		p.ETD.Date().String() != "2025-05-10" || p.ETA.String() != "2025-05-25" || len(p.Legs) != 3 || len(p.Containers) != 2 {
		t.Errorf("the shipment of the story is %+v", p)
	}
	say := words.In(words.English, saigon())
	answers := model.Answer(p, Scenario(), say)
	if answers.Loaded != "Yes. On board since 10 May 01:20 ICT, Cat Lai." || !strings.Contains(answers.EtaChanged, "as first published on 02 May") ||
		answers.Where != "At sea on ONE HANNOVER 042E, next port Long Beach." {
		t.Errorf("the answers are %+v", answers)
	}
	for _, e := range entries {
		info, err := os.Stat(e.KeyPath)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the key of %s: %v, %v", e.Name, info, err)
		}
	}
}

func TestTheDemoShowsEveryStatusAndHidesWhatIsInternal(t *testing.T) {
	st, _ := built(t)
	ctx := context.Background()
	office, err := st.Office(model.Principal{Account: "admin" + mailDomain, Role: model.Admin})
	if err != nil {
		t.Fatal(err)
	}
	page, err := office.AllShipments().Page(ctx, model.Query{Limit: model.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[model.Status]int{}
	hidden := 0
	for _, row := range page.Rows {
		seen[row.Status]++
		s, err := office.Shipment(ctx, row.Ref.String())
		if err != nil {
			t.Fatal(err)
		}
		if !s.Internal.BuyRate.IsZero() && len(s.Notes) > 0 {
			hidden++
		}
	}
	if len(page.Rows) != 40 || len(seen) != len(model.Statuses()) || hidden != 40 {
		t.Errorf("%d shipments, statuses %v, %d with something to hide", len(page.Rows), seen, hidden)
	}
	counts := map[string]int{}
	for _, p := range partners {
		visitor := model.Principal{Account: "x" + mailDomain, Role: model.Portal, Partner: p.slug}
		room, err := st.Room(visitor)
		if err != nil {
			t.Fatal(err)
		}
		c, err := room.Counts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		counts[p.slug] = c[model.TabAll]
	}
	if counts["saigon-tech"] != 10 || counts["mekong-foods"] != 10 {
		t.Errorf("shipments by partner: %v", counts)
	}
}

func TestSomethingIsNewSinceTheLastVisit(t *testing.T) {
	st, _ := built(t)
	room, err := st.Room(customer())
	if err != nil {
		t.Fatal(err)
	}
	self, err := st.Self(customer())
	if err != nil {
		t.Fatal(err)
	}
	seen, err := self.LastSeen(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := room.Changes(context.Background(), seen, 100)
	if err != nil || len(fresh) == 0 || len(fresh) > 5 {
		t.Errorf("%d shipments are new, %v", len(fresh), err)
	}
}

func TestTheDemoIsBuiltOnce(t *testing.T) {
	dir := t.TempDir()
	if _, err := Build(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := Build(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	t.Logf("found again in %s", time.Since(start))
}
