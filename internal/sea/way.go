package sea

import (
	"container/heap"
	"math"
	"slices"
	"strings"
	"sync"
)

// Way is a voyage along the sea lanes. Its points are close enough to be joined
// by straight lines, and their longitudes never jump, also over the 180th
// meridian.
type Way struct {
	points []Point
	miles  []float64 // from the beginning to each point
	stops  []int     // the points of the ports named, in their order
}

// Between is the shortest way by sea from the first port to the last, calling at
// those between them; ports are UN/LOCODEs. A place inland counts as the port
// through which it is reached. False when a port is not in the table, or when
// there are fewer than two.
func Between(ports ...string) (Way, bool) {
	key := strings.Join(ports, " ")
	if way, ok := known.get(key); ok {
		return way, true
	}
	var way Way
	for i := 1; i < len(ports); i++ {
		if !way.extend(graph(), ports[i-1], ports[i]) {
			return Way{}, false
		}
	}
	if len(way.points) < 2 {
		return Way{}, false
	}
	known.put(key, way)
	return way, true
}

// Points are the way's points in its order. They are shared and must not be
// changed.
func (w Way) Points() []Point { return w.points }

// Stops are the ports that were named, in their order.
func (w Way) Stops() []Point {
	stops := make([]Point, len(w.stops))
	for i, at := range w.stops {
		stops[i] = w.points[at]
	}
	return stops
}

// Miles is the length in nautical miles.
func (w Way) Miles() float64 { return w.miles[len(w.miles)-1] }

// MilesTo is the length from the beginning to the n-th of the ports named.
func (w Way) MilesTo(stop int) float64 { return w.miles[w.stops[stop]] }

// At is the place that lies miles from the beginning, and how many of the way's
// points lie before it.
func (w Way) At(miles float64) (at Point, passed int) {
	passed, _ = slices.BinarySearch(w.miles, miles)
	switch {
	case passed == 0:
		return w.points[0], 0
	case passed == len(w.points):
		return w.points[passed-1], passed
	}
	from, to := w.points[passed-1], w.points[passed]
	share := (miles - w.miles[passed-1]) / (w.miles[passed] - w.miles[passed-1])
	return Point{from.Lat + share*(to.Lat-from.Lat), from.Lon + share*(to.Lon-from.Lon)}, passed
}

// extend adds the shortest way between two ports.
func (w *Way) extend(g *lanes, from, to string) bool {
	a, fromKnown := g.atSea(from)
	b, toKnown := g.atSea(to)
	if !fromKnown || !toKnown {
		return false
	}
	if len(w.points) == 0 {
		w.add(g.nodes[a].at)
		w.stops = append(w.stops, 0)
	}
	path, ok := g.shortest(a, b)
	if !ok {
		return false
	}
	for _, e := range path {
		for _, p := range e.via {
			w.sail(p)
		}
		w.sail(g.nodes[e.to].at)
	}
	w.stops = append(w.stops, len(w.points)-1)
	return true
}

// degreesApart is how far a way's points may be from one another: a great
// circle is drawn as a curve.
const degreesApart = 1.0

// sail goes on to a point along the great circle.
func (w *Way) sail(to Point) {
	from := w.points[len(w.points)-1]
	pieces := math.Ceil(angle(from, to) * 180 / math.Pi / degreesApart)
	for i := 1.0; i < pieces; i++ {
		w.add(from.towards(to, i/pieces))
	}
	w.add(to)
}

// add appends a point, its longitude beside that of the last one.
func (w *Way) add(p Point) {
	if len(w.points) == 0 {
		w.points, w.miles = append(w.points, p), append(w.miles, 0)
		return
	}
	last := w.points[len(w.points)-1]
	w.points = append(w.points, p.near(last.Lon))
	w.miles = append(w.miles, w.miles[len(w.miles)-1]+last.Miles(p))
}

// shortest is the shortest path between two nodes, by Dijkstra's algorithm. A
// path begins and ends at a port but never passes through one.
func (g *lanes) shortest(from, to int) ([]edge, bool) {
	best := make([]float64, len(g.nodes))
	came := make([]edge, len(g.nodes)) // the edge by which a node was reached
	back := make([]int, len(g.nodes))
	for i := range best {
		best[i] = math.Inf(1)
	}
	best[from] = 0
	queue := &frontier{{node: from}}
	for queue.Len() > 0 {
		here := heap.Pop(queue).(reached)
		if here.node == to {
			break
		}
		if here.miles > best[here.node] || (g.nodes[here.node].port && here.node != from) {
			continue
		}
		for _, e := range g.nodes[here.node].edges {
			if miles := here.miles + e.miles; e.tag != "inland" && miles < best[e.to] {
				best[e.to], came[e.to], back[e.to] = miles, e, here.node
				heap.Push(queue, reached{e.to, miles})
			}
		}
	}
	if math.IsInf(best[to], 1) {
		return nil, false
	}
	var path []edge
	for at := to; at != from; at = back[at] {
		path = append(path, came[at])
	}
	slices.Reverse(path)
	return path, true
}

// reached is a node with the length of a path to it.
type reached struct {
	node  int
	miles float64
}

// frontier is the priority queue of the search, the nearest first.
type frontier []reached

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(i, j int) bool { return f[i].miles < f[j].miles }
func (f frontier) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *frontier) Push(x any)        { *f = append(*f, x.(reached)) }
func (f *frontier) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

// known are the ways found last: a search takes 1 ms, and a forwarder's
// shipments go between few ports. It is per process and depends on no customer.
var known = ways{found: map[string]Way{}}

type ways struct {
	mu    sync.Mutex
	found map[string]Way
}

// mostWays bounds the ways that are kept, of 5 KB each.
const mostWays = 512

func (w *ways) get(key string) (Way, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	way, ok := w.found[key]
	return way, ok
}

func (w *ways) put(key string, way Way) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.found) >= mostWays {
		clear(w.found)
	}
	w.found[key] = way
}
