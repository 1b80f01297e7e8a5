package shipment

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/chart"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// ledger is every ETA and ETD that was ever published: when, from what to
// what, by how many days, and why.
func (s Sheet) ledger() []widget.Prose {
	var lines []widget.Prose
	for _, kind := range []model.DateKind{model.KindETA, model.KindETD} {
		history := s.history(kind)
		if len(history) == 0 {
			continue
		}
		if lines != nil {
			lines = append(lines, nil)
		}
		lines = append(append(lines, widget.Prose{s.Theme.Strong.Says(s.Say("detail.ledger." + string(kind)))}), history...)
	}
	if lines == nil {
		return widget.Paragraph(s.Theme.Muted, s.Say("detail.ledger.none"), s.width)
	}
	return lines
}

// ledgerLine is one line of the ledger before it is set in columns.
type ledgerLine struct {
	when   string
	change widget.Prose
	reason string
}

// history is the lines of one kind, oldest first.
func (s Sheet) history(kind model.DateKind) []widget.Prose {
	var history []ledgerLine
	when, change := 0, 0
	for _, line := range s.p.History(kind) {
		l := s.ledgerLine(line)
		when, change = max(when, widget.Cells(l.when)), max(change, l.change.Cells())
		history = append(history, l)
	}
	set := like(s, "ledger "+string(kind), [2]int{when, change})
	when, change = set[0], set[1]
	var lines []widget.Prose
	for _, l := range history {
		if s.tight() { // no room for columns
			lines = append(lines, widget.Flow([]widget.Prose{l.change, {s.Theme.Muted.Says(l.when)}}, widget.Pad(gutter), s.width)...)
			if l.reason != "" {
				lines = append(lines, widget.Beside(nil, 2, s.Theme.Muted, l.reason, s.width)...)
			}
			continue
		}
		lead := widget.Prose{s.Theme.Muted.Says(widget.Fit(l.when, when+gutter))}
		lead = append(append(lead, l.change...), widget.Blank(change-l.change.Cells()+gutter))
		lines = append(lines, widget.Beside(lead, when+change+2*gutter, s.Theme.Muted, l.reason, s.width)...)
	}
	return lines
}

func (s Sheet) ledgerLine(line model.PublishedLine) ledgerLine {
	l := ledgerLine{
		when: s.Words.OfficeMoment(line.PublishedAt, s.at), change: s.change(line.From, line.To), reason: s.Words.Reason(line, s.at),
	}
	if !line.WithdrawnAt.IsZero() {
		l.change = widget.Prose{s.Theme.Muted.Says(l.change.Plain())}
	}
	if line.From.IsZero() && l.reason == "" {
		l.reason = s.Say("detail.ledger.first")
	}
	if s.kept.Line(line) {
		l.reason = widget.Joined(s.Say("office.unpublished"), l.reason)
	}
	return l
}

// mostSteps is how many dates a slip shows: more would push the lines below it
// out of sight.
const mostSteps = 8

// slipped draws the dates of arrival that customers were told, as steps over
// time; nothing when there was no second one, or where there is no room.
func (s Sheet) slipped() []widget.Prose {
	slip := chart.Slip{Day: s.officeDay, Until: s.at, Mark: s.Say("chart.today")}
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
	return s.drawn(slip.Draw(s.width))
}

// step is one line of the ledger as a step: the date, and by how much it moved.
// Why it moved stands in the lines below the picture.
func (s Sheet) step(line model.PublishedLine) chart.Told {
	told := chart.Told{At: line.PublishedAt, Date: s.day(line.To), Withdrawn: !line.WithdrawnAt.IsZero()}
	switch {
	case told.Withdrawn:
		told.Beside = s.Say("ledger.withdrawn", s.Words.OfficeDay(line.WithdrawnAt, s.at))
	case line.From.IsZero():
		told.Beside = s.Say("detail.ledger.first")
	case !line.To.IsZero():
		told.Beside = parts.Slip(s.Look, &s.Theme.Ink, line.To.DaysAfter(line.From)).Text
	}
	return told
}

// officeDay is a day as the axis of a picture names it.
func (s Sheet) officeDay(t time.Time) string { return s.Words.OfficeDay(t, s.at) }
