package shipment

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/chart"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// mostSteps is how many dates a slip shows: more would push the lines below it
// out of sight.
const mostSteps = 8

// slipped draws the dates of arrival that customers were told, as steps over
// time; nothing when there was no second one, or where there is no room.
func (s Sheet) slipped() []widget.Prose {
	slip := chart.Slip{Day: s.houseDay, Until: s.at, Mark: s.Say("chart.today")}
	for _, line := range s.p.History(model.KindETA) {
		if !s.kept.Line(line) && !line.PublishedAt.IsZero() {
			slip.Told = append(slip.Told, s.step(line))
		}
	}
	if s.tight() || len(slip.Told) > mostSteps {
		return nil
	}
	if !s.p.ATA.IsZero() {
		slip.Until, slip.Mark = s.p.ATA.Instant(), "ATA"
	}
	for _, told := range slip.Told {
		if told.At.After(slip.Until) {
			slip.Until = told.At
		}
	}
	g, ok := slip.Draw(s.width)
	if !ok {
		return nil
	}
	return append(s.picture(g), nil)
}

// step is one line of the ledger as a step: the date, and by how much it moved.
// Why it moved stands in the lines below the picture.
func (s Sheet) step(line model.PublishedLine) chart.Told {
	told := chart.Told{At: line.PublishedAt, Date: s.day(line.To), Withdrawn: !line.WithdrawnAt.IsZero()}
	switch {
	case told.Withdrawn:
		told.Beside = s.Say("ledger.withdrawn", s.Words.HouseDay(line.WithdrawnAt, s.at))
	case line.From.IsZero():
		told.Beside = s.Say("detail.ledger.first")
	case !line.To.IsZero() && line.To.DaysAfter(line.From) != 0:
		told.Beside = parts.SlipText(s.Look, line.To.DaysAfter(line.From))
	}
	return told
}

// houseDay is a day as the axis of a picture names it.
func (s Sheet) houseDay(t time.Time) string { return s.Words.HouseDay(t, s.at) }
