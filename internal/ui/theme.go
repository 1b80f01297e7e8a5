package ui

import (
	"image/color"
	"sync"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// style is a prepared way to write: the sequence that switches it on. Rows are
// put together from these by concatenation; nothing is computed for them.
type style struct{ on string }

// off ends every style.
const off = "\x1b[m"

// paint writes text in the style. Styles do not nest: paint parts, then join.
func (s style) paint(text string) string {
	if s.on == "" || text == "" {
		return text
	}
	return s.on + text + off
}

// ink is a set of styles with names for meanings.
type ink struct {
	text      style // what is read
	strong    style // what is read first
	muted     style // labels, what is of less weight
	title     style // the house, headings
	accent    style // the one colour: where the cursor is, what is chosen
	key       style // keys in hints
	border    style // rules
	active    style // under way
	delivered style // done, arrived
	late      style // later than said
	attention style // wants looking at
	changed   style // new to the visitor
}

// theme is the ink for the page, and the ink for the selected line, which may
// stand on a band of another background.
type theme struct {
	ink
	selected ink
	banner   style // across the top of a preview
}

// ground is what is known of the terminal's background.
type ground int

// The grounds. While unknown, only colours of the person's own palette are used.
const (
	unknownGround ground = iota
	darkGround
	lightGround
)

// palette is the colours that a theme is made of; nil: the terminal's own. What
// has no colour of its own and steps back is written faint.
type palette struct{ accent, muted, border, good, late, band color.Color }

var (
	darkPalette = palette{
		accent: rgb(0x6c, 0xb8, 0xd6), muted: rgb(0x8b, 0x94, 0xa3), border: rgb(0x46, 0x4d, 0x59),
		good: rgb(0x8f, 0xc0, 0x8a), late: rgb(0xe5, 0xa9, 0x5c), band: rgb(0x25, 0x2d, 0x38),
	}
	lightPalette = palette{
		accent: rgb(0x0a, 0x6a, 0x92), muted: rgb(0x5f, 0x68, 0x74), border: rgb(0xc3, 0xc9, 0xd1),
		good: rgb(0x2c, 0x74, 0x45), late: rgb(0xa8, 0x4f, 0x06), band: rgb(0xe4, 0xee, 0xf4),
	}
	// No bright black: in some well-liked palettes that is the background.
	ownPalette = palette{accent: ansi.Cyan, good: ansi.Green, late: ansi.Yellow}
)

func rgb(r, g, b uint8) color.Color { return color.RGBA{R: r, G: g, B: b, A: 0xff} }

// themes are those that were asked for so far; there are a dozen at most, and
// sessions share them.
var themes sync.Map // themeKey → *theme

type themeKey struct {
	profile colorprofile.Profile
	on      ground
}

// themeFor is the theme for what the terminal can show.
func themeFor(profile colorprofile.Profile, on ground) *theme {
	key := themeKey{profile, on}
	if made, ok := themes.Load(key); ok {
		return made.(*theme) //nolint:forcetypeassert // nothing else is put there
	}
	fresh := newTheme(profile, on)
	made, _ := themes.LoadOrStore(key, &fresh)
	return made.(*theme) //nolint:forcetypeassert // likewise
}

// newTheme makes the theme for what the terminal can show. Terminals with 16
// colours get those of the person's own palette, and those without colours bold
// and underline only: no meaning is told by colour alone anyway.
func newTheme(profile colorprofile.Profile, on ground) theme {
	p := ownPalette
	switch {
	case profile <= colorprofile.ASCII:
		p = palette{}
	case profile == colorprofile.ANSI:
	case on == darkGround:
		p = darkPalette.lower(profile)
	case on == lightGround:
		p = lightPalette.lower(profile)
	}
	t := theme{ink: p.ink(nil), selected: p.ink(p.band), banner: style{ansi.NewStyle().Bold().Reverse(true).String()}}
	if p.band == nil {
		t.selected.text = t.strong
	}
	return t
}

// lower brings the palette to what the profile can show.
func (p palette) lower(profile colorprofile.Profile) palette {
	return palette{
		accent: profile.Convert(p.accent), muted: profile.Convert(p.muted), border: profile.Convert(p.border),
		good: profile.Convert(p.good), late: profile.Convert(p.late), band: profile.Convert(p.band),
	}
}

// ink prepares the styles of the palette on a background; nil: the terminal's.
func (p palette) ink(background color.Color) ink {
	plain := pen{background: background}
	bold := pen{background: background, bold: true}
	return ink{
		text:      plain.style(),
		strong:    bold.style(),
		title:     bold.style(),
		muted:     plain.in(p.muted).orFaint(),
		border:    plain.in(p.border).orFaint(),
		accent:    bold.in(p.accent).style(),
		key:       plain.in(p.accent).orBold(),
		active:    plain.in(p.accent).style(),
		delivered: plain.in(p.good).style(),
		late:      plain.in(p.late).orBold(),
		attention: bold.in(p.late).style(),
		changed:   bold.in(p.accent).style(),
	}
}

// pen is a style while it is being made.
type pen struct {
	foreground, background color.Color
	bold, faint            bool
}

// in is the pen with a colour.
func (p pen) in(c color.Color) pen {
	p.foreground = c
	return p
}

// orFaint is the style, faint when it has no colour.
func (p pen) orFaint() style {
	p.faint = p.foreground == nil
	return p.style()
}

// orBold is the style, bold when it has no colour.
func (p pen) orBold() style {
	p.bold = p.foreground == nil
	return p.style()
}

// style prepares the style, so that using it costs nothing.
func (p pen) style() style {
	s := ansi.NewStyle()
	if p.bold {
		s = s.Bold()
	}
	if p.faint {
		s = s.Faint()
	}
	if p.foreground != nil {
		s = s.ForegroundColor(p.foreground)
	}
	if p.background != nil {
		s = s.BackgroundColor(p.background)
	}
	if len(s) == 0 {
		return style{}
	}
	return style{on: s.String()}
}
