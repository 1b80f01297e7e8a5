package desk

import (
	"context"
	"slices"

	"porthole/internal/model"
	"porthole/internal/store"
)

// sailing is what an entry for a voyage needs of a transaction, of either kind.
type sailing interface {
	Aboard(vessel string) ([]string, error)
	Shipment(ref string) (model.Shipment, error)
}

// PlanVoyage lists all shipments that a departure or an arrival of a vessel
// concerns, of every partner, and says of which it leaves alone why. Nothing is
// written. The Faults are "error.voyage.empty", "error.voyage.milestone",
// "error.event.time", and "error.voyage.place" when the vessel calls at several
// ports and the entry does not say at which.
func (d *Desk) PlanVoyage(ctx context.Context, draft model.VoyageDraft) (plan model.VoyagePlan, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return plan, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		v, err := newVoyage(r, draft)
		if err != nil {
			return err
		}
		plan, err = v.plan(r)
		return err
	})
	return plan, err
}

// PostVoyage records the departure or the arrival for all of them, in one
// transaction: all or none. listed is the plan that the person said yes to: no
// customer is told of anything for a shipment that was not on it. What it gives
// is the plan that was carried out. The Faults are those of PlanVoyage,
// "error.voyage.nothing" when there is no shipment to record it for, and
// "error.voyage.changed" when they are others by now than those that were listed.
func (d *Desk) PostVoyage(
	ctx context.Context, draft model.VoyageDraft, listed model.VoyagePlan, publish bool,
) (plan model.VoyagePlan, err error) {
	if err := d.may(model.ActShipments); err != nil {
		return plan, err
	}
	planned, err := d.PlanVoyage(ctx, draft)
	if err != nil {
		return plan, err
	}
	err = d.office.Write(ctx, "voyage post", func(w *store.Writer) error {
		v, err := newVoyage(w, draft)
		if err != nil {
			return err
		}
		plan = v.list()
		if err := v.compare(plan, listed); err != nil {
			return err
		}
		return v.post(w, publish)
	})
	if err != nil {
		return model.VoyagePlan{}, err
	}
	plan.Questions = planned.Questions
	return plan, nil
}

// voyage is an entry and the shipments that it concerns.
type voyage struct {
	draft     model.VoyageDraft
	shipments []model.Shipment
	calls     []model.Call   // of each shipment
	skips     []model.Remark // of each shipment; zero: it is meant
}

func newVoyage(from sailing, draft model.VoyageDraft) (*voyage, error) {
	v := &voyage{draft: draft}
	switch {
	case draft.Vessel.IsZero() || draft.Voyage.IsZero():
		return nil, model.NewFault("error.voyage.empty")
	case draft.Milestone != model.Departed && draft.Milestone != model.Arrived:
		return nil, model.NewFault("error.voyage.milestone")
	case draft.At.IsZero():
		return nil, model.NewFault("error.event.time")
	}
	refs, err := from.Aboard(draft.Vessel.String())
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		s, err := from.Shipment(ref)
		if err != nil {
			return nil, err
		}
		if c, found := v.callOf(s); found {
			v.shipments, v.calls = append(v.shipments, s), append(v.calls, c)
		}
	}
	return v, v.judge()
}

// compare refuses a plan that concerns other shipments, or other customers,
// than the one that was listed: somebody has imported or changed one meanwhile.
func (v *voyage) compare(plan, listed model.VoyagePlan) error {
	now, then := concerned(plan), concerned(listed)
	for ref, partner := range now {
		if then[ref] != partner {
			return v.changed(ref)
		}
	}
	for ref := range then {
		if _, still := now[ref]; !still && len(now) > 0 {
			return v.changed(ref)
		}
	}
	return nil
}

func (v *voyage) changed(ref model.Text) error {
	return model.NewFault("error.voyage.changed", v.draft.Vessel.String(), v.draft.Voyage.String(), ref.String())
}

// concerned are the shipments that a plan does not leave alone, with their
// customers.
func concerned(plan model.VoyagePlan) map[model.Text]string {
	all := map[model.Text]string{}
	for _, s := range plan.Shipments {
		if s.Skip.IsZero() {
			all[s.Ref] = s.Partner
		}
	}
	return all
}

// callOf is the call of the vessel that concerns a shipment: the one at the port
// of the entry, and where the entry names none the next one to be reported.
func (v *voyage) callOf(s model.Shipment) (found model.Call, ok bool) {
	calls := slices.DeleteFunc(model.Calls(s, v.draft.Milestone), func(c model.Call) bool { return !c.Sails(v.draft.Vessel, v.draft.Voyage) })
	if len(calls) == 0 {
		return model.Call{}, false
	}
	for _, c := range calls {
		if c.Port.SamePort(v.draft.Place) || v.draft.Place.IsZero() && c.Reported.IsZero() {
			return c, true
		}
	}
	return calls[0], true
}

// judge decides which shipments are meant.
func (v *voyage) judge() error {
	v.skips = make([]model.Remark, len(v.shipments))
	var ports []model.Place
	for i, s := range v.shipments {
		v.skips[i] = v.skip(s, v.calls[i])
		port := v.calls[i].Port
		if v.skips[i].IsZero() && !slices.ContainsFunc(ports, port.SamePort) {
			ports = append(ports, port)
		}
	}
	if v.draft.Place.IsZero() && len(ports) > 1 {
		return model.NewFault("error.voyage.place", ports[0].Short(), ports[1].Short())
	}
	return nil
}

// skip is why a shipment is left alone; zero when it is not.
func (v *voyage) skip(s model.Shipment, c model.Call) model.Remark {
	switch status := model.Known(s).Status; {
	case status == model.Cancelled || status == model.Done:
		return model.Remark{Key: "voyage.skip.status", Args: []any{status}}
	case !c.Reported.IsZero():
		return model.Remark{Key: "voyage.skip.known", Args: []any{c.Reported}}
	case !v.draft.Place.IsZero() && !c.Port.IsZero() && !c.Port.SamePort(v.draft.Place):
		return model.Remark{Key: "voyage.skip.port", Args: []any{c.Port}}
	default:
		return model.Remark{}
	}
}

// list is the plan, without the lint's questions.
func (v *voyage) list() model.VoyagePlan {
	var plan model.VoyagePlan
	for i, s := range v.shipments {
		plan.Shipments = append(plan.Shipments, model.VoyageShipment{
			Ref: s.Ref, Partner: s.Partner, Row: model.RowOf(model.Inside(s)),
			Milestone: v.calls[i].Milestone, Port: v.calls[i].Port, Skip: v.skips[i],
		})
	}
	return plan
}

// plan is the list with what the lint asks about the text, which several
// customers will read: nobody's name and nobody's reference belongs in it.
func (v *voyage) plan(r *store.Reader) (model.VoyagePlan, error) {
	plan := v.list()
	names, err := r.PartnerNames("")
	if err != nil {
		return plan, err
	}
	own := []model.Text{v.draft.Vessel, v.draft.Voyage, v.draft.Place.Name, v.draft.Place.Terminal}
	for i, s := range v.shipments {
		for _, p := range []model.Place{s.Facts.POL, s.Facts.POD, v.calls[i].Port} {
			own = append(own, p.Name, p.Terminal)
		}
	}
	plan.Questions = model.LintText(v.draft.Text, model.LintContext{
		Own: slices.DeleteFunc(own, model.Text.IsZero), Others: model.NamesOf(names), Foreign: foreign(r, ""),
	})
	return plan, nil
}

// post records the entry for every shipment that is meant.
func (v *voyage) post(w *store.Writer, publish bool) error {
	done := 0
	for i := range v.shipments {
		if !v.skips[i].IsZero() {
			continue
		}
		s, c := v.shipments[i], v.calls[i]
		var id string
		draft := model.EventDraft{
			Milestone: c.Milestone, At: v.draft.At, Place: c.Port, Vessel: c.Vessel, Voyage: c.Voyage, Text: v.draft.Text,
		}
		if err := post(draft, &id)(&s, w.Stamp(), publish); err != nil {
			return err
		}
		w.Describe(describe(string(c.Milestone)+" "+c.Vessel.String()+" "+c.Voyage.String(), publish))
		if _, err := w.Put(s); err != nil {
			return err
		}
		done++
	}
	if done == 0 {
		return model.NewFault("error.voyage.nothing", v.draft.Vessel.String(), v.draft.Voyage.String())
	}
	return nil
}
