package desk

import (
	"cmp"

	"porthole/internal/model"
)

// date reads a value as a date at a place, by the clock of that.
func (e *editor) date(value string, at model.Place) (model.When, error) {
	zone := cmp.Or(at.Zone(), e.zone)
	when, err := model.ParseWhen(value, zone)
	return when.In(zone), err //nolint:wrapcheck // it is a Fault that names the text
}

// expect sets an ETD or ETA through the ledger, where customers read it.
func (e *editor) expect(kind model.DateKind, value string) (bool, error) {
	f, known, shown := &e.s.Facts, model.Known(*e.s), model.Shown(*e.s)
	at, fact, wasKnown, wasShown := f.POD, &f.ETA, known.ETA, shown.ETA
	if kind == model.KindETD {
		at, fact, wasKnown, wasShown = f.POL, &f.ETD, known.ETD, shown.ETD
	}
	to, err := e.date(value, at)
	if err != nil {
		return false, err
	}
	switch {
	case to.IsZero():
		return false, model.NewFault("error.date.missing", label(kind))
	case to.Equal(wasShown):
		return e.reword(kind), nil
	case to.Equal(wasKnown):
		return true, e.showPending(kind, to, wasShown, fact)
	case !wasShown.IsZero() && e.why.IsZero():
		return false, errDateReason
	case model.Reschedule(e.s, kind, to, e.why.Text, "", e.stamp, e.stamp):
		model.Explain(e.s, e.why, e.stamp)
		return true, nil
	default: // the actual date is known: the ledger is closed, and this corrects it
		e.line(kind, wasShown, to, fact)
		return true, nil
	}
}

// showPending publishes a date that the office knew already.
func (e *editor) showPending(kind model.DateKind, to, from model.When, fact *model.When) error {
	id := model.LastLine(*e.s, kind)
	if id == "" {
		e.line(kind, from, to, fact)
		return nil
	}
	if _, err := model.GiveReason(e.s, id, e.why, e.stamp); err != nil {
		return err //nolint:wrapcheck // it is a Fault of ours
	}
	return model.PublishLine(e.s, id, e.stamp) //nolint:wrapcheck // likewise
}

// line appends a published line to the ledger.
func (e *editor) line(kind model.DateKind, from, to model.When, fact *model.When) {
	e.s.Ledger = append(e.s.Ledger, model.LedgerEntry{
		Kind: kind, From: from, To: to, Reason: e.why.Text, NoReason: e.why.None, Recorded: e.stamp, Published: e.stamp,
	})
	*fact = to
}

// reword gives the date that customers see another reason.
func (e *editor) reword(kind model.DateKind) bool {
	changed, err := model.GiveReason(e.s, model.LineInForce(*e.s, kind), e.why, e.stamp)
	return err == nil && changed
}

// actual sets an ATD or ATA.
func (e *editor) actual(name, value string) (bool, error) {
	f := &e.s.Facts
	at, fact := f.POD, &f.ATA
	if name == "ATD" {
		at, fact = f.POL, &f.ATD
	}
	to, err := e.date(value, at)
	if err != nil || to.Equal(*fact) && to.Equal(shownActual(*e.s, name)) {
		return false, err
	}
	if fault := model.CheckHappened(to, e.stamp.At); fault != nil {
		return false, fault
	}
	if !shownActual(*e.s, name).IsZero() {
		if err := needReason(e.why.Text); err != nil {
			return false, err
		}
	}
	*fact = to
	if !shownActual(*e.s, name).Equal(to) {
		return false, model.NewFault("error.set.events", name)
	}
	return true, nil
}

func shownActual(s model.Shipment, name string) model.When {
	if name == "ATD" {
		return model.Shown(s).ATD
	}
	return model.Shown(s).ATA
}

// status sets the status: forward, or to cancelled; anything else is a
// correction that needs a reason.
func (e *editor) status(value string) (bool, error) {
	next, ok := model.ParseStatus(value)
	if !ok {
		return false, badValue("status", value)
	}
	known, shown := model.Known(*e.s).Status, model.Shown(*e.s).Status
	if next == shown {
		return false, nil
	}
	if !known.Allows(next) && e.why.Text.IsZero() {
		return false, model.NewFault("error.set.status_back", string(known), string(next))
	}
	e.s.Facts.Status = next
	if model.Shown(*e.s).Status != next {
		return false, model.NewFault("error.set.events", "status")
	}
	return true, nil
}
