package store

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"porthole/internal/model"
)

// How many shipments stand behind the page that is measured:
//
//	PORTHOLE_BENCH_SHIPMENTS=1000000 go test -run '^$' -bench Page ./internal/store
func many() int {
	if n, err := strconv.Atoi(os.Getenv("PORTHOLE_BENCH_SHIPMENTS")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

var (
	benchPorts   = []string{"VNSGN", "VNHPH", "CNSHA", "SGSIN", "USLGB", "USLAX", "NLRTM", "DEHAM", "JPTYO", "KRPUS"}
	benchVessels = []string{"ONE HUMBER", "EVER GIVEN", "MSC ANNA", "CMA CGM MARCO POLO", "HMM ALGECIRAS", "COSCO PRIDE"}
)

// benchShipment is the i-th of a large forwarder's shipments: its references
// are random as those of carriers are, one or two containers, an event or two.
func benchShipment(i int, partner string) model.Shipment {
	dice := rand.New(rand.NewPCG(uint64(i), 7))
	s := shipment(fmt.Sprintf("SHP/%06d/%05d", 202401+i/100_000, i%100_000), partner, dice.IntN(200)-100)
	f := &s.Facts
	f.Status = model.Statuses()[dice.IntN(5)]
	f.POL, f.POD = place(benchPorts[dice.IntN(4)]), place(benchPorts[4+dice.IntN(6)])
	f.Vessel, f.Voyage = text(benchVessels[dice.IntN(6)]), text(fmt.Sprintf("%03dE", dice.IntN(999)))
	f.References = model.References{
		HBL: text(fmt.Sprintf("HLSGN%08d", i)), MBL: text(fmt.Sprintf("ONEYSGN%09d", dice.IntN(1e9))),
		Booking: text(fmt.Sprintf("SGN%09d", dice.IntN(1e9))), PO: []model.Text{text(fmt.Sprintf("PO-%07d", dice.IntN(1e7)))},
	}
	for range 1 + dice.IntN(2) {
		f.Containers = append(f.Containers, model.Container{Number: text(fmt.Sprintf("ONEU%07d", dice.IntN(1e7))), Type: text("45G1")})
	}
	stamp := model.Stamp{At: noon, By: ops.Account}
	s.Events = []model.Event{{
		ID: "e1", Milestone: model.BookingConfirmed, Classifier: model.Actual, At: model.DayOf(noon), Recorded: stamp, Published: stamp,
	}}
	return s
}

// imported writes shipments in batches of a thousand.
func imported(b testing.TB, h *house, from, to int, partner string) {
	b.Helper()
	importedBy(b, 1000, h, from, to, partner)
}

func importedBy(b testing.TB, batch int, h *house, from, to int, partner string) {
	b.Helper()
	for ; from < to; from += batch {
		check(b, h.office.Write(ctx, "import", func(w *Writer) error {
			var all []model.Shipment
			partners := map[string]string{}
			for i := from; i < min(from+batch, to); i++ {
				all = append(all, benchShipment(i, partner))
				partners[all[i-from].Ref.String()] = partner
			}
			check(b, w.Expect(partners))
			for _, s := range all {
				if _, err := w.Put(s); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// The two stores that pages are measured on, filled once. Filling a large one
// takes minutes, so it can be kept for the next time, in a folder of its own:
//
//	PORTHOLE_BENCH_STORE=DIR PORTHOLE_BENCH_SHIPMENTS=1000000 go test -run '^$' -bench 'Page|Search' ./internal/store
//
// With PORTHOLE_BENCH_OTHERS there are as many shipments more in it, which belong
// to four hundred other partners.
var crowds = struct {
	sync.Mutex
	houses map[int]*house
	kept   *house
}{houses: map[int]*house{}}

func crowd(b *testing.B, shipments int) *Room {
	b.Helper()
	crowds.Lock()
	defer crowds.Unlock()
	h := crowds.houses[shipments]
	if h == nil {
		h = &house{folder: os.Getenv("PORTHOLE_BENCH_STORE"), clock: newClock()}
		if h.folder == "" || shipments != many() {
			h.folder = must(os.MkdirTemp("", "porthole-bench-"))
		} else {
			crowds.kept = h
		}
		fill(b, h, shipments)
		crowds.houses[shipments] = h
	}
	return h.room("saigon-tech")
}

// fill fills a store, unless it was filled before.
func fill(b *testing.B, h *house, shipments int) {
	b.Helper()
	start := time.Now()
	h.open(b)
	opened := time.Since(start)
	h.db().NoSync = true
	_, _ = h.office.AddPartner(ctx, "saigon-tech", text("Saigon Tech")) // it is there in a kept one
	have := must(h.room("saigon-tech").Counts(ctx))[model.TabAll]
	if have == 0 {
		fillRoom(b, h, 0, shipments, "saigon-tech")
		fillOthers(b, h)
		check(b, h.db().Sync())
	} else if have != shipments {
		b.Fatalf("the store has %d shipments for %d", have, shipments)
	}
	if all := must(h.office.AllShipments().Counts(ctx))[model.TabAll]; all != shipments+others*othersEach(h) {
		b.Fatalf("the store has %d shipments in all for %d", all, shipments+others*othersEach(h))
	}
	info := must(os.Stat(h.file))
	b.Logf("%d shipments written in %v, %d MiB; opened in %v", shipments-have, time.Since(start).Round(time.Millisecond), info.Size()>>20, opened)
}

// fillBatch is how many shipments one transaction of a filling has. The lines of a
// list come in no order, and each batch of an import writes a good part of a large
// one anew: with batches twenty times as large a million shipments are there in
// minutes.
const fillBatch = 20_000

// fillRoom writes new shipments of a partner.
func fillRoom(tb testing.TB, h *house, from, to int, partner string) {
	tb.Helper()
	for ; from < to; from += fillBatch {
		check(tb, h.office.Write(ctx, "import", func(w *Writer) error {
			for i := from; i < min(from+fillBatch, to); i++ {
				if _, err := w.Put(benchShipment(i, partner)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// others are the partners beside the one whose pages are measured.
const others = 400

// othersEach is how many shipments each of them has: none but in the kept store.
func othersEach(h *house) int {
	if h != crowds.kept {
		return 0
	}
	wanted, _ := strconv.Atoi(os.Getenv("PORTHOLE_BENCH_OTHERS"))
	return wanted / others
}

// fillOthers adds the shipments of the other partners, of which each transaction
// fills one room.
func fillOthers(b *testing.B, h *house) {
	b.Helper()
	each := othersEach(h)
	for i := range others {
		if each == 0 {
			return
		}
		slug := fmt.Sprintf("other-%03d", i)
		must(h.office.AddPartner(ctx, slug, text(slug)))
		first := 10_000_000 + i*each
		fillRoom(b, h, first, first+each, slug)
	}
}

// dismiss takes the stores of the benchmarks away.
func dismiss() {
	for _, h := range crowds.houses {
		_ = h.Close()
		if h != crowds.kept {
			_ = os.RemoveAll(h.folder)
		}
	}
}

// A page of fifty costs the same whatever stands behind it: from the
// beginning, from the middle, from the end.
func BenchmarkPage(b *testing.B) {
	for _, c := range []struct {
		name  string
		query model.Query
	}{
		{"updated", model.Query{}},
		{"eta", model.Query{Sort: model.ByETA}},
		{"last", model.Query{Sort: model.ByETD, Last: true}},
		{"attention", model.Query{Tab: model.TabAttention, Sort: model.ByRef}},
		{"search", model.Query{Search: "s"}},
		{"middle", model.Query{Sort: model.ByETA, After: "middle"}},
	} {
		cost, rows := map[int]float64{}, map[int]int{}
		for _, n := range []int{100, many()} {
			b.Run(fmt.Sprintf("%s/behind=%d", c.name, n), func(b *testing.B) {
				room, q := crowd(b, n), c.query
				if q.After != "" {
					q.After = middle(b, room, n)
				}
				b.ReportAllocs()
				b.ResetTimer()
				for range b.N {
					page, err := room.readPage(ctx, q) // not from the cache
					if err != nil {
						b.Fatal(err)
					}
					rows[n] = len(page.Rows)
				}
				cost[n] = float64(b.Elapsed()) / float64(b.N)
				switch {
				case n != many() || cost[100] == 0:
				case rows[100] == rows[n]:
					b.ReportMetric(cost[n]/cost[100], "ratio")
				default: // among a hundred there are too few to fill a page
					b.ReportMetric(cost[n]/cost[100]*float64(rows[100])/float64(rows[n]), "ratio-per-row")
				}
			})
		}
	}
}

// middle is a cursor to about the middle of the list by ETA.
func middle(b *testing.B, room *Room, n int) string {
	b.Helper()
	q := model.Query{Sort: model.ByETA, Limit: model.MaxPage}
	if n <= q.Limit {
		q.Limit = n / 4
	}
	for read := 0; ; read += q.Limit {
		page := must(room.Page(ctx, q))
		if read+q.Limit >= n/4 {
			return page.Next
		}
		q.After = page.Next
	}
}

// A search for what somebody types, from one letter to a whole reference.
func BenchmarkSearch(b *testing.B) {
	for _, search := range []string{"o", "hlsgn0000", "HLSGN00000042", "humber", "cat lai", "long beach", "nothing"} {
		b.Run(search, func(b *testing.B) {
			room := crowd(b, many())
			b.ReportAllocs()
			for range b.N {
				if _, err := room.readPage(ctx, model.Query{Search: search}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Several words, and filters: some that leave few, some that leave many, two that
// leave many each and none together, in the order of the list and in another.
func BenchmarkFilter(b *testing.B) {
	for _, q := range []model.Query{
		{Search: "humber long beach"},
		{Search: "humber hlsgn00000042"},
		{Search: "hai phong hamburg", Sort: model.ByETA},
		{Search: "shanghai singapore"},
		{Filter: "pod:hamburg"},
		{Filter: "pod:hamburg carrier:ONE status:active eta<7d late"},
		{Filter: "eta<2d", Sort: model.ByETA},
		{Filter: "eta:none"},
		{Filter: "changed"},
		{Filter: "booking:SGN00"},
		{Filter: "carrier:maersk"},
	} {
		b.Run(q.Search+q.Filter, func(b *testing.B) {
			room := crowd(b, many())
			q.Today, q.Since = noon, uint64(many()-20)
			b.ReportAllocs()
			for range b.N {
				if _, err := room.readPage(ctx, q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A store of any size opens as fast as a small one.
func BenchmarkOpen(b *testing.B) {
	cost := map[int]float64{}
	for _, n := range []int{100, many()} {
		b.Run(fmt.Sprintf("shipments=%d", n), func(b *testing.B) {
			crowd(b, n)
			h := crowds.houses[n]
			b.ResetTimer()
			for range b.N {
				b.StopTimer()
				check(b, h.Close())
				b.StartTimer()
				h.open(b)
			}
			h.db().NoSync = true
			cost[n] = float64(b.Elapsed()) / float64(b.N)
			if n == many() && cost[100] > 0 {
				b.ReportMetric(cost[n]/cost[100], "ratio")
			}
		})
	}
}

// One shipment changed and on disk.
func BenchmarkPut(b *testing.B) {
	room := crowd(b, many())
	h := crowds.houses[many()]
	h.db().NoSync = false
	defer func() { h.db().NoSync = true }()
	ref := must(room.Page(ctx, model.Query{Sort: model.ByRef})).Rows[7].Ref.String()
	s := must(h.office.Shipment(ctx, ref))
	b.ResetTimer()
	for i := range b.N {
		s.Facts.Voyage = text(fmt.Sprint(b.N, i))
		if _, err := putOne(h, s); err != nil {
			b.Fatal(err)
		}
		s.Version++
	}
}

// An import, on disk, beside bbolt alone writing about as many bytes under keys
// that grow. Larger batches are faster: references are spread over the whole
// index, and a page that several of them fall into is written once.
func BenchmarkImport(b *testing.B) {
	n := many()
	for _, batch := range []int{1000, 5000} {
		b.Run(fmt.Sprintf("store/batch=%d", batch), func(b *testing.B) {
			for range b.N {
				h := newHouse(b, "saigon-tech")
				h.db().NoSync = false
				importedBy(b, batch, h, 0, n, "saigon-tech")
				info := must(os.Stat(h.file))
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "shipments/s")
				b.ReportMetric(float64(info.Size())/float64(n), "bytes/shipment")
			}
		})
	}
	b.Run("raw", func(b *testing.B) {
		for range b.N {
			db := must(bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, nil))
			value := make([]byte, 6000)
			for from := 0; from < n; from += 1000 {
				check(b, db.Update(func(tx *bbolt.Tx) error {
					bucket := must(tx.CreateBucketIfNotExists([]byte("raw")))
					for i := range 1000 {
						if err := bucket.Put(binary.BigEndian.AppendUint64(nil, uint64(from+i)), value); err != nil {
							return err
						}
					}
					return nil
				}))
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "shipments/s")
			check(b, db.Close())
		}
	})
}
