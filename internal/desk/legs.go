package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"porthole/internal/model"
)

// LegFields are the fields of a leg, in the order in which they are set: places
// before dates, which are meant in the zone of their place.
func LegFields() []string {
	return []string{"mode", "from", "to", "vessel", "voyage", "etd", "eta", "atd", "ata"}
}

// legEdit is how a change of a leg is made.
type legEdit struct{ model.LegEdit }

// verb is the act in the audit trail.
func (l legEdit) verb() string {
	switch {
	case l.Remove:
		return "leg remove"
	case l.At == 0:
		return "leg add"
	default:
		return "leg set"
	}
}

// SetLeg adds, changes or takes out a leg. Legs are facts: customers see them at
// once. What leaves the port of loading and arrives at the port of discharge are
// the shipment's own dates and go through the ledger. gaps says where the legs do
// not join up. The Faults are those of SetFacts, "error.leg.number" and
// "error.leg.empty".
func (d *Desk) SetLeg(ctx context.Context, ref string, asked model.LegEdit) (gaps []model.Remark, err error) {
	if err := d.may(model.ActShipments); err != nil {
		return nil, err
	}
	edit := legEdit{asked}
	words := strings.TrimSpace(fmt.Sprintf("%d %s", edit.At, strings.Join(edit.names(), ", ")))
	err = d.write(ctx, edit.verb(), ref, 0, words, false, func(s *model.Shipment, stamp model.Stamp, _ bool) error {
		if err := edit.apply(s, stamp); err != nil {
			return err
		}
		gaps = model.PlanGaps(s.Facts)
		return nil
	})
	return gaps, err
}

// ProposeLeg shows what the customer would read after the change.
func (d *Desk) ProposeLeg(ctx context.Context, ref string, asked model.LegEdit) (model.Proposal, error) {
	edit := legEdit{asked}
	return d.propose(ctx, ref, edit.Reason.Text, func(s *model.Shipment, stamp model.Stamp, _ bool) error {
		return edit.apply(s, stamp)
	})
}

func (l legEdit) names() []string {
	return slices.DeleteFunc(LegFields(), func(name string) bool { _, set := l.Fields[name]; return !set })
}

func (l legEdit) apply(s *model.Shipment, stamp model.Stamp) error {
	s.Facts.Legs = model.Plan(*s)
	legs := s.Facts.Legs
	switch {
	case l.At < 0 || l.At > len(legs) || l.Remove && l.At == 0:
		return model.NewFault("error.leg.number", s.Ref.String(), l.At, len(legs))
	case l.Remove:
		s.Facts.Legs = slices.Delete(legs, l.At-1, l.At)
		return nil
	case len(l.names()) == 0:
		return model.NewFault("error.leg.empty", strings.Join(LegFields(), ", "))
	}
	at := l.At - 1
	if l.At == 0 {
		leg := model.Leg{Mode: s.Facts.Mode}
		if err := l.describe(&leg, stamp); err != nil {
			return err
		}
		at = joins(legs, leg)
		s.Facts.Legs = slices.Insert(legs, at, leg)
	} else if err := l.describe(&legs[at], stamp); err != nil {
		return err
	}
	return l.dates(s, at, stamp)
}

// joins is where a new leg belongs: behind the one that ends where it begins,
// else before the one that begins where it ends, else at the end.
func joins(legs []model.Leg, leg model.Leg) int {
	if i := slices.IndexFunc(legs, func(l model.Leg) bool { return l.To.SamePort(leg.From) }); i >= 0 {
		return i + 1
	}
	if i := slices.IndexFunc(legs, func(l model.Leg) bool { return l.From.SamePort(leg.To) }); i >= 0 {
		return i
	}
	return len(legs)
}

// describe sets what a leg is, but for its dates.
func (l legEdit) describe(leg *model.Leg, stamp model.Stamp) error {
	for _, name := range l.names() {
		value := strings.TrimSpace(l.Fields[name])
		text, cells := &leg.Vessel, model.NameCells
		switch name {
		case "mode":
			mode, ok := model.ParseMode(value)
			if !ok {
				return badValue(name, value)
			}
			leg.Mode = mode
			continue
		case "from":
			leg.From = model.ParsePlace(value)
			continue
		case "to":
			leg.To = model.ParsePlace(value)
			continue
		case "vessel":
			leg.Named = stamp.At
		case "voyage":
			text, cells, leg.Named = &leg.Voyage, model.RefCells, stamp.At
		default:
			continue
		}
		if model.Cells(value) > cells {
			return model.NewFault("error.set.long", name, cells)
		}
		*text = model.Line(value, cells)
	}
	return nil
}

// dates sets the dates of the leg at. Those at the ends of the main carriage are
// the shipment's.
func (l legEdit) dates(s *model.Shipment, at int, stamp model.Stamp) error {
	first, last := model.PlanEnds(s.Facts)
	e := editor{s: s, stamp: stamp, why: l.Reason, zone: l.Zone}
	planned := false
	for _, name := range l.names() {
		value, leg := l.Fields[name], &s.Facts.Legs[at]
		place, to := leg.From, &leg.ETD
		var err error
		switch {
		case name == "etd" && at == first:
			_, err = e.expect(model.KindETD, value)
		case name == "eta" && at == last:
			_, err = e.expect(model.KindETA, value)
		case name == "atd" && at == first, name == "ata" && at == last:
			_, err = e.actual(strings.ToUpper(name), value)
		case name == "etd", name == "eta", name == "atd", name == "ata":
			switch name {
			case "eta":
				place, to = leg.To, &leg.ETA
			case "atd":
				to = &leg.ATD
			case "ata":
				place, to = leg.To, &leg.ATA
			}
			planned = planned || to == &leg.ETD || to == &leg.ETA
			*to, err = e.date(value, place)
			if fault := model.CheckHappened(*to, stamp.At); err == nil && fault != nil && (name == "atd" || name == "ata") {
				return fault
			}
		}
		if err != nil {
			return err
		}
	}
	if planned {
		model.PlanBasis(s, at)
	}
	return nil
}
