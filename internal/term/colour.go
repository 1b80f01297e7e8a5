package term

import (
	"image/color"
	"sync/atomic"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// colour is a terminal colour in one word: its kind in the top byte, its value
// in the others. The zero value is the terminal's default colour.
type colour uint32

const (
	kindBasic   colour = 1 << 24 // one of the 16 named colours
	kindIndexed colour = 2 << 24 // one of the 256 of the palette
	kindRGB     colour = 3 << 24 // 24 bits
	kindMask    colour = 0xff << 24
)

func basic(n int) colour   { return kindBasic | colour(n&0xf) }
func indexed(n int) colour { return kindIndexed | colour(n&0xff) }

func rgb(r, g, b int) colour {
	return kindRGB | colour(r&0xff)<<16 | colour(g&0xff)<<8 | colour(b&0xff)
}

// lower returns the nearest colour that a terminal of that profile can show.
func lower(c colour, p colorprofile.Profile) colour {
	kind := c & kindMask
	switch {
	case c == 0 || p <= colorprofile.ASCII:
		return 0
	case p == colorprofile.TrueColor, kind == kindBasic:
		return c
	case p == colorprofile.ANSI256 && kind == kindIndexed:
		return c
	}
	return lowered.get(c, p)
}

// lowered is shared by all sessions: they use the same few theme colours, and
// the search for the nearest one goes through a perceptual colour space. Its
// size is fixed, so a view with a million colours costs time and not memory.
var lowered lowerCache

type lowerCache [1024]atomic.Uint64

// get looks the colour up in its only possible slot and overwrites what is
// there on a miss. A slot is one word, therefore never half written: the colour
// in the upper half, then the profile, then the answer.
func (l *lowerCache) get(c colour, p colorprofile.Profile) colour {
	key := uint64(c)<<32 | uint64(p)<<16
	slot := &l[(uint32(c)*2654435761+uint32(p)*40503)>>22]
	if v := slot.Load(); v&^0xff == key {
		return answer(int(v&0xff), p)
	}
	n := nearest(c, p)
	slot.Store(key | uint64(n))
	return answer(n, p)
}

func answer(n int, p colorprofile.Profile) colour {
	if p == colorprofile.ANSI {
		return basic(n)
	}
	return indexed(n)
}

func nearest(c colour, p colorprofile.Profile) int {
	var from color.Color = ansi.RGBColor{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c)} //nolint:gosec // bytes on purpose
	if c&kindMask == kindIndexed {
		from = ansi.IndexedColor(c) //nolint:gosec // the low byte is the index
	}
	if p == colorprofile.ANSI {
		return int(ansi.Convert16(from))
	}
	return int(ansi.Convert256(from))
}
