package action

import (
	"context"
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/theme"
	"porthole/internal/ui/widget"
)

// voyageForm posts a departure or an arrival for every shipment on a vessel's
// voyage. What is shown before is the list of them.
type voyageForm struct {
	*happening
	vessel, voyage, text *widget.Input
}

// voyage begins with what is to be reported next of the shipment on which the key
// was pressed, and with the vessel to which that happens.
func voyage(a *act) deed {
	next, call, known := model.NextCall(a.record)
	if !known {
		next, call.Vessel, call.Voyage = model.Arrived, a.record.Facts.Vessel, a.record.Facts.Voyage
	}
	milestones := []model.Milestone{model.Departed, model.Arrived}
	f := &voyageForm{happening: a.happens(milestones, max(0, slices.Index(milestones, next)), "office.field.port")}
	f.usual = f.port
	f.vessel = a.typed("office.field.vessel", model.NameCells, "")
	f.vessel.Text.Text = call.Vessel.String()
	f.voyage = a.typed("office.field.voyage", model.RefCells, "")
	f.voyage.Text.Text = call.Voyage.String()
	f.text = a.typed("office.field.text", model.NoteCells, "")
	return deed{inputs: []*widget.Input{f.vessel, f.voyage, f.milestone, f.at, f.place, f.text}, offer: f.offer}
}

// port is where the shipment boards the vessel that is typed, or leaves it: where
// the vessel calls twice the one that is not reported yet.
func (f *voyageForm) port() model.Place {
	calls := slices.DeleteFunc(model.Calls(f.record, f.chosen()), func(c model.Call) bool {
		return !c.Sails(line(f.vessel), line(f.voyage))
	})
	if len(calls) == 0 {
		return model.DefaultPlace(f.record, f.chosen())
	}
	open := slices.IndexFunc(calls, func(c model.Call) bool { return c.Reported.IsZero() })
	return calls[max(0, open)].Port
}

func (f *voyageForm) offer() (offer, error) {
	at, err := f.when()
	draft := model.VoyageDraft{
		Vessel: line(f.vessel), Voyage: line(f.voyage), Milestone: f.chosen(), At: at, Place: f.where(), Text: line(f.text),
	}
	if draft.Vessel.IsZero() || draft.Voyage.IsZero() {
		err = model.NewFault("error.office.voyage")
	}
	desk := f.env.Staff.Desk
	return offer{
		func(ctx context.Context) (outlook, error) {
			plan, err := desk.PlanVoyage(ctx, draft)
			return outlook{plan: &plan, nothing: concerned(plan) == 0, questions: plan.Questions}, err
		},
		publishOrKeep("office.done.voyage", "office.done.voyage_kept", func(ctx context.Context, seen outlook, publish bool) error {
			_, err := desk.PostVoyage(ctx, draft, *seen.plan, publish)
			return err
		}),
	}, err
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
	var lines, entries []string
	if a.err != nil && !a.wide() { // Else it stands under the form.
		lines = a.remarks(width)
	}
	for _, s := range a.look.plan.Shipments {
		entries = append(entries, a.voyageEntry(s, width-2)...)
	}
	a.list.Fit(height-len(lines)-1, len(entries))
	head := a.env.Say("office.voyage.concerns", concerned(*a.look.plan))
	lines = append(lines, " "+a.env.Theme.Accent.Paint(widget.Clip(head, width-2)))
	return append(lines, a.list.Shown(entries)...)
}

// voyageEntry is one shipment of a voyage, on one line or two.
func (a *act) voyageEntry(s model.VoyageShipment, width int) []string {
	t := a.env.Theme
	sign, ink := t.Delivered.Paint(theme.SignDone+" "), t.Text
	what := "" // at the ends it is what the form says
	if s.Milestone == model.TSDeparted || s.Milestone == model.TSArrived {
		what = a.env.Say("detail.ahead."+string(s.Milestone)) + " " + a.env.Words.Place(s.Port).Short()
	}
	about := widget.Joined(what, s.Partner, parts.Route(a.env.Look, s.Row))
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
