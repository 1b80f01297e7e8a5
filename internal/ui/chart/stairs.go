package chart

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
