package action

import (
	"context"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/widget"
)

// said is an event or a note for the customer, as one that can be chosen.
type said struct {
	id     string
	isNote bool
	at     time.Time
	name   string
}

// saidList is a field in which one of them is chosen, the latest at the top.
type saidList struct {
	all   []said
	field *widget.Input
}

// newSaidList lists the events that are wanted and, with notes, the notes that
// the customer reads. What was taken back is in no list.
func newSaidList(a *act, wanted func(model.Event) bool, notes bool) saidList {
	var l saidList
	for _, e := range a.record.Events {
		if e.Withdrawn.IsZero() && wanted(e) {
			l.all = append(l.all, said{id: e.ID, at: e.Moment(), name: eventName(a.env.Look, e)})
		}
	}
	for _, n := range a.record.Notes {
		if notes && n.ForCustomer && n.Withdrawn.IsZero() {
			name := widget.Joined(a.env.Words.HouseDay(n.At, a.env.Now()), a.env.Say("detail.step.note"), n.Text.String())
			l.all = append(l.all, said{n.ID, true, n.At, strings.ReplaceAll(name, "\n", " ")})
		}
	}
	slices.SortStableFunc(l.all, func(a, b said) int { return b.at.Compare(a.at) })
	l.field = &widget.Input{Label: "office.field.event", Tall: true, Options: func() []string {
		names := make([]string, len(l.all))
		for i, s := range l.all {
			names[i] = s.name
		}
		return names
	}}
	return l
}

// eventName is an event in a line: when, what, of which container, and whether
// the customer sees it.
func eventName(look *widget.Look, event model.Event) string {
	box, state := "", ""
	if !event.Container.IsZero() {
		box = model.FormatContainer(event.Container)
	}
	if event.Published.IsZero() {
		state = look.Say("office.unpublished")
	}
	return widget.Joined(look.Words.Moment(event.At, event.Place, look.Now()), look.Say("milestone."+string(event.Milestone)), box, state)
}

// chosen is what the cursor stands on; false when there is nothing.
func (l *saidList) chosen() (said, bool) {
	if l.field.At >= len(l.all) {
		return said{}, false
	}
	return l.all[l.field.At], true
}

// withdrawDeed takes an event or a note back: it disappears for the customer and
// stays in the office with the reason.
type withdrawDeed struct {
	list   saidList
	reason *widget.Input
}

func (*withdrawDeed) title() string { return "office.withdraw" }

func (d *withdrawDeed) fields(a *act) []*widget.Input {
	d.list = newSaidList(a, func(model.Event) bool { return true }, true)
	d.reason = &widget.Input{
		Label: "office.field.reason", Text: widget.Field{Limit: model.NoteCells},
		Empty: func() string { return a.env.Say("office.reason.kept") },
	}
	return []*widget.Input{d.list.field, d.reason}
}

// removes says that marked lines are those that stay, moved up: the caption of
// the customer's page says what is missing.
func (*withdrawDeed) removes() bool { return true }

func (d *withdrawDeed) why() model.Text { return model.Line(d.reason.Typed(), model.NoteCells) }

func (d *withdrawDeed) outlook(a *act) (ask, error) {
	chosen, ok := d.list.chosen()
	switch {
	case !ok:
		return nil, model.NewFault("error.office.no_event")
	case d.why().IsZero():
		return nil, model.NewFault("error.office.reason")
	}
	record, stamp := a.record, model.Stamp{At: a.env.Now(), By: a.env.Who.String(), Why: d.why()}
	return func(context.Context) (outlook, error) {
		without, err := withoutSaid(record, chosen, stamp)
		return outlook{proposal: &model.Proposal{
			Before: model.Publish(record), After: model.Publish(without), Version: record.Version,
		}}, err
	}, nil
}

// withoutSaid is the record with an event or a note taken back.
func withoutSaid(record model.Shipment, what said, stamp model.Stamp) (model.Shipment, error) {
	s := record.Clone()
	if !what.isNote {
		return s, model.WithdrawEvent(&s, what.id, stamp)
	}
	for i := range s.Notes {
		if s.Notes[i].ID == what.id {
			s.Notes[i].Withdrawn = stamp
		}
	}
	return s, nil
}

func (d *withdrawDeed) endings(a *act) []ending {
	desk, ref, why := a.env.Staff.Desk, a.ref.String(), d.why()
	chosen, _ := d.list.chosen()
	return []ending{{keyTake, func(ctx context.Context) error {
		if chosen.isNote {
			return desk.WithdrawNote(ctx, ref, chosen.id, why)
		}
		return desk.Withdraw(ctx, ref, chosen.id, why)
	}, "office.done.withdrawn"}}
}

// publishDeed shows the customer an event that the office has kept so far.
type publishDeed struct {
	list   saidList
	reason *widget.Input // of a changed date that came without one
}

func (*publishDeed) title() string { return "office.publish" }

func (d *publishDeed) fields(a *act) []*widget.Input {
	d.list = newSaidList(a, func(e model.Event) bool { return e.Published.IsZero() }, false)
	d.reason = &widget.Input{
		Label: "office.field.reason", Text: widget.Field{Limit: model.NoteCells},
		Empty: func() string { return a.env.Say("office.reason.shown") },
		Hidden: func() bool {
			chosen, ok := d.list.chosen()
			return !ok || !slices.ContainsFunc(a.record.Events, func(e model.Event) bool {
				return e.ID == chosen.id && e.Milestone.IsChange() && e.Text.IsZero()
			})
		},
	}
	return []*widget.Input{d.list.field, d.reason}
}

func (d *publishDeed) outlook(a *act) (ask, error) {
	desk, ref := a.env.Staff.Desk, a.ref.String()
	chosen, ok := d.list.chosen()
	if !ok {
		return nil, model.NewFault("error.office.all_published")
	}
	why := reasonTyped(d.reason)
	return func(ctx context.Context) (outlook, error) {
		proposal, err := desk.ProposePublish(ctx, ref, chosen.id, why)
		return outlook{proposal: &proposal}, err
	}, nil
}

func (d *publishDeed) endings(a *act) []ending {
	desk, ref := a.env.Staff.Desk, a.ref.String()
	chosen, _ := d.list.chosen()
	why := reasonTyped(d.reason)
	return []ending{{keyYes, func(ctx context.Context) error {
		return desk.Publish(ctx, ref, chosen.id, why)
	}, "office.done.published"}}
}

// advice says when there is nothing to choose.
func (d *publishDeed) advice(a *act) string {
	if len(d.list.all) > 0 {
		return ""
	}
	return a.env.Say("error.office.all_published")
}
