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
	id   string
	at   time.Time
	name string
}

// saidList is a field in which one of them is chosen, the latest at the top.
type saidList struct {
	all   []said
	field *widget.Input
}

// said lists the events that are wanted and, with notes, the notes that the
// customer reads. What was taken back is in no list.
func (a *act) said(wanted func(model.Event) bool, notes bool) saidList {
	var l saidList
	for _, e := range a.record.Events {
		if e.Withdrawn.IsZero() && wanted(e) {
			l.all = append(l.all, said{id: e.ID, at: e.Moment(), name: a.eventName(e, notes)})
		}
	}
	for _, n := range a.record.Notes {
		if notes && n.ForCustomer && n.Withdrawn.IsZero() {
			name := widget.Joined(a.env.Words.OfficeDay(n.At, a.env.Now()), a.env.Say("detail.step.note"), n.Text.String())
			l.all = append(l.all, said{n.ID, n.At, strings.ReplaceAll(name, "\n", " ")})
		}
	}
	slices.SortStableFunc(l.all, func(a, b said) int { return b.at.Compare(a.at) })
	l.tellApart()
	l.field = &widget.Input{Label: "office.field.event", Tall: true, Options: func() []string {
		return widget.Map(l.all, func(s said) string { return s.name })
	}}
	return l
}

// eventName is an event in a line: when, what, of which container, and whether
// the customer sees it.
func (a *act) eventName(event model.Event, tellState bool) string {
	state := ""
	if tellState && event.Published.IsZero() {
		state = a.env.Say("office.unpublished")
	}
	return widget.Joined(a.env.Words.Moment(event.At, event.Place, a.env.Now()), a.env.Say("milestone."+string(event.Milestone)),
		model.FormatContainer(event.Container), state)
}

// tellApart gives those their ids that read alike.
func (l *saidList) tellApart() {
	count := map[string]int{}
	for _, s := range l.all {
		count[s.name]++
	}
	for i, s := range l.all {
		if count[s.name] > 1 {
			l.all[i].name = widget.Joined(s.name, s.id)
		}
	}
}

func (l *saidList) empty() bool { return len(l.all) == 0 }

// orSay says under the form that there is nothing to choose from.
func (l *saidList) orSay(a *act, none *model.Fault) func() string {
	return func() string {
		if !l.empty() {
			return ""
		}
		return a.env.Say(none.Key)
	}
}

// chosen is what the cursor stands on; false when there is nothing.
func (l *saidList) chosen() (said, bool) {
	if l.field.At >= len(l.all) {
		return said{}, false
	}
	return l.all[l.field.At], true
}

// withdraw takes an event or a note back: it disappears for the customer and stays
// in the office with the reason.
func withdraw(a *act) task {
	list := a.said(func(model.Event) bool { return true }, true)
	reason := a.typed("office.field.reason", model.NoteCells, "office.reason.kept")
	reason.Hidden = list.empty
	none := model.NewFault("error.office.no_event")
	return task{inputs: []*widget.Input{list.field, reason}, removes: true, advice: list.orSay(a, none), submit: func() (submission, error) {
		chosen, ok := list.chosen()
		desk, ref, why := a.env.Staff.Desk, a.ref.String(), line(reason)
		switch {
		case !ok:
			return submission{}, none
		case why.IsZero():
			return submission{}, model.NewFault("error.office.reason")
		}
		record, stamp := a.record, model.Stamp{At: a.env.Now(), By: a.env.Who.String(), Why: why}
		return submission{
			func(context.Context) (preview, error) {
				without := record.Clone()
				err := model.Withdraw(&without, chosen.id, stamp)
				return proposed(model.Proposal{Before: model.Publish(record), After: model.Publish(without), Version: record.Version}, err)
			},
			[]choice{{key: keyTake, do: func(ctx context.Context, _ preview) error {
				return desk.Withdraw(ctx, ref, chosen.id, why)
			}, done: "office.done.withdrawn"}},
		}, nil
	}}
}

// publish shows the customer an event that the office has kept so far. A changed
// date that came without a reason asks for one.
func publish(a *act) task {
	list := a.said(func(e model.Event) bool { return model.Publishable(a.record, e) }, false)
	reason := a.typed("office.field.reason", model.NoteCells, "office.reason.shown")
	reason.Hidden = func() bool {
		chosen, _ := list.chosen()
		return !slices.ContainsFunc(a.record.Events, func(e model.Event) bool {
			return e.ID == chosen.id && e.Milestone.IsChange() && e.Text.IsZero()
		})
	}
	none := model.NewFault("error.office.all_published")
	return task{inputs: []*widget.Input{list.field, reason}, advice: list.orSay(a, none), submit: func() (submission, error) {
		chosen, ok := list.chosen()
		if !ok {
			return submission{}, none
		}
		desk, ref, why := a.env.Staff.Desk, a.ref.String(), reasonTyped(reason)
		return submission{
			func(ctx context.Context) (preview, error) {
				return proposed(desk.ProposePublish(ctx, ref, chosen.id, why))
			},
			[]choice{{key: keyYes, do: func(ctx context.Context, _ preview) error {
				return desk.Publish(ctx, ref, chosen.id, why)
			}, done: "office.done.published"}},
		}, nil
	}}
}
