package term

import "github.com/charmbracelet/colorprofile"

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

// shown is a colour as a terminal of that profile shows it. None is computed for
// those that it cannot show: a root is told the profile before its first view, and
// chooses its colours by eye.
func shown(c colour, p colorprofile.Profile) colour {
	kind := c & kindMask
	if p <= colorprofile.ASCII || kind == kindRGB && p < colorprofile.TrueColor || kind == kindIndexed && p < colorprofile.ANSI256 {
		return 0
	}
	return c
}
