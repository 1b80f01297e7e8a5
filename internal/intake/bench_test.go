package intake

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"porthole/internal/model"
	"porthole/internal/store"
)

// benchRows is how long the lists and carriers' answers of the benchmark are.
const benchRows = 100_000

// A benchmark in the program's own process would measure the memory of making
// the file as well. So the file is made in one child process and imported in
// another, which tells its peak.
func TestMain(m *testing.M) {
	switch kind, path := os.Getenv("PORTHOLE_BENCH_FORMAT"), os.Getenv("PORTHOLE_BENCH_FILE"); {
	case path == "":
		os.Exit(m.Run())
	case os.Getenv("PORTHOLE_BENCH_MAKE") != "":
		exit(makeFile(kind, path))
	default:
		exit(importFile(kind, path))
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func benchRow(n int) []string {
	return []string{
		fmt.Sprintf("SHP/202505/%06d", n/2), "Saigon Tech Export", "confirmed", "sea", "FCL", "export", "VNSGN", "USLGB", "", "",
		"10/05/2025", "25/05/2025", "", "", strconv.Itoa(n%900 + 1), strconv.Itoa(n%20000 + 100), "62.9", "Electronic components",
		fmt.Sprintf("HLHBL%07d", n/2), fmt.Sprintf("ONEY%09d", n/2), fmt.Sprintf("BKG%07d", n/2), fmt.Sprintf("PO-%d", n/2), "ONEY",
		"ONE HANNOVER", "042E", fmt.Sprintf("ONEU%07d", n), "42G1", fmt.Sprintf("HL%06d", n),
	}
}

var benchHeader = strings.Split("shipment,partner,status,mode,load,direction,pol,pod,pickup,dropoff,etd,eta,atd,ata,packages,weight_kg,"+
	"volume_cbm,commodity,hbl,mbl,booking,po,carrier,vessel,voyage,container,container_type,seal", ",")

func makeFile(kind, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	defer out.Flush()
	switch kind {
	case CSV:
		fmt.Fprintln(out, strings.Join(benchHeader, ","))
		for n := range benchRows {
			fmt.Fprintln(out, strings.Join(benchRow(n), ","))
		}
		return nil
	case XLSX:
		return makeBook(out)
	default:
		return makeAnswer(out)
	}
}

func makeBook(out io.Writer) error {
	book := excelize.NewFile()
	defer book.Close()
	rows, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for n := range benchRows + 1 {
		cells := benchHeader
		if n > 0 {
			cells = benchRow(n - 1)
		}
		row := make([]any, len(cells))
		for i, cell := range cells {
			row[i] = cell
		}
		if err := rows.SetRow("A"+strconv.Itoa(n+1), row); err != nil {
			return err
		}
	}
	if err := rows.Flush(); err != nil {
		return err
	}
	return book.Write(out)
}

// makeAnswer is a carrier's answer with an event for every container of a list
// of half as many shipments, in the order of time, so that no two of one
// shipment stand together.
func makeAnswer(out io.Writer) error {
	fmt.Fprint(out, "[")
	for n := range benchRows {
		if n > 0 {
			fmt.Fprintln(out, ",")
		}
		at := time.Date(2025, 5, 9, 0, 0, n/10, 0, time.UTC).Format(time.RFC3339)
		box := n * 7919 % benchRows
		event := map[string]any{
			"eventID": fmt.Sprintf("3cecb101-7a1a-43a4-9d62-%012d", n), "eventType": "EQUIPMENT", "eventClassifierCode": "ACT",
			"eventCreatedDateTime": at, "eventDateTime": at, "equipmentEventTypeCode": "GTIN", "emptyIndicatorCode": "LADEN",
			"equipmentReference": fmt.Sprintf("ONEU%07d", box), "ISOEquipmentCode": "42G1",
			"transportCall": map[string]any{
				"UNLocationCode": "VNSGN", "facilityTypeCode": "POTE", "modeOfTransport": "VESSEL", "exportVoyageNumber": "042E",
				"vessel": map[string]any{"vesselName": "ONE HANNOVER", "vesselIMONumber": "9321483"},
			},
			"documentReferences": []any{
				map[string]any{"documentReferenceType": "BKG", "documentReferenceValue": fmt.Sprintf("BKG%07d", box/2)},
			},
		}
		text, err := json.Marshal(event)
		if err != nil {
			return err
		}
		if _, err := out.Write(text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprint(out, "]")
	return err
}

// importFile imports into a new store beside the file, the list before the
// answer that is about it, and prints rows and seconds.
func importFile(kind, path string) error {
	s, err := store.Open(filepath.Join(filepath.Dir(path), "data"), store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	office, err := s.Office(model.Principal{Account: "ops@demo.example", Role: model.Operations})
	if err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	debug.SetGCPercent(importPercent)
	own, stop := watchMemory()
	defer stop()
	start := time.Now()
	r, err := Run(context.Background(), office, file, Options{CreatePartners: true, Format: kind})
	if err != nil {
		return err
	}
	if r.Taken != benchRows {
		return fmt.Errorf("%d of %d rows were taken; the first refusal: %+v", r.Taken, r.Rows, first(r.Refused))
	}
	fmt.Printf("%d %f %d %d\n", r.Rows, time.Since(start).Seconds(), own(), memory("VmHWM:"))
	return nil
}

func first(refused []Refusal) any {
	if len(refused) == 0 {
		return nil
	}
	return refused[0].Fault
}

// memory is a line of what Linux tells of this process, in kilobytes; 0
// elsewhere.
func memory(line string) (kb int64) {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), line)
	_, _ = fmt.Sscan(rest, &kb)
	return kb
}

// watchMemory measures the most memory of the process's own, without the pages
// of the store's file that are mapped: those are the system's cache.
func watchMemory() (most func() int64, stop func()) {
	var peak atomic.Int64
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				peak.Store(max(peak.Load(), memory("RssAnon:")))
			}
		}
	}()
	return peak.Load, func() { close(done) }
}

// BenchmarkImport imports 100,000 rows of each format into a new store and
// tells how fast, and with how much memory at most.
func BenchmarkImport(b *testing.B) {
	for _, kind := range []string{CSV, XLSX, DCSA} {
		b.Run(kind, func(b *testing.B) {
			folder := b.TempDir()
			path := filepath.Join(folder, "bench."+kind)
			child(b, kind, path, "PORTHOLE_BENCH_MAKE=1")
			b.ResetTimer()
			var rows, seconds, most, mapped float64
			for range b.N {
				data := filepath.Join(folder, "data")
				_ = os.RemoveAll(data)
				if kind == DCSA {
					list := filepath.Join(folder, "bench.csv")
					child(b, CSV, list, "PORTHOLE_BENCH_MAKE=1")
					child(b, CSV, list)
				}
				var n, s, own, all float64
				if _, err := fmt.Sscan(child(b, kind, path), &n, &s, &own, &all); err != nil {
					b.Fatal(err)
				}
				rows, seconds, most, mapped = rows+n, seconds+s, max(most, own), max(mapped, all)
			}
			b.ReportMetric(rows/seconds, "rows/s")
			b.ReportMetric(most/1024, "MiB-own")
			b.ReportMetric(mapped/1024, "MiB-with-mapped-file")
		})
	}
}

func child(b *testing.B, kind, path string, environ ...string) string {
	b.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), "PORTHOLE_BENCH_FORMAT="+kind, "PORTHOLE_BENCH_FILE="+path), environ...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		b.Fatalf("%s: %v", kind, err)
	}
	return string(out)
}
