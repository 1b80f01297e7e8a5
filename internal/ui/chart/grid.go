// Package chart draws pictures of a voyage out of characters: the map, the
// voyage on an axis of days, the steps of an ETA.
//
// Its functions are pure: from a record and a size to a [Grid] of cells, each
// with a tint that says what it shows. Which colour a tint has is the theme's
// matter, so that a picture looks right on every ground and without colours.
package chart

// Tint is what a cell shows; the theme gives it a colour.
type Tint uint8

// The tints.
const (
	Blank   Tint = iota
	Land         // within a coast
	Shore        // a coast
	Ahead        // the way that lies ahead
	Sailed       // the way that was gone
	Ship         // where the ship is
	Port         // a port's sign and name
	Passage      // the name of a strait, an axis
)

// Cell is one character of a picture.
type Cell struct {
	Rune rune // 0: a blank
	Tint Tint
}

// Grid is a picture of Width × Height cells. Every rune in it is one cell wide.
type Grid struct {
	Width, Height int
	cells         []Cell
}

// NewGrid is an empty picture.
func NewGrid(width, height int) Grid {
	return Grid{Width: width, Height: height, cells: make([]Cell, width*height)}
}

// Row is one line of the picture. It is the grid's own.
func (g Grid) Row(y int) []Cell { return g.cells[y*g.Width : (y+1)*g.Width] }

// Has reports whether the grid has such a cell.
func (g Grid) Has(x, y int) bool { return x >= 0 && x < g.Width && y >= 0 && y < g.Height }

// Set writes a cell; outside of the grid it does nothing.
func (g Grid) Set(x, y int, r rune, tint Tint) {
	if g.Has(x, y) {
		g.cells[y*g.Width+x] = Cell{r, tint}
	}
}

// At is a cell; outside of the grid a blank.
func (g Grid) At(x, y int) Cell {
	if !g.Has(x, y) {
		return Cell{}
	}
	return g.cells[y*g.Width+x]
}

// dots are the eight dots of each cell of a picture, as braille has them. Cells
// are twice as high as wide, so that dots are square.
type dots struct {
	width, height int // in dots
	set           []bool
}

func newDots(width, height int) dots {
	return dots{width, height, make([]bool, width*height)}
}

func (d dots) has(x, y int) bool { return x >= 0 && x < d.width && y >= 0 && y < d.height }

// clear reports whether the dot is in the picture and not set.
func (d dots) clear(x, y int) bool { return d.has(x, y) && !d.set[y*d.width+x] }

func (d dots) put(x, y int) {
	if d.has(x, y) {
		d.set[y*d.width+x] = true
	}
}

// bits are the values of a braille cell's dots, by row and column.
var bits = [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// braille is the character of one cell; 0 when none of its dots is set.
func (d dots) braille(x, y int) rune {
	var mask rune
	for row := range bits {
		for col, bit := range bits[row] {
			if d.set[(4*y+row)*d.width+2*x+col] {
				mask |= bit
			}
		}
	}
	if mask == 0 {
		return 0
	}
	return 0x2800 + mask
}

// paint sets every cell that has dots.
func (d dots) paint(g Grid, tint Tint) {
	for y := range g.Height {
		for x := range g.Width {
			if r := d.braille(x, y); r != 0 {
				g.Set(x, y, r, tint)
			}
		}
	}
}
