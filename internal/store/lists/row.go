package lists

import (
	"encoding/binary"
	"fmt"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// Rows are packed: a page reads fifty of them, and as JSON they took most of its
// time. The fields come in the order of model.Row. A test fills every field
// of a Row and fails when one does not come back, so that a new field cannot be
// forgotten here.

// rowForm is the number of the form below; it stands before every row. Another
// form is another schema: lists are made again for it.
const rowForm = 4

// freeForm is the number of the same form with the last free day at its end, for the
// few rows that have one.
const freeForm = 5

// packRow appends a row.
func packRow(b []byte, r model.Row) []byte {
	form := byte(rowForm)
	if !r.FreeUntil.IsZero() {
		form = freeForm
	}
	p := packer{b: append(b, form)}
	p.text(r.Ref)
	p.string(string(r.Status))
	p.string(string(r.Mode))
	p.string(string(r.Load))
	p.place(r.POL)
	p.place(r.POD)
	for _, w := range []model.When{r.ETD, r.ETA, r.ATD, r.ATA, r.FirstETA} {
		p.when(w)
	}
	p.text(r.Vessel)
	p.text(r.Voyage)
	p.string(string(r.Last.Milestone))
	p.when(r.Last.At)
	p.place(r.Last.Place)
	p.number(int64(r.Last.Boxes))
	p.number(int64(r.Last.Of))
	p.number(int64(r.StepsDone))
	p.number(int64(r.Steps))
	p.instant(r.UpdatedAt)
	p.text(r.Carrier)
	p.string(r.Partner)
	if form == freeForm {
		p.when(r.FreeUntil)
	}
	return p.b
}

// unpackRow reads what packRow wrote; engine.ErrDamaged for anything else.
func unpackRow(b []byte) (model.Row, error) {
	if len(b) == 0 || b[0] != rowForm && b[0] != freeForm {
		return model.Row{}, fmt.Errorf("row of an unknown form: %w", engine.ErrDamaged)
	}
	u := unpacker{b: b[1:]}
	// The order of the fields below is that in which they are evaluated, which
	// for calls is from left to right.
	r := model.Row{
		Ref: u.text(), Status: model.Status(u.string()), Mode: model.Mode(u.string()), Load: model.Load(u.string()),
		POL: u.place(), POD: u.place(),
		ETD: u.when(), ETA: u.when(), ATD: u.when(), ATA: u.when(), FirstETA: u.when(),
		Vessel: u.text(), Voyage: u.text(),
		Last: model.LastEvent{
			Milestone: model.Milestone(u.string()), At: u.when(), Place: u.place(), Boxes: int(u.number()), Of: int(u.number()),
		},
		StepsDone: int(u.number()), Steps: int(u.number()),
		UpdatedAt: u.instant(), Carrier: u.text(), Partner: u.string(),
	}
	if b[0] == freeForm {
		r.FreeUntil = u.when()
	}
	if !u.ended() {
		return model.Row{}, fmt.Errorf("row is cut short or too long: %w", engine.ErrDamaged)
	}
	return r, nil
}

// packer appends values in a plain binary form, without their names; a text has
// its length before it. An unpacker reads them in the same order.
type packer struct{ b []byte }

func (p *packer) number(n int64)      { p.b = binary.AppendVarint(p.b, n) }
func (p *packer) unsigned(n uint64)   { p.b = binary.AppendUvarint(p.b, n) }
func (p *packer) text(t model.Text)   { p.string(t.String()) }
func (p *packer) string(s string)     { p.unsigned(uint64(len(s))); p.b = append(p.b, s...) }
func (p *packer) place(q model.Place) { p.text(q.Code); p.text(q.Name); p.text(q.Terminal) }

func (p *packer) flag(set bool) {
	if set {
		p.unsigned(1)
	} else {
		p.unsigned(0)
	}
}

// Forms of a When.
const (
	whenUnknown = iota
	whenDay
	whenMoment // with an offset
	whenZoned  // with the name of its zone
)

func (p *packer) when(w model.When) {
	switch {
	case w.IsZero():
		p.unsigned(whenUnknown)
	case w.IsDate():
		p.unsigned(whenDay)
		p.number(dayNumber(w.Instant().Unix()))
	case hasZone(w.Instant()):
		p.unsigned(whenZoned)
		p.number(w.Instant().Unix())
		p.string(w.Instant().Location().String())
	default:
		p.unsigned(whenMoment)
		p.instant(w.Instant())
	}
}

// hasZone reports whether t's zone can be found again by its name.
func hasZone(t time.Time) bool {
	return !model.BareOffset(t) && model.ZoneNamed(t.Location().String()) == t.Location()
}

func (p *packer) instant(t time.Time) {
	_, offset := t.Zone()
	p.number(t.Unix())
	p.number(int64(t.Nanosecond()))
	p.number(int64(offset))
}

// unpacker takes values off. Once something does not fit, failed stays true and
// everything reads as nothing.
type unpacker struct {
	b      []byte
	failed bool
}

func (u *unpacker) number() int64 {
	n, size := binary.Varint(u.b)
	return n * int64(u.skip(size))
}

func (u *unpacker) unsigned() uint64 {
	n, size := binary.Uvarint(u.b)
	return n * uint64(u.skip(size))
}

func (u *unpacker) flag() bool { return u.unsigned() == 1 }

// skip takes size bytes off; 1 when they were there, else 0.
func (u *unpacker) skip(size int) int {
	if size <= 0 || size > len(u.b) {
		u.failed, u.b = true, nil
		return 0
	}
	u.b = u.b[size:]
	return 1
}

func (u *unpacker) bytes() []byte {
	size := u.unsigned()
	if size > uint64(len(u.b)) {
		u.failed, u.b = true, nil
		return nil
	}
	taken := u.b[:size]
	u.b = u.b[size:]
	return taken
}

func (u *unpacker) string() string { return string(u.bytes()) }

func (u *unpacker) text() model.Text {
	var t model.Text
	if b := u.bytes(); len(b) > 0 {
		_ = t.UnmarshalText(b) // it never fails
	}
	return t
}

func (u *unpacker) place() model.Place {
	return model.Place{Code: u.text(), Name: u.text(), Terminal: u.text()}
}

func (u *unpacker) when() model.When {
	switch u.unsigned() {
	case whenUnknown:
		return model.When{}
	case whenDay:
		return model.DayOf(time.Unix(u.number()*secondsOfDay, 0).UTC())
	case whenMoment:
		return model.Moment(u.instant())
	case whenZoned:
		t := time.Unix(u.number(), 0)
		return model.Moment(t.In(model.ZoneNamed(u.string())))
	default:
		u.failed = true
		return model.When{}
	}
}

func (u *unpacker) instant() time.Time {
	seconds, nanos, offset := u.number(), u.number(), u.number()
	t := time.Unix(seconds, nanos)
	if offset == 0 || offset < -secondsOfDay || offset > secondsOfDay {
		return t.UTC()
	}
	return t.In(time.FixedZone("", int(offset)))
}

// ended reports whether everything was read and nothing is left.
func (u *unpacker) ended() bool { return !u.failed && len(u.b) == 0 }
