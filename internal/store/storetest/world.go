package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

var ctx = context.Background()

// noon is when the tests begin.
var noon = time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)

// The people of the tests.
var (
	operations = model.Principal{Account: "ops@house.example", Role: model.Operations, Remote: "192.0.2.7"}
	admin      = model.Principal{Account: "admin@house.example", Role: model.Admin}
	manager    = model.Principal{Account: "manager@house.example", Role: model.Manager}
	cs         = model.Principal{Account: "cs@house.example", Role: model.CS}
)

func customer(slug string) model.Principal {
	return model.Principal{Account: "buyer@" + slug + ".example", Role: model.Portal, Partner: slug}
}

// world is a store with two partners, and a clock.
type world struct {
	t      testing.TB
	open   Open
	folder string
	now    time.Time
	other  *store.Store // another server on the same store; nil: there is none
	*store.Store
}

func (w *world) clock() time.Time { return w.now }

func newWorld(t testing.TB, open Open) *world {
	t.Helper()
	w := &world{t: t, open: open, folder: t.TempDir(), now: noon}
	w.Store = open(t, w.folder, w.clock)
	t.Cleanup(func() { _ = w.Close() })
	for _, slug := range []string{"saigon-tech", "mekong-foods"} {
		must(w.office(admin).AddPartner(ctx, slug, text("Công ty "+slug)))
	}
	return w
}

// always looks now, and once more after the store was closed and opened.
func (w *world) always(look func()) {
	w.t.Helper()
	look()
	w.check(w.Close())
	w.Store = w.open(w.t, w.folder, w.clock)
	look()
	report, err := w.Verify(ctx)
	w.check(err)
	for _, problem := range report.Problems {
		w.t.Error("verify:", problem)
	}
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// same compares two values in the form in which they are kept.
func (w *world) same(what string, got, want any) {
	w.t.Helper()
	g, errG := json.Marshal(got)
	v, errV := json.Marshal(want)
	if errG != nil || errV != nil || string(g) != string(v) {
		w.t.Errorf("%s:\n got %s\nwant %s", what, g, v)
	}
}

// watch waits for a change that must be announced within a moment, and gives its version.
func (w *world) watch(list watcher, since uint64) uint64 {
	w.t.Helper()
	soon, late := context.WithTimeout(ctx, 10*time.Second)
	defer late()
	version, err := list.Watch(soon, since)
	if err != nil {
		w.t.Fatalf("nobody is told of a change after version %d: %v", since, err)
	}
	return version
}

type watcher interface {
	Watch(ctx context.Context, since uint64) (uint64, error)
}

// fault expects a Fault with a key.
func (w *world) fault(err error, key string) {
	w.t.Helper()
	var fault *model.Fault
	if !errors.As(err, &fault) || fault.Key != key {
		w.t.Errorf("got %v, want %s", err, key)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("%+v", err))
	}
	return v
}

func (w *world) office(p model.Principal) *store.Office { return must(w.Office(p)) }
func (w *world) room(slug string) *store.Room           { return must(w.Room(customer(slug))) }
func (w *world) self(p model.Principal) *store.Self     { return must(w.Self(p)) }

// put writes shipments in one transaction, and says of each whether it changed
// anything.
func (w *world) put(shipments ...model.Shipment) (changed []bool) {
	w.t.Helper()
	w.check(w.office(operations).Write(ctx, "test", func(tx *store.Writer) error {
		changed = nil
		for _, s := range shipments {
			c, err := tx.Put(s)
			if err != nil {
				return err
			}
			changed = append(changed, c)
		}
		return nil
	}))
	return changed
}

// edit reads a shipment, changes it and writes it.
func (w *world) edit(ref string, change func(s *model.Shipment)) bool {
	w.t.Helper()
	s := must(w.office(operations).Shipment(ctx, ref))
	change(&s)
	return w.put(s)[0]
}

func text(s string) model.Text { return model.Line(s, model.NameCells) }

// shipment is one with something in every part of it, inside and out.
func shipment(ref, partner string) model.Shipment {
	packages, weight := 12, 1234.5
	stamp := model.Stamp{At: noon, By: operations.Account}
	s := model.Shipment{Ref: text(ref), Partner: partner}
	s.Facts = model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("Cát Lái"), POD: model.ParsePlace("USLGB"),
		ETD: model.Day(2025, 5, 20), ETA: model.Moment(noon.AddDate(0, 0, 20).In(time.FixedZone("", 7*3600))),
		Cargo:      model.Cargo{Packages: &packages, WeightKg: &weight, Commodity: text("Giày dép")},
		References: model.References{HBL: text("HB-" + ref), Booking: text("SGN123"), PO: []model.Text{text("PO-77")}},
		Vessel:     text("ONE HUMBER"), Voyage: text("023E"),
		Legs:       []model.Leg{{Mode: model.Sea, From: model.ParsePlace("VNSGN"), To: model.ParsePlace("USLGB")}},
		Containers: []model.Container{{Number: text("ONEU6507410"), Type: text("45G1"), Packages: &packages}},
	}
	s.Internal = model.Internal{BuyRate: text("CANARY 900 USD"), Remarks: text("CANARY remark")}
	s.Events = []model.Event{
		{ID: "e1", Milestone: model.BookingConfirmed, Classifier: model.Actual, At: model.DayOf(noon), Recorded: stamp, Published: stamp, Internal: text("CANARY event")},
		{ID: "e2", Milestone: model.GateIn, Classifier: model.Actual, At: model.Moment(noon), Recorded: stamp, Text: text("CANARY unpublished")},
	}
	s.Notes = []model.Note{{ID: "n1", At: noon, Text: text("CANARY note")}, {ID: "n2", At: noon, Text: text("Hello"), ForCustomer: true}}
	s.Localize() // as it is kept
	return s
}
