package figures

import (
	"encoding/json"
	"testing"
	"time"
)

func TestSpread(t *testing.T) {
	var times []time.Duration
	for i := 100; i > 0; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	if got, want := SpreadOf(times), (Spread{N: 100, P50: 50, P95: 95, P99: 99, Max: 100}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := SpreadOf(nil); got != (Spread{}) {
		t.Errorf("of nothing: %+v", got)
	}
	if got := SpreadOf([]time.Duration{1500 * time.Microsecond}); got.P50 != 1.5 || got.P99 != 1.5 {
		t.Errorf("of one: %+v", got)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 3}, 2.5}} {
		if got := Median(c.of); got != c.want {
			t.Errorf("of %v: %v", c.of, got)
		}
	}
}

// What is not known is null, and comes back as that.
func TestParse(t *testing.T) {
	n := 7
	line, err := json.Marshal(Report{Opened: 3, Goroutines: &n, Fanout: Fanout{Last: 2.5, Runs: 1}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Parse(line)
	if err != nil || r.Opened != 3 || *r.Goroutines != 7 || r.IdleCPU != nil || r.Fanout.Last != 2.5 {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := Parse([]byte("nonsense")); err == nil {
		t.Error("nonsense was read")
	}
}
