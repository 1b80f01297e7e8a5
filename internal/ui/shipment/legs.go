package shipment

import (
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// legs is the way leg by leg. Where the legs were not given the shipment's own
// ports and dates are the one leg that is known.
func (s Sheet) legs() []widget.Prose {
	legs, derived := s.p.Legs, false
	if len(legs) == 0 {
		legs, derived = s.mainLeg(), true
	}
	if len(legs) == 0 {
		return widget.Paragraph(s.Theme.Muted, s.Say("detail.leg.none"), s.width)
	}
	var lines []widget.Prose
	for i, leg := range legs {
		if i > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, s.leg(leg, begun(legs[i+1:]))...)
	}
	if derived {
		lines = append(lines, nil)
		lines = append(lines, widget.Paragraph(s.Theme.Muted, s.Say("detail.leg.derived"), s.width)...)
	}
	return lines
}

// mainLeg is the main carriage by the facts of the shipment.
func (s Sheet) mainLeg() []model.Leg {
	if s.p.POL.IsZero() && s.p.POD.IsZero() {
		return nil
	}
	return []model.Leg{{
		Mode: s.p.Mode, From: s.p.POL, To: s.p.POD, Vessel: s.p.Vessel, Voyage: s.p.Voyage,
		ETD: s.p.ETD, ETA: s.p.ETA, ATD: s.p.ATD, ATA: s.p.ATA,
	}}
}

// begun says that the cargo has gone on from a leg with those behind it.
func begun(behind []model.Leg) bool {
	return slices.ContainsFunc(behind, func(l model.Leg) bool { return !l.ATD.IsZero() || !l.ATA.IsZero() })
}

// leg is one leg: from where to where, on what, and when. Once it was left behind
// it is over, whether or not its end was reported.
func (s Sheet) leg(leg model.Leg, left bool) []widget.Prose {
	sign := s.Theme.Muted.Says(theme.SignUpcoming)
	switch {
	case !leg.ATA.IsZero() || left:
		sign = s.Theme.Delivered.Says(theme.SignDone)
	case !leg.ATD.IsZero():
		sign = s.Theme.Active.Says(theme.SignExpected)
	}
	route := s.whole(leg.From) + " " + theme.SignMoved + " " + s.whole(leg.To)
	lines := widget.Beside(widget.Prose{sign}, 2, s.Theme.Strong, route+s.mark(s.kept.Leg(leg)).Text, s.width)
	how := ""
	if leg.Mode != "" {
		how = s.Say("mode." + string(leg.Mode))
	}
	if on := widget.Joined(how, parts.Vessel(leg.Vessel, leg.Voyage)); on != "" {
		lines = append(lines, widget.Beside(nil, 2, s.Theme.Muted, on, s.width)...)
	}
	if !leg.Open && leg.ETD.IsZero() && leg.ATD.IsZero() && leg.ETA.IsZero() && leg.ATA.IsZero() {
		return lines
	}
	etd, eta := s.legDate("ETD", leg.ETD, leg.From), s.legDate("ETA", leg.ETA, leg.To)
	if leg.Open && leg.ETD.IsZero() && leg.ATD.IsZero() {
		etd = s.openDate("ETD")
	}
	if leg.Open && leg.ETA.IsZero() && leg.ATA.IsZero() {
		eta = s.openDate("ETA")
	}
	dates := []widget.Prose{etd, s.legDate("ATD", leg.ATD, leg.From), eta, s.legDate("ATA", leg.ATA, leg.To)}
	for _, line := range widget.Flow(dates, widget.Pad(3), s.width-2) {
		lines = append(lines, line.Indent(2))
	}
	return lines
}

func (s Sheet) legDate(name string, w model.When, at model.Place) widget.Prose {
	when := s.moment(w, at)
	if when == "" {
		when = theme.UnknownDate
	}
	return widget.Prose{s.Theme.Muted.Says(name + " "), s.Theme.Text.Says(when)}
}

// openDate is a planned date that no longer holds.
func (s Sheet) openDate(name string) widget.Prose {
	return widget.Prose{{Style: s.Theme.Muted, Text: name + " "}, {Style: s.Theme.Attention, Text: s.Say("detail.leg.open")}}
}

// whole is a place with its code, and a word for one that is not known.
func (s Sheet) whole(p model.Place) string {
	if p.IsZero() {
		return s.Say("detail.nowhere")
	}
	return p.String()
}
