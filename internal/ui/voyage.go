package ui

import (
	"context"
	"slices"
	"strings"

	"porthole/internal/model"
	"porthole/internal/ui/theme"
)

// voyageDeed posts a departure or an arrival for every shipment on a vessel's
// voyage. Its outlook is the list of them.
type voyageDeed struct {
	a          *act
	milestones []model.Milestone
	vessel     *input
	voyage     *input
	milestone  *input
	at         *input
	place      *input
	text       *input
	asked      model.VoyageDraft // what the outlook is of, its time included
}

func (*voyageDeed) title() string { return "office.voyage" }

// fields begins with what is to be reported next of the shipment on which the key
// was pressed, and with the vessel to which that happens.
func (d *voyageDeed) fields(a *act) []*input {
	d.a = a
	next, call, known := model.NextCall(a.record)
	if !known {
		next, call.Vessel, call.Voyage = model.Arrived, a.record.Facts.Vessel, a.record.Facts.Voyage
	}
	d.milestones = []model.Milestone{model.Departed, model.Arrived}
	text := func(label string, value model.Text, limit int) *input {
		return &input{label: label, text: field{limit: limit, text: value.String()}}
	}
	d.vessel = text("office.field.vessel", call.Vessel, model.NameCells)
	d.voyage = text("office.field.voyage", call.Voyage, model.RefCells)
	d.milestone = &input{label: "office.field.milestone", options: func() []string {
		return []string{a.env.say("milestone.departed"), a.env.say("milestone.arrived")}
	}}
	d.milestone.at = max(0, slices.Index(d.milestones, next))
	d.place = &input{
		label: "office.field.port", text: field{limit: model.NameCells},
		empty: func() string { return model.DefaultPlace(a.record, d.chosen()).String() },
	}
	d.place.read = func() string { return model.ParsePlace(d.place.typed()).String() }
	d.at = timeInput(a.env.Look, d.clock)
	d.text = text("office.field.text", model.Text{}, model.NoteCells)
	return []*input{d.vessel, d.voyage, d.milestone, d.at, d.place, d.text}
}

func (d *voyageDeed) chosen() model.Milestone { return d.milestones[d.milestone.at] }

func (d *voyageDeed) where() model.Place {
	if typed := d.place.typed(); typed != "" {
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
	return model.Line(d.vessel.typed(), model.NameCells), model.Line(d.voyage.typed(), model.RefCells)
}

// clock is the place by whose clock the time is meant.
func (d *voyageDeed) clock() model.Place { return d.a.record.Facts.Clock(d.chosen(), d.where()) }

func (d *voyageDeed) draft() (model.VoyageDraft, error) {
	vessel, voyage := d.named()
	if vessel.IsZero() || voyage.IsZero() {
		return model.VoyageDraft{}, model.NewFault("error.office.voyage")
	}
	at, err := readTime(d.at.typed(), d.clock().Zone(), d.a.env.Look)
	return model.VoyageDraft{
		Vessel: vessel, Voyage: voyage, Milestone: d.chosen(), At: at, Place: d.where(),
		Text: model.Line(d.text.typed(), model.NoteCells),
	}, err
}

func (d *voyageDeed) outlook(a *act) (ask, error) {
	draft, err := d.draft()
	if err != nil {
		return nil, err
	}
	d.asked = draft
	desk := a.env.staff.desk
	return func(ctx context.Context) (outlook, error) {
		plan, err := desk.PlanVoyage(ctx, draft)
		return outlook{plan: &plan, questions: plan.Questions}, err
	}, nil
}

func (d *voyageDeed) endings(a *act) []ending {
	if a.look.plan != nil && concerned(*a.look.plan) == 0 {
		return nil
	}
	draft, desk := d.asked, a.env.staff.desk
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
	t, plan := a.env.theme, a.look.plan
	asked := a.questions(width)
	var lines []string
	if a.err != nil && !a.wide() { // Else it stands under the form.
		lines = a.remarks(width)
	}
	lines = append(lines, " "+t.Accent.Paint(clip(a.env.say("office.voyage.concerns", concerned(*plan)), width-2)))
	room := height - len(asked)
	for i := a.list; i < len(plan.Shipments) && len(lines) < room; i++ {
		entry := a.voyageEntry(plan.Shipments[i], width-2)
		if len(lines)+len(entry) > room {
			break
		}
		lines = append(lines, entry...)
	}
	for len(lines) < room {
		lines = append(lines, "")
	}
	return append(lines, asked...)
}

// voyageEntry is one shipment of a voyage, on one line or two.
func (a *act) voyageEntry(s model.VoyageShipment, width int) []string {
	t := a.env.theme
	sign, ink := t.Delivered.Paint(theme.SignDone+" "), t.Text
	what := "" // at the ends it is what the form says
	if s.Milestone == model.TSDeparted || s.Milestone == model.TSArrived {
		what = a.env.say("detail.ahead."+string(s.Milestone)) + " " + s.Port.Short()
	}
	about := strings.Join(present(what, s.Partner, shipmentOf(s.Row)), theme.Between)
	if !s.Skip.IsZero() {
		sign, ink = t.Muted.Paint(theme.SignMissing+" "), t.Muted
		about = s.Skip.Tell(a.env.words, a.env.now())
	}
	number := max(usualRef, min(mostRef, cells(s.Ref.String())))
	if width < 44 {
		return []string{
			" " + sign + ink.Paint(clip(s.Ref.String(), width-3)), "   " + t.Muted.Paint(clip(about, width-4)),
		}
	}
	return []string{" " + sign + ink.Paint(fit(s.Ref.String(), number)) + "  " + ink.Paint(clip(about, width-number-6))}
}
