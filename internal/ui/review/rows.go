package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/shipment"
	"porthole/internal/ui/widget"
	"porthole/internal/words"
)

// facts are what the shipment is: as the office knows it by all events, and as
// the customer's record has it.
func (s reviewSheet) facts() []reviewRow {
	// Both are in the form of a published record, to be put into words by the same lines.
	known := s.factTexts(model.Publish(model.Shipment{Facts: model.Known(s.r.Office)}))
	shown := s.factTexts(s.r.Shown)
	var rows []reviewRow
	for i, fact := range known {
		if fact[1] != "" || shown[i][1] != "" {
			rows = append(rows, reviewRow{label: fact[0], known: fact[1], seen: shown[i][1]})
		}
	}
	return rows
}

func (s reviewSheet) factTexts(p model.Published) [][2]string {
	sheet := shipment.NewSheet(s.Look, p, s.at, s.width)
	status := ""
	if p.Status != "" {
		status = s.Say("status." + string(sheet.Row.Label()))
	}
	date := func(w model.When, at model.Place) string { return s.Words.Moment(w, at, s.at) }
	facts := [][2]string{
		{s.Say("review.fact.status"), status},
		{s.Say("review.fact.kind"), sheet.Words.Load(p)},
		{s.Say("review.fact.route"), parts.Route(s.Look, sheet.Row)},
		{"ETD", date(p.ETD, p.POL)},
		{"ETA", date(p.ETA, p.POD)},
		{"ATD", date(p.ATD, p.POL)},
		{"ATA", date(p.ATA, p.POD)},
		{s.Say("detail.fact.vessel"), sheet.Ship()},
		{s.Say("detail.fact.carrier"), words.Carrier(p.Carrier.String())},
		{"HBL", p.References.HBL.String()},
		{"MBL", p.References.MBL.String()},
		{s.Say("detail.fact.booking"), p.References.Booking.String()},
		{"PO", shipment.Texts(p.References.PO)},
		{s.Say("detail.fact.commodity"), p.Cargo.Commodity.String()},
		{s.Say("detail.fact.measure"), sheet.Words.Measure(p.Cargo)},
		{s.Say("detail.fact.pickup"), s.Words.Place(p.Pickup).String()},
		{s.Say("detail.fact.dropoff"), s.Words.Place(p.Dropoff).String()},
	}
	for i, box := range p.Containers {
		label := ""
		if i == 0 {
			label = s.Say("detail.box.number")
		}
		facts = append(facts, [2]string{label, widget.Joined(sheet.Number(box), s.Words.ContainerType(box.Type), sheet.Sealed(box))})
	}
	return facts
}

// why is the reason for which a thing is withheld; empty when it is not.
func (s reviewSheet) why(field string) string {
	for _, w := range s.r.Withheld {
		if w.Field == field {
			return w.Why.Tell(s.Words, s.at)
		}
	}
	return ""
}

// events are by the time at which they happened; an internal text has a row of
// its own.
func (s reviewSheet) events() []reviewRow {
	events := slices.Clone(s.r.Office.Events)
	slices.SortStableFunc(events, func(a, b model.Event) int {
		return cmp.Or(a.Moment().Compare(b.Moment()), a.Milestone.Rank()-b.Milestone.Rank())
	})
	var rows []reviewRow
	for _, e := range events {
		row := reviewRow{
			label: s.Words.Moment(e.At, e.Place, s.at), why: s.why("event " + e.ID),
			known: s.event(e.Milestone, e.Classifier, e.Place, e.Container, e.Text),
		}
		for _, shown := range s.r.Shown.Timeline {
			if shown.ID == e.ID {
				row.why = ""
				row.seen = s.event(shown.Milestone, shown.Classifier, shown.Place, shown.Container, shown.Text)
			}
		}
		rows = append(rows, row)
		if !e.Internal.IsZero() {
			rows = append(rows, reviewRow{known: widget.JoinedLines(e.Internal.String()), why: cmp.Or(s.why("event "+e.ID+" internal"), s.Say("office.internal"))})
		}
	}
	return rows
}

// event is an event in one line.
func (s reviewSheet) event(m model.Milestone, c model.Classifier, at model.Place, box, text model.Text) string {
	sure := ""
	if c != model.Actual && !m.IsChange() {
		sure = s.Say("classifier." + string(c))
	}
	number := widget.Tied(model.FormatContainer(box))
	return widget.Loose(widget.Joined(s.Say("milestone."+string(m)), sure, s.Words.Place(at).Short(), number, widget.JoinedLines(text.String())))
}

// ledger is every change of the ETD and ETA.
func (s reviewSheet) ledger() []reviewRow {
	var rows []reviewRow
	for i, line := range s.r.Office.Ledger {
		text := s.change(line.Kind, line.From, line.To, line.Reason)
		row := reviewRow{label: s.Words.OfficeMoment(line.Recorded.At, s.at), known: text}
		switch {
		case line.Visible() && s.shownLine(line):
			row.seen = text
		case line.EventID != "":
			row.why = s.why("event " + line.EventID)
		default:
			row.why = s.why("ledger " + strconv.Itoa(i+1))
		}
		rows = append(rows, row)
	}
	return rows
}

// shownLine says that the customer's record has the line.
func (s reviewSheet) shownLine(line model.LedgerEntry) bool {
	return slices.ContainsFunc(s.r.Shown.Ledger, func(l model.PublishedLine) bool {
		return l.Kind == line.Kind && l.To.Equal(line.To) && l.Reason == line.Reason
	})
}

func (s reviewSheet) change(kind model.DateKind, from, to model.When, reason model.Text) string {
	moved := s.Words.Day(to, s.at)
	if !from.IsZero() {
		moved = s.Say("detail.step.moved", s.Words.Day(from, s.at), moved)
	}
	return widget.Joined(strings.ToUpper(string(kind))+" "+moved, widget.JoinedLines(reason.String()))
}

// notes are those for the customer and those for the office.
func (s reviewSheet) notes() []reviewRow {
	var rows []reviewRow
	for _, n := range s.r.Office.Notes {
		row := reviewRow{label: s.Words.OfficeMoment(n.At, s.at), known: widget.JoinedLines(n.Text.String())}
		shown := slices.ContainsFunc(s.r.Shown.Notes, func(p model.PublishedNote) bool {
			return p.Text == n.Text && p.At.Equal(n.At)
		})
		if n.ForCustomer && n.Withdrawn.IsZero() && shown {
			row.seen = row.known
		} else {
			row.why = s.why("note " + n.ID)
		}
		rows = append(rows, row)
	}
	return rows
}

// inner is what never leaves the office, and whatever else is withheld that no
// row has told of.
func (s reviewSheet) inner() []reviewRow {
	var rows []reviewRow
	for _, w := range s.r.Withheld {
		label := w.Field
		switch kind, _, _ := strings.Cut(w.Field, " "); kind {
		case "event", "note", "ledger":
			continue
		case "buy_rate", "remarks":
			label = s.Say("office." + kind)
		}
		rows = append(rows, reviewRow{label: label, known: widget.JoinedLines(w.What.String()), why: w.Why.Tell(s.Words, s.at)})
	}
	return rows
}
