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
