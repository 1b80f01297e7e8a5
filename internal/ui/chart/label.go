package chart

import (
	"math"
	"unicode/utf8"

	"porthole/internal/sea"
)

// The signs of a map are those of the bar from port to port.
const (
	signFrom = '●'
	signTo   = '○'
	signOver = '◇' // a port of transshipment
	signShip = '◐'
)

// passage is a water that sailors know by name.
type passage struct {
	name string
	at   sea.Point
}

// passages are named on a map when the way leads through them, the first ones
// before the others.
var passages = []passage{
	{"suez", sea.Point{Lat: 30.5, Lon: 32.4}},
	{"panama", sea.Point{Lat: 9.1, Lon: -79.7}},
	{"malacca", sea.Point{Lat: 3.0, Lon: 100.7}},
	{"gibraltar", sea.Point{Lat: 35.95, Lon: -5.6}},
	{"good_hope", sea.Point{Lat: -34.8, Lon: 18.4}},
	{"bab_el_mandeb", sea.Point{Lat: 12.6, Lon: 43.4}},
	{"hormuz", sea.Point{Lat: 26.5, Lon: 56.5}},
	{"luzon", sea.Point{Lat: 20.5, Lon: 121.3}},
	{"tsugaru", sea.Point{Lat: 41.4, Lon: 140.3}},
	{"osumi", sea.Point{Lat: 30.9, Lon: 130.7}},
	{"dover", sea.Point{Lat: 51.0, Lon: 1.4}},
	{"magellan", sea.Point{Lat: -53.5, Lon: -70.5}},
	{"sunda", sea.Point{Lat: -5.9, Lon: 105.8}},
	{"lombok", sea.Point{Lat: -8.6, Lon: 115.8}},
	{"torres", sea.Point{Lat: -10.5, Lon: 142.3}},
	{"unimak", sea.Point{Lat: 54.3, Lon: -164.9}},
	{"taiwan", sea.Point{Lat: 24.5, Lon: 119.5}},
	{"windward", sea.Point{Lat: 20.0, Lon: -74.0}},
	{"dardanelles", sea.Point{Lat: 40.2, Lon: 26.4}},
	{"bosporus", sea.Point{Lat: 41.1, Lon: 29.1}},
}

// throughMiles is how near a way must come to a passage to lead through it, and
// cellsPerPassage how much room one name of it takes.
const (
	throughMiles    = 75
	cellsPerPassage = 24
)

// labels are the names on a map: no two may touch.
type labels struct {
	g     Grid
	taken []bool
}

// label writes the ports, then the ship, then the passages as far as there is
// room.
func (m Map) label(g Grid, w window) {
	l := labels{g, make([]bool, g.Width*g.Height)}
	stops := m.Way.Stops()
	for i, at := range stops {
		x, y := cellOf(w, at)
		sign := signOver
		switch i {
		case 0:
			sign = signFrom
		case len(stops) - 1:
			sign = signTo
		}
		l.sign(x, y, sign, Port)
	}
	var shipX, shipY int
	if m.Ship != "" {
		at, _ := m.Way.At(m.Miles)
		shipX, shipY = cellOf(w, at)
		l.sign(shipX, shipY, signShip, Ship)
	}
	for i, at := range stops {
		x, y := cellOf(w, at)
		l.name(x, y, m.Ports[i], Port, true)
	}
	if m.Ship != "" {
		l.name(shipX, shipY, m.Ship, Ship, true)
	}
	m.passages(l, w)
}

func (m Map) passages(l labels, w window) {
	room := l.g.Width / cellsPerPassage
	for _, p := range passages {
		if room == 0 {
			return
		}
		if at, through := m.through(p.at); through {
			x, y := cellOf(w, at)
			if l.name(x, y, m.Name(p.name), Passage, false) {
				room--
			}
		}
	}
}

// through reports whether the way leads through a passage, and where.
func (m Map) through(passage sea.Point) (at sea.Point, through bool) {
	for _, p := range m.Way.Points() {
		if p.Near(passage, throughMiles) {
			return p, true
		}
	}
	return sea.Point{}, false
}

func cellOf(w window, p sea.Point) (x, y int) {
	dx, dy := w.dot(p)
	return int(math.Floor(dx / 2)), int(math.Floor(dy / 4))
}

// sign sets a sign, which no name may cover.
func (l labels) sign(x, y int, r rune, tint Tint) {
	if l.g.Has(x, y) {
		l.g.Set(x, y, r, tint)
		l.taken[y*l.g.Width+x] = true
	}
}

// What a place for a name costs for each cell of the way and of a coast that it
// covers, and for each row away from its sign.
const (
	costWay   = 12
	costShore = 2
	costAway  = 3
)

// name writes a name where it covers least, near a sign. Where there is no room
// it is left out, unless it must be there: then it is pushed in from the edge.
func (l labels) name(x, y int, text string, tint Tint, must bool) bool {
	width := utf8.RuneCountInString(text)
	bestX, bestY, best := 0, 0, math.MaxInt
	for _, dy := range [...]int{0, 1, -1, 2, -2} {
		for _, left := range [...]int{x + 2, x - 1 - width, x - width/2} {
			if dy == 0 && left == x-width/2 {
				continue // it would cover its own sign
			}
			if must {
				left = min(max(left, 1), l.g.Width-width-1)
			}
			cost, free := l.cost(left, y+dy, width)
			if !must {
				free = free && !l.touches(left, y+dy-1, width) && !l.touches(left, y+dy+1, width)
			}
			if free && cost+costAway*abs(dy) < best {
				bestX, bestY, best = left, y+dy, cost+costAway*abs(dy)
			}
		}
	}
	if best == math.MaxInt || (!must && best >= costWay) {
		return false
	}
	for i, r := range []rune(text) {
		l.g.Set(bestX+i, bestY, r, tint)
	}
	for i := -1; i <= width; i++ {
		if l.g.Has(bestX+i, bestY) {
			l.taken[bestY*l.g.Width+bestX+i] = true
		}
	}
	return true
}

// cost is what a name would cover; free is false where it does not fit or would
// touch another name or a sign.
func (l labels) cost(x, y, width int) (cost int, free bool) {
	if x < 0 || x+width > l.g.Width || y < 0 || y >= l.g.Height || l.touches(x, y, width) {
		return 0, false
	}
	for i := -1; i <= width; i++ {
		switch l.g.At(x+i, y).Tint {
		case Ahead, Sailed:
			cost += costWay
		case Shore:
			cost += costShore
		case Blank, Land, Ship, Port, Passage:
		}
	}
	return cost, true
}

// touches reports whether a name there would have a sign or another name beside it.
func (l labels) touches(x, y, width int) bool {
	for i := -1; i <= width; i++ {
		if l.g.Has(x+i, y) && l.taken[y*l.g.Width+x+i] {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }
