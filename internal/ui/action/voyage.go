package action

import (
	"cmp"
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
	next                 model.Call // with which the form began
	vessel, voyage, text *widget.Input
	// Where cargo changes vessels: on which it goes on, or on which it came, and which
	// of it is meant.
	onward, came, bound *widget.Input
}

// voyage begins with what is to be reported next of the shipment on which the key
// was pressed, and with the vessel to which that happens.
func voyage(a *act) task {
	next, call, known := model.NextCall(a.record)
	if !known {
		next, call.Vessel, call.Voyage = model.Arrived, a.record.Facts.Vessel, a.record.Facts.Voyage
	}
	milestones := []model.Milestone{model.Departed, model.Arrived}
	f := &voyageForm{happening: a.happens(milestones, max(0, slices.Index(milestones, next)), "office.field.port"), next: call}
	f.usual = f.port
	f.vessel = a.prefilled("office.field.vessel", "", call.Vessel.String())
	f.voyage = a.prefilled("office.field.voyage", "", call.Voyage.String())
	f.onward, f.came = f.other("office.field.onward", model.Arrived), f.other("office.field.came", model.Departed)
	f.came.Text.Text = cmp.Or(f.shipAt(model.Arrived, call.Port), parts.Vessel(a.record.Facts.Vessel, a.record.Facts.Voyage))
	f.bound = a.prefilled("office.field.bound", "office.bound.all", a.record.Facts.POD.Short())
	f.bound.Read = func() string { return model.ParsePlace(f.bound.Typed()).String() }
	f.bound.Hidden = func() bool { return f.connection() == "" }
	f.text = a.typed("office.field.text", model.NoteCells, "")
	return task{inputs: []*widget.Input{f.vessel, f.voyage, f.milestone, f.at, f.place, f.onward, f.came, f.bound, f.text}, submit: f.submit}
}

// other is the field for the other vessel of a transshipment, which is asked for with
// a milestone: vessel and voyage in one. A departure on which the shipment's leg has the
// cargo needs none.
func (f *voyageForm) other(label string, m model.Milestone) *widget.Input {
	in := f.typed(label, model.NameCells+model.RefCells, "")
	in.Read = func() string {
		ship, _ := model.ParseShip(in.Typed())
		return parts.Vessel(ship.Vessel, ship.Voyage)
	}
	onward := func() string { return f.shipAt(model.Departed, f.where()) }
	in.Empty = func() string {
		if m == model.Arrived && onward() != "" {
			return onward()
		}
		return f.env.Say("office.other_vessel")
	}
	in.Hidden = func() bool {
		port := f.where()
		end, _ := f.record.Facts.EndOf(port)
		known := m == model.Departed && model.Fold(onward()) == model.Fold(parts.Vessel(line(f.vessel), line(f.voyage)))
		return f.chosen() != m || port.IsZero() || end != model.NoEnd || known
	}
	return in
}

// shipAt is the vessel that leaves a port with the shipment, or with Arrived the one
// that brings it there.
func (f *voyageForm) shipAt(m model.Milestone, port model.Place) string {
	for _, c := range model.Calls(f.record, m) {
		if c.Port.SamePort(port) {
			return parts.Vessel(c.Vessel, c.Voyage)
		}
	}
	return ""
}

// connection is the other vessel as it was typed; empty where it is not asked for.
func (f *voyageForm) connection() string {
	for _, in := range []*widget.Input{f.onward, f.came} {
		if !in.Hidden() {
			return in.Typed()
		}
	}
	return ""
}

// port is where the shipment boards the vessel that is typed, or leaves it: where
// the vessel calls twice the one that is not reported yet.
func (f *voyageForm) port() model.Place {
	all := model.Calls(f.record, f.chosen())
	calls := slices.DeleteFunc(slices.Clone(all), func(c model.Call) bool {
		return !c.Ship().Same(model.Ship{Vessel: line(f.vessel), Voyage: line(f.voyage)})
	})
	switch {
	case len(calls) > 0:
	case slices.Contains(all, f.next): // another vessel is typed for what the form began with
		return f.next.Port
	default:
		return model.DefaultPlace(f.record, f.chosen())
	}
	open := slices.IndexFunc(calls, func(c model.Call) bool { return c.Reported.IsZero() })
	return calls[max(0, open)].Port
}

func (f *voyageForm) submit() (submission, error) {
	at, err := f.when()
	draft := model.VoyageDraft{
		Vessel: line(f.vessel), Voyage: line(f.voyage), Milestone: f.chosen(), At: at, Place: f.where(), Text: line(f.text),
	}
	whole := !draft.Vessel.IsZero() && !draft.Voyage.IsZero()
	if other := f.connection(); other != "" && whole {
		draft.Connection, whole = model.ParseShip(other)
		draft.Bound = model.ParsePlace(f.bound.Typed())
	}
	if !whole {
		err = model.NewFault("error.office.voyage")
	}
	desk := f.env.Staff.Desk
	return submission{
		func(ctx context.Context) (preview, error) {
			plan, err := desk.PlanVoyage(ctx, draft)
			return preview{plan: &plan, nothing: concerned(plan) == 0, questions: plan.Questions}, err
		},
		publishOrKeep("office.done.voyage", "office.done.voyage_kept", func(ctx context.Context, seen preview, publish bool) error {
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
	for _, s := range a.preview.plan.Shipments {
		entries = append(entries, a.voyageEntry(s, width-2)...)
	}
	head := a.env.Say("office.voyage.concerns", concerned(*a.preview.plan))
	if len(entries) == 0 {
		head = a.env.Say("office.voyage.none")
	}
	lines = widget.Said(lines, 1, a.env.Theme.Accent, head, width)
	if slices.ContainsFunc(a.preview.plan.Shipments, func(s model.VoyageShipment) bool { return s.Milestone == model.TSArrived && !s.Onto.IsZero() }) {
		lines = widget.Said(lines, 1, a.env.Theme.Muted, a.env.Say("office.voyage.leg"), width)
	}
	a.list.Fit(height-len(lines), len(entries))
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
	if !s.Onto.IsZero() {
		onto := a.env.Say("office.voyage.onto", parts.Vessel(s.Onto.Vessel, s.Onto.Voyage))
		what = widget.Joined(a.env.Words.Place(s.Port).Short(), onto)
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
