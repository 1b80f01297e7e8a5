package sea

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// The table of lanes: a row for each turning point and port, with its edges.
// An edge stands once, on one of its ends, as ID, ID!tag, or ID@lat/lon/lat/lon…
// with the points that lie on the way. Every piece is a great circle.
//
//go:embed sealanes.csv
var laneTable string

// node is a turning point at sea, or a port.
type node struct {
	id    string
	at    Point
	port  bool // five characters: a UN/LOCODE
	edges []edge
}

// edge is a lane to another node.
type edge struct {
	to    int
	via   []Point // points on the way, in its direction
	miles float64
	tag   string // "suez", "panama", "strait", "inland" or nothing
}

// lanes is the graph of the sea.
type lanes struct {
	nodes []node
	byID  map[string]int
}

// graph reads the table at its first use.
var graph = sync.OnceValue(func() *lanes { return readLanes(laneTable) })

// readLanes reads the table. It is embedded and checked by a test, so that a
// damaged one panics.
func readLanes(table string) *lanes {
	g := &lanes{byID: map[string]int{}}
	_, rows, _ := strings.Cut(strings.TrimSpace(table), "\n")
	var edges []string
	for row := range strings.SplitSeq(rows, "\n") {
		cells := strings.Split(row, ",")
		g.byID[cells[0]] = len(g.nodes)
		g.nodes = append(g.nodes, node{id: cells[0], at: Point{number(cells[2]), number(cells[3])}, port: len(cells[0]) == 5})
		edges = append(edges, cells[4])
	}
	for from, list := range edges {
		for text := range strings.FieldsSeq(list) {
			g.link(from, text)
		}
	}
	return g
}

// link adds an edge and the same one backwards.
func (g *lanes) link(from int, text string) {
	text, points, _ := strings.Cut(text, "@")
	id, tag, _ := strings.Cut(text, "!")
	to, known := g.byID[id]
	if !known {
		panic("sea lanes: no row has the id " + id)
	}
	there := edge{to: to, via: pairs(points), tag: tag}
	at := g.nodes[from].at
	for _, next := range append(append([]Point(nil), there.via...), g.nodes[to].at) {
		there.miles += at.Miles(next)
		at = next
	}
	back := there
	back.to, back.via = from, reversed(there.via)
	g.nodes[from].edges = append(g.nodes[from].edges, there)
	g.nodes[to].edges = append(g.nodes[to].edges, back)
}

func pairs(text string) []Point {
	if text == "" {
		return nil
	}
	numbers := strings.Split(text, "/")
	points := make([]Point, len(numbers)/2)
	for i := range points {
		points[i] = Point{number(numbers[2*i]), number(numbers[2*i+1])}
	}
	return points
}

func reversed(points []Point) []Point {
	back := make([]Point, len(points))
	for i, p := range points {
		back[len(points)-1-i] = p
	}
	return back
}

func number(text string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		panic("sea lanes: " + err.Error())
	}
	return n
}

// atSea is the node where a port's ships lie: the port itself, or for an inland
// place the port that it is reached through.
func (g *lanes) atSea(code string) (int, bool) {
	at, known := g.byID[code]
	if !known || !g.nodes[at].port {
		return 0, false
	}
	for _, e := range g.nodes[at].edges {
		if e.tag == "inland" && len(g.nodes[at].edges) == 1 {
			return e.to, true
		}
	}
	return at, true
}
