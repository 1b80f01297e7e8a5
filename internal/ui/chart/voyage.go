package chart

import (
	"time"
	"unicode/utf8"
)

// Call is a ship's, or the cargo's, stay at a port of a voyage.
type Call struct {
	Port   string
	In     Date   // when the cargo arrives; nothing at the first port
	Out    Date   // when it leaves; nothing at the last one
	Beside string // what stands beside it: the ship that it leaves on, or the arrival in words
}

// Date is one date of a voyage: what was said first, what is said now, and
// whether it has happened.
type Date struct {
	First, Now time.Time
	Happened   bool
}

// Voyage is the calls of a shipment on an axis of days.
type Voyage struct {
	Calls []Call
	Today time.Time
	Mark  string // the word under the line of today
	Day   func(time.Time) string
}

// What a voyage needs to be worth its place, in cells.
const (
	leastAxis    = 30
	longestPort  = 16
	betweenParts = 2
)

// Draw is the picture in that width; false when a date of a leg is not known,
// or there is no room for it.
func (v Voyage) Draw(width int) (Grid, bool) {
	a, known := v.axis()
	if !known {
		return Grid{}, false
	}
	names, beside := 0, 0
	for _, c := range v.Calls {
		names = max(names, min(longestPort, utf8.RuneCountInString(c.Port)))
		beside = max(beside, utf8.RuneCountInString(c.Beside))
	}
	a.left = names + betweenParts
	if a.width = width - a.left - betweenParts - beside; a.width < leastAxis {
		beside, a.width = 0, width-a.left-1 // the last port's sign stands behind the axis
	}
	if a.width < leastAxis {
		return Grid{}, false
	}
	g := NewGrid(width, len(v.Calls)+3)
	a.names(g, 0, g.Height-2, v.Day)
	v.marks(g, a)
	v.lines(g, a)
	for i, c := range v.Calls {
		g.write(0, i+1, clip(c.Port, names), Port)
		if beside > 0 {
			g.write(a.left+a.width+betweenParts, i+1, c.Beside, Blank)
		}
	}
	return g, true
}

// axis goes from the earliest date to the latest one.
func (v Voyage) axis() (axis, bool) {
	var a axis
	for i, c := range v.Calls {
		if (i > 0 && c.In.Now.IsZero()) || (i < len(v.Calls)-1 && c.Out.Now.IsZero()) {
			return axis{}, false
		}
		for _, t := range []time.Time{c.In.First, c.In.Now, c.Out.First, c.Out.Now} {
			if !t.IsZero() && (a.from.IsZero() || t.Before(a.from)) {
				a.from = t
			}
			if t.After(a.to) {
				a.to = t
			}
		}
	}
	if whole := a.to.Sub(a.from); v.Today.Before(a.from) && a.from.Sub(v.Today) < whole {
		a.from = v.Today // soon to leave: the days until then are shown
	}
	return a, len(v.Calls) > 1 && a.to.After(a.from)
}

// marks draws the line of today and the dates that were said first where they
// differ.
func (v Voyage) marks(g Grid, a axis) {
	for i, c := range v.Calls {
		for _, d := range []Date{c.In, c.Out} {
			if x := a.x(d.First); !d.First.IsZero() && x != a.x(d.Now) {
				g.Set(x, i+1, '╎', Passage)
				if i == len(v.Calls)-1 {
					g.Set(x, i, '╎', Passage)
				}
			}
		}
	}
	if v.Today.Before(a.from) || v.Today.After(a.to) {
		return
	}
	x := a.x(v.Today)
	for y := 1; y < g.Height-1; y++ {
		g.Set(x, y, '┊', Ship)
	}
	word := utf8.RuneCountInString(v.Mark)
	g.write(min(max(0, x-word/2), g.Width-word), g.Height-1, v.Mark, Ship)
}

// lines draws each leg on the row of the port that it leaves, down to the next
// one, and each stay at a port of transshipment up to the departure.
func (v Voyage) lines(g Grid, a axis) {
	last := len(v.Calls) - 1
	for i := range last {
		from, to := v.Calls[i].Out, v.Calls[i+1].In
		x1, x2 := a.x(from.Now), a.x(to.Now)
		here := min(max(a.x(v.Today), x1+1), max(x2-1, x1+1))
		g.stretch(i+1, x1, here, x2, from.Happened, to.Happened, true)
		if i+1 < last {
			out := v.Calls[i+1].Out
			end := a.x(out.Now)
			g.stretch(i+2, x2+1, min(max(a.x(v.Today), x2+1), max(end, x2+1)), end, to.Happened, out.Happened, false)
		}
		sign := signOver
		if i == 0 {
			sign = endSign(from.Happened)
		}
		g.Set(x1, i+1, sign, Port)
	}
	in := v.Calls[last].In
	g.Set(min(a.x(in.Now)+1, g.Width-1), last+1, endSign(in.Happened), Port)
}

// endSign is the sign of a port at an end of the voyage.
func endSign(reached bool) rune {
	if reached {
		return signFrom
	}
	return signTo
}

// clip shortens a name to n cells.
func clip(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
