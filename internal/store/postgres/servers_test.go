package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/engine"
	"porthole/internal/store/postgres/pgtest"
)

var (
	ctx   = context.Background()
	admin = model.Principal{Account: "admin@house.example", Role: model.Admin}
)

// server is a store as another process would have it open.
func server(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.New(open(t, url), "", store.Options{Secret: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The story: an operator works on one server, and a customer and another operator look
// at another. What is written here is seen there, without a key being pressed.
func TestAServerHearsOfAnother(t *testing.T) {
	url := pgtest.Database(t)
	here, there := server(t, url), server(t, url)
	office := must(here.Office(admin))
	must(office.AddPartner(ctx, "lotus", model.Line("Lotus", model.NameCells)))
	room := must(there.Room(model.Principal{Account: "buyer@lotus.example", Role: model.Portal, Partner: "lotus"}))
	since := must(room.Version(ctx))
	if all := must(room.Counts(ctx))[model.TabAll]; all != 0 {
		t.Fatal(all)
	}
	wait, done := context.WithTimeout(ctx, 30*time.Second)
	defer done()
	seen := make(chan error, 1)
	go func() { _, err := room.Watch(wait, since); seen <- err }()
	err := office.Write(ctx, "test", func(w *store.Writer) error {
		s := model.Shipment{Ref: model.Line("SHP/1", model.RefCells), Partner: "lotus"}
		s.Facts = model.Facts{Status: model.Confirmed, Mode: model.Sea, POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB")}
		_, err := w.Put(s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-seen; err != nil {
		t.Fatal(err)
	}
	if all := must(room.Counts(ctx))[model.TabAll]; all != 1 {
		t.Errorf("%d shipments are counted there", all)
	}

	lost := make(chan string, 100)
	there.OnAccountChange(func(email string) { lost <- email })
	must(office.AddAccount(ctx, model.Account{Email: "buyer@lotus.example", Role: model.Portal, Partner: "lotus"}))
	if err := office.DisableAccount(ctx, "buyer@lotus.example"); err != nil {
		t.Fatal(err)
	}
	for email := ""; email != "buyer@lotus.example"; {
		select {
		case email = <-lost:
		case <-wait.Done():
			t.Fatal("nobody was told there")
		}
	}
}

// The story: an operator is in the middle of writing for one customer, and another
// publishes for another customer. Neither waits for the other.
func TestOperatorsOfDifferentCustomersDoNotWait(t *testing.T) {
	office := must(server(t, pgtest.Database(t)).Office(admin))
	for _, slug := range []string{"lotus", "orchid"} {
		must(office.AddPartner(ctx, slug, model.Line(slug, model.NameCells)))
		if err := addShipment(office, "SHP/"+slug, slug); err != nil {
			t.Fatal(err)
		}
	}
	err := office.Write(ctx, "test", func(w *store.Writer) error {
		s := must(w.Shipment("SHP/lotus"))
		s.Facts.Voyage = model.Line("516E", model.RefCells)
		if _, err := w.Put(s); err != nil {
			return err
		}
		published := make(chan error, 1)
		go func() { published <- publish(office, "SHP/orchid") }()
		select {
		case err := <-published:
			return err
		case <-time.After(5 * time.Second):
			return errors.New("one waits for the other")
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// The story: the primary dies while many write. Its synchronous standby takes over,
// and everything that was acknowledged is there, once. The old one comes back, first
// in the list of hosts, and nobody talks to it.
func TestNothingAcknowledgedIsLostWithThePrimary(t *testing.T) {
	old := pgtest.Primary(t)
	url := old.Database(t)
	standby := old.Standby(t)
	url = pgtest.Hosts(url, standby)
	e := open(t, url)
	table := &engine.Table{Name: "act"}
	var acknowledged sync.Map
	var count atomic.Int64
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for writer := range 8 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				key := engine.Key{First: fmt.Sprint(writer), Second: fmt.Sprintf("%06d", n)}
				err := e.Update(ctx, func(tx engine.Tx) error {
					if _, err := tx.Get(table, key); err == nil {
						t.Errorf("%v is written twice", key)
					}
					return tx.Put(table, engine.Record{Key: key, Value: []byte("x")})
				})
				if err == nil {
					acknowledged.Store(key, true)
					count.Add(1)
				}
			}
		})
	}
	reached := func(n int64) {
		for limit := time.Now().Add(60 * time.Second); count.Load() < n && time.Now().Before(limit); {
			time.Sleep(5 * time.Millisecond) // there is nothing to wait on but the number
		}
	}
	reached(100)
	killed, before := time.Now(), count.Load()
	old.Kill()
	standby.Promote(t)
	reached(before + 20) // some were under way
	t.Logf("%d were acknowledged before, and again %v after the primary was killed", before, time.Since(killed))
	if count.Load() < before+20 {
		t.Error("nothing is acknowledged any more")
	}
	if err := old.Start(); err != nil {
		t.Fatal(err)
	}
	reached(count.Load() + 100)
	close(stop)
	writers.Wait()
	there := map[engine.Key]bool{}
	err := open(t, url).View(ctx, func(r engine.Reader) error { // as a server that starts only now
		for record, err := range r.Scan(table, engine.Scan{}) {
			if err != nil {
				return err
			}
			there[record.Key] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	acknowledged.Range(func(key, _ any) bool {
		if !there[key.(engine.Key)] {
			lost++
		}
		return true
	})
	if lost > 0 {
		t.Errorf("of %d acknowledged changes %d are lost", count.Load(), lost)
	}
}

// A database that is not there is said to be away, and nobody waits for it for ever.
func TestADatabaseThatIsAwayIsSaidToBe(t *testing.T) {
	c := pgtest.Primary(t)
	e := open(t, c.Database(t))
	c.Kill()
	err := e.View(ctx, func(r engine.Reader) error { _, err := r.Lists(); return err })
	if !errors.Is(err, engine.ErrAway) {
		t.Error(err)
	}
}
