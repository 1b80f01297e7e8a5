package model

import (
	"math"
	"slices"
	"strings"
)

// Incoming is what a list from outside says of one shipment. A zero field, or
// an empty list, says nothing: what is absent never erases what is known.
type Incoming struct {
	// Facts are those that the list states. Containers are known by their
	// number; Cargo has the totals of all the list's rows of this shipment.
	Facts Facts
	// Loose says that some of the cargo stands in rows without a container
	// number, so that the containers do not add up to the totals.
	Loose bool
}

// Merge applies what a list says to the office's record, which is new when it
// was never created. The result shares no slice with s. changed is false when
// the list said nothing new; the record is then as it was.
//
//   - Facts of a list are published facts. A changed ETD or ETA goes through
//     the ledger, published; the first one counts from unknown.
//   - Status goes forward, or to cancelled; the one that customers read says nothing
//     new. A step back is left out and remarked ("remark.import.status_back": status,
//     stated status).
//   - A date that customers read already, or that says less precisely what is
//     known, changes nothing. Once the actual date is known, the expected one
//     stays ("remark.import.date_settled": ETD or ETA, stated date, date). It also
//     stays when the list only says again what was replaced since by an event
//     ("remark.import.date_stays": ETD or ETA, date, stated date, its flag). One that
//     the office knew and had not published is ("remark.import.date_disclosed").
//   - Containers are added, or filled in, by number.
func Merge(s Shipment, in Incoming, by Stamp) (merged Shipment, changed bool, remarks []Remark) {
	m := merger{s: s.Clone(), by: by, shown: Shown(s), known: Known(s)}
	if s.Created.IsZero() {
		m.s.Created, m.s.Facts.Status, m.changed = by.At, Draft, true
	}
	m.facts(in.Facts)
	m.s.Facts.clocks().dates(&in.Facts.ETD, &in.Facts.ETA, &in.Facts.ATD, &in.Facts.ATA)
	m.expect(KindETD, in.Facts.ETD)
	m.expect(KindETA, in.Facts.ETA)
	m.actual(&m.s.Facts.ATD, m.shown.ATD, in.Facts.ATD)
	m.actual(&m.s.Facts.ATA, m.shown.ATA, in.Facts.ATA)
	m.status(in.Facts.Status)
	m.missing(in.Facts)
	for _, c := range in.Facts.Containers {
		m.container(c)
	}
	m.legs(in.Facts.Legs)
	m.totals(in)
	m.reported(in.Facts)
	m.disclosed()
	if !m.changed {
		return s, false, m.remarks
	}
	m.s.Localize() // a place may be another one now
	m.s.Updated, m.s.FactsAt = by.At, by.At
	return m.s, true, m.remarks
}

// merger is one merge under way.
type merger struct {
	s            Shipment
	by           Stamp
	shown, known Facts // before the merge
	changed      bool
	remarks      []Remark
}

func (m *merger) remark(key string, args ...any) {
	m.remarks = append(m.remarks, Remark{Key: key, Args: args})
}

// put sets a fact that is stated and new.
func put[T comparable](m *merger, to *T, stated T) {
	var nothing T
	if stated != nothing && *to != stated {
		*to, m.changed = stated, true
	}
}

// putNumber sets a number that is stated and new.
func putNumber[T comparable](m *merger, to **T, stated *T) {
	if stated == nil || (*to != nil && **to == *stated) {
		return
	}
	*to, m.changed = new(*stated), true
}

func (m *merger) facts(in Facts) {
	f := &m.s.Facts
	put(m, &f.Mode, in.Mode)
	put(m, &f.Load, in.Load)
	if f.Mode == "" && f.Load != "" {
		f.Mode = Sea // full and part container loads are words of the sea
	}
	put(m, &f.Direction, in.Direction)
	if f.Mode == Air {
		in.POL, in.POD = in.POL.byAir(), in.POD.byAir()
	}
	m.place(&f.POL, in.POL)
	m.place(&f.POD, in.POD)
	m.place(&f.Pickup, in.Pickup)
	m.place(&f.Dropoff, in.Dropoff)
	put(m, &f.Cargo.Commodity, in.Cargo.Commodity)
	put(m, &f.References.HBL, in.References.HBL)
	put(m, &f.References.MBL, in.References.MBL)
	put(m, &f.References.Booking, in.References.Booking)
	put(m, &f.Carrier, in.Carrier)
	if vessel, voyage := f.Vessel, f.Voyage; !m.continues(Ship{in.Vessel, in.Voyage}) {
		put(m, &f.Vessel, in.Vessel)
		put(m, &f.Voyage, in.Voyage)
		f.Reboard(vessel, voyage, m.by.At)
	}
	put(m, &f.IMO, in.IMO)
	if po := in.References.PO; len(po) > 0 && !slices.Equal(po, f.References.PO) {
		f.References.PO, m.changed = slices.Clone(po), true
	}
}

// continues says that a list names the vessel of a later leg, which is not the one that
// the cargo left on: lists have one vessel, and once it has changed that is the second.
func (m *merger) continues(on Ship) bool {
	if on.Vessel.IsZero() || on.Same(Ship{m.s.Facts.Vessel, m.s.Facts.Voyage}) {
		return false
	}
	later := MainLegs(m.s)
	return len(later) > 1 && slices.ContainsFunc(later[1:], func(l Leg) bool {
		return on.Same(Ship{l.Vessel, l.Voyage}) || on.Voyage.IsZero() && SameVessel(on.Vessel, l.Vessel)
	})
}

// place sets a place, unless the list has only the code of a port whose
// terminal is known: a bare code says nothing about the terminal.
func (m *merger) place(to *Place, stated Place) {
	bare := !stated.Code.IsZero() && stated == ParsePlace(stated.Code.String())
	if bare && !to.Terminal.IsZero() && to.SamePort(stated) {
		return
	}
	put(m, to, stated)
}

// saysNoMore tells that stated adds nothing to have: it is the same, or the
// mere day of a time that is known.
func saysNoMore(stated, have When) bool {
	return stated.IsZero() || stated.Equal(have) || (stated.IsDate() && stated.Equal(have.Date()))
}

// expect takes a stated ETD or ETA.
func (m *merger) expect(kind DateKind, stated When) {
	known, actual := m.known.Date(kind), m.known.happened(kind)
	switch {
	case saysNoMore(stated, m.shown.Date(kind)):
	case !actual.IsZero() && known.IsZero():
		*m.s.Facts.date(kind), m.changed = stated, true // nothing was expected before, so nothing is overwritten
	case !actual.IsZero():
		m.remark("remark.import.date_settled", strings.ToUpper(string(kind)), stated.String(), known.String())
	case m.repeats(kind, stated):
		m.remark("remark.import.date_stays", strings.ToUpper(string(kind)), m.shown.Date(kind).String(), stated.String(), string(kind))
	case m.publishPending(kind, stated), Reschedule(&m.s, kind, stated, Text{}, "", m.by, m.by):
		m.changed = true
	}
}

// repeats says that a list states again the date that was stated before an event
// brought the one that holds. Lists are exported again and again, and what nobody
// has touched in them is no news.
func (m *merger) repeats(kind DateKind, stated When) bool {
	replaced := false
	for _, line := range slices.Backward(m.s.Ledger) {
		switch {
		case line.Kind != kind || !line.Withdrawn.IsZero():
		case line.EventID != "":
			replaced = true
		default:
			return replaced && saysNoMore(stated, line.To)
		}
	}
	return false
}

// publishPending shows customers a date that the office knew already but had
// not published: the list states it as a fact.
func (m *merger) publishPending(kind DateKind, stated When) bool {
	for i := len(m.s.Ledger) - 1; i >= 0; i-- {
		line := m.s.Ledger[i]
		if line.Kind != kind || !line.Withdrawn.IsZero() {
			continue
		}
		if line.Published.IsZero() && line.To.Equal(stated) {
			publishLine(&m.s, i, m.by)
			return true
		}
		return false
	}
	return false
}

func (m *merger) actual(to *When, shown, stated When) {
	if saysNoMore(stated, shown) || saysNoMore(stated, *to) {
		return
	}
	*to, m.changed = stated, true
}

// reported remarks an actual date that stays as an event has it.
func (m *merger) reported(stated Facts) {
	shown := Shown(m.s)
	for _, d := range []struct {
		name        string
		stated, has When
	}{{"ATD", stated.ATD, shown.ATD}, {"ATA", stated.ATA, shown.ATA}} {
		if d.stated.DaysAfter(d.has) != 0 {
			m.remark("remark.import.date_reported", d.name, d.has.String(), d.stated.String())
		}
	}
}

// disclosed remarks dates that the office knew and had kept back, and that customers read
// now: the list states them as facts, as one does that the office has exported itself.
func (m *merger) disclosed() {
	now := Shown(m.s)
	for _, d := range []struct {
		name              string
		was, known, shown When
	}{
		{"ETD", m.shown.ETD, m.known.ETD, now.ETD},
		{"ETA", m.shown.ETA, m.known.ETA, now.ETA},
		{"ATD", m.shown.ATD, m.known.ATD, now.ATD},
		{"ATA", m.shown.ATA, m.known.ATA, now.ATA},
	} {
		if !d.shown.Equal(d.was) && d.shown.Equal(d.known) {
			m.remark("remark.import.date_disclosed", d.name, d.shown.String())
		}
	}
}

// status takes the stated status. A step back is one behind what events and
// actual dates say as well.
func (m *merger) status(next Status) {
	have := Shown(m.s).Status
	switch {
	case next == "" || next == m.s.Facts.Status || next == m.shown.Status:
	case !have.Allows(next), next == Cancelled && m.known.Status == Done:
		m.remark("remark.import.status_back", have, next)
	default:
		m.s.Facts.Status, m.changed = next, true
	}
}

// missing remarks containers that a list with others does not have: what is absent
// erases nothing, and may have been replaced.
func (m *merger) missing(stated Facts) {
	for _, c := range m.s.Facts.Containers {
		if len(stated.Containers) > 0 && stated.ContainerIndex(c.Number) < 0 {
			m.remark("remark.import.container_stays", FormatContainer(c.Number), c.Number.String())
		}
	}
}

func (m *merger) container(stated Container) {
	i := m.s.Facts.ContainerIndex(stated.Number)
	if i < 0 {
		m.s.Facts.Containers = append(m.s.Facts.Containers, stated)
		m.changed = true
		return
	}
	c := &m.s.Facts.Containers[i]
	put(m, &c.Type, stated.Type)
	put(m, &c.Seal, stated.Seal)
	putNumber(m, &c.Packages, stated.Packages)
	putNumber(m, &c.WeightKg, stated.WeightKg)
	putNumber(m, &c.VolumeCbm, stated.VolumeCbm)
	m.free(&c.Free, stated.Free)
}

func (m *merger) free(to *FreeTime, stated FreeTime) {
	for t, says := range map[*Terms]Terms{&to.Demurrage: stated.Demurrage, &to.Storage: stated.Storage, &to.Detention: stated.Detention} {
		putNumber(m, &t.Days, says.Days)
		put(m, &t.Last, says.Last)
	}
	put(m, &to.CustomsHold, stated.CustomsHold)
	put(m, &to.LineHold, stated.LineHold)
	put(m, &to.TerminalHold, stated.TerminalHold)
	put(m, &to.Available, stated.Available)
}

// totals sets the shipment's totals where the list states them: the sum of all
// containers when each one's share is known, else the sum of the list's rows.
func (m *merger) totals(in Incoming) {
	boxes, cargo := m.s.Facts.Containers, &m.s.Facts.Cargo
	if in.Loose {
		boxes = nil
	}
	putNumber(m, &cargo.Packages, total(boxes, in.Facts.Cargo.Packages, func(c Container) *int { return c.Packages }))
	putNumber(m, &cargo.WeightKg, total(boxes, in.Facts.Cargo.WeightKg, func(c Container) *float64 { return c.WeightKg }))
	putNumber(m, &cargo.VolumeCbm, total(boxes, in.Facts.Cargo.VolumeCbm, func(c Container) *float64 { return c.VolumeCbm }))
}

func total[T int | float64](boxes []Container, stated *T, share func(Container) *T) *T {
	if stated == nil || len(boxes) == 0 {
		return stated
	}
	var sum T
	for _, c := range boxes {
		part := share(c)
		if part == nil {
			return stated
		}
		sum += *part
	}
	return new(T(Thousandths(float64(sum))))
}

// Thousandths rounds to three decimals, grams and litres: a sum of rows is the
// same number whatever their order.
func Thousandths(v float64) float64 { return math.Round(v*1000) / 1000 }
