package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"porthole/bench/figures"
)

// benchmarks are what `go test -bench` printed: the metrics of each benchmark, a
// value for each time that it was run.
type benchmarks map[string]map[string][]float64

// goBench runs benchmarks of a package, with so many shipments.
func (b *bench) goBench(ctx context.Context, pattern, where string, shipments int, more ...string) (benchmarks, error) {
	say("go test -bench %s %s, %d shipments", pattern, where, shipments)
	args := append([]string{"test", "-run", "^$", "-bench", pattern, "-timeout", "3h"}, more...)
	test := exec.CommandContext(ctx, "go", append(args, where)...)
	test.Env = append(os.Environ(), "PORTHOLE_BENCH_SHIPMENTS="+strconv.Itoa(shipments))
	out, err := test.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLine(string(out)))
	}
	return readBenchmarks(string(out)), nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// readBenchmarks reads lines such as
//
//	BenchmarkPage/eta/behind=100-2   1000   1234 ns/op   1.07 ratio
//
// and passes over whatever is none.
func readBenchmarks(text string) benchmarks {
	found := benchmarks{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		if _, err := strconv.Atoi(words[1]); err != nil {
			continue
		}
		name := withoutCPUs(words[0])
		if found[name] == nil {
			found[name] = map[string][]float64{}
		}
		for i := 2; i+1 < len(words); i += 2 {
			value, err := strconv.ParseFloat(words[i], 64)
			if err != nil {
				break
			}
			found[name][words[i+1]] = append(found[name][words[i+1]], value)
		}
	}
	return found
}

// withoutCPUs takes the number of processors off a benchmark's name.
func withoutCPUs(name string) string {
	if at := strings.LastIndexByte(name, '-'); at > 0 {
		if _, err := strconv.Atoi(name[at+1:]); err == nil {
			return name[:at]
		}
	}
	return name
}

// worst is the highest median of a metric among the benchmarks whose names begin
// so, and whose it is. scale gives the value of a metric by its unit, in whatever
// unit is wanted, and false for other metrics.
func (b benchmarks) worst(prefix string, scale func(unit string) (float64, bool)) (value float64, name string) {
	for benchmark, metrics := range b {
		if !strings.HasPrefix(benchmark, prefix) {
			continue
		}
		for unit, values := range metrics {
			factor, fits := scale(unit)
			if median := factor * figures.Median(values); fits && (name == "" || median > value) {
				value, name = median, benchmark
			}
		}
	}
	return value, strings.TrimPrefix(name, "Benchmark")
}

func isRatio(unit string) (float64, bool) { return 1, unit == "ratio" }

// p99 is a 99th percentile in milliseconds, in whatever unit it is told.
func p99(unit string) (float64, bool) {
	kind, is := strings.CutPrefix(unit, "p99")
	factor, known := map[string]float64{"": 1, "-ms": 1, "-us": 1e-3, "-µs": 1e-3, "-ns": 1e-6, "-s": 1e3}[kind]
	return factor, is && known
}
