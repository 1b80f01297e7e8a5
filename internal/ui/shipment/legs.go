package shipment

import (
	"cmp"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/chart"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// legs is the way leg by leg. Where the legs were not given the shipment's own
// ports and dates are the one leg that is known.
func (s Sheet) legs() []widget.Prose {
	legs := s.p.Legs
	if len(legs) == 0 {
		legs = s.mainLeg()
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
	if len(s.p.Legs) == 0 {
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
	dates := []widget.Prose{
		s.legDate("ETD", leg.ETD, leg.From, leg.Open && leg.ATD.IsZero()), s.legDate("ATD", leg.ATD, leg.From, false),
		s.legDate("ETA", leg.ETA, leg.To, leg.Open && leg.ATA.IsZero()), s.legDate("ATA", leg.ATA, leg.To, false),
	}
	return append(lines, widget.Indent(widget.Flow(dates, widget.Pad(3), s.width-2), 2)...)
}

// legDate is a date with its name; open: one that was planned no longer holds.
func (s Sheet) legDate(name string, w model.When, at model.Place, open bool) widget.Prose {
	when := s.Theme.Text.Says(cmp.Or(s.moment(w, at), theme.UnknownDate))
	if open && w.IsZero() {
		when = s.Theme.Attention.Says(s.Say("detail.leg.open"))
	}
	return widget.Prose{s.Theme.Muted.Says(name + " "), when}
}

// whole is a place with its code, and a word for one that is not known.
func (s Sheet) whole(p model.Place) string {
	if p.IsZero() {
		return s.Say("detail.nowhere")
	}
	return p.String()
}

// sailing draws the main carriage on an axis of days; nothing where one of its
// dates is not known, or where there is no room.
func (s Sheet) sailing() []widget.Prose {
	if s.tight() || s.p.Status == model.Cancelled {
		return nil
	}
	voyage := chart.Voyage{Calls: s.calls(), Today: s.at, Mark: s.Say("chart.today"), Day: s.officeDay}
	return s.drawn(voyage.Draw(s.width))
}

// calls are the stays at the ports as the picture has them. What lies before
// something that was reported has happened too, reported or not.
func (s Sheet) calls() []chart.Call {
	stays := s.p.Stays()
	calls := make([]chart.Call, len(stays))
	happened := s.p.Status == model.Done
	for i, stay := range slices.Backward(stays) {
		call := chart.Call{Port: portName(stay.Port), Beside: cellwise(parts.Vessel(stay.Vessel, stay.Voyage))}
		happened = happened || !stay.ATD.IsZero()
		call.Out = dated(stay.ETD, stay.ATD, happened)
		happened = happened || !stay.ATA.IsZero()
		call.In = dated(stay.ETA, stay.ATA, happened)
		calls[i] = call
	}
	if first := s.p.FirstShown(model.KindETD); !first.IsZero() {
		calls[0].Out.First = first.Instant()
	}
	end := &calls[len(calls)-1]
	end.Beside = s.day(s.Row.ETA)
	if !s.p.ATA.IsZero() {
		end.Beside = s.day(s.p.ATA)
	}
	if first := s.p.FirstShown(model.KindETA); !first.IsZero() {
		end.In.First = first.Instant()
		if s.day(first) != end.Beside {
			end.Beside = s.Say("chart.first", end.Beside, s.day(first))
		}
	}
	return calls
}

// dated is one date of a call: the actual one where it is known.
func dated(planned, actual model.When, happened bool) chart.Date {
	if actual.IsZero() {
		actual = planned
	}
	return chart.Date{First: planned.Instant(), Now: actual.Instant(), Happened: happened}
}

// portName is a port as a picture writes it: by its code where its name has
// characters of more than one cell.
func portName(p model.Place) string { return cellwise(p.Short(), p.Code.String()) }

// cellwise is the first of the texts whose every character takes one cell, as a
// picture counts them; empty when none does.
func cellwise(texts ...string) string {
	other := func(r rune) bool { return widget.Cells(string(r)) != 1 }
	return cmp.Or(slices.DeleteFunc(texts, func(text string) bool { return strings.ContainsFunc(text, other) })...)
}
