package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

var ctx = context.Background()

// noon is when the tests begin.
var noon = time.Date(2025, 5, 16, 12, 0, 0, 0, time.UTC)

var (
	operations = model.Principal{Account: "ops@house.example", Role: model.Operations, Remote: "192.0.2.7"}
	admin      = model.Principal{Account: "admin@house.example", Role: model.Admin}
	manager    = model.Principal{Account: "manager@house.example", Role: model.Manager}
	cs         = model.Principal{Account: "cs@house.example", Role: model.CS}
)

// house is a store with two customers, each with two shipments on one voyage.
type house struct {
	*store.Store
	t   *testing.T
	now time.Time
}

const (
	mine   = "SHP/1" // of saigon-tech, with everything internal that there is
	second = "SHP/2" // of saigon-tech, from Hai Phong
	theirs = "SHP/3" // of mekong-foods
)

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, now: noon}
	s, err := store.Open(t.TempDir(), store.Options{Now: func() time.Time { return h.now }})
	h.check(err)
	h.Store = s
	t.Cleanup(func() { _ = s.Close() })
	office := must(s.Office(admin))
	must(office.AddPartner(ctx, "saigon-tech", text("Saigon Tech Export")))
	must(office.AddPartner(ctx, "mekong-foods", text("Mekong Foods JSC")))
	must(office.AddAccount(ctx, model.Account{Email: "anna@saigon.example", Partner: "saigon-tech"}))
	h.check(office.AddKey(ctx, "anna@saigon.example", model.Key{Fingerprint: "SHA256:" + strings.Repeat("a", 43)}))
	h.put(shipment(mine, "saigon-tech", "VNSGN"), shipment(second, "saigon-tech", "VNHPH"), shipment(theirs, "mekong-foods", "VNSGN"))
	return h
}

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("%+v", err))
	}
	return v
}

// mailed has what is shown of a shipment mailed to the holder of a code for it.
func (h *house) mailed(ref string) {
	h.t.Helper()
	must(must(h.Office(admin)).CreateLink(ctx, store.LinkDraft{Ref: ref, To: "kim@buyer.example"}, store.FreshCode{Plain: "x"}))
	e, _, err := h.Outbox().Claim(ctx, func(model.Errand) model.Letter { return model.Letter{} })
	h.check(errors.Join(err, h.Outbox().Sent(ctx, e.ID)))
}

func (h *house) put(shipments ...model.Shipment) {
	h.t.Helper()
	h.check(must(h.Office(admin)).Write(ctx, "test", func(w *store.Writer) error {
		for _, s := range shipments {
			if _, err := w.Put(s); err != nil {
				return err
			}
		}
		return nil
	}))
}

// at is the desk of somebody.
func (h *house) at(p model.Principal) *Desk { return New(must(h.Office(p))) }

// record is a shipment as the office knows it now.
func (h *house) record(ref string) model.Shipment {
	return must(must(h.Office(admin)).Shipment(ctx, ref))
}

// seen is a shipment as its customer sees it now.
func (h *house) seen(slug, ref string) model.Published {
	h.t.Helper()
	room := must(h.Room(model.Principal{Account: "x@y.example", Role: model.Portal, Partner: slug}))
	return must(room.Shipment(ctx, ref))
}

// fault expects a Fault with a key.
func (h *house) fault(err error, key string) {
	h.t.Helper()
	var fault *model.Fault
	if !errors.As(err, &fault) || fault.Key != key {
		h.t.Errorf("got %v, want %s", err, key)
	}
}

// same compares what customers read in two records; when it was changed, and
// the store's number of the change, may differ.
func (h *house) same(what string, got, want model.Published) {
	h.t.Helper()
	got.Change, want.Change = 0, 0
	got.UpdatedAt, want.UpdatedAt = time.Time{}, time.Time{}
	if g, w := asJSON(got), asJSON(want); g != w {
		h.t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func asJSON(v any) string { return string(must(json.Marshal(v))) }

func text(s string) model.Text { return model.Line(s, model.NoteCells) }

// shipment is in the terminal, with a canary in every internal field.
func shipment(ref, partner, pol string) model.Shipment {
	by := model.Stamp{At: noon.AddDate(0, 0, -3), By: operations.Account}
	s := model.Shipment{Ref: text(ref), Partner: partner}
	s.Facts = model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace(pol), POD: model.ParsePlace("USLGB"), ETD: model.Day(2025, 5, 15), ETA: model.Day(2025, 5, 30),
		Vessel: text("ONE HUMBER"), Voyage: text("023E"),
		References: model.References{HBL: text("HL" + strings.ReplaceAll(ref, "/", "") + "00080")},
		Containers: []model.Container{{Number: text("ONEU6507410")}, {Number: text("ONEU8363919")}},
	}
	for i, m := range []model.Milestone{model.BookingConfirmed, model.EmptyPickedUp, model.Stuffed, model.GateIn} {
		at := model.Moment(time.Date(2025, 5, 10+i, 9, 0, 0, 0, time.FixedZone("", 7*3600)))
		model.Record(&s, model.Event{Milestone: m, Classifier: model.Actual, At: at, Internal: text("CANARY-internal")}, by, by)
	}
	model.Record(&s, model.Event{
		Milestone: model.CustomsCleared, Classifier: model.Actual, At: model.Day(2025, 5, 14), Text: text("CANARY-unpublished"),
	}, by, model.Stamp{})
	s.Notes = []model.Note{{ID: "n1", At: by.At, By: by.By, Text: text("CANARY-note")}}
	s.Internal = model.Internal{BuyRate: text("CANARY-rate USD 1,450"), Remarks: text("CANARY-remarks")}
	return s
}

func departed(at string) model.EventDraft {
	return model.EventDraft{Milestone: model.Departed, At: must(model.ParseWhen(at, time.UTC)), Internal: text("CANARY-draft")}
}
