package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// SetFacts changes fields of a shipment, each named as in the columns of a list
// or in the JSON of a record, with values as people write them; an empty value
// takes back what can be unknown. It gives the names of the fields that are
// different now. All of them change, or none.
//
//   - Facts are published: customers see them at once. Only buy_rate and remarks
//     are internal.
//   - A new ETD or ETA is a line of the ledger, with reason as customers read it.
//     The same date with another reason puts that line in other words. Another
//     date in the place of one that customers see needs one, or that none is given
//     is said: Fault "error.reason.date".
//   - A status that goes back, and an actual date that replaces another, are
//     corrections and need a reason: Fault "error.reason" or "error.set.status_back".
//   - What follows from an event is changed by the event: Fault "error.set.events".
//   - With partner the shipment moves to another customer.
//
// The other Faults are ErrNotFound, ErrUnknownPartner, "error.set.field",
// "error.set.value", "error.set.number", "error.set.long",
// "error.set.container", "error.date" and "error.date.missing".
func (d *Desk) SetFacts(ctx context.Context, ref string, changes map[string]string, why model.Reason) (changed []string, err error) {
	if err := d.may(model.ActShipments); err != nil {
		return nil, err
	}
	forwarder, err := d.office.Forwarder(ctx)
	if err != nil {
		return nil, err
	}
	err = d.office.Write(ctx, "shipment set", func(w *store.Writer) error {
		s, err := w.Shipment(ref)
		if err != nil {
			return err
		}
		before := s.Clone()
		e := editor{s: &s, stamp: w.Stamp(), why: why, partner: w.Partner, zone: model.ZoneNamed(forwarder.Zone)}
		if changed, err = e.set(changes); err != nil {
			return err
		}
		if model.Unexplained(before, s) > 0 {
			return errDateReason
		}
		w.Describe(strings.TrimSuffix(strings.Join(changed, ", ")+": "+why.Text.String(), ": "))
		_, err = w.Put(s)
		return err
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}

// ProposeFacts shows what the customer would read if the fields were set.
// Nothing is written. A shipment that would move is shown as the new customer
// would see it.
func (d *Desk) ProposeFacts(ctx context.Context, ref string, changes map[string]string, why model.Reason) (p model.Proposal, err error) {
	if err := d.may(model.ActDesk); err != nil {
		return p, err
	}
	forwarder, err := d.office.Forwarder(ctx)
	if err != nil {
		return p, err
	}
	err = d.office.Read(ctx, func(r *store.Reader) error {
		s, err := r.Shipment(ref)
		if err != nil {
			return err
		}
		changed := s.Clone()
		e := editor{s: &changed, stamp: r.Stamp(), why: why, partner: r.PartnerNamed, zone: model.ZoneNamed(forwarder.Zone)}
		names, err := e.set(changes)
		if err != nil {
			return err
		}
		if model.Unexplained(s, changed) > 0 {
			return errDateReason
		}
		changed.FactsAt = r.Now()
		p = model.Proposal{Before: model.Publish(s), After: model.Publish(changed), Version: s.Version}
		if p.Questions, err = factQuestions(r, s, changed); err != nil {
			return err
		}
		if slices.Contains(names, "etd") || slices.Contains(names, "eta") {
			asked, err := questions(r, changed, why.Text)
			p.Questions = append(p.Questions, asked...)
			return err
		}
		return nil
	})
	return p, err
}

// editor changes one shipment.
type editor struct {
	s       *model.Shipment
	stamp   model.Stamp
	why     model.Reason
	partner func(slugOrName string) (model.Partner, error)
	zone    *time.Location // the forwarder's, for places of which none is known
	wanted  map[string]string
	changed []string
}

// field is something that can be set.
type field struct {
	name string
	set  func(e *editor, value string) (changed bool, err error)
}

// fields are those that can be set, in the order in which they are: places
// before dates, which are meant in the zone of their place, and the status last,
// because dates move it.
func fields() []field {
	return []field{
		{"partner", (*editor).move},
		word("mode", func(s *model.Shipment) *model.Mode { return &s.Facts.Mode }, model.ParseMode),
		word("load", func(s *model.Shipment) *model.Load { return &s.Facts.Load }, model.ParseLoad),
		word("direction", func(s *model.Shipment) *model.Direction { return &s.Facts.Direction }, model.ParseDirection),
		place("pol", func(s *model.Shipment) *model.Place { return &s.Facts.POL }),
		place("pod", func(s *model.Shipment) *model.Place { return &s.Facts.POD }),
		place("pickup", func(s *model.Shipment) *model.Place { return &s.Facts.Pickup }),
		place("dropoff", func(s *model.Shipment) *model.Place { return &s.Facts.Dropoff }),
		{"packages", (*editor).packages},
		number("weight_kg", func(s *model.Shipment) **float64 { return &s.Facts.Cargo.WeightKg }),
		number("volume_cbm", func(s *model.Shipment) **float64 { return &s.Facts.Cargo.VolumeCbm }),
		line("commodity", 2*model.NameCells, func(s *model.Shipment) *model.Text { return &s.Facts.Cargo.Commodity }),
		line("hbl", model.RefCells, func(s *model.Shipment) *model.Text { return &s.Facts.References.HBL }),
		line("mbl", model.RefCells, func(s *model.Shipment) *model.Text { return &s.Facts.References.MBL }),
		line("booking", model.RefCells, func(s *model.Shipment) *model.Text { return &s.Facts.References.Booking }),
		{"po", (*editor).orders},
		line("carrier", model.NameCells, func(s *model.Shipment) *model.Text { return &s.Facts.Carrier }),
		line("vessel", model.NameCells, func(s *model.Shipment) *model.Text { return &s.Facts.Vessel }),
		line("imo", model.RefCells, func(s *model.Shipment) *model.Text { return &s.Facts.IMO }),
		line("voyage", model.RefCells, func(s *model.Shipment) *model.Text { return &s.Facts.Voyage }),
		{"container", (*editor).container},
		{"container_type", box(model.RefCells, func(c *model.Container) *model.Text { return &c.Type })},
		{"seal", box(model.RefCells, func(c *model.Container) *model.Text { return &c.Seal })},
		days("demurrage_days", func(f *model.FreeTime) **int { return &f.Demurrage.Days }),
		days("storage_days", func(f *model.FreeTime) **int { return &f.Storage.Days }),
		days("detention_days", func(f *model.FreeTime) **int { return &f.Detention.Days }),
		freeDay("last_free_day", func(f *model.FreeTime) *model.When { return &f.Demurrage.Last }),
		freeDay("terminal_last_free_day", func(f *model.FreeTime) *model.When { return &f.Storage.Last }),
		freeDay("return_by", func(f *model.FreeTime) *model.When { return &f.Detention.Last }),
		freeDay("available", func(f *model.FreeTime) *model.When { return &f.Available }),
		{"customs_hold", box(model.NameCells, func(c *model.Container) *model.Text { return &c.Free.CustomsHold })},
		{"line_hold", box(model.NameCells, func(c *model.Container) *model.Text { return &c.Free.LineHold })},
		{"terminal_hold", box(model.NameCells, func(c *model.Container) *model.Text { return &c.Free.TerminalHold })},
		{"etd", func(e *editor, value string) (bool, error) { return e.expect(model.KindETD, value) }},
		{"eta", func(e *editor, value string) (bool, error) { return e.expect(model.KindETA, value) }},
		{"atd", func(e *editor, value string) (bool, error) { return e.actual("ATD", value) }},
		{"ata", func(e *editor, value string) (bool, error) { return e.actual("ATA", value) }},
		{"status", (*editor).status},
		line("buy_rate", model.NameCells, func(s *model.Shipment) *model.Text { return &s.Internal.BuyRate }),
		line("remarks", model.NoteCells, func(s *model.Shipment) *model.Text { return &s.Internal.Remarks }),
	}
}

// FieldNames are the fields that can be set, in their order.
func FieldNames() []string {
	var names []string
	for _, f := range fields() {
		names = append(names, f.name)
	}
	return names
}

// set sets the fields, and gives the names of those that are different now.
func (e *editor) set(changes map[string]string) ([]string, error) {
	known := FieldNames()
	e.wanted = map[string]string{}
	vessel, voyage := e.s.Facts.Vessel, e.s.Facts.Voyage
	for name, value := range changes {
		plain := fieldName(name)
		if !slices.Contains(known, plain) {
			return nil, model.NewFault("error.set.field", model.Line(name, model.RefCells).String(), strings.Join(known, ", "))
		}
		e.wanted[plain] = strings.TrimSpace(value)
	}
	for _, f := range fields() {
		value, asked := e.wanted[f.name]
		if !asked {
			continue
		}
		changed, err := f.set(e, value)
		if err != nil {
			return nil, err
		}
		if changed {
			e.changed = append(e.changed, f.name)
		}
	}
	e.s.Facts.Reboard(vessel, voyage, e.stamp.At)
	e.s.Localize() // a place may be another one now
	return e.changed, nil
}

// fieldName is a field's name without the part of the record in which it stands.
func fieldName(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, part := range []string{"references.", "cargo.", "internal."} {
		name = strings.TrimPrefix(name, part)
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, " ", "_"), "-", "_")
}

func (e *editor) move(value string) (bool, error) {
	p, err := e.partner(value)
	if err != nil || p.Slug == e.s.Partner {
		return false, err
	}
	e.s.Partner = p.Slug
	return true, nil
}
