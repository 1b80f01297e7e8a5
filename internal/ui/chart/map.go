package chart

import (
	"image"
	"math"
	"slices"

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
	if !m.Plain {
		stipple(land).paint(g, Land)
	}
	coastline(land, m.Plain).paint(g, Shore)
	sailed, ahead := m.route(w)
	ahead.paint(g, Ahead)
	sailed.paint(g, Sailed)
	m.label(g, w)
	return g
}

// route has the dots of the way gone, which is solid, and of the way ahead,
// which is dotted.
func (m Map) route(w window) (sailed, ahead dots) {
	sailed, ahead = newDots(w.width, w.height), newDots(w.width, w.height)
	at, passed := m.Way.At(m.Miles)
	x, y, gone := 0.0, 0.0, 0.0 // gone: dots since the last one that was drawn ahead
	for i, p := range slices.Insert(slices.Clone(m.Way.Points()), passed, at) {
		nx, ny := w.dot(p)
		if i > 0 {
			steps := math.Ceil(math.Max(math.Abs(nx-x), math.Abs(ny-y)) * 2)
			for s := 1.0; s <= steps; s++ {
				dx, dy := x+(nx-x)*s/steps, y+(ny-y)*s/steps
				if i <= passed {
					sailed.put(int(dx), int(dy))
					if m.Plain { // broader, to be told from the coast
						sailed.put(int(dx)+1, int(dy))
					}
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

// window is the part of the world that a map shows, in Mercator's projection:
// one scale for both axes, because dots are square.
type window struct {
	west, north float64 // of the upper left corner, projected
	perDot      float64 // degrees at the equator
	width       int     // in dots
	height      int
}

// What a map shows beyond the way itself.
const (
	marginWide = 0.07 // of the way's width, on each side
	marginHigh = 0.10 // of its height
	leastWide  = 16.0 // degrees: a short way is not magnified beyond what the coast can bear
	northEnd   = 72.0 // the coast says little beyond
	belowWay   = 8.0  // degrees south of the way's southernmost point
)

// windowOf is the way's own box with a margin, in the shape of the picture. What
// the shape asks for beyond the box goes to the side of the equator, where the
// ports are.
func windowOf(points []sea.Point, width, height int) window {
	west, east := math.Inf(1), math.Inf(-1)
	south, north := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		west, east = math.Min(west, p.Lon), math.Max(east, p.Lon)
		south, north = math.Min(south, p.Lat), math.Max(north, p.Lat)
	}
	floor := sea.Mercator(south - belowWay)
	bottom, top := sea.Mercator(south), sea.Mercator(north)
	wide := math.Max(leastWide, (east-west)*(1+2*marginWide))
	high := (top - bottom) * (1 + 2*marginHigh)
	perDot := math.Max(wide/float64(width), high/float64(height))
	w := window{perDot: perDot, width: width, height: height}
	w.west = (west+east)/2 - perDot*float64(width)/2
	whole := perDot * float64(height)
	w.north = (top+bottom)/2 + whole/2
	spare := (whole - high) / 2
	if (top+bottom)/2 > 0 {
		w.north -= math.Min(spare, math.Max(0, (w.north-whole)-floor)) // northern ways show more of the south
	} else {
		w.north += spare
	}
	w.north = math.Min(w.north, math.Max(sea.Mercator(northEnd), top+perDot*4))
	return w
}

// dot is where a point lies, in dots from the upper left.
func (w window) dot(p sea.Point) (x, y float64) {
	return (p.Lon - w.west) / w.perDot, (w.north - sea.Mercator(p.Lat)) / w.perDot
}

// shore is where a point of a coast lies that is shown turns times round the
// globe from its own longitude.
func (w window) shore(p sea.Projected, turns float64) (x, y float64) {
	return (float64(p.Lon) + 360*turns - w.west) / w.perDot, (w.north - float64(p.Y)) / w.perDot
}

// cell is where a point lies, in cells.
func (w window) cell(p sea.Point) image.Point {
	x, y := w.dot(p)
	return image.Pt(int(math.Floor(x/2)), int(math.Floor(y/4)))
}
