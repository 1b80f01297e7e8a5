package chart

import (
	"math"
	"slices"

	"porthole/internal/sea"
)

// The land is filled at the dots' centres first, and only a dot of it beside
// water is drawn. So there are no double lines, fjords and small islands vanish
// by themselves, and one sees at a glance which side is wet.

// Shores that are too small to be seen, in dots, and the least width of land
// that is kept although it lies between two centres.
const (
	leastShore = 1.6
	leastNeck  = 0.35
)

// filled has a dot wherever there is land.
func filled(w window) dots {
	land := newDots(w.width, w.height)
	crossings := make([][]float64, w.height)
	east := w.west + w.perDot*float64(w.width)
	for _, shore := range sea.Coast() {
		for turns := -1.0; turns <= 2; turns++ {
			if float64(shore.East)+360*turns < w.west || float64(shore.West)+360*turns > east {
				continue
			}
			cross(crossings, w, shore, turns)
		}
	}
	for y, xs := range crossings {
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			fillRow(land, y, xs[i], xs[i+1])
		}
	}
	return land
}

// cross notes where a shore crosses the centres of each row of dots.
func cross(crossings [][]float64, w window, shore sea.Shore, turns float64) {
	if float64(shore.East-shore.West)/w.perDot < leastShore {
		return
	}
	last := shore.Points[len(shore.Points)-1]
	x1, y1 := w.shore(last, turns)
	for _, p := range shore.Points {
		x2, y2 := w.shore(p, turns)
		top, bottom := math.Min(y1, y2), math.Max(y1, y2)
		first := max(0, int(math.Ceil(top-0.5)))
		for y := first; y < w.height && float64(y)+0.5 < bottom; y++ {
			share := (float64(y) + 0.5 - y1) / (y2 - y1)
			crossings[y] = append(crossings[y], x1+share*(x2-x1))
		}
		x1, y1 = x2, y2
	}
}

// fillRow sets the dots whose centres lie between two crossings, and one dot
// where the land between them is narrow but not negligible.
func fillRow(land dots, y int, from, to float64) {
	first, last := int(math.Ceil(from-0.5)), int(math.Ceil(to-0.5))-1
	if last < first && to-from > leastNeck {
		first, last = int(math.Floor((from+to)/2)), int(math.Floor((from+to)/2))
	}
	for x := max(0, first); x <= min(last, land.width-1); x++ {
		land.put(x, y)
	}
}

// coastline has the dots of the land that lie beside water; what lies outside
// of the picture counts as land. A thin one has every second of them: without colours
// the way must be told from it by its form.
func coastline(land dots, thin bool) dots {
	line := newDots(land.width, land.height)
	for y := range land.height {
		for x := range land.width {
			beside := land.clear(x-1, y) || land.clear(x+1, y) || land.clear(x, y-1) || land.clear(x, y+1)
			if beside && !land.clear(x, y) && (!thin || (x+y)%2 == 0) {
				line.put(x, y)
			}
		}
	}
	return line
}

// How the inland is marked: one dot in each square of that many, two dots away
// from every coast.
const (
	stippleEvery = 4
	stippleInset = 2
)

// stipple has the dots that tell land from sea.
func stipple(land dots) dots {
	marks := newDots(land.width, land.height)
	for y := 1; y < land.height; y += stippleEvery {
		for x := y / stippleEvery % 2 * (stippleEvery / 2); x < land.width; x += stippleEvery {
			if inland(land, x, y) {
				marks.put(x, y)
			}
		}
	}
	return marks
}

func inland(land dots, x, y int) bool {
	for dy := -stippleInset; dy <= stippleInset; dy++ {
		for dx := -stippleInset; dx <= stippleInset; dx++ {
			if land.clear(x+dx, y+dy) {
				return false
			}
		}
	}
	return true
}
