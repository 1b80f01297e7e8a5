package action

import (
	"context"
	"slices"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
	"porthole/internal/ui/widget"
)

// postDeed posts an event: the next milestone of the ladder, now, where it
// normally happens, unless the person says otherwise.
type postDeed struct {
	a          *act
	milestones []model.Milestone
	milestone  *widget.Input
	at         *widget.Input
	place      *widget.Input
	container  *widget.Input
	vessel     *widget.Input
	text       *widget.Input
	internal   *widget.Input
	asked      model.EventDraft // what the outlook is of, its time included
}

// ship is a vessel on its voyage.
type ship struct{ vessel, voyage model.Text }

func (*postDeed) title() string { return "office.post" }

func (d *postDeed) fields(a *act) []*widget.Input {
	d.a = a
	d.milestones = slices.DeleteFunc(model.Milestones(), model.Milestone.IsChange)
	d.milestone = &widget.Input{Label: "office.field.milestone", Options: d.milestoneNames, At: d.first()}
	d.place = &widget.Input{
		Label: "office.field.place", Text: widget.Field{Limit: model.NameCells},
		Empty: func() string { return model.DefaultPlace(a.record, d.chosen()).String() },
	}
	d.place.Read = func() string { return model.ParsePlace(d.place.Typed()).String() }
	d.at = timeInput(a.env.Look, d.clock)
	d.container = &widget.Input{Label: "office.field.container", Options: d.boxes, Hidden: d.hasNoBoxes}
	d.vessel = &widget.Input{Label: "office.field.vessel", Options: d.shipNames, Hidden: d.isAshore}
	d.text = &widget.Input{Label: "office.field.text", Text: widget.Field{Limit: model.NoteCells}}
	d.internal = &widget.Input{Label: "office.field.internal", Text: widget.Field{Limit: model.NoteCells}}
	return []*widget.Input{d.milestone, d.at, d.place, d.container, d.vessel, d.text, d.internal}
}

// first is the next milestone of the ladder; when nothing is left to post it is
// the last one of all.
func (d *postDeed) first() int {
	if at := slices.Index(d.milestones, model.NextMilestone(d.a.record)); at >= 0 {
		return at
	}
	return len(d.milestones) - 1
}

func (d *postDeed) chosen() model.Milestone { return d.milestones[d.milestone.At] }

func (d *postDeed) milestoneNames() []string {
	names := make([]string, len(d.milestones))
	for i, m := range d.milestones {
		names[i] = d.a.env.Say("milestone." + string(m))
	}
	return names
}

// where is the place that is meant.
func (d *postDeed) where() model.Place {
	if typed := d.place.Typed(); typed != "" {
		return model.ParsePlace(typed)
	}
	return model.DefaultPlace(d.a.record, d.chosen())
}

// clock is the place by whose clock the time is meant.
func (d *postDeed) clock() model.Place { return d.a.record.Facts.Clock(d.chosen(), d.where()) }

func (d *postDeed) hasNoBoxes() bool {
	return !d.chosen().PerContainer() || len(d.a.record.Facts.Containers) == 0
}

// boxes are the containers to choose from, all of them first.
func (d *postDeed) boxes() []string {
	names := []string{d.a.env.Say("office.all_boxes")}
	for _, c := range d.a.record.Facts.Containers {
		names = append(names, model.FormatContainer(c.Number))
	}
	return names
}

// isAshore says that the milestone does not happen on board.
func (d *postDeed) isAshore() bool {
	switch d.chosen() {
	case model.Loaded, model.Departed, model.TSLoaded, model.TSDeparted:
		return len(d.ships()) == 0
	default:
		return true
	}
}

func (d *postDeed) shipNames() []string {
	var names []string
	for _, s := range d.ships() {
		names = append(names, parts.Vessel(s.vessel, s.voyage))
	}
	return append(names, d.a.env.Say("office.no_vessel"))
}

// ships are the vessels of the shipment, the one that leaves from where the event
// is before the others.
func (d *postDeed) ships() []ship {
	var found []ship
	add := func(c model.Call) {
		if v := (ship{c.Vessel, c.Voyage}); !v.vessel.IsZero() && !slices.Contains(found, v) {
			found = append(found, v)
		}
	}
	calls, port := model.Calls(d.a.record, model.Departed), d.where()
	for _, c := range calls {
		if c.Port.SamePort(port) {
			add(c)
		}
	}
	for _, c := range calls {
		add(c)
	}
	if len(calls) == 0 {
		add(model.Call{Vessel: d.a.record.Facts.Vessel, Voyage: d.a.record.Facts.Voyage})
	}
	return found
}

// draft is the event as the form has it.
func (d *postDeed) draft() (model.EventDraft, error) {
	at, err := readTime(d.at.Typed(), d.clock().Zone(), d.a.env.Look)
	if err != nil {
		return model.EventDraft{}, err
	}
	draft := model.EventDraft{
		Milestone: d.chosen(), Classifier: model.Actual, At: at, Place: d.where(),
		Text: model.Line(d.text.Typed(), model.NoteCells), Internal: model.Line(d.internal.Typed(), model.NoteCells),
	}
	if !d.hasNoBoxes() && d.container.At > 0 {
		draft.Container = d.a.record.Facts.Containers[d.container.At-1].Number
	}
	if !d.isAshore() && d.vessel.At < len(d.ships()) {
		on := d.ships()[d.vessel.At]
		draft.Vessel, draft.Voyage = on.vessel, on.voyage
	}
	return draft, nil
}

func (d *postDeed) outlook(a *act) (ask, error) {
	draft, err := d.draft()
	if err != nil {
		return nil, err
	}
	d.asked = draft
	desk, ref := a.env.Staff.Desk, a.ref.String()
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.Propose(ctx, ref, draft)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *postDeed) endings(a *act) []ending {
	draft, version := d.asked, a.look.version()
	desk, ref := a.env.Staff.Desk, a.ref.String()
	post := func(publish bool) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := desk.Post(ctx, ref, draft, publish, version)
			return err
		}
	}
	return []ending{
		{keyYes, post(true), "office.done.published"},
		{keyKeep, post(false), "office.done.kept"},
	}
}

// advice says how the shipment stands, under the form.
func (*postDeed) advice(a *act) string {
	last, next := model.Headline(model.RowOf(model.Inside(a.record)), a.env.Now(), a.env.Words)
	return last + " " + next
}
