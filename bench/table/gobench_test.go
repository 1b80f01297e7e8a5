package main

import (
	"errors"
	"strings"
	"testing"
)

const printed = `goos: linux
pkg: porthole/internal/store
BenchmarkPage/eta/behind=100-2         	    1000	      1234 ns/op
BenchmarkPage/eta/behind=1000-2        	    1000	      1300 ns/op	         1.050 ratio	     512 B/op
BenchmarkPage/eta/behind=1000-2        	    1000	      1300 ns/op	         1.150 ratio	     512 B/op
BenchmarkPage/last/behind=1000-2       	    1000	      1300 ns/op	         1.020 ratio	     512 B/op
    bench_test.go:97: 1000 shipments written in 1.2s, 6 MiB
BenchmarkSearchAsYouType/humber-2      	     100	   8000000 ns/op	  12000000 p99-ns
BenchmarkSearchAsYouType/o-2           	     100	   2000000 ns/op	         2.500 p99-ms
PASS
`

func TestReadBenchmarks(t *testing.T) {
	found := readBenchmarks(printed)
	if ratio, name := found.worst("BenchmarkPage", isRatio); ratio < 1.099 || ratio > 1.101 || name != "Page/eta/behind=1000" {
		t.Errorf("the worst page: %v %s", ratio, name)
	}
	if slowest, name := found.worst("BenchmarkSearch", p99); slowest != 12 || name != "SearchAsYouType/humber" {
		t.Errorf("the slowest search: %v ms %s", slowest, name)
	}
	if _, name := found.worst("BenchmarkImportBesideSQLite", isRatio); name != "" {
		t.Errorf("found %s, which is not there", name)
	}
}

// A benchmark that is not there leaves a row that says so.
func TestRowsSayWhatIsMissing(t *testing.T) {
	for _, r := range []row{pageRow(row{}, nil), searchRow(row{}, nil), row{}.unmeasured(oneLine(errors.New("a\nb | c")))} {
		if r.reached != "not measured" || !strings.HasPrefix(r.ours, "not measured: ") || strings.ContainsAny(r.ours, "\n|") {
			t.Errorf("%+v", r)
		}
	}
	if r := (row{}).ratioed(3, 2, 1.5); r.reached != yes || r.ratio != "1.50 ×" {
		t.Errorf("%+v", r)
	}
	if r := (row{}).ratioed(3.1, 2, 1.5); r.reached != no {
		t.Errorf("%+v", r)
	}
	if r := (row{}).ratioed(3, 0, 1.5); r.reached != "not measured" {
		t.Errorf("%+v", r)
	}
}

func TestSizes(t *testing.T) {
	env := map[string]string{"BENCH_SMALL": "1", "BENCH_SESSIONS": "7", "BENCH_ROWS": "one, crowd"}
	s, err := sizesFrom(func(name string) string { return env[name] })
	if err != nil || !s.small || s.sessions != 7 || !s.rows["crowd"] || s.rows["sessions"] {
		t.Errorf("%+v, %v", s, err)
	}
	env["BENCH_CROWD"] = "many"
	if _, err := sizesFrom(func(name string) string { return env[name] }); err == nil {
		t.Error("a size that is no number was read")
	}
	if number(12) != "12" || number(1234567) != "1,234,567" {
		t.Error(number(12), number(1234567))
	}
}
