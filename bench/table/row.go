package main

import (
	"fmt"
	"math"
)

// row is a line of the table.
type row struct {
	place                           int // in the table, where rows do not stand as they are measured
	what, floor, ours, ratio, reach string
	reached                         string
}

const (
	yes = "yes"
	no  = "**no**"
)

func verdict(good bool) string {
	if good {
		return yes
	}
	return no
}

// ratioed says how many times the floor it is, and whether that is at most so
// many.
func (r row) ratioed(ours, floor, most float64) row {
	if floor <= 0 || math.IsNaN(ours) {
		return r.unmeasured("the floor came to nothing")
	}
	r.ratio = fmt.Sprintf("%.2f ×", ours/floor)
	r.reached = verdict(ours <= most*floor)
	return r
}

// unmeasured says why there is no figure.
func (r row) unmeasured(why string) row {
	r.ours, r.ratio, r.reached = "not measured: "+why, "", "not measured"
	return r
}

// join puts a figure behind the words for it.
func join(words, figure string) string {
	if words == "" {
		return figure
	}
	return words + ": " + figure
}

func kib(bytes float64) string    { return fmt.Sprintf("%.1f KiB", bytes/1024) }
func mib(bytes float64) string    { return fmt.Sprintf("%.0f MiB", bytes/(1<<20)) }
func ms(value float64) string     { return fmt.Sprintf("%.3g ms", value) }
func count(value float64) string  { return fmt.Sprintf("%.1f", value) }
func octets(value float64) string { return fmt.Sprintf("%.0f bytes", value) }
func cpu(value float64) string    { return fmt.Sprintf("%.3f %%", value) }
