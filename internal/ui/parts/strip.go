package parts

import (
	"math"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// shortestLane is the least that is drawn between two ports.
const shortestLane = 5

// Strip is the way from port to port in at most width cells, with the present
// position: `Cat Lai ●━━━◐┄┄┄○ Long Beach`.
func Strip(look *widget.Look, row model.Row, width int) string {
	return StripProse(look, row, width).Paint(width)
}

// StripProse is the way from port to port as a phrase of a line.
func StripProse(look *widget.Look, row model.Row, width int) widget.Prose {
	from, to := stripName(look, row.POL), stripName(look, row.POD)
	// Names that would leave no lane between them are cut, the longer one first.
	a, b := widget.Share(widget.Cells(from), widget.Cells(to), width-2-shortestLane)
	from, to = widget.Clip(from, a), widget.Clip(to, b)
	lane := width - widget.Cells(from) - widget.Cells(to) - 2
	if lane < shortestLane {
		return widget.Prose{look.Theme.Text.Says(widget.Clip(from+" "+theme.SignMoved+" "+to, width))}
	}
	line := append(widget.Prose{look.Theme.Text.Says(from + " ")}, stripLane(look, row, lane)...)
	return append(line, look.Theme.Text.Says(" "+to))
}

func stripName(look *widget.Look, p model.Place) string {
	if p.IsZero() {
		return look.Say("detail.nowhere")
	}
	return look.Words.Place(p).Short()
}

// stripLane is the line between the ports, n cells of it.
func stripLane(look *widget.Look, row model.Row, n int) widget.Prose {
	t := look.Theme
	track := model.Passage(row, look.Now())
	here := int(math.Round(track.Fraction * float64(n-1)))
	switch {
	case row.Status == model.Cancelled:
		return widget.Prose{t.Muted.Says(theme.StripAhead + strings.Repeat(theme.StripToSail, n-2) + theme.StripAhead)}
	case track.Fraction >= 1:
		return widget.Prose{t.Delivered.Says(theme.StripPassed + strings.Repeat(theme.StripSailed, n-2) + theme.StripPassed)}
	case track.Fraction <= 0:
		start := theme.StripAhead
		if row.Last.Milestone != "" {
			start = theme.StripHere
		}
		return widget.Prose{t.Active.Says(start), t.Muted.Says(strings.Repeat(theme.StripToSail, n-2) + theme.StripAhead)}
	}
	here = min(max(here, 1), n-2)
	return widget.Prose{
		t.Active.Says(theme.StripPassed + strings.Repeat(theme.StripSailed, here-1) + theme.StripHere),
		t.Muted.Says(strings.Repeat(theme.StripToSail, n-2-here) + theme.StripAhead),
	}
}

// Speaker is the catalogue with dates that are not torn apart.
type Speaker struct{ words.Catalogue }

// Day implements [model.Speaker].
func (s Speaker) Day(w model.When, now time.Time) string { return widget.Tied(s.Catalogue.Day(w, now)) }

// Moment implements [model.Speaker].
func (s Speaker) Moment(w model.When, at model.Place, now time.Time) string {
	return widget.Tied(s.Catalogue.Moment(w, at, now))
}

// OfficeDay implements [model.Speaker].
func (s Speaker) OfficeDay(t, now time.Time) string {
	return widget.Tied(s.Catalogue.OfficeDay(t, now))
}

// OfficeMoment implements [model.Speaker].
func (s Speaker) OfficeMoment(t, now time.Time) string {
	return widget.Tied(s.Catalogue.OfficeMoment(t, now))
}

// Vessel is a vessel and its voyage, as far as they are known.
func Vessel(name, voyage model.Text) string {
	if name.IsZero() || voyage.IsZero() {
		return name.String() + voyage.String()
	}
	return name.String() + " " + voyage.String()
}

// Route is from where to where a shipment goes.
func Route(look *widget.Look, row model.Row) string {
	return placeName(look, row.POL) + " " + theme.SignMoved + " " + placeName(look, row.POD)
}
