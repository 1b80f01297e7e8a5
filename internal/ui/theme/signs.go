package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Chart is the styles of a picture, one for what each of its cells shows.
type Chart struct {
	Land, Shore   Style
	Ahead, Sailed Style // the way
	Ship          Style
	Port          Style
	Passage       Style // names of waters, axes
	Plain         bool  // there are no colours: what is shown must be told by its form
}

// chartFor are the styles for what the terminal can show. The colours for a known
// ground are those of the 256: with more, a coast would look no better. The names of
// waters have the colour of the coast.
func chartFor(profile colorprofile.Profile, on Ground) Chart {
	var coast, land, way, ship color.Color
	switch {
	case profile <= colorprofile.ASCII:
	case profile == colorprofile.ANSI || on == UnknownGround:
		way, ship = lipgloss.Cyan, lipgloss.Yellow
	case on == LightGround:
		coast, land, way, ship = lipgloss.Color("243"), lipgloss.Color("252"), lipgloss.Color("30"), lipgloss.Color("130")
	default:
		coast, land, way, ship = lipgloss.Color("243"), lipgloss.Color("237"), lipgloss.Color("80"), lipgloss.Color("221")
	}
	base := lipgloss.NewStyle()
	faint, bold := base.Faint(true), base.Bold(true)
	return Chart{
		Land: prepare(inColour(land, base, faint)), Shore: prepare(inColour(coast, base, faint)), Passage: prepare(inColour(coast, base.Italic(true), faint)),
		Ahead: prepare(inColour(way, base, base)), Sailed: prepare(inColour(way, bold, bold)),
		Ship: prepare(inColour(ship, bold, bold)), Port: prepare(base), Plain: profile <= colorprofile.ASCII,
	}
}

// The signs by which states are told beside their words.
const (
	SignDone     = "✓"
	SignExpected = "◐"
	SignLate     = "!"
	SignMissing  = "·"
	SignUpcoming = "○"
	SignMoved    = "→"
	SignNote     = "›"
	SignFresh    = "•"
	SignFailed   = "✗"
	SignTaken    = "×" // taken back
	SignKept     = "*" // the customer does not see it
	UnknownDate  = "–"
	Between      = " · "
)

// The marks of the strip from port to port.
const (
	StripPassed = "●"
	StripHere   = "◐"
	StripAhead  = "○"
	StripSailed = "━"
	StripToSail = "┄"
)
