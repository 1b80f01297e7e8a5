package isolation

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(tests{m}) }

// tests are those of the package, some of which may want a database.
type tests struct{ *testing.M }

// Run implements goleak.TestingM.
func (t tests) Run() int { return pgtest.Main(t.M) }

var noon = time.Date(2025, 5, 16, 5, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// house is a live store with customers, which a check must leave as it is.
type house struct {
	*store.Store
	folder string
	office *store.Office
}

// newHouse is a house of so many partners, each with so many accounts and
// shipments, numbered through over all of them.
func newHouse(t testing.TB, partners, accounts, shipments int) *house {
	t.Helper()
	h := &house{folder: t.TempDir()}
	var err error
	if h.Store, err = store.Open(h.folder, store.Options{Now: clock, Holder: "test"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	if h.office, err = h.Office(model.Principal{Account: "admin@house.example", Role: model.Admin}); err != nil {
		t.Fatal(err)
	}
	err = h.office.SetForwarder(t.Context(), model.Forwarder{Name: model.Line("Hai Long Logistics", 40), Zone: "Asia/Ho_Chi_Minh"})
	for i := range partners {
		if err == nil {
			err = h.settle(t.Context(), i, accounts, shipments)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func slug(i int) string { return fmt.Sprintf("partner-%d", i) }

func mail(i, account int) string { return fmt.Sprintf("user%d@partner-%d.example", account, i) }

func (h *house) settle(ctx context.Context, i, accounts, shipments int) error {
	if _, err := h.office.AddPartner(ctx, slug(i), model.Line(fmt.Sprintf("Partner Number %d Ltd", i), 40)); err != nil {
		return err
	}
	for a := range accounts {
		if _, err := h.office.AddAccount(ctx, model.Account{Email: mail(i, a), Partner: slug(i)}); err != nil {
			return err
		}
	}
	return h.office.Write(ctx, "test", func(w *store.Writer) error {
		for n := range shipments {
			if _, err := w.Put(sample(i, n, w.Stamp())); err != nil {
				return err
			}
		}
		return nil
	})
}

// sample is the n-th shipment of a partner, each in another state.
func sample(i, n int, stamp model.Stamp) model.Shipment {
	s := model.Shipment{Ref: model.Line(fmt.Sprintf("SHP/2025%02d/%05d", i%90+10, n), 40), Partner: slug(i)}
	statuses := model.Statuses()
	s.Facts = model.Facts{
		Status: statuses[n%len(statuses)], Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"), Pickup: model.ParsePlace("Thu Duc"),
		ETD: model.Day(2025, 5, 1+n%28), ETA: model.Day(2025, 6, 1+n%28),
		Carrier: model.Line("ONEY", 40), Vessel: model.Line("ONE HANNOVER", 40), Voyage: model.Line("042E", 40),
		Cargo:      model.Cargo{Commodity: model.Line("Laptops", 40)},
		References: model.References{HBL: model.Line(fmt.Sprintf("HBL%d%05d", i, n), 40), PO: []model.Text{model.Line("PO-6700", 40)}},
		Containers: []model.Container{{Number: model.Line("ONEU6507410", 40), Type: model.Line("45G1", 40)}},
	}
	s.Internal.BuyRate = model.Line("USD 1,180 per container", 80)
	loaded := model.Event{
		Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(noon.Add(-48 * time.Hour)), Place: s.Facts.POL,
		Container: s.Facts.Containers[0].Number, Internal: model.Line("driver paid in cash", 80),
	}
	published := model.Stamp{}
	if n%2 == 0 {
		published = stamp
	}
	model.Record(&s, loaded, stamp, published)
	s.Notes = []model.Note{{ID: "n1", At: noon, By: stamp.By, Text: model.Line("Margin agreed with sales", 80)}}
	return s
}
