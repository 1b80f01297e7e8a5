package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"porthole/internal/model"
)

// Propose shows what the customer would read if the event were posted and
// published. Nothing is written.
func (d *Desk) Propose(ctx context.Context, ref string, draft model.EventDraft) (model.Proposal, error) {
	var id string
	var was model.Shipment
	do := post(draft, &id)
	p, err := d.propose(ctx, ref, draft.Text, func(s *model.Shipment, stamp model.Stamp, publish bool) error {
		was = s.Clone()
		return do(s, stamp, publish)
	})
	if err == nil {
		askTime(&p, was, model.Event{Milestone: draft.Milestone, Classifier: cmp.Or(draft.Classifier, model.Actual), At: draft.At})
	}
	return p, err
}

// askTime asks about a happening that lies long before all that is known of its
// shipment, such as a year that was typed wrong, and about one that stands in the
// wrong order with another step.
func askTime(p *model.Proposal, s model.Shipment, e model.Event) {
	ask := func(key string, at model.When) {
		p.Questions = append(p.Questions, model.Question{Key: key, Piece: model.Line(at.Date().String(), model.RefCells)})
	}
	if model.TooEarly(s, e) {
		ask("lint.early", e.At)
	} else if o, found := model.OutOfTurn(s, e); found {
		ask("lint.turn", o.At)
	}
}

// Post records an event and, when publish is asked for, shows it to the
// customer. An event that is known already is not recorded again, unless with
// another text; it is published if it was not. version is that of the proposal, zero for none. The
// Faults are ErrNotFound, "error.event.milestone", "error.event.time",
// "error.event.container", "error.event.no_change", "error.future" and
// "error.edited_meanwhile".
func (d *Desk) Post(ctx context.Context, ref string, draft model.EventDraft, publish bool, version uint64) (model.Posted, error) {
	var posted model.Posted
	do := post(draft, &posted.ID)
	words := string(draft.Milestone)
	err := d.write(ctx, "event post", ref, version, words, publish, func(s *model.Shipment, stamp model.Stamp, publish bool) error {
		if err := do(s, stamp, publish); err != nil {
			return err
		}
		at := eventIndex(*s, posted.ID)
		posted.Ref, posted.Published = s.Ref, at < 0 || s.Events[at].Visible()
		return nil
	})
	if err != nil {
		return model.Posted{}, err
	}
	return posted, nil
}

// post is the change that records draft; id is what the event was called.
func post(draft model.EventDraft, id *string) change {
	return func(s *model.Shipment, stamp model.Stamp, publish bool) error {
		event, err := eventOf(*s, draft)
		if err != nil {
			return err
		}
		if err := happened(event, stamp); err != nil {
			return err
		}
		if event.Milestone.IsChange() && !s.Facts.IsStop(event.Place) {
			why := model.Reason{Text: draft.Text, None: draft.NoReason}
			if *id, err = changeDate(s, event, why, stamp, publish); err == nil && *id == "" {
				err = model.NewFault("error.event.no_change", event.At.String())
			}
			return err
		}
		if err := sayAgain(s, event, stamp, publish); err != nil {
			return err
		}
		var published model.Stamp
		if publish {
			published = stamp
		}
		recorded, _ := model.Record(s, event, stamp, published)
		if eventIndex(*s, recorded.ID) < 0 {
			return model.NewFault("error.event.no_change", event.At.String())
		}
		*id = recorded.ID
		if publish {
			return model.PublishEvent(s, recorded.ID, stamp)
		}
		return nil
	}
}

// happened is the Fault for a report of what is still to come.
func happened(e model.Event, now model.Stamp) error {
	if e.Classifier != model.Actual || e.Milestone.IsChange() {
		return nil
	}
	if fault := model.CheckHappened(e.At, now.At); fault != nil {
		return fault
	}
	return nil
}

// eventOf is the event of a draft, with what follows from the shipment filled
// in: the place where such a thing happens, and the vessel that it happens to.
func eventOf(s model.Shipment, draft model.EventDraft) (model.Event, error) {
	switch {
	case !draft.Milestone.Known():
		return model.Event{}, model.NewFault("error.event.milestone", model.Line(string(draft.Milestone), model.RefCells).String())
	case draft.At.IsZero():
		return model.Event{}, model.NewFault("error.event.time")
	case !draft.Container.IsZero() && s.Facts.ContainerIndex(draft.Container) < 0:
		return model.Event{}, model.NewFault("error.event.container", s.Ref.String(), draft.Container.String())
	}
	e := model.Event{
		Milestone: draft.Milestone, Classifier: cmp.Or(draft.Classifier, model.Actual), At: draft.At, Place: draft.Place,
		Container: draft.Container, Vessel: draft.Vessel, Voyage: draft.Voyage,
		Text: draft.Text, Internal: draft.Internal, Origin: model.Origin{Kind: "manual"},
	}
	if !s.Facts.HappensAt(e.Milestone, e.Place) {
		return e, model.NewFault("error.event.place", e.Milestone, e.Place)
	}
	if e.Place.IsZero() {
		e.Place = model.DefaultPlace(s, e.Milestone)
	}
	if e.Vessel.IsZero() && e.Voyage.IsZero() && aboard(e.Milestone) {
		e.Vessel, e.Voyage = model.DefaultShip(s, e.Milestone)
	}
	if !e.Container.IsZero() {
		e.Container = s.Facts.Containers[s.Facts.ContainerIndex(e.Container)].Number
	}
	return e, nil
}

// sayAgain makes room for what is known already to be said in other words: the
// event that said it first is taken back. What customers have read stays as it
// is unless the new words are to be published too.
func sayAgain(s *model.Shipment, event model.Event, stamp model.Stamp, publish bool) error {
	for _, e := range s.Events {
		if !e.Withdrawn.IsZero() || !e.Same(event) || event.Text.IsZero() || e.Text == event.Text {
			continue
		}
		if e.Published.IsZero() || publish {
			stamp.Why = model.Line("→ "+event.Text.String(), model.NameCells)
			return model.WithdrawEvent(s, e.ID, stamp)
		}
	}
	return nil
}

// aboard says that a milestone happens to the vessel that the shipment is known
// to travel on. Which one it is at a transshipment has to be said.
func aboard(m model.Milestone) bool {
	return m == model.Loaded || m == model.Departed || m == model.Arrived
}

func eventIndex(s model.Shipment, id string) int {
	return slices.IndexFunc(s.Events, func(e model.Event) bool { return e.ID == id })
}

// ProposePublish shows what the customer would read if an event that the office
// knows were published.
func (d *Desk) ProposePublish(ctx context.Context, ref, id string, why model.Reason) (model.Proposal, error) {
	if err := d.may(model.ActDesk); err != nil {
		return model.Proposal{}, err
	}
	s, err := d.Record(ctx, ref)
	if err != nil {
		return model.Proposal{}, err
	}
	i := eventIndex(s, id)
	if i < 0 {
		return model.Proposal{}, model.ErrNotFound
	}
	text := s.Events[i].Text
	if !why.IsZero() {
		text = why.Text
	}
	p, err := d.propose(ctx, ref, text, publishing(id, why))
	if err == nil {
		askTime(&p, s, s.Events[i])
	}
	return p, err
}

// Publish shows an event to the customer, with the new date that it brings, for
// which it needs a reason: the event's own, or why, which takes its place.
// ErrNotFound for one that does not exist or was withdrawn; publishing twice
// changes nothing but the reason. A date that was overtaken is refused with the
// Fault "error.event.overtaken", which names the one that holds. The others are
// "error.reason.date", "error.reason.unneeded" and "error.date.shown".
func (d *Desk) Publish(ctx context.Context, ref, id string, why model.Reason) error {
	return d.write(ctx, "event publish", ref, 0, id, true, publishing(id, why))
}

func publishing(id string, why model.Reason) change {
	return func(s *model.Shipment, stamp model.Stamp, _ bool) error {
		if err := current(*s, id); err != nil {
			return err
		}
		if i := eventIndex(*s, id); i >= 0 && !s.Events[i].Visible() {
			if err := happened(s.Events[i], stamp); err != nil {
				return err
			}
		}
		if err := explain(s, id, why, stamp); err != nil {
			return err
		}
		return model.PublishEvent(s, id, stamp)
	}
}

// explain gives a changed date its reason, if there is one to give.
func explain(s *model.Shipment, id string, why model.Reason, stamp model.Stamp) error {
	if why.IsZero() {
		return nil
	}
	if at := eventIndex(*s, id); at >= 0 && !s.Events[at].Milestone.IsChange() {
		return model.NewFault("error.reason.unneeded", id)
	}
	_, err := model.GiveReason(s, id, why, stamp)
	return err //nolint:wrapcheck // it is a Fault of ours
}

// ProposeReason shows what the customer would read with another reason.
func (d *Desk) ProposeReason(ctx context.Context, ref, id string, why model.Reason) (model.Proposal, error) {
	return d.propose(ctx, ref, why.Text, giving(id, why))
}

// GiveReason gives a changed date the reason that it lacks, or another one, or
// says that none is given. id is that of the event or of the line of the ledger.
// ErrNotFound and the Faults "error.reason.date" and "error.reason.unneeded".
func (d *Desk) GiveReason(ctx context.Context, ref, id string, why model.Reason) error {
	words := id + ": " + why.Text.String()
	if why.None {
		words = id + ": none given"
	}
	return d.write(ctx, "event reason", ref, 0, words, false, giving(id, why))
}

func giving(id string, why model.Reason) change {
	return func(s *model.Shipment, stamp model.Stamp, _ bool) error {
		if why.IsZero() {
			return errDateReason
		}
		return explain(s, id, why, stamp)
	}
}

// current is the Fault for an event that would move the customer's date back.
func current(s model.Shipment, id string) error {
	i := eventIndex(s, id)
	if i < 0 || s.Events[i].Visible() || !s.Events[i].Withdrawn.IsZero() {
		return nil
	}
	if model.ShownAlready(s, s.Events[i]) {
		return model.NewFault("error.date.shown", id, s.Events[i].At.Date().String())
	}
	name, holds, over := model.Overtaken(s, s.Events[i])
	if !over {
		return nil
	}
	return model.NewFault("error.event.overtaken", id, s.Events[i].At.Date().String(), strings.ToUpper(string(name)), holds.Date().String())
}

// Withdraw takes an event or a note back, by its id: customers no longer see
// it, and the office keeps it with who, when and why. A reason is required:
// Fault "error.reason". ErrNotFound.
func (d *Desk) Withdraw(ctx context.Context, ref, id string, reason model.Text) error {
	if err := d.may(model.ActWithdraw); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		return err
	}
	return d.office.Withdraw(ctx, ref, id, reason)
}

// Hold keeps an event back on purpose, so that neither the desk nor the checkpoint
// asks for it. A reason is required: Fault "error.reason". ErrNotFound, and the
// Faults "error.hold.published" and "error.hold.past".
func (d *Desk) Hold(ctx context.Context, ref, id string, reason model.Text, until model.When) error {
	if err := d.may(model.ActWithdraw); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		return err
	}
	return d.office.Hold(ctx, ref, id, reason, until)
}

// Release ends a hold. ErrNotFound, and the Fault "error.hold.none".
func (d *Desk) Release(ctx context.Context, ref, id string) error {
	if err := d.may(model.ActWithdraw); err != nil {
		return err
	}
	return d.office.Release(ctx, ref, id)
}
