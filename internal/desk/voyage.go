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
	draft model.VoyageDraft
	lines []voyageLine
}

// voyageLine is one shipment, and what the entry is for it.
type voyageLine struct {
	s    model.Shipment
	call model.Call
	onto model.Ship   // the vessel onto which the entry puts the cargo
	skip model.Remark // zero: the shipment is meant
}

func newVoyage(from sailing, draft model.VoyageDraft) (*voyage, error) {
	v, other := &voyage{draft: draft}, draft.Connection
	switch {
	case draft.Vessel.IsZero() || draft.Voyage.IsZero() || other.Vessel.IsZero() != other.Voyage.IsZero():
		return nil, model.NewFault("error.voyage.empty")
	case draft.Milestone != model.Departed && draft.Milestone != model.Arrived:
		return nil, model.NewFault("error.voyage.milestone")
	case draft.At.IsZero():
		return nil, model.NewFault("error.event.time")
	case !other.IsZero() && (draft.Place.IsZero() || other.Same(v.ship())):
		return nil, model.NewFault("error.voyage.connection")
	}
	refs, err := from.Aboard(model.BareVessel(draft.Vessel).String())
	if err == nil && !other.IsZero() {
		var came []string
		came, err = from.Aboard(model.BareVessel(other.Vessel).String())
		refs = append(refs, came...)
		slices.Sort(refs)
		refs = slices.Compact(refs)
	}
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		s, err := from.Shipment(ref)
		if err != nil {
			return nil, err
		}
		if line, found := v.lineOf(s); found {
			v.lines = append(v.lines, line)
		}
	}
	return v, v.onePort()
}

// ship is the one whose call it is.
func (v *voyage) ship() model.Ship { return model.Ship{Vessel: v.draft.Vessel, Voyage: v.draft.Voyage} }

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

// lineOf is the call of the vessel that concerns a shipment: the one at the port of
// the entry, and where the entry names none the next one to be reported; else where the
// cargo changes to another vessel.
func (v *voyage) lineOf(s model.Shipment) (line voyageLine, found bool) {
	line.s = s
	calls := slices.DeleteFunc(model.Calls(s, v.draft.Milestone), func(c model.Call) bool { return !c.Ship().Same(v.ship()) })
	here := slices.IndexFunc(calls, func(c model.Call) bool {
		return c.Port.SamePort(v.draft.Place) || v.draft.Place.IsZero() && c.Reported.IsZero()
	})
	if here >= 0 {
		line.call = calls[here]
	}
	switch changes := v.change(&line); {
	case changes || here >= 0:
	case len(calls) == 0:
		return line, false
	default:
		line.call = calls[0]
	}
	if line.skip.IsZero() {
		line.skip = v.skip(s, line.call)
	}
	return line, true
}

// change puts the cargo of a shipment on the second vessel where nobody has said yet on
// which it goes on, and reports whether it leaves the first one anywhere.
func (v *voyage) change(line *voyageLine) bool {
	first, second, leaves := v.ship(), v.draft.Connection, v.draft.Milestone == model.Departed
	named := !line.call.Port.IsZero()
	if second.IsZero() || leaves && named {
		return false
	}
	if leaves {
		first, second = second, first
	}
	arrival, departure, found := model.Transshipment(line.s, first, v.draft.Place)
	if !found || arrival.Milestone != model.TSArrived {
		return false
	}
	line.call = arrival
	if leaves {
		line.call = departure
	}
	on, pod, why := departure.Ship(), line.s.Facts.POD, model.Remark{}
	switch {
	case !arrival.Port.SamePort(v.draft.Place) || on.Same(second):
	case !on.Vessel.IsZero() && !on.Same(model.Ship{Vessel: second.Vessel}):
		why = model.Remark{Key: "voyage.skip.other", Args: []any{on.Vessel, on.Voyage}}
	case !v.draft.Bound.IsZero() && !pod.SameGateway(v.draft.Bound):
		why = model.Remark{Key: "voyage.skip.bound", Args: []any{pod}}
	default:
		line.onto = second
	}
	if !named { // else it has arrived, wherever it goes
		line.skip = why
	}
	return true
}

// onePort refuses an entry that could be meant of several ports.
func (v *voyage) onePort() error {
	var ports []model.Place
	for _, line := range v.lines {
		if line.skip.IsZero() && !slices.ContainsFunc(ports, line.call.Port.SamePort) {
			ports = append(ports, line.call.Port)
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
	for _, l := range v.lines {
		plan.Shipments = append(plan.Shipments, model.VoyageShipment{
			Ref: l.s.Ref, Partner: l.s.Partner, Row: model.RowOf(model.Inside(l.s)),
			Milestone: l.call.Milestone, Port: l.call.Port, Onto: l.onto, Skip: l.skip,
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
	own := []model.Text{v.draft.Vessel, v.draft.Voyage, v.draft.Connection.Vessel, v.draft.Connection.Voyage, v.draft.Place.Name, v.draft.Place.Terminal}
	for _, l := range v.lines {
		for _, p := range []model.Place{l.s.Facts.POL, l.s.Facts.POD, l.call.Port} {
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
	for _, line := range v.lines {
		if !line.skip.IsZero() {
			continue
		}
		s, c, ship := line.s, line.call, line.call.Ship()
		if c.Milestone == model.TSDeparted && !line.onto.IsZero() {
			ship = line.onto
		}
		var id string
		draft := model.EventDraft{
			Milestone: c.Milestone, At: v.draft.At, Place: c.Port, Vessel: ship.Vessel, Voyage: ship.Voyage, Text: v.draft.Text,
		}
		if err := post(draft, &id)(&s, w.Stamp(), publish); err != nil {
			return err
		}
		if c.Milestone == model.TSArrived && !line.onto.IsZero() {
			if err := goesOn(&s, c.Port, line.onto, w.Stamp()); err != nil {
				return err
			}
		}
		w.Describe(describe(string(c.Milestone)+" "+ship.Vessel.String()+" "+ship.Voyage.String(), publish))
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

// goesOn puts the leg that leaves a port on a ship.
func goesOn(s *model.Shipment, port model.Place, on model.Ship, stamp model.Stamp) error {
	leg := slices.IndexFunc(model.Plan(*s), func(l model.Leg) bool { return l.From.SamePort(port) })
	fields := map[string]string{"vessel": on.Vessel.String(), "voyage": on.Voyage.String()}
	return legEdit{model.LegEdit{At: leg + 1, Fields: fields}}.apply(s, stamp)
}
