package shipment

import (
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/chart"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// sailing draws the main carriage on an axis of days; nothing where one of its
// dates is not known, or where there is no room.
func (s Sheet) sailing() []widget.Prose {
	if s.tight() || s.p.Status == model.Cancelled {
		return nil
	}
	voyage := chart.Voyage{Calls: s.calls(), Today: s.at, Mark: s.Say("chart.today"), Day: s.houseDay}
	g, ok := voyage.Draw(s.width)
	if !ok {
		return nil
	}
	return append(s.picture(g), nil)
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
	for _, text := range texts {
		if text != "" && oneCellEach(text) {
			return text
		}
	}
	return ""
}

func oneCellEach(text string) bool {
	for _, r := range text {
		if widget.Cells(string(r)) != 1 {
			return false
		}
	}
	return true
}
