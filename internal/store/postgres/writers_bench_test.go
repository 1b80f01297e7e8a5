package postgres_test

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/postgres/pgtest"
)

// office is a store on a database that really writes to its disk, with so many customers
// who have a shipment each. Another server has it open too. With mute no bell is rung.
func office(b *testing.B, customers int, mute bool) *store.Office {
	b.Helper()
	url := pgtest.Primary(b).Database(b)
	server(b, url)
	e := open(b, url)
	if mute {
		e.Mute()
	}
	s := must(store.New(e, "", store.Options{Secret: make([]byte, 32)}))
	b.Cleanup(func() { _ = s.Close() })
	o := must(s.Office(admin))
	for i := range customers {
		slug := fmt.Sprint("customer-", i)
		must(o.AddPartner(ctx, slug, model.Line("Customer "+slug, model.NameCells)))
		if err := addShipment(o, fmt.Sprint("S/", i), slug); err != nil {
			b.Fatal(err)
		}
	}
	return o
}

func addShipment(o *store.Office, ref, slug string) error {
	return o.Write(ctx, "test", func(w *store.Writer) error {
		s := model.Shipment{Ref: model.Line(ref, model.RefCells), Partner: slug}
		s.Facts = model.Facts{Status: model.Confirmed, Mode: model.Sea, POL: model.ParsePlace("VNSGN"), POD: model.ParsePlace("USLGB")}
		_, err := w.Put(s)
		return err
	})
}

// publish shows the customer of a shipment another ETA.
func publish(o *store.Office, ref string) error {
	return o.WriteEvents(ctx, "test", func(w *store.Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		s.Facts.ETA = model.DayOf(w.Now().AddDate(0, 0, int(s.Version%300)))
		_, err = w.Put(s)
		return err
	})
}

// Publications per second, by how many operators publish at once, for as many customers
// or for one. Each waits until its own is on the disk.
func BenchmarkPublish(b *testing.B) {
	for _, writers := range []int{1, 8, 32} {
		for _, rooms := range slices.Compact([]int{writers, 1}) {
			b.Run(fmt.Sprintf("writers=%d/rooms=%d", writers, rooms), func(b *testing.B) { publishAll(b, writers, rooms, false) })
		}
	}
	b.Run("writers=32/rooms=32/without-bell", func(b *testing.B) { publishAll(b, 32, 32, true) })
}

func publishAll(b *testing.B, writers, rooms int, mute bool) {
	o := office(b, rooms, mute)
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for i := range writers {
		all.Go(func() {
			for next.Add(1) <= int64(b.N) {
				if err := publish(o, fmt.Sprint("S/", i%rooms)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "publications/s")
}
