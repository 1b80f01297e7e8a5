package isolation

import (
	"context"
	"strconv"
	"time"

	"porthole/internal/model"
	"porthole/internal/store"
)

// planter puts the canaries of one shipment into it.
type planter struct {
	mint  mint
	owner int
	at    time.Time // when the planting was done
}

// text is the canary of a kind.
func (p planter) text(k kind) model.Text { return model.Line(p.mint.token(p.owner, k), model.RefCells) }

// nth is the canary of a kind where several must differ, as containers do.
func (p planter) nth(k kind, i int) model.Text {
	return model.Line(p.mint.token(p.owner, k)+"A"+strconv.Itoa(i), model.RefCells)
}

// stamp is that somebody of the office did something, and why.
func (p planter) stamp() model.Stamp {
	return model.Stamp{At: p.at, By: p.text(kindStamp).String(), Why: p.text(kindStamp)}
}

// mark puts a canary in the place of who did something and why, if it was done.
func (p planter) mark(s *model.Stamp) {
	if !s.IsZero() {
		s.By, s.Why = p.text(kindStamp).String(), p.text(kindStamp)
	}
}

// plant replaces every text of the shipment that somebody wrote, public and
// internal, and adds one of each sort that the shipment does not have, so that
// each sort is looked for in every shipment. What names the shipment and what
// tables know (ports, statuses, milestones, types of containers) stays.
func (p planter) plant(s *model.Shipment) {
	p.facts(&s.Facts)
	p.legs(&s.Facts)
	renamed := p.containers(&s.Facts)
	p.events(s, renamed)
	p.ledger(s)
	p.notes(s)
	s.Internal = model.Internal{BuyRate: p.text(kindBuyRate), Remarks: p.text(kindRemarks)}
}

func (p planter) facts(f *model.Facts) {
	f.Cargo.Commodity = p.text(kindCommodity)
	f.References = model.References{
		HBL: p.text(kindHBL), MBL: p.text(kindMBL), Booking: p.text(kindBooking), PO: []model.Text{p.text(kindPO)},
	}
	f.Carrier, f.Vessel, f.IMO, f.Voyage = p.text(kindCarrier), p.text(kindVessel), p.text(kindIMO), p.text(kindVoyage)
	f.Pickup, f.Dropoff = model.Place{Name: p.text(kindPlace)}, model.Place{Name: p.text(kindPlace)}
	p.place(&f.POL)
	p.place(&f.POD)
}

// place renames a place that somebody named in words of their own.
func (p planter) place(at *model.Place) {
	if !at.IsZero() && at.Zone() == nil {
		*at = model.Place{Name: p.text(kindPlace)}
	}
}

// legs leaves the first leg to the shipment's own vessel, and adds a lorry behind
// the last one, which has a name and moves nothing.
func (p planter) legs(f *model.Facts) {
	if len(f.Legs) == 0 {
		f.Legs = []model.Leg{{Mode: f.Mode, From: f.POL, To: f.POD, ETD: f.ETD, ETA: f.ETA, ATD: f.ATD, ATA: f.ATA}}
	}
	f.Legs = append(f.Legs, model.Leg{Mode: model.Road, From: f.POD})
	for i := range f.Legs {
		leg := &f.Legs[i]
		leg.Vessel, leg.Voyage = p.nth(kindLeg, i), p.text(kindVoyage)
		if i == 0 {
			leg.Vessel = f.Vessel
		}
		p.place(&leg.From)
		p.place(&leg.To)
	}
}

// containers gives every container another number, and says which.
func (p planter) containers(f *model.Facts) map[model.Text]model.Text {
	if len(f.Containers) == 0 {
		f.Containers = []model.Container{{Type: model.Line("22G1", model.RefCells)}}
	}
	renamed := map[model.Text]model.Text{}
	for i := range f.Containers {
		box := &f.Containers[i]
		fresh := p.nth(kindContainer, i)
		renamed[model.NormalizeContainer(box.Number.String())] = fresh
		box.Number, box.Seal = fresh, p.nth(kindSeal, i)
		for _, hold := range []*model.Text{&box.Free.CustomsHold, &box.Free.LineHold, &box.Free.TerminalHold} {
			*hold = p.nth(kindHold, i)
		}
	}
	return renamed
}

func (p planter) events(s *model.Shipment, renamed map[model.Text]model.Text) {
	reported := model.Event{
		ID: "qx1", Milestone: model.BookingConfirmed, Classifier: model.Actual, At: model.Moment(p.at),
		Reported: p.at, Recorded: p.stamp(), Published: p.stamp(),
	}
	kept := reported
	kept.ID, kept.Milestone, kept.Published = "qx2", model.GateOut, model.Stamp{}
	taken := reported
	taken.ID, taken.Milestone, taken.Withdrawn = "qx3", model.EmptyReturned, p.stamp()
	s.Events = append(s.Events, reported, kept, taken)
	for i := range s.Events {
		p.event(&s.Events[i], renamed)
	}
}

// event replaces the texts of an event, by what customers see of it.
func (p planter) event(e *model.Event, renamed map[model.Text]model.Text) {
	text, ship, voyage, imo, seal := kindEvent, kindVessel, kindVoyage, kindIMO, kindSeal
	switch {
	case !e.Withdrawn.IsZero():
		text, ship, voyage, imo, seal = kindEventWithdrawn, kindEventWithdrawn, kindEventWithdrawn, kindEventWithdrawn, kindEventWithdrawn
	case e.Published.IsZero():
		text, ship, voyage, imo, seal = kindEventUnpublished, kindEventUnpublished, kindEventUnpublished, kindEventUnpublished, kindEventUnpublished
	}
	for was, now := range map[*model.Text]kind{&e.IMO: imo, &e.Seal: seal} {
		if !was.IsZero() {
			*was = p.text(now)
		}
	}
	for i := range e.Also {
		e.Also[i].ID = p.text(kindEventOrigin).String()
	}
	e.Text, e.Internal = p.text(text), p.text(kindEventInternal)
	if !e.Vessel.IsZero() {
		e.Vessel, e.Voyage = p.text(ship), p.text(voyage)
	}
	if !e.Container.IsZero() {
		e.Container = renamed[model.NormalizeContainer(e.Container.String())]
	}
	if e.Origin.ID != "" || e.Origin.Raw != "" || text == kindEvent {
		e.Origin.ID, e.Origin.Raw = p.text(kindEventOrigin).String(), p.text(kindEventOrigin).String()
	}
	p.place(&e.Place)
	for _, stamp := range []*model.Stamp{&e.Recorded, &e.Published, &e.Withdrawn, &e.Held.Stamp} {
		p.mark(stamp)
	}
}

func (p planter) ledger(s *model.Shipment) {
	to := model.Shown(*s).ETA
	if to.IsZero() {
		to = model.DayOf(p.at.AddDate(0, 0, 20))
	}
	shown := model.LedgerEntry{
		Kind: model.KindETA, From: model.DayOf(to.Instant().AddDate(0, 0, -2)), To: to, Recorded: p.stamp(), Published: p.stamp(),
	}
	kept, taken := shown, shown
	kept.Published = model.Stamp{}
	taken.Withdrawn = p.stamp()
	taken.Withdrawn.At = p.at.Add(time.Minute) // it was read, and its date still is
	shown.Reworded = []model.Stamp{p.stamp()}
	s.Ledger = append(s.Ledger, shown, kept, taken)
	for i := range s.Ledger {
		line := &s.Ledger[i]
		line.Reason = p.text(kindLedgerUnpublished)
		if line.Visible() {
			line.Reason = p.text(kindLedger)
		}
		for _, stamp := range []*model.Stamp{&line.Recorded, &line.Published, &line.Withdrawn} {
			p.mark(stamp)
		}
	}
}

func (p planter) notes(s *model.Shipment) {
	written := model.Note{ID: "qx4", At: p.at, ForCustomer: true}
	taken, kept := written, written
	taken.ID, taken.Withdrawn = "qx5", p.stamp()
	kept.ID, kept.ForCustomer = "qx6", false
	s.Notes = append(s.Notes, written, taken, kept)
	for i := range s.Notes {
		n := &s.Notes[i]
		n.By = p.text(kindStamp).String()
		switch {
		case !n.ForCustomer:
			n.Text = p.text(kindNoteInternal)
		case !n.Withdrawn.IsZero():
			n.Text = p.text(kindNoteWithdrawn)
		default:
			n.Text = p.text(kindNote)
		}
		p.mark(&n.Withdrawn)
	}
}

// plantedAtOnce is how many shipments are written in one transaction.
const plantedAtOnce = 200

// plant puts canaries into the shipments of all partners of the copy.
func (c *check) plant(ctx context.Context) error {
	most := min(plantMost, max(1, plantBudget/max(1, len(c.roster.slugs))))
	for _, slug := range c.roster.slugs {
		company := c.roster.partners[slug]
		refs := company.refs[:min(most, len(company.refs))]
		for from := 0; from < len(refs); from += plantedAtOnce {
			if err := c.plantSome(ctx, company, refs[from:min(len(refs), from+plantedAtOnce)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// plantSome puts canaries into some shipments of a partner.
func (c *check) plantSome(ctx context.Context, company *company, refs []string) error {
	return c.office.Write(ctx, "isolation plant", func(w *store.Writer) error {
		for _, ref := range refs {
			one := planted{ref, c.roster.enrol(owner{name: ref, partner: company.Slug})}
			if err := c.edit(w, one, func(s *model.Shipment, p planter) { p.plant(s) }); err != nil {
				return err
			}
			company.planted = append(company.planted, one)
		}
		return nil
	})
}

// change changes one shipment of the copy.
func (c *check) change(ctx context.Context, verb string, one planted, how func(s *model.Shipment, p planter)) error {
	return c.office.Write(ctx, verb, func(w *store.Writer) error { return c.edit(w, one, how) })
}

func (c *check) edit(w *store.Writer, one planted, how func(s *model.Shipment, p planter)) error {
	s, err := w.Shipment(one.ref)
	if err != nil {
		return err
	}
	s = s.Clone()
	how(&s, planter{c.roster.mint, one.owner, w.Now()})
	_, err = w.Put(s)
	return err
}
