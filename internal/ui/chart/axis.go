package chart

import (
	"math"
	"time"
	"unicode/utf8"
)

// axis lays days out on the cells of a row.
type axis struct {
	from, to    time.Time
	left, width int // the first cell, and how many there are
}

const day = 24 * time.Hour

// x is the cell of an instant; what lies beyond an end counts as that end.
func (a axis) x(t time.Time) int {
	whole := a.to.Sub(a.from)
	if whole <= 0 {
		return a.left
	}
	share := math.Max(0, math.Min(1, float64(t.Sub(a.from))/float64(whole)))
	return a.left + int(math.Round(share*float64(a.width-1)))
}

// Steps between the marks of an axis, in days: what people count voyages in.
var tickDays = []int{1, 2, 7, 14, 28, 91}

// ticks are the instants that are named on the axis, as far apart as their
// names need.
func (a axis) ticks(room int) []time.Time {
	whole := a.to.Sub(a.from)
	for _, days := range tickDays {
		step := time.Duration(days) * day
		if whole <= 0 || float64(step)/float64(whole)*float64(a.width) < float64(room) {
			continue
		}
		var ticks []time.Time
		for t := a.from; !t.After(a.to); t = t.Add(step) {
			ticks = append(ticks, t)
		}
		return ticks
	}
	return []time.Time{a.from}
}

// names writes the names of the marks on one row, and the marks below on
// another.
func (a axis) names(g Grid, top, bottom int, say func(time.Time) string) {
	room := 0
	for _, t := range []time.Time{a.from, a.to} {
		room = max(room, utf8.RuneCountInString(say(t))+2)
	}
	for x := range a.width {
		g.Set(a.left+x, bottom, '─', Passage)
	}
	for _, t := range a.ticks(room) {
		x := a.x(t)
		g.Set(x, bottom, '┴', Passage)
		name := say(t)
		if x+utf8.RuneCountInString(name) <= a.left+a.width {
			g.write(x, top, name, Passage)
		}
	}
}

// write sets text from x on, as far as the row goes.
func (g Grid) write(x, y int, text string, tint Tint) {
	for i, r := range []rune(text) {
		g.Set(x+i, y, r, tint)
	}
}

// Lines that run along a row and step down to the next one: the legs of a
// voyage, the dates of an ETA.

// stroke is how a line is drawn.
type stroke struct {
	flat, down, up rune // along the row, the corner that leaves it, the corner that enters the next one
	tint           Tint
}

var (
	gone = stroke{'━', '┓', '┗', Sailed}
	todo = stroke{'┄', '┐', '└', Ahead}
)

func strokeOf(past bool) stroke {
	if past {
		return gone
	}
	return todo
}

// run draws a line on a row, from one cell to another.
func (g Grid) run(y, from, to int, s stroke) {
	for x := from; x <= to; x++ {
		g.Set(x, y, s.flat, s.tint)
	}
}

// step leads a line down from a row to the next one.
func (g Grid) step(y, x int, s stroke) {
	g.Set(x, y, s.down, s.tint)
	g.Set(x, y+1, s.up, s.tint)
}

// stretch draws a line that is gone once it is over, and up to here, where the ship
// is, while it is begun; down: at its end it leads to the next row.
func (g Grid) stretch(y, from, here, to int, begun, over, down bool) {
	g.run(y, from, to, strokeOf(over))
	if begun && !over {
		g.run(y, from, here, gone)
	}
	if down {
		g.step(y, to, strokeOf(over))
	}
	if begun && !over {
		g.Set(here, y, signShip, Ship)
	}
}
