package isolation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
)

// me is the partner whose view must not depend on anybody else's doings.
const me = "me"

// others are everybody else.
var others = []string{"others-a", "others-b", "others-c"}

// world is a store in which things happen.
type world struct {
	st     *store.Store
	office *store.Office
	room   *store.Room
	self   *store.Self
}

var meAnna = model.Principal{Account: "anna@me.example", Role: model.Portal, Partner: me}

// ticking is a clock that both worlds go by.
type ticking struct{ nanos atomic.Int64 }

func (c *ticking) now() time.Time { return time.Unix(0, c.nanos.Load()).UTC() }

func newWorld(t testing.TB, clock *ticking) *world {
	t.Helper()
	return settled(t, t.TempDir(), store.Options{Now: clock.now, Holder: "test"})
}

func newWorldOnPostgres(t testing.TB, clock *ticking) *world {
	t.Helper()
	return settled(t, pgtest.Database(t), store.Options{Now: clock.now, Holder: "test", Secret: make([]byte, 32)})
}

// settled is a world at a place, with its forwarder and me.
func settled(t testing.TB, place string, options store.Options) *world {
	t.Helper()
	w := &world{}
	var err error
	if w.st, err = store.Open(place, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.st.Close() })
	w.office = must(w.st.Office(model.Principal{Account: "ops@house.example", Role: model.Admin}))(t)
	house := model.Forwarder{Name: model.Line("Hai Long Logistics", 40), Mail: model.Line("care@hailong.example", 40), Zone: "Asia/Ho_Chi_Minh"}
	if err := w.office.SetForwarder(t.Context(), house); err != nil {
		t.Fatal(err)
	}
	must(w.office.AddPartner(t.Context(), me, model.Line("Saigon Tech Export", 40)))(t)
	must(w.office.AddAccount(t.Context(), model.Account{Email: meAnna.Account, Partner: me}))(t)
	w.room = must(w.st.Room(meAnna))(t)
	w.self = must(w.st.Self(meAnna))(t)
	return w
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// deed is something that the office does to one shipment. It is made of random
// numbers once and done in one world or in both.
type deed struct {
	ref, partner string
	what, n      int
}

// deedKinds is how many sorts of deeds there are.
const deedKinds = 10

// shared are references that everybody's shipments may have alike, so that a
// search or a lookup that went by them over all customers would tell.
func shared(kind string, n int) model.Text { return model.Line(fmt.Sprintf("%s%d", kind, n%7), 40) }

func randomDeed(r *rand.Rand, partner string) deed {
	return deed{ref: fmt.Sprintf("SHP/%s/%03d", partner, r.IntN(25)), partner: partner, what: r.IntN(deedKinds), n: r.IntN(1000)}
}

// do does the deed within a transaction; a shipment that does not exist yet is
// made first.
func (d deed) do(w *store.Writer) error {
	s, err := w.Shipment(d.ref)
	if err != nil {
		s = model.Shipment{Ref: model.Line(d.ref, 40), Partner: d.partner}
		d.facts(&s)
	}
	s = s.Clone()
	d.happen(w, &s)
	_, err = w.Put(s)
	return err
}

// facts are what a shipment is made of, much of it like anybody else's.
func (d deed) facts(s *model.Shipment) {
	ports := []string{"VNSGN", "VNHPH", "USLGB", "NLRTM", "SGSIN", "JPTYO"}
	s.Facts = model.Facts{
		Status: model.Statuses()[d.n%3], Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace(ports[d.n%2]), POD: model.ParsePlace(ports[2+d.n%4]),
		ETD: model.Day(2025, 5, 1+d.n%28), ETA: model.Day(2025, 6, 1+d.n%28),
		Vessel: shared("ONE HUMBER ", d.n), Voyage: shared("02", d.n), Carrier: model.Line("ONEY", 40),
		Cargo:      model.Cargo{Commodity: model.Line("Laptops of "+d.partner, 40)},
		References: model.References{HBL: shared("HBL", d.n), Booking: shared("BKG", d.n), PO: []model.Text{shared("PO-", d.n)}},
		Containers: []model.Container{{Number: shared("ONEU650741", d.n), Type: model.Line("45G1", 40)}},
	}
}

// happen is the deed itself.
func (d deed) happen(w *store.Writer, s *model.Shipment) {
	stamp, published := w.Stamp(), model.Stamp{}
	if d.n%3 > 0 {
		published = stamp
	}
	note := model.Note{ID: fmt.Sprintf("n%d", len(s.Notes)+1), At: w.Now(), By: stamp.By, Text: model.Line(fmt.Sprintf("Note %d", d.n), 40)}
	switch d.what {
	case 0, 1, 2:
		milestones := model.Milestones()
		model.Record(s, model.Event{
			Milestone: milestones[d.n%len(milestones)], Classifier: model.Actual, At: model.Moment(w.Now()), Place: s.Facts.POL,
			Text: model.Line(fmt.Sprintf("Event %d", d.n), 40), Internal: model.Line("internal", 40),
		}, stamp, published)
	case 3:
		model.Reschedule(s, model.KindETA, model.Day(2025, 6, 1+d.n%28), model.Line("Port congestion", 40), "", stamp, published)
	case 4:
		note.ForCustomer = true
		s.Notes = append(s.Notes, note)
	case 5:
		s.Notes = append(s.Notes, note)
		s.Internal.BuyRate = model.Line(fmt.Sprintf("USD %d", d.n), 40)
	case 6:
		if len(s.Events) > 0 {
			_ = model.WithdrawEvent(s, s.Events[d.n%len(s.Events)].ID, stamp)
		}
	case 7:
		if len(s.Events) > 0 {
			_ = model.PublishEvent(s, s.Events[d.n%len(s.Events)].ID, stamp)
		}
	case 8:
		s.Facts.Status = s.Facts.Status.Advance(model.Statuses()[d.n%len(model.Statuses())])
	default:
		d.facts(s)
	}
}

// do does deeds in one transaction.
func (w *world) do(t *testing.T, deeds ...deed) {
	t.Helper()
	err := w.office.Write(t.Context(), "test", func(tx *store.Writer) error {
		for _, d := range deeds {
			if err := d.do(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// stir is what happens in the house among others: customers and accounts come
// and go, keys are registered, shipments are sold on. What cannot be done just
// now is left.
func (w *world) stir(ctx context.Context, r *rand.Rand) error {
	n := r.IntN(50)
	email := fmt.Sprintf("user%d@others.example", n)
	partner := others[n%len(others)]
	switch r.IntN(6) {
	case 0:
		_, _ = w.office.AddPartner(ctx, fmt.Sprintf("others-%d", n), model.Line(fmt.Sprintf("Saigon Tech %d", n), 40))
	case 1:
		_, _ = w.office.AddAccount(ctx, model.Account{Email: email, Partner: partner})
	case 2:
		_, key, err := newKey(model.Line("laptop", 40))
		if err != nil {
			return err
		}
		_ = w.office.AddKey(ctx, email, key)
	case 3:
		_ = w.office.DisableAccount(ctx, email)
	case 4:
		_ = w.office.MoveAccount(ctx, email, partner)
	default:
		return w.sell(ctx, randomDeed(r, partner), others[r.IntN(len(others))])
	}
	return nil
}

// sell gives a shipment of one of the others to another of them.
func (w *world) sell(ctx context.Context, d deed, to string) error {
	return w.office.Write(ctx, "test", func(tx *store.Writer) error {
		s, err := tx.Shipment(d.ref)
		if err != nil {
			return nil //nolint:nilerr // there is nothing to sell yet
		}
		s.Partner = to
		_, err = tx.Put(s)
		return err
	})
}
