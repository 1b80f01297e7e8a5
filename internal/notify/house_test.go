package notify

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"porthole/internal/model"
	"porthole/internal/notify/mailtest"
	"porthole/internal/store"
)

var noon = time.Date(2025, 5, 16, 5, 0, 0, 0, time.UTC)

const (
	anna      = "anna@saigon-tech.example"
	binh      = "binh@saigon-tech.example"
	consignee = "warehouse@consignee.example"
	ref       = "SHP/202505/00080"
)

var admin = model.Principal{Account: "admin@hailong.example", Role: model.Admin}

// house is a store with a clock that stands until it is moved.
type house struct {
	t      testing.TB
	folder string
	nanos  atomic.Int64
	store  *store.Store
	office *store.Office
}

func (h *house) now() time.Time          { return time.Unix(0, h.nanos.Load()) }
func (h *house) advance(d time.Duration) { h.nanos.Add(int64(d)) }

func text(s string) model.Text { return model.Line(s, model.NoteCells) }

func (h *house) check(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, folder: t.TempDir()}
	h.nanos.Store(noon.UnixNano())
	h.openStore()
	t.Cleanup(func() { _ = h.store.Close() })
	h.check(h.office.SetForwarder(t.Context(), model.Forwarder{
		Name: text("Hai Long Logistics"), Phone: text("+84 28 3823 0000"), Mail: text("ops@hailong.example"), Zone: "Asia/Ho_Chi_Minh",
	}))
	_, err := h.office.AddPartner(t.Context(), "saigon-tech", text("Saigon Tech Export"))
	h.check(err)
	h.put(model.Shipment{Ref: text(ref), Partner: "saigon-tech", Facts: model.Facts{
		Status: model.Confirmed, Mode: model.Sea, Load: model.FCL, Direction: model.Export,
		POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB"), ETD: model.Day(2025, 5, 10), ETA: model.Day(2025, 5, 25),
		Vessel: text("ONE HANNOVER"), Voyage: text("042E"),
	}, Internal: model.Internal{BuyRate: text("USD 1,234 CANARYRATE"), Remarks: text("CANARYREMARK")}})
	return h
}

func (h *house) openStore() {
	h.t.Helper()
	s, err := store.Open(h.folder, store.Options{Now: h.now})
	h.check(err)
	h.store = s
	h.office, err = s.Office(admin)
	h.check(err)
}

func (h *house) put(s model.Shipment) {
	h.t.Helper()
	h.check(h.office.Write(context.Background(), "test", func(w *store.Writer) error {
		_, err := w.Put(s)
		return err
	}))
}

func (h *house) edit(change func(s *model.Shipment)) {
	h.t.Helper()
	s, err := h.office.Shipment(context.Background(), ref)
	h.check(err)
	change(&s)
	h.put(s)
}

// reschedule publishes another ETA, a day in May.
func (h *house) reschedule(day int, reason string) {
	h.t.Helper()
	h.edit(func(s *model.Shipment) {
		stamp := model.Stamp{At: h.now(), By: admin.Account}
		to := model.Day(2025, 5, day)
		s.Ledger = append(s.Ledger, model.LedgerEntry{
			Kind: model.KindETA, From: s.Facts.ETA, To: to, Reason: text(reason), Recorded: stamp, Published: stamp,
		})
		s.Facts.ETA = to
	})
}

// asks makes an account that has asked for notices.
func (h *house) asks(email, language string, n model.Notices) {
	h.t.Helper()
	ctx := context.Background()
	_, err := h.office.AddAccount(ctx, model.Account{Email: email, Partner: "saigon-tech", Language: language})
	h.check(err)
	self, err := h.store.Self(model.Principal{Account: email, Role: model.Portal, Partner: "saigon-tech"})
	h.check(err)
	h.check(self.SetNotices(ctx, n))
}

// sending runs a sender until the end of the test, or until stop is called.
func (h *house) sending(s Settings) (stop func()) {
	h.t.Helper()
	h.check(s.Check())
	ctx, cancel := context.WithCancel(context.Background())
	sender := NewSender(h.store.Outbox(), s, h.now, nil)
	sender.pause = 20 * time.Millisecond
	done := make(chan struct{})
	go func() { defer close(done); sender.Run(ctx) }()
	stop = func() { cancel(); <-done }
	h.t.Cleanup(stop)
	return stop
}

// settingsFor are those for a mail server.
func settingsFor(s *mailtest.Server) Settings {
	return Settings{
		Host: "127.0.0.1", Port: s.Port, From: "track@hailong.example", Encryption: Plain,
		PublicHost: "track.hailong.example", Timeout: 10 * time.Second,
	}
}

// outbox is what has not gone out.
func (h *house) outbox() store.Post {
	h.t.Helper()
	post, err := h.office.Outbox(context.Background(), "", 0)
	h.check(err)
	return post
}

// until waits until the outbox is as it should be.
func (h *house) until(what string, ok func(store.Post) bool) {
	h.t.Helper()
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); {
		if ok(h.outbox()) {
			return
		}
		time.Sleep(5 * time.Millisecond) // the outbox says nothing of itself; this only bounds how often it is asked
	}
	h.t.Fatalf("%s: %+v", what, h.outbox())
}

func empty(p store.Post) bool { return p.Total == 0 }

// nudge moves the clock on and has the sender look.
func (h *house) nudge(d time.Duration) {
	h.t.Helper()
	h.advance(d)
	_, err := h.office.RetryAllMail(context.Background())
	h.check(err)
}

func TestMain(m *testing.M) {
	if runChild() {
		return
	}
	goleak.VerifyTestMain(m)
}
