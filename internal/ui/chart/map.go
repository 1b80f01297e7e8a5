package chart

import (
	"math"

	"porthole/internal/sea"
)

// Map is a voyage on a map of the sea.
type Map struct {
	Way   sea.Way
	Ports []string // names of the ports at which the way stops, in their order
	Miles float64  // how far the ship has come along the way
	Ship  string   // the word beside the ship, such as "estimated"; empty: no ship is shown
	Name  func(passage string) string
	Plain bool // without colours
}

// SmallestMap is the least size at which a map is worth its place, in cells.
const (
	SmallestMapWidth  = 40
	SmallestMapHeight = 12
)

// aheadEvery is how far apart the dots of the way ahead are.
const aheadEvery = 2.6

// Draw is the map in a picture of width × height cells.
func (m Map) Draw(width, height int) Grid {
	g := NewGrid(width, height)
	w := windowOf(m.Way.Points(), 2*width, 4*height)
	land := filled(w)
	shore := coastline(land)
	if m.Plain {
		thin(shore)
	} else {
		stipple(land).paint(g, Land)
	}
	shore.paint(g, Shore)
	sailed, ahead := m.route(w)
	ahead.paint(g, Ahead)
	sailed.paint(g, Sailed)
	m.label(g, w)
	return g
}

// thin leaves every second dot of a coast: without colours the way must be told
// from it by its form.
func thin(shore dots) {
	for y := range shore.height {
		for x := range shore.width {
			if (x+y)%2 == 1 {
				shore.set[y*shore.width+x] = false
			}
		}
	}
}

// route has the dots of the way gone, which is solid, and of the way ahead,
// which is dotted.
func (m Map) route(w window) (sailed, ahead dots) {
	sailed, ahead = newDots(w.width, w.height), newDots(w.width, w.height)
	_, passed := m.Way.At(m.Miles)
	x, y, gone := 0.0, 0.0, 0.0 // gone: dots since the last one that was drawn ahead
	for i, p := range m.path(passed) {
		nx, ny := w.dot(p)
		if i > 0 {
			steps := math.Ceil(math.Max(math.Abs(nx-x), math.Abs(ny-y)) * 2)
			for s := 1.0; s <= steps; s++ {
				dx, dy := x+(nx-x)*s/steps, y+(ny-y)*s/steps
				if i <= passed {
					m.solid(sailed, dx, dy)
					continue
				}
				if gone += math.Hypot(nx-x, ny-y) / steps; gone >= aheadEvery {
					ahead.put(int(dx), int(dy))
					gone = 0
				}
			}
		}
		x, y = nx, ny
	}
	return sailed, ahead
}

// path is the way with the ship's place among its points.
func (m Map) path(passed int) []sea.Point {
	points := m.Way.Points()
	at, _ := m.Way.At(m.Miles)
	path := append([]sea.Point(nil), points[:passed]...)
	return append(append(path, at), points[passed:]...)
}

func (m Map) solid(d dots, x, y float64) {
	d.put(int(x), int(y))
	if m.Plain {
		d.put(int(x)+1, int(y))
	}
}
