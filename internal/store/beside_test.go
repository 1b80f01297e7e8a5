package store

import (
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/postgres"
	"porthole/internal/store/postgres/pgtest"
)

// PostgreSQL beside bbolt in one run: the same shipments are imported into both, a
// thousand by turns, and then the same pages are read of both. The figures are what one
// takes for what the other takes, and what a search takes that nobody can wait for.
//
//	PORTHOLE_BENCH_SHIPMENTS=100000 go test ./internal/store -run '^$' -bench BesideBolt -benchtime 1x -timeout 2h
func BenchmarkBesideBolt(b *testing.B) {
	stores := []*Store{
		must(Open(b.TempDir(), Options{})),
		must(New(must(postgres.Open(ctx, pgtest.Primary(b).Database(b), slog.New(slog.DiscardHandler))), "", Options{Secret: make([]byte, 32)})),
	}
	rooms, houses := make([]*Room, 2), make([]*house, 2)
	for i, s := range stores {
		b.Cleanup(func() { _ = s.Close() })
		houses[i] = &house{Store: s, office: must(s.Office(ops))}
		must(houses[i].office.AddPartner(ctx, "saigon-tech", text("Saigon Tech")))
		rooms[i] = must(s.Room(model.Principal{Account: "buyer@saigon.example", Role: model.Portal, Partner: "saigon-tech"}))
	}
	var took [2]time.Duration
	for from := 0; from < many(); from += 1000 {
		for i := range stores {
			start := time.Now()
			imported(b, houses[i], from, min(from+1000, many()), "saigon-tech")
			took[i] += time.Since(start)
		}
	}
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "import-ratio")
	b.ReportMetric(float64(many())/took[1].Seconds(), "imported/s")
	pages := [2]time.Duration{}
	for i, room := range rooms {
		pages[i], _ = reading(room, func(int) model.Query { return model.Query{Sort: model.ByETA} })
	}
	b.ReportMetric(pages[1].Seconds()/pages[0].Seconds(), "page-ratio")
	b.ReportMetric(float64(pages[1].Microseconds()), "page-µs")
	_, p99 := reading(rooms[1], func(n int) model.Query { return model.Query{Search: fmt.Sprintf("HLSGN%05d", n%1000)} })
	b.ReportMetric(float64(p99.Microseconds())/1000, "search-p99-ms")
}

// reading reads a thousand pages that are in no cache, and gives the middle and the
// ninety-ninth of a hundred of the times that they took.
func reading(room *Room, q func(n int) model.Query) (middle, p99 time.Duration) {
	var took []time.Duration
	for n := range 1000 {
		start := time.Now()
		must(room.readPage(ctx, q(n)))
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return took[500], took[990]
}
