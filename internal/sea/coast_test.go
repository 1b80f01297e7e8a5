package sea

import (
	"math"
	"testing"
)

// mostAshore is by how many nautical miles a lane may cut a corner of the coast,
// which is simplified to about three.
const mostAshore = 4.0

func TestNoLaneCrossesLand(t *testing.T) {
	if testing.Short() {
		t.Skip("with -short: it is one goroutine that reckons for long")
	}
	land := newLandIndex()
	for from, n := range graph().nodes {
		for _, e := range n.edges {
			if e.tag != "" || n.port || graph().nodes[e.to].port || e.to < from {
				continue // canals and straits that the coast does not show, quays in rivers
			}
			if ashore := land.longest(n.at, e); ashore > mostAshore {
				t.Errorf("from %s to %s: %.0f nm over land", n.id, graph().nodes[e.to].id, ashore)
			}
		}
	}
}

func TestNoTurningPointLiesOnLand(t *testing.T) {
	land := newLandIndex()
	for _, n := range graph().nodes {
		// Canals and narrow straits are water that the coast does not show.
		tagged := false
		for _, e := range n.edges {
			tagged = tagged || e.tag != ""
		}
		if !n.port && !tagged && land.deep(n.at) {
			t.Errorf("%s lies on land", n.id)
		}
	}
}

func TestEveryPortReachesEveryOther(t *testing.T) {
	g := graph()
	start, _ := g.atSea("VNSGN")
	for _, n := range g.nodes {
		if !n.port {
			continue
		}
		at, ok := g.atSea(n.id)
		if !ok {
			t.Errorf("%s is no port", n.id)
			continue
		}
		if _, ok := g.shortest(start, at); at != start && !ok {
			t.Errorf("no way from Ho Chi Minh City to %s", n.id)
		}
	}
}

// landIndex has the edges of the coast by tenths of a degree of latitude.
type landIndex map[int][][4]float64

func newLandIndex() landIndex {
	index := landIndex{}
	for _, shore := range Coast() {
		last := shore.Points[len(shore.Points)-1]
		for _, p := range shore.Points {
			lat1, lat2 := latitude(float64(last.Y)), latitude(float64(p.Y))
			piece := [4]float64{float64(last.Lon), lat1, float64(p.Lon), lat2}
			for d := tenths(min(lat1, lat2)); d <= tenths(max(lat1, lat2)); d++ {
				index[d] = append(index[d], piece)
			}
			last = p
		}
	}
	return index
}

// has reports whether a point lies on land: inside an odd number of shores.
func (l landIndex) has(p Point) bool {
	inside := false
	for _, turn := range [...]float64{-360, 0, 360} {
		for _, e := range l[tenths(p.Lat)] {
			if (e[1] > p.Lat) != (e[3] > p.Lat) && p.Lon+turn < e[0]+(p.Lat-e[1])/(e[3]-e[1])*(e[2]-e[0]) {
				inside = !inside
			}
		}
	}
	return inside
}

// deep reports whether a point lies on land, farther than the coast's own
// tolerance from all water.
func (l landIndex) deep(p Point) bool {
	const off = mostAshore / 60
	return l.has(p) && l.has(Point{p.Lat + off, p.Lon}) && l.has(Point{p.Lat - off, p.Lon}) &&
		l.has(Point{p.Lat, p.Lon + off}) && l.has(Point{p.Lat, p.Lon - off})
}

func tenths(lat float64) int { return int(math.Floor(10 * lat)) }

// longest is the longest stretch of a lane over land, in nautical miles.
func (l landIndex) longest(from Point, e edge) float64 {
	const step = 2.0
	longest, run, at := 0.0, -step, from // run: between two points that both lie on land
	for _, next := range append(append([]Point(nil), e.via...), graph().nodes[e.to].at) {
		pieces := math.Ceil(at.Miles(next) / step)
		for i := 0.0; i <= pieces; i++ {
			if run += step; !l.has(at.towards(next, i/pieces)) {
				run = -step
			}
			longest = max(longest, run)
		}
		at = next
	}
	return longest
}

// latitude takes Mercator back.
func latitude(y float64) float64 {
	return (2*math.Atan(math.Exp(radians(y))) - math.Pi/2) * 180 / math.Pi
}
