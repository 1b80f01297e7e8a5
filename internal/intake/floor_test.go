package intake

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
	"porthole/internal/store/storetest"
)

// besideRaw is how many shipments the import beside raw writing has:
//
//	PORTHOLE_BENCH_SHIPMENTS=100000 go test -run '^$' -bench ImportBesideRaw -benchtime 1x ./internal/intake
func besideRaw() int {
	if n, err := strconv.Atoi(os.Getenv("PORTHOLE_BENCH_SHIPMENTS")); err == nil && n > 0 {
		return n
	}
	return 2000
}

// importPercent is how the Go runtime is set while somebody imports, see
// server.Frugal.
const importPercent = 300

// BenchmarkImportBesideRaw imports a list as `import -` does, one row to a
// shipment, every batch on disk, and has bbolt alone write the same bytes after
// it. The ratio of the two is what the import costs beside its floor.
func BenchmarkImportBesideRaw(b *testing.B) {
	shipments := besideRaw()
	list := filepath.Join(b.TempDir(), "list.csv")
	if err := makeList(list, shipments); err != nil {
		b.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(importPercent))
	var took, floor time.Duration
	b.ResetTimer()
	for range b.N {
		folder := b.TempDir()
		took += importList(b, folder, list, shipments)
		b.StopTimer()
		floor += storetest.Floor(b, folder)
		b.StartTimer()
	}
	b.ReportMetric(took.Seconds()/float64(b.N), "import-s")
	b.ReportMetric(floor.Seconds()/float64(b.N), "floor-s")
	b.ReportMetric(took.Seconds()/floor.Seconds(), "ratio")
}

// makeList writes a list in which every row is another shipment.
func makeList(path string, shipments int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, strings.Join(benchHeader, ","))
	for n := range shipments {
		fmt.Fprintln(out, strings.Join(benchRow(2*n), ","))
	}
	return out.Flush()
}

func importList(b *testing.B, folder, list string, shipments int) time.Duration {
	b.Helper()
	start := time.Now()
	s, err := store.Open(folder, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	office, err := s.Office(model.Principal{Account: "ops@demo.example", Role: model.Operations})
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.Open(list)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	report, err := Run(context.Background(), office, file, Options{CreatePartners: true, Format: CSV})
	if err != nil || report.Taken != shipments {
		b.Fatalf("%d of %d were taken: %v", report.Taken, shipments, err)
	}
	return time.Since(start)
}
