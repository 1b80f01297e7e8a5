package ui

import (
	"math"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// shortestLane is the least that is drawn between two ports.
const shortestLane = 5

// strip is the way from port to port in at most width cells, with the present
// position: `Cat Lai ●━━━◐┄┄┄○ Long Beach`.
func strip(look *Look, row model.Row, width int) string {
	return stripProse(look, row, width).paint(width)
}

func stripProse(look *Look, row model.Row, width int) prose {
	from, to := stripNames(look, row, width)
	lane := width - cells(from) - cells(to) - 2
	if lane < shortestLane {
		return prose{look.theme.Text.Says(clip(from+" "+theme.SignMoved+" "+to, width))}
	}
	line := prose{look.theme.Text.Says(from + " ")}
	line = append(line, stripLane(look, row, lane)...)
	return append(line, look.theme.Text.Says(" "+to))
}

// stripNames are the two ports, cut where they would leave no lane between
// them: the longer one gives way first.
func stripNames(look *Look, row model.Row, width int) (from, to string) {
	from, to = stripName(look, row.POL), stripName(look, row.POD)
	room := width - 2 - shortestLane
	a, b := cells(from), cells(to)
	if a+b > room {
		a, b = share(a, b, room)
	}
	return clip(from, a), clip(to, b)
}

func stripName(look *Look, p model.Place) string {
	if p.IsZero() {
		return look.say("detail.nowhere")
	}
	return p.Short()
}

// stripLane is the line between the ports, n cells of it.
func stripLane(look *Look, row model.Row, n int) prose {
	t := look.theme
	track := model.Passage(row, look.now())
	here := int(math.Round(track.Fraction * float64(n-1)))
	switch {
	case row.Status == model.Cancelled:
		return prose{t.Muted.Says(theme.StripAhead + strings.Repeat(theme.StripToSail, n-2) + theme.StripAhead)}
	case track.Fraction >= 1:
		return prose{t.Delivered.Says(theme.StripPassed + strings.Repeat(theme.StripSailed, n-2) + theme.StripPassed)}
	case track.Fraction <= 0:
		start := theme.StripAhead
		if row.Last.Milestone != "" {
			start = theme.StripHere
		}
		return prose{t.Active.Says(start), t.Muted.Says(strings.Repeat(theme.StripToSail, n-2) + theme.StripAhead)}
	}
	here = min(max(here, 1), n-2)
	return prose{
		t.Active.Says(theme.StripPassed + strings.Repeat(theme.StripSailed, here-1) + theme.StripHere),
		t.Muted.Says(strings.Repeat(theme.StripToSail, n-2-here) + theme.StripAhead),
	}
}
