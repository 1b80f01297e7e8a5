package main

import "porthole/bench/figures"

// pair is what came of the repeats, ours and the floor's.
type pair struct{ ours, floor []figures.Report }

// of is the median of a figure over reports; false when one of them has not got
// it.
func of(reports []figures.Report, figure func(figures.Report) (float64, bool)) (float64, bool) {
	values := make([]float64, 0, len(reports))
	for _, r := range reports {
		value, known := figure(r)
		if !known {
			return 0, false
		}
		values = append(values, value)
	}
	return figures.Median(values), len(values) > 0
}

// compare makes a row of two medians.
func (p pair) compare(r row, figure func(figures.Report) (float64, bool), format func(float64) string, most float64) row {
	ours, known1 := of(p.ours, figure)
	floor, known2 := of(p.floor, figure)
	if !known1 || !known2 {
		return r.unmeasured("the server does not tell it")
	}
	r.ours, r.floor = format(ours), join(r.floor, format(floor))
	return r.ratioed(ours, floor, most)
}

func rss(r figures.Report) (float64, bool) {
	return float64(r.RSSPerSession), r.RSSPerSession > 0
}

func keyP50(r figures.Report) (float64, bool)     { return r.Key.P50, r.Key.N > 0 }
func keyP99(r figures.Report) (float64, bool)     { return r.Key.P99, r.Key.N > 0 }
func keyWire(r figures.Report) (float64, bool)    { return r.KeyWire, r.Keys > 0 }
func lastWindow(r figures.Report) (float64, bool) { return r.Fanout.Last, r.Fanout.Runs > 0 }
func firstFrame(r figures.Report) (float64, bool) { return r.FirstFrame.P50, r.FirstFrame.N > 0 }
func execTime(r figures.Report) (float64, bool)   { return r.Exec.P50, r.Exec.N > 0 }

func pointed[T int | float64](at *T) (float64, bool) {
	if at == nil {
		return 0, false
	}
	return float64(*at), true
}

func idleCPU(r figures.Report) (float64, bool)    { return pointed(r.IdleCPU) }
func goroutines(r figures.Report) (float64, bool) { return pointed(r.GoroutinesPerSession) }
