package figures

import (
	"math"
	"slices"
	"time"
)

// Spread is how measured times are distributed, in milliseconds.
type Spread struct {
	N   int     `json:"n"`
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// SpreadOf sorts the times that it is given.
func SpreadOf(times []time.Duration) Spread {
	if len(times) == 0 {
		return Spread{}
	}
	slices.Sort(times)
	at := func(p float64) float64 {
		rank := int(math.Ceil(p*float64(len(times)))) - 1
		return Milliseconds(times[max(rank, 0)])
	}
	return Spread{N: len(times), P50: at(0.50), P95: at(0.95), P99: at(0.99), Max: at(1)}
}

// Milliseconds is a time as the reports have it, to a microsecond.
func Milliseconds(d time.Duration) float64 {
	return math.Round(float64(d)/float64(time.Microsecond)) / 1000
}

// Median is the middle of the values, or the mean of the middle two; 0 of none.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
