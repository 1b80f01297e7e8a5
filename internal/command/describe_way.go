package command

import (
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/words"
)

func (d *page) containers(p model.Published) {
	columns := []column{
		{head: d.Words.Say("command.col.container")},
		{head: d.Words.Say("command.col.type"), keep: 1},
		{head: d.Words.Say("command.col.seal"), keep: 2},
		{head: d.Words.Say("command.col.last"), min: 10},
	}
	if p.AsksFree(model.RowOf(p).Stage(), d.Now()) {
		columns = append(columns, column{head: d.Words.Say("command.col.free"), keep: 3})
	}
	d.table("command.section.containers", columns, each(p.Containers, func(c model.PublishedContainer) []string {
		cells := []string{
			d.markIf(d.kept.Container(c), model.FormatContainer(c.Number)), d.Words.ContainerType(c.Type), c.Seal.String(), d.Words.LastStep(c, d.Now()),
			d.Words.FreeUntil(p, c, d.Now()),
		}
		return cells[:len(columns)]
	}))
}

func (d *page) legs(p model.Published) {
	day := func(w model.When) string { return d.Words.Day(w, d.Now()) }
	planned := func(w, actual model.When, open bool) string {
		if open && w.IsZero() && actual.IsZero() {
			return d.Words.Say("detail.leg.open")
		}
		return day(w)
	}
	d.table("command.section.legs", []column{
		{head: d.Words.Say("command.col.route"), min: 12},
		{head: d.Words.Say("command.col.vessel"), min: 8, keep: 3},
		{head: "ETD", keep: 4},
		{head: "ETA", keep: 5},
		{head: "ATD", keep: 1},
		{head: "ATA", keep: 2},
	}, each(p.Legs, func(l model.Leg) []string {
		vessel := joined(" ", l.Vessel.String(), l.Voyage.String())
		if vessel == "" {
			vessel = d.named("mode.", string(l.Mode))
		}
		return []string{
			d.markIf(d.kept.Leg(l), orDash(l.From.Short())+" → "+orDash(l.To.Short())), vessel, planned(l.ETD, l.ATD, l.Open), planned(l.ETA, l.ATA, l.Open), day(l.ATD), day(l.ATA),
		}
	}))
}

// marks tell the states of a step by a sign; the words stand beside it.
var marks = map[model.StepState]string{
	model.StepDone: "✓", model.StepExpected: "◐", model.StepLate: "!", model.StepMissing: "?", model.StepUpcoming: "○",
}

// timeline sets a line for each step, and under it what does not fit into
// columns: which containers it was, and what was written to the customer.
func (d *page) timeline(p model.Published) {
	steps := model.Timeline(p, d.Now())
	if len(steps) == 0 {
		return
	}
	d.heading("command.section.timeline")
	width := 0
	if d.Width > 0 {
		width = max(1, d.Width-2)
	}
	set := strings.Split(tabulated(width, []column{
		{head: ""},
		{head: d.Words.Say("command.col.when")},
		{head: d.Words.Say("command.col.what"), min: 12},
		{head: d.Words.Say("command.col.where"), min: 10, keep: 1},
	}, each(steps, func(step model.Step) []string {
		return []string{marks[step.State], d.Words.StepTime(step, d.Now()), d.markIf(d.kept.Step(step), d.Words.StepName(step, d.Now())), d.Words.StepPlace(step)}
	})), "\n")
	d.add("  " + set[0])
	for i, step := range steps {
		d.add("  " + set[i+1])
		if more := joined(" · ", words.Boxes(step), strings.ReplaceAll(step.Text.String(), "\n", " ")); more != "" {
			d.lines = append(d.lines, "     "+d.wrap(more, "     "))
		}
	}
}

func (d *page) ledger(p model.Published) {
	d.history("command.section.ledger", p.History(model.KindETA))
	d.history("command.section.ledger_etd", p.History(model.KindETD))
}

func (d *page) history(heading string, lines []model.PublishedLine) {
	if len(lines) == 0 || len(lines) == 1 && lines[0].From.IsZero() {
		return // the first estimate alone has no history
	}
	d.table(heading, []column{
		{head: d.Words.Say("command.col.published")},
		{head: d.Words.Say("command.col.from")},
		{head: d.Words.Say("command.col.to")},
		{head: d.Words.Say("command.col.reason"), min: 10},
	}, each(lines, func(l model.PublishedLine) []string {
		return []string{
			d.Words.OfficeDay(l.PublishedAt, d.Now()), orDash(d.Words.Day(l.From, d.Now())), orDash(d.Words.Day(l.To, d.Now())),
			d.markIf(d.kept.Line(l), d.Words.Reason(l, d.Now())),
		}
	}))
}

func (d *page) notes(p model.Published) {
	if len(p.Notes) == 0 {
		return
	}
	d.heading("command.section.notes")
	for _, n := range p.Notes {
		d.add("  " + d.Words.OfficeMoment(n.At, d.Now()))
		for line := range strings.Lines(n.Text.String()) {
			d.lines = append(d.lines, "    "+d.wrap(line, "    "))
		}
	}
}

// unpublishedSign stands behind a value that customers do not see.
const unpublishedSign = "*"

// jsonSeen is a record with which view it is, for staff.
func (s *session) jsonSeen(src source, r record) jsonShipment {
	j := s.jsonShipment(r.Published, r.partner)
	switch {
	case src.office == nil:
	case r.office == nil:
		j.View = "published"
	default:
		j.View, j.Unpublished = "office", r.office.Keeps().Fields()
	}
	return j
}

// describeSeen writes a record; of the office's view what is not published is
// marked.
func (s *session) describeSeen(r record) error {
	d := &page{session: s}
	if r.office != nil {
		d.kept = r.office.Keeps()
		d.unpublished = d.kept.Fields()
	}
	d.set(r.Published, r.partner)
	return d.write()
}

// officeView says that this is the office's view, and whether it is another than
// the customer's.
func (d *page) officeView() {
	switch {
	case d.kept == nil:
	case len(d.unpublished) == 0:
		d.lines = append(d.lines, d.wrap(d.Words.Say("command.office_same"), ""))
	default:
		d.lines = append(d.lines, d.wrap(d.Words.Say("command.office_view", unpublishedSign), ""))
	}
}

// mark sets the sign behind a value of one of the fields that is not published.
func (d *page) mark(value string, fields ...string) string {
	return d.markIf(slices.ContainsFunc(fields, func(f string) bool { return slices.Contains(d.unpublished, f) }), value)
}

func (d *page) markIf(kept bool, value string) string {
	if !kept {
		return value
	}
	return joined(" ", value, unpublishedSign)
}
