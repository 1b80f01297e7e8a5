package intake

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// besideSQLite is how many shipments the import beside SQLite has:
//
//	PORTHOLE_BENCH_SHIPMENTS=100000 go test -run '^$' -bench ImportBesideSQLite -benchtime 1x ./internal/intake
func besideSQLite() int {
	if n, err := strconv.Atoi(os.Getenv("PORTHOLE_BENCH_SHIPMENTS")); err == nil && n > 0 {
		return n
	}
	return 2000
}

// importPercent is how the Go runtime is set while somebody imports, see
// memory.ForImport.
const importPercent = 300

// BenchmarkImportBesideSQLite imports a list as `import -` does, one row to a
// shipment, every batch on disk, and has SQLite load it with the same lookups after
// it. The ratio of the two is what the import costs beside its floor.
func BenchmarkImportBesideSQLite(b *testing.B) {
	python, err := exec.LookPath("python3")
	if err != nil {
		b.Skip("SQLite is loaded by python3, which is not there")
	}
	shipments := besideSQLite()
	list := filepath.Join(b.TempDir(), "list.csv")
	if err := makeList(list, shipments); err != nil {
		b.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(importPercent))
	var took, floor, bytes float64
	b.ResetTimer()
	for range b.N {
		folder := b.TempDir()
		took += importList(b, folder, list, shipments).Seconds()
		b.StopTimer()
		info, err := os.Stat(filepath.Join(folder, "porthole.db"))
		if err != nil {
			b.Fatal(err)
		}
		bytes += float64(info.Size())
		floor += loadSQLite(b, python, list)
		b.StartTimer()
	}
	b.ReportMetric(took/float64(b.N), "import-s")
	b.ReportMetric(floor/float64(b.N), "floor-s")
	b.ReportMetric(bytes/float64(b.N)/float64(shipments), "bytes/shipment")
	b.ReportMetric(took/floor, "ratio")
}

// loadSQLite is how many seconds SQLite takes for the list.
func loadSQLite(b *testing.B, python, list string) float64 {
	b.Helper()
	said, err := exec.Command(python, "../../bench/floor/sqlite.py", list).Output()
	if err != nil {
		b.Fatal(err)
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(string(said)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return seconds
}

// makeList writes a list of 20 partners in which every row is another shipment, with
// dates, ports and numbers that come in no order.
func makeList(path string, shipments int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, strings.Join(benchHeader, ","))
	random := rand.New(rand.NewPCG(7, 7))
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	first := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	for n := range shipments {
		etd := first.AddDate(0, 0, random.IntN(90))
		eta := etd.AddDate(0, 0, 5+random.IntN(35))
		row := benchRow(2 * n)
		for name, value := range map[string]string{
			"partner": fmt.Sprintf("Partner %d", n%20), "pol": one("VNSGN", "VNHPH", "VNDAD", "VNVUT"),
			"pod": one("USLGB", "USNYC", "NLRTM", "DEHAM", "JPTYO", "SGSIN", "CNSHA", "AUMEL"),
			"etd": etd.Format(time.DateOnly), "eta": eta.Format(time.DateOnly),
			"hbl": fmt.Sprintf("HBL%08d", random.IntN(1e8)), "mbl": fmt.Sprintf("MBL%08d", random.IntN(1e8)),
			"booking": fmt.Sprintf("BKG%07d", random.IntN(1e7)), "po": fmt.Sprintf("PO-%05d", random.IntN(1e5)),
			"vessel": one("ONE HANNOVER", "EVER GENTLE", "MAERSK SALINA", "MSC OSCAR", "CMA CGM MARCO POLO", "HMM ALGECIRAS"),
			"voyage": fmt.Sprintf("%03dW", random.IntN(1000)), "seal": fmt.Sprintf("SL%06d", random.IntN(1e6)),
			"container": fmt.Sprintf("ONEU%07d", random.IntN(1e7)),
		} {
			row[slices.Index(benchHeader, name)] = value
		}
		fmt.Fprintln(out, strings.Join(row, ","))
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
