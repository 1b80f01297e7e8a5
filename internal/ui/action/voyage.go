package action

import (
	"context"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// voyageDeed posts a departure or an arrival for every shipment on a vessel's
// voyage. Its outlook is the list of them.
type voyageDeed struct {
	a          *act
	milestones []model.Milestone
	vessel     *widget.Input
	voyage     *widget.Input
	milestone  *widget.Input
	at         *widget.Input
	place      *widget.Input
	text       *widget.Input
	asked      model.VoyageDraft // what the outlook is of, its time included
}

func (*voyageDeed) title() string { return "office.voyage" }

// fields begins with what is to be reported next of the shipment on which the key
// was pressed, and with the vessel to which that happens.
func (d *voyageDeed) fields(a *act) []*widget.Input {
	d.a = a
	next, call, known := model.NextCall(a.record)
	if !known {
		next, call.Vessel, call.Voyage = model.Arrived, a.record.Facts.Vessel, a.record.Facts.Voyage
	}
	d.milestones = []model.Milestone{model.Departed, model.Arrived}
	text := func(label string, value model.Text, limit int) *widget.Input {
		return &widget.Input{Label: label, Text: widget.Field{Limit: limit, Text: value.String()}}
	}
	d.vessel = text("office.field.vessel", call.Vessel, model.NameCells)
	d.voyage = text("office.field.voyage", call.Voyage, model.RefCells)
	d.milestone = &widget.Input{Label: "office.field.milestone", Options: func() []string {
		return []string{a.env.Say("milestone.departed"), a.env.Say("milestone.arrived")}
	}}
	d.milestone.At = max(0, slices.Index(d.milestones, next))
	d.place = &widget.Input{
		Label: "office.field.port", Text: widget.Field{Limit: model.NameCells},
		Empty: func() string { return model.DefaultPlace(a.record, d.chosen()).String() },
	}
	d.place.Read = func() string { return model.ParsePlace(d.place.Typed()).String() }
	d.at = timeInput(a.env.Look, d.clock)
	d.text = text("office.field.text", model.Text{}, model.NoteCells)
	return []*widget.Input{d.vessel, d.voyage, d.milestone, d.at, d.place, d.text}
}

func (d *voyageDeed) chosen() model.Milestone { return d.milestones[d.milestone.At] }

func (d *voyageDeed) where() model.Place {
	if typed := d.place.Typed(); typed != "" {
		return model.ParsePlace(typed)
	}
	return d.usual()
}

// usual is the port at which the shipment boards the vessel that is typed, or
// leaves it: where the vessel calls twice the one that is not reported yet.
func (d *voyageDeed) usual() model.Place {
	vessel, voyage := d.named()
	calls := slices.DeleteFunc(model.Calls(d.a.record, d.chosen()), func(c model.Call) bool { return !c.Sails(vessel, voyage) })
	if len(calls) == 0 {
		return model.DefaultPlace(d.a.record, d.chosen())
	}
	open := slices.IndexFunc(calls, func(c model.Call) bool { return c.Reported.IsZero() })
	return calls[max(0, open)].Port
}

func (d *voyageDeed) named() (vessel, voyage model.Text) {
	return model.Line(d.vessel.Typed(), model.NameCells), model.Line(d.voyage.Typed(), model.RefCells)
}

// clock is the place by whose clock the time is meant.
func (d *voyageDeed) clock() model.Place { return d.a.record.Facts.Clock(d.chosen(), d.where()) }

func (d *voyageDeed) draft() (model.VoyageDraft, error) {
	vessel, voyage := d.named()
	if vessel.IsZero() || voyage.IsZero() {
		return model.VoyageDraft{}, model.NewFault("error.office.voyage")
	}
	at, err := readTime(d.at.Typed(), d.clock().Zone(), d.a.env.Look)
	return model.VoyageDraft{
		Vessel: vessel, Voyage: voyage, Milestone: d.chosen(), At: at, Place: d.where(),
		Text: model.Line(d.text.Typed(), model.NoteCells),
	}, err
}

func (d *voyageDeed) outlook(a *act) (ask, error) {
	draft, err := d.draft()
	if err != nil {
		return nil, err
	}
	d.asked = draft
	desk := a.env.Staff.Desk
	return func(ctx context.Context) (outlook, error) {
		plan, err := desk.PlanVoyage(ctx, draft)
		return outlook{plan: &plan, questions: plan.Questions}, err
	}, nil
}

func (d *voyageDeed) endings(a *act) []ending {
	if a.look.plan != nil && concerned(*a.look.plan) == 0 {
		return nil
	}
	draft, desk := d.asked, a.env.Staff.Desk
	var listed model.VoyagePlan
	if a.look.plan != nil {
		listed = *a.look.plan
	}
	post := func(publish bool) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := desk.PostVoyage(ctx, draft, listed, publish)
			return err
		}
	}
	return []ending{
		{keyYes, post(true), "office.done.voyage"},
		{keyKeep, post(false), "office.done.voyage_kept"},
	}
}

// concerned counts the shipments that the entry is written to.
func concerned(plan model.VoyagePlan) int {
	n := 0
	for _, s := range plan.Shipments {
		if s.Skip.IsZero() {
			n++
		}
	}
	return n
}

// voyageLines is the list of shipments that an entry for a voyage concerns, and
// why it leaves others alone.
func (a *act) voyageLines(width, height int) []string {
	t, plan := a.env.Theme, a.look.plan
	asked := a.questions(width)
	var lines []string
	if a.err != nil && !a.wide() { // Else it stands under the form.
		lines = a.remarks(width)
	}
	var entries []string
	for _, s := range plan.Shipments {
		entries = append(entries, a.voyageEntry(s, width-2)...)
	}
	room := height - len(asked)
	a.list.Fit(room-len(lines)-1, len(entries))
	lines = append(lines, " "+t.Accent.Paint(widget.Clip(a.env.Say("office.voyage.concerns", concerned(*plan)), width-2)))
	lines = append(lines, a.list.Shown(entries)...)
	return append(widget.Filled(lines, room), asked...)
}

// voyageEntry is one shipment of a voyage, on one line or two.
func (a *act) voyageEntry(s model.VoyageShipment, width int) []string {
	t := a.env.Theme
	sign, ink := t.Delivered.Paint(theme.SignDone+" "), t.Text
	what := "" // at the ends it is what the form says
	if s.Milestone == model.TSDeparted || s.Milestone == model.TSArrived {
		what = a.env.Say("detail.ahead."+string(s.Milestone)) + " " + a.env.Words.Place(s.Port).Short()
	}
	about := strings.Join(widget.Present(what, s.Partner, parts.Route(a.env.Look, s.Row)), theme.Between)
	if !s.Skip.IsZero() {
		sign, ink = t.Muted.Paint(theme.SignMissing+" "), t.Muted
		about = s.Skip.Tell(a.env.Words, a.env.Now())
	}
	number := max(parts.UsualRef, min(parts.MostRef, widget.Cells(s.Ref.String())))
	if width < 44 {
		return []string{
			" " + sign + ink.Paint(widget.Clip(s.Ref.String(), width-3)), "   " + t.Muted.Paint(widget.Clip(about, width-4)),
		}
	}
	return []string{" " + sign + ink.Paint(widget.Fit(s.Ref.String(), number)) + "  " + ink.Paint(widget.Clip(about, width-number-6))}
}
