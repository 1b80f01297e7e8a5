package action

import (
	"context"
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// postForm posts an event: the next milestone of the ladder, now, where it
// normally happens, unless the person says otherwise.
type postForm struct {
	*happening
	container, vessel, text, internal *widget.Input
}

// post begins with the next milestone of the ladder; when nothing is left to post
// it is the last one of all.
func post(a *act) task {
	milestones := slices.DeleteFunc(model.Milestones(), model.Milestone.IsChange)
	first := slices.Index(milestones, model.NextMilestone(a.record))
	if first < 0 {
		first = len(milestones) - 1
	}
	f := &postForm{happening: a.happens(milestones, first, "office.field.place")}
	f.container = &widget.Input{Label: "office.field.container", Options: f.boxes, Hidden: f.hasNoBoxes}
	f.vessel = &widget.Input{Label: "office.field.vessel", Options: f.shipNames, Hidden: f.isAshore}
	f.text = a.typed("office.field.text", model.NoteCells, "")
	f.internal = a.typed("office.field.internal", model.NoteCells, "")
	return task{
		inputs: []*widget.Input{f.milestone, f.at, f.place, f.container, f.vessel, f.text, f.internal},
		advice: func() string { // how the shipment stands
			last, next := model.Headline(model.RowOf(model.Inside(a.record)), a.env.Now(), a.env.Words)
			return last + " " + next
		},
		submit: f.submit,
	}
}

func (f *postForm) hasNoBoxes() bool {
	return !f.chosen().PerContainer() || len(f.record.Facts.Containers) == 0
}

// boxes are the containers to choose from, all of them first.
func (f *postForm) boxes() []string {
	numbers := widget.Map(f.record.Facts.Containers, func(c model.Container) string { return model.FormatContainer(c.Number) })
	return append([]string{f.env.Say("office.all_boxes")}, numbers...)
}

// isAshore says that the milestone does not happen on board.
func (f *postForm) isAshore() bool {
	aboard := []model.Milestone{model.Loaded, model.Departed, model.TSLoaded, model.TSDeparted}
	return !slices.Contains(aboard, f.chosen()) || len(f.ships()) == 0
}

func (f *postForm) shipNames() []string {
	names := widget.Map(f.ships(), func(s model.Ship) string { return parts.Vessel(s.Vessel, s.Voyage) })
	return append(names, f.env.Say("office.no_vessel"))
}

// ships are the vessels of the shipment, the one that leaves from where the event
// is before the others.
func (f *postForm) ships() []model.Ship {
	calls, port := model.Calls(f.record, model.Departed), f.where()
	if len(calls) == 0 {
		calls = []model.Call{{Vessel: f.record.Facts.Vessel, Voyage: f.record.Facts.Voyage}}
	}
	var found []model.Ship
	for _, here := range []bool{true, false} {
		for _, c := range calls {
			on := c.Ship()
			if c.Port.SamePort(port) == here && !on.Vessel.IsZero() && !slices.Contains(found, on) {
				found = append(found, on)
			}
		}
	}
	return found
}

// draft is the event as the form has it.
func (f *postForm) draft() (model.EventDraft, error) {
	at, err := f.when()
	draft := model.EventDraft{
		Milestone: f.chosen(), Classifier: model.Actual, At: at, Place: f.where(), Text: line(f.text), Internal: line(f.internal),
	}
	if !f.hasNoBoxes() && f.container.At > 0 {
		draft.Container = f.record.Facts.Containers[f.container.At-1].Number
	}
	if ships := f.ships(); !f.isAshore() && f.vessel.At < len(ships) {
		draft.Vessel, draft.Voyage = ships[f.vessel.At].Vessel, ships[f.vessel.At].Voyage
	}
	return draft, err
}

func (f *postForm) submit() (submission, error) {
	draft, err := f.draft()
	desk, ref := f.env.Staff.Desk, f.ref.String()
	return submission{
		func(ctx context.Context) (preview, error) { return proposed(desk.Propose(ctx, ref, draft)) },
		publishOrKeep("office.done.published", "office.done.kept", func(ctx context.Context, seen preview, publish bool) error {
			_, err := desk.Post(ctx, ref, draft, publish, seen.proposal.Version)
			return err
		}),
	}, err
}
