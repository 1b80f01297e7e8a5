package store

import (
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"porthole/internal/model"
	"porthole/internal/store/postgres"
	"porthole/internal/store/postgres/pgtest"
)

// PostgreSQL beside bbolt in one run: the same shipments are imported into both, some by
// turns, and then the same pages are read of both, by turns too. The figures are what one
// takes for what the other takes, what a question takes that reads nothing, and what a
// search takes that nobody can wait for. PORTHOLE_BENCH_BATCH is how many shipments a
// transaction of the import has.
//
//	PORTHOLE_BENCH_SHIPMENTS=100000 go test ./internal/store -run '^$' -bench BesideBolt -benchtime 1x -timeout 2h
func BenchmarkBesideBolt(b *testing.B) {
	// As one sets them on a machine of some gigabytes: PostgreSQL's own are for one of 1 GB.
	url := pgtest.Primary(b, "-c", "shared_buffers=1GB", "-c", "max_wal_size=4GB").Database(b)
	stores := []*Store{
		must(Open(b.TempDir(), Options{})),
		must(New(must(postgres.Open(ctx, url, slog.New(slog.DiscardHandler))), "", Options{Secret: make([]byte, 32)})),
	}
	rooms, houses := make([]*Room, 2), make([]*house, 2)
	for i, s := range stores {
		b.Cleanup(func() { _ = s.Close() })
		houses[i] = &house{Store: s, office: must(s.Office(ops))}
		must(houses[i].office.AddPartner(ctx, "saigon-tech", text("Saigon Tech")))
		rooms[i] = must(s.Room(model.Principal{Account: "buyer@saigon.example", Role: model.Portal, Partner: "saigon-tech"}))
	}
	batch := 1000
	if n, err := strconv.Atoi(os.Getenv("PORTHOLE_BENCH_BATCH")); err == nil {
		batch = n
	}
	var took [2]time.Duration
	for from := 0; from < many(); from += batch {
		for i := range stores {
			start := time.Now()
			importedBy(b, batch, houses[i], from, min(from+batch, many()), "saigon-tech")
			took[i] += time.Since(start)
		}
	}
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "import-ratio")
	b.ReportMetric(float64(many())/took[1].Seconds(), "imported/s")

	bare := must(pgx.Connect(ctx, url))
	b.Cleanup(func() { _ = bare.Close(ctx) })
	nothing := func(int) { must(bare.Exec(ctx, "select 1")) }
	first, middle := model.Query{Sort: model.ByETA}, must(rooms[0].Page(ctx, model.Query{Sort: model.ByETA, Limit: model.MaxPage})).Next
	for name, q := range map[string]model.Query{"page": first, "middle": {Sort: model.ByETA, After: middle}, "search": {Search: "HLSGN"}} {
		page := func(r *Room) func(n int) {
			return func(n int) {
				if q := q; q.Search != "" {
					q.Search += fmt.Sprintf("%05d", n)
				}
				must(r.readPage(ctx, q)) // not from the cache
			}
		}
		times := byTurns(page(rooms[0]), page(rooms[1]), nothing)
		b.ReportMetric(times[1].middle.Seconds()/times[0].middle.Seconds(), name+"-ratio")
		b.ReportMetric(float64(times[1].middle.Microseconds()), name+"-µs")
		b.ReportMetric(float64(times[1].p99.Microseconds())/1000, name+"-p99-ms")
		b.ReportMetric(float64(times[2].middle.Microseconds()), name+"-nothing-µs")
		b.ReportMetric(float64(times[2].p99.Microseconds())/1000, name+"-nothing-p99-ms")
	}
	again := byTurns(func(int) { must(rooms[0].Page(ctx, first)) }, func(int) { must(rooms[1].Page(ctx, first)) })
	b.ReportMetric(again[1].middle.Seconds()/again[0].middle.Seconds(), "page-again-ratio")
}

// took is how long something took: the middle of many times, and the ninety-ninth of a
// hundred.
type took struct{ middle, p99 time.Duration }

// byTurns does some things a thousand times each, by turns.
func byTurns(things ...func(n int)) []took {
	all := make([][]time.Duration, len(things))
	for n := range 1000 {
		for i, do := range things {
			start := time.Now()
			do(n)
			all[i] = append(all[i], time.Since(start))
		}
	}
	times := make([]took, len(things))
	for i, of := range all {
		slices.Sort(of)
		times[i] = took{of[500], of[990]}
	}
	return times
}
