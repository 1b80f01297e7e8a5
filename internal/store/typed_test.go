package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
)

// typedNames are what people look for a shipment by, one of each kind.
func typedNames(s model.Shipment) []string {
	f := s.Facts
	box := f.Containers[0].Number.String()
	_, tail, _ := strings.Cut(s.Ref.String(), "/")
	_, digits, _ := strings.Cut(f.References.PO[0].String(), "-")
	names := []string{
		s.Ref.String(), tail, f.References.HBL.String(), f.References.MBL.String(), f.References.Booking.String(),
		f.References.PO[0].String(), digits, box, box[4:], f.Vessel.String(), f.Voyage.String(), f.Carrier.String(),
	}
	if _, second, found := strings.Cut(f.Vessel.String(), " "); found {
		names = append(names, second)
	}
	for _, p := range []model.Place{f.POL, f.POD} {
		names = append(names, p.SearchTerms()...)
	}
	return names
}

// typed are the distinct searches of somebody who types what some shipments are
// known by, letter by letter: each beginning of each name, from one letter to the
// whole, and a few that find nothing.
func typed(shipments, sample int) []string {
	dice := rand.New(rand.NewPCG(3, 5))
	seen := map[string]bool{}
	for range sample {
		for _, name := range typedNames(benchShipment(dice.IntN(shipments), "saigon-tech")) {
			for end := range name {
				seen[name[:end+1]] = true
			}
			seen[name+"X"] = true
		}
	}
	delete(seen, "")
	list := make([]string, 0, len(seen))
	for search := range seen {
		list = append(list, search)
	}
	slices.Sort(list)
	dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// BenchmarkTyped answers every search of a typist once and tells how long the
// slowest took, and how long all but one in a hundred:
//
//	PORTHOLE_BENCH_SHIPMENTS=1000000 go test -run '^$' -bench Typed -benchtime 1x ./internal/store
func BenchmarkTyped(b *testing.B) {
	searches := typed(many(), 100)
	for _, c := range []struct {
		name  string
		query model.Query
	}{
		{"first", model.Query{}},
		{"active", model.Query{Tab: model.TabActive}},
		{"status", model.Query{Status: model.Confirmed}},
		{"last", model.Query{Last: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var queries []model.Query
			for _, search := range searches {
				q := c.query
				q.Search = search
				queries = append(queries, q)
			}
			slowest(b, queries)
		})
	}
	b.Run("list", func(b *testing.B) { slowest(b, allQueries()) })
}

// allQueries are the list in each order, on each tab, from its beginning and from its
// end, in both directions.
func allQueries() (queries []model.Query) {
	for _, tab := range model.Tabs() {
		for _, sort := range []model.Sort{model.ByUpdated, model.ByETD, model.ByETA, model.ByRef, model.ByStatus} {
			for _, q := range []model.Query{{}, {Last: true}, {Reverse: true}, {Reverse: true, Last: true}} {
				q.Tab, q.Sort = tab, sort
				queries = append(queries, q)
			}
		}
	}
	return queries
}

// BenchmarkOtherEnd reads what is far from where the reading begins: the end of what a
// letter finds, whose lines nearly all lead to a shipment by another of its words; words
// that many shipments have, found among the last or nowhere together.
func BenchmarkOtherEnd(b *testing.B) {
	for _, q := range []model.Query{
		{Search: "o", Last: true},
		{Search: "one humber", Last: true},
		{Search: "shanghai singapore", Sort: model.ByETA},
		{Search: "hlsgn0000", Sort: model.ByUpdated},
	} {
		b.Run(q.Search, func(b *testing.B) {
			room := crowd(b, many())
			for range b.N {
				if _, err := room.readPage(ctx, q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// slowest asks each query and reports the quantiles.
func slowest(b *testing.B, queries []model.Query) {
	room := crowd(b, many())
	took := make([]time.Duration, 0, b.N*len(queries))
	var worst model.Query
	var most time.Duration
	b.ResetTimer()
	for range b.N {
		for _, q := range queries {
			start := time.Now()
			if _, err := room.Page(ctx, q); err != nil {
				b.Fatal(err)
			}
			last := time.Since(start)
			if took = append(took, last); last > most {
				most, worst = last, q
			}
		}
	}
	slices.Sort(took)
	at := func(part float64) float64 { return float64(took[int(part*float64(len(took)-1))]) / 1e6 }
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
	b.ReportMetric(at(1), "max-ms")
	b.ReportMetric(float64(len(queries)), "queries")
	if os.Getenv("PORTHOLE_BENCH_WORST") != "" {
		fmt.Printf("slowest: %+v\n", worst)
	}
}
