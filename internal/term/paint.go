package term

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
)

// painter holds what is needed while one frame is made, and nothing after: an
// idle session has none. Sessions share a few of them.
type painter struct {
	profile       colorprofile.Profile
	old, new      []cell // the row that is being compared, one cell per column
	out           []byte
	pen           style       // what the terminal writes with
	link          uint8       // which of links that belongs to
	links, linked [][2]string // of this frame, of the last one
	renumbered    int         // added to the numbers of the latter, when they lead elsewhere now
	row, col      int         // where its cursor is; col is -1 when that is not certain
}

var painters = sync.Pool{New: func() any { return new(painter) }}

// keepAtMost bounds what a painter in the pool holds on to, in bytes of output.
const keepAtMost = 64 << 10

// borrow takes a painter for rows of that width.
func borrow(width int, profile colorprofile.Profile) *painter {
	p := painters.Get().(*painter) //nolint:forcetypeassert // nothing else is put there
	if cap(p.new) < width {
		p.old, p.new = make([]cell, width), make([]cell, width)
	}
	p.old, p.new = p.old[:width], p.new[:width]
	p.profile, p.out, p.pen, p.link = profile, p.out[:0], style{}, 0
	p.row, p.col = -1, -1
	return p
}

// giveBack returns the painter without the texts of the session that used it.
func (p *painter) giveBack() {
	clear(p.old)
	clear(p.new)
	p.links, p.linked = nil, nil
	if cap(p.out) <= keepAtMost {
		painters.Put(p)
	}
}

// clear empties the screen; every cell is blank after it.
func (p *painter) clear() {
	p.setPen(style{})
	p.out = append(p.out, "\x1b[H\x1b[2J"...)
	p.row, p.col = 0, 0
}

// paintRow writes the cells in which the two lines differ. After a glyph whose
// width is disputed the cells that it may have run into are written again, from
// their absolute place: a terminal that draws it wider is put right, and nothing
// shifts.
func (p *painter) paintRow(y int, before, after string) {
	row(p.old, before, p.profile)
	tail := row(p.new, after, p.profile)
	linkCells(p.old, before, p.linked, p.renumbered)
	linkCells(p.new, after, p.links, 0)
	touched := 0 // columns before this one have to be written in any case
	for x := 0; x < len(p.new); {
		c := &p.new[x]
		switch {
		case x >= touched && *c == p.old[x]:
		case x >= tail: // the rest of the row is blank
			p.moveTo(y, x)
			p.setPen(style{})
			p.setLink(0)
			p.out = append(p.out, "\x1b[K"...)
			return
		default:
			p.glyph(y, x, c)
			if c.disputed {
				touched = max(touched, x+reach(c.text))
			}
		}
		x += max(1, int(c.width))
	}
}

// reach is the number of columns that a disputed glyph may touch: terminals that
// do not join characters draw each of them, at most two columns wide.
func reach(text string) int { return 2 * utf8.RuneCountInString(text) }

// glyph writes one cell. A wide one gets its cells cleared first, because a
// terminal that draws it narrow would leave what was in the second.
func (p *painter) glyph(y, x int, c *cell) {
	p.moveTo(y, x)
	if !p.fits(c) {
		p.setPen(c.style)
	}
	p.setLink(c.link)
	if c.width == 2 {
		p.out = append(p.out, "\x1b[2X"...)
	}
	p.out = append(p.out, c.text...)
	p.col += int(c.width)
	if c.disputed || p.col >= len(p.new) {
		p.col = -1
	}
}

func (p *painter) setPen(st style) {
	p.out = appendSGR(p.out, p.pen, st)
	p.pen = st
}

// fits says that the pen as it is draws this cell. The words of a line share one
// style and the spaces between them show only their background, so the pen is
// not changed for a space and back again.
func (p *painter) fits(c *cell) bool {
	return c.link == p.link && (c.style == p.pen || c.text == " " && c.style == p.pen.ofSpace())
}

// moveTo takes the cursor to a cell of the row that is being painted, or to the
// first of a new one. Gaps between words, which are single bytes in the style of the
// pen, are written once more.
func (p *painter) moveTo(y, x int) {
	other := func(c cell) bool { return len(c.text) != 1 || !p.fits(&c) }
	switch gap := x - p.col; {
	case y != p.row:
		p.out = appendPosition(p.out, y, x)
	case p.col >= 0 && gap > 0 && gap <= 4 && !slices.ContainsFunc(p.new[p.col:x], other):
		for ; p.col < x; p.col++ {
			p.out = append(p.out, p.new[p.col].text...)
		}
	case gap != 0:
		p.out = appendCSI(p.out, x+1, 'G')
	}
	p.row, p.col = y, x
}

// appendPosition appends CUP; rows and columns count from 0.
func appendPosition(out []byte, y, x int) []byte {
	if x == 0 {
		return appendCSI(out, y+1, 'H')
	}
	return appendNumber(appendNumber(append(out, "\x1b["...), y+1, ';'), x+1, 'H')
}

func appendCSI(out []byte, n int, final byte) []byte {
	out = append(out, "\x1b["...)
	if n == 1 {
		return append(out, final)
	}
	return appendNumber(out, n, final)
}
