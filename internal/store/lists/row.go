package lists

import (
	"fmt"

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
