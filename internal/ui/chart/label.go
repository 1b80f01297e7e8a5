package chart

import (
	"image"
	"math"
	"slices"
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
		sign := signOver
		switch i {
		case 0:
			sign = signFrom
		case len(stops) - 1:
			sign = signTo
		}
		l.sign(w.cell(at), sign, Port)
	}
	at, _ := m.Way.At(m.Miles)
	if m.Ship != "" {
		l.sign(w.cell(at), signShip, Ship)
	}
	for i, at := range stops {
		l.name(w.cell(at), m.Ports[i], Port, true)
	}
	if m.Ship != "" {
		l.name(w.cell(at), m.Ship, Ship, true)
	}
	m.passages(l, w)
}

func (m Map) passages(l labels, w window) {
	room := l.g.Width / cellsPerPassage
	for _, p := range sea.Passages() {
		if room == 0 {
			return
		}
		at := slices.IndexFunc(m.Way.Points(), func(on sea.Point) bool { return on.Near(p.At, throughMiles) })
		if at >= 0 && l.name(w.cell(m.Way.Points()[at]), m.Name(p.Name), Passage, false) {
			room--
		}
	}
}

// sign sets a sign, which no name may cover.
func (l labels) sign(at image.Point, r rune, tint Tint) {
	if l.g.Has(at.X, at.Y) {
		l.g.Set(at.X, at.Y, r, tint)
		l.taken[at.Y*l.g.Width+at.X] = true
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
func (l labels) name(at image.Point, text string, tint Tint, must bool) bool {
	width := utf8.RuneCountInString(text)
	place, best := image.Point{}, math.MaxInt
	for _, dy := range [...]int{0, 1, -1, 2, -2} {
		for _, left := range [...]int{at.X + 2, at.X - 1 - width, at.X - width/2} {
			if dy == 0 && left == at.X-width/2 {
				continue // it would cover its own sign
			}
			if must {
				left = min(max(left, 1), l.g.Width-width-1)
			}
			y := at.Y + dy
			cost, free := l.cost(left, y, width)
			cost += costAway * max(dy, -dy)
			if !must {
				free = free && !l.touches(left, y-1, width) && !l.touches(left, y+1, width)
			}
			if free && cost < best {
				place, best = image.Pt(left, y), cost
			}
		}
	}
	if best == math.MaxInt || (!must && best >= costWay) {
		return false
	}
	l.g.write(place.X, place.Y, text, tint)
	for x := max(0, place.X-1); x <= min(place.X+width, l.g.Width-1); x++ {
		l.taken[place.Y*l.g.Width+x] = true
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
