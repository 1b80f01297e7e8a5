package intake

import (
	"cmp"
	"errors"
	"slices"

	"porthole/internal/model"
)

// reports is everything a file says about one shipment's events.
type reports struct {
	why     model.Reason // of changed dates that come without one
	ref     string
	list    []message
	publish bool
	lint    *lint
	remarks int      // how many of a kind are kept
	reading *Reading // in a dry run
	// zIsLocal says that a time with Z is that of the place.
	zIsLocal bool
}

// newReports puts messages into the order in which they were made, so that of
// two that speak of the same thing the later one counts, whatever the order in
// the file. What the file itself takes back comes first and is gone before
// anything is compared with it.
func newReports(ref string, list []message, publish bool) reports {
	back := takenBack(list)
	turn := func(m message) int {
		switch {
		case m.Retracts != "":
			return 1
		case back[m.ID]:
			return 0
		default:
			return 2
		}
	}
	slices.SortStableFunc(list, func(a, b message) int {
		return cmp.Or(turn(a)-turn(b), a.Reported.Compare(b.Reported), a.Order-b.Order)
	})
	return reports{ref: ref, list: list, publish: publish}
}

// takenBack are the ids of the events that a file itself takes back.
func takenBack(list []message) map[string]bool {
	back := map[string]bool{}
	for _, m := range list {
		back[m.Retracts] = m.Retracts != ""
	}
	return back
}

func (r reports) shipment() (ref, partner string) { return r.ref, "" }

func (r reports) items() int { return len(r.list) }

// first implements job.
func (r reports) first() Where {
	return slices.MinFunc(r.list, func(a, b message) int { return a.Order - b.Order }).where("", "")
}

func (r reports) refused(fault *model.Fault) outcome {
	var out outcome
	for _, m := range r.list {
		out.refused = append(out.refused, Refusal{Where: m.where("", ""), Fault: fault})
	}
	return out
}

// run takes the messages of one shipment.
func (r reports) run(d desk) (outcome, error) {
	s, err := d.Shipment(r.ref)
	if errors.Is(err, model.ErrNotFound) {
		return r.refused(model.NewFault("import.dcsa.no_shipment", r.ref)), nil
	}
	if err != nil {
		return outcome{}, err
	}
	s = s.Clone()
	out := outcome{most: r.remarks}
	by, anything := d.Stamp(), false
	r.list = slices.Clone(r.list) // taken again, it begins with the times as they were written
	if err := r.zulu(d, &s, by, &out); err != nil {
		return outcome{}, err
	}
	known := model.Known(s)
	for i := range r.list {
		r.list[i].Stray = r.list[i].strays(known)
	}
	w, last, calls := newWay(s, r.list), message{}, map[model.End]message{}
	left, came := known.Backwards()
	for _, m := range r.list {
		changed := r.message(&s, m, w, by, &out)
		anything = anything || changed
		m.noteCall(s, calls)
		if changed {
			last = m
		}
		if !changed || !r.publish {
			continue
		}
		if err := r.wary(d, s, m, &out); err != nil {
			return outcome{}, err
		}
	}
	if !anything {
		return out, nil
	}
	if hasLeft, hasCome := model.Known(s).Backwards(); !hasLeft.IsZero() && (hasLeft != left || hasCome != came) {
		out.warn(last.where("eventDateTime", last.At.String()), "remark.import.dates_order", hasCome.String(), hasLeft.String())
	}
	if w.isDirect() {
		calls[model.AtPOL].checkVessel(s, &out)
		calls[model.AtPOD].checkVessel(s, &out)
	}
	out.unexplained = model.Explain(&s, r.why, by)
	if _, err := d.Put(s); err != nil {
		return outcome{}, err
	}
	return out, nil
}

// wary warns of a reason that customers read and that looks internal.
func (r reports) wary(d desk, s model.Shipment, m message, out *outcome) error {
	text := m.event("").Text
	if text.IsZero() {
		return nil
	}
	asked, err := r.lint.reason(d, s, text)
	for _, q := range asked {
		out.warn(m.where("changeRemark", text.String()), q.Key, q.Piece)
	}
	return err
}

// message applies one message, and counts it.
func (r reports) message(s *model.Shipment, m message, w *way, by model.Stamp, out *outcome) bool {
	if m.Retracts != "" {
		return retract(s, m, by, out)
	}
	if fault := model.CheckHappened(m.At, by.At); fault != nil && m.Classifier == model.Actual {
		out.refuse(m.where("eventDateTime", m.At.String()), fault.Key, fault.Args...)
		return false
	}
	result := mapMessage(m, *s, w)
	if result.reason != "" {
		out.refuse(m.where(result.field, result.value), result.reason, result.value)
		return false
	}
	e := m.event(result.milestone)
	e.Doubt = result.doubt
	if e.Doubt == "" {
		e.Doubt = m.doubt(*s, e)
	}
	listed := s.Facts
	had, early := model.Known(*s), e.Doubt == "" && model.TooEarly(*s, e)
	changed, noted, remarks := model.Learn(s, e, by, r.publish)
	for _, remark := range remarks {
		out.warn(m.where("eventID", m.ID), remark.Key, remark.Args...)
	}
	if !changed {
		out.unchanged++
		out.noted = out.noted || noted
		return noted
	}
	out.taken++
	r.reading.noteMessage(m, *s, e)
	if early {
		out.warn(m.where("eventDateTime", m.At.String()), "lint.early", m.At.Date().String())
	} else {
		m.turn(*s, e, out)
	}
	m.look(*s, e, out)
	m.compare(had, model.Known(*s), e, out)
	m.overrules(listed, model.Known(*s), out)
	return true
}

// doubt is why a message waits for a person, whatever it was read as.
func (m message) doubt(s model.Shipment, e model.Event) model.Doubt {
	switch boxes := s.Facts.Containers; {
	case m.Stray:
		return model.DoubtVoyage
	case m.Kind != kindShipment && model.Known(s).Status == model.Cancelled:
		return model.DoubtCancelled
	case len(boxes) > 0 && !e.Container.IsZero() && s.Facts.ContainerIndex(e.Container) < 0:
		return model.DoubtContainer
	default:
		return ""
	}
}

// event is the message as the office keeps it. Only what happens to a
// container carries its number, and only a change of a date its reason.
func (m message) event(milestone model.Milestone) model.Event {
	e := model.Event{
		Milestone: milestone, Classifier: m.Classifier, At: m.At, Place: m.Place,
		Vessel: model.Line(m.Vessel, model.NameCells), Voyage: model.Line(m.Voyage, model.RefCells),
		Origin:   model.Origin{Kind: "dcsa", ID: m.ID, Raw: m.Raw},
		Reported: m.Reported, IMO: model.Line(m.IMO, model.RefCells),
	}
	reason := model.Line(m.Reason, 4*model.NameCells)
	if m.Kind == kindEquipment && milestone != model.CargoReceived {
		e.Container = model.NormalizeContainer(m.Container)
		e.Type, e.Seal = model.Line(m.Type, model.RefCells), model.Line(m.Seal, model.RefCells)
	}
	if m.Kind == kindTransport && m.Classifier != model.Actual && !reason.IsZero() {
		e.Text = reason
	} else { // a code that says nothing to a customer
		e.Internal = model.Line(cmp.Or(m.Reason, m.Delay), 4*model.NameCells)
	}
	return e
}

// look remarks what is odd about a message that was taken.
func (m message) look(s model.Shipment, e model.Event, out *outcome) {
	if m.Adopted {
		out.warn(m.where("references", ""), "remark.import.adopted", s.Ref.String())
	}
	if m.Hour.Key != "" {
		out.warn(m.where("eventDateTime", m.At.String()), m.Hour.Key, m.Hour.Args...)
	}
	switch e.Doubt {
	case "":
	case model.DoubtContainer, model.DoubtVoyage:
		out.warn(m.where("equipmentReference", m.Container), "remark.import.waits", e.Doubt.Remark(e))
	default:
		out.warn(m.where("UNLocationCode", m.Place.String()), "remark.import.waits", e.Doubt.Remark(e))
	}
	switch end, exact := s.Facts.EndOf(m.Place); {
	case exact:
	case end == model.AtPOL:
		out.warn(m.where("UNLocationCode", m.Place.String()), "remark.import.gateway", m.Place.Short(), s.Facts.POL.Short())
	case end == model.AtPOD:
		out.warn(m.where("UNLocationCode", m.Place.String()), "remark.import.gateway", m.Place.Short(), s.Facts.POD.Short())
	}
	if boxes := len(s.Facts.Containers); boxes > 1 && m.Kind == kindEquipment && e.Container.IsZero() && e.Doubt == "" {
		out.warn(m.where("equipmentReference", ""), "remark.import.all_containers", boxes)
	}
	if !e.Container.IsZero() && len(s.Facts.Containers) == 0 {
		out.warn(m.where("equipmentReference", m.Container), "remark.import.new_container", s.Ref.String(), e.Container)
	}
	for _, remark := range model.CheckContainer(e.Container) {
		out.warn(m.where("equipmentReference", m.Container), remark.Key, remark.Args...)
	}
	m.again(s, e, out)
}

// turn remarks a step that stands in the wrong order with another one.
func (m message) turn(s model.Shipment, e model.Event, out *outcome) {
	if o, found := model.OutOfTurn(s, e); found && e.Doubt == "" {
		out.warn(m.where("eventDateTime", m.At.String()), "remark.import.turn", e.Milestone, e.At.String(), o.Milestone, o.At.String())
	}
}

// again remarks what was reported for another time before, under another id.
func (m message) again(s model.Shipment, e model.Event, out *outcome) {
	end, _ := s.Facts.EndOf(e.Place)
	for _, o := range s.Events {
		same := o.Milestone == e.Milestone && o.Classifier == model.Actual && o.Container == e.Container && o.Place.SameGateway(e.Place)
		if same && end != model.NoEnd && e.Classifier == model.Actual && e.Doubt == "" && o.Origin.ID != m.ID && o.Withdrawn.IsZero() && !o.InDoubt() && !o.At.Equal(e.At) {
			out.warn(m.where("eventDateTime", m.At.String()), "remark.import.twice", e.Milestone, o.At.String())
			return
		}
	}
}

// compare remarks where a message says something else of the vessel or the
// container than was known, and which of the two counts.
func (m message) compare(had, has model.Facts, e model.Event, out *outcome) {
	aboard := e.Milestone == model.Loaded || e.Milestone == model.Departed
	if aboard && e.Classifier == model.Actual && e.Doubt == "" && !model.SameVessel(had.Vessel, e.Vessel) {
		m.differs("vesselName", had.Vessel, has.Vessel, e.Vessel, out)
	}
	if i := has.ContainerIndex(e.Container); i >= 0 && !e.Container.IsZero() && e.Doubt == "" {
		box := has.Containers[i]
		m.differs("ISOEquipmentCode", box.Type, box.Type, e.Type, out)
		m.differs("sealNumber", box.Seal, box.Seal, e.Seal, out)
	}
}

// noteCall keeps the last that is said of a vessel at each end.
func (m message) noteCall(s model.Shipment, calls map[model.End]message) {
	if end, _ := s.Facts.EndOf(m.Place); end != model.NoEnd && m.Vessel != "" && !m.offVessel() && !m.Stray {
		calls[end] = m
	}
}

// checkVessel remarks that a date is of another vessel than the one that the cargo is
// on: it was rolled, changes vessels on its way, or the report is of another voyage.
// What was said of the departure does not matter once the cargo is on board.
func (m message) checkVessel(s model.Shipment, out *outcome) {
	known, vessel := model.Known(s), model.Line(m.Vessel, model.NameCells)
	named := func(l model.Leg) bool { return model.SameVessel(l.Vessel, vessel) }
	end, _ := known.EndOf(m.Place)
	switch {
	case vessel.IsZero(), known.Vessel.IsZero(), model.SameVessel(known.Vessel, vessel), slices.ContainsFunc(known.Legs, named):
	case end == model.AtPOL && known.Status != model.Draft && known.Status != model.Confirmed:
	default:
		out.warn(m.where("vesselName", vessel.String()), "remark.import.other_vessel", known.Vessel.String())
	}
}

// overrules remarks an actual date of a list that a message has replaced.
func (m message) overrules(listed, has model.Facts, out *outcome) {
	date := map[string]struct{ listed, has model.When }{"DEPA": {listed.ATD, has.ATD}, "ARRI": {listed.ATA, has.ATA}}[m.Code]
	if m.Classifier == model.Actual && date.has.DaysAfter(date.listed) != 0 {
		out.warn(m.where("eventDateTime", m.At.String()), "remark.import.replaced", date.listed.String())
	}
}

func (m message) differs(field string, had, has, said model.Text, out *outcome) {
	switch {
	case said.IsZero() || had.IsZero() || model.Fold(had.String()) == model.Fold(said.String()):
	case model.Fold(has.String()) == model.Fold(said.String()):
		out.warn(m.where(field, said.String()), "remark.import.replaced", had.String())
	default:
		out.warn(m.where(field, said.String()), "remark.import.stays", had.String())
	}
}

// retract takes an event back that was reported before.
func retract(s *model.Shipment, m message, by model.Stamp, out *outcome) bool {
	r := model.Retract(s, m.Retracts, by)
	switch {
	case !r.Found:
		out.refuse(m.where("retractedEventID", m.Retracts), "import.dcsa.nothing_to_retract")
	case !r.Changed:
		out.unchanged++
	default:
		out.taken++
	}
	if r.Seen {
		out.warn(m.where("retractedEventID", m.Retracts), "remark.import.retracted_published")
	}
	if r.Stands != "" && r.Changed {
		out.warn(m.where("retractedEventID", m.Retracts), "remark.import.stands", r.Stands)
	}
	return r.Changed
}
