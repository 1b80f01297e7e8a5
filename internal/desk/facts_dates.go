package desk

import (
	"slices"

	"porthole/internal/model"
)

// date reads a value as a date at a place, by the clock of that.
func (e *editor) date(value string, at model.Place) (model.When, error) {
	zone := at.Zone()
	if zone == nil {
		zone = e.zone
	}
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
	case !wasShown.IsZero() && e.reason.IsZero():
		return false, needReason(e.reason)
	case model.Reschedule(e.s, kind, to, e.reason, "", e.stamp, e.stamp):
		return true, nil
	default: // the actual date is known: the ledger is closed, and this corrects it
		e.line(kind, wasShown, to, fact)
		return true, nil
	}
}

// showPending publishes a date that the office knew already.
func (e *editor) showPending(kind model.DateKind, to, from model.When, fact *model.When) error {
	for _, l := range slices.Backward(e.s.Ledger) {
		if l.Kind == kind && l.EventID != "" && l.Published.IsZero() && l.Withdrawn.IsZero() && l.To.Equal(to) {
			return model.PublishEvent(e.s, l.EventID, e.stamp)
		}
	}
	e.line(kind, from, to, fact)
	return nil
}

// line appends a published line to the ledger.
func (e *editor) line(kind model.DateKind, from, to model.When, fact *model.When) {
	e.s.Ledger = append(e.s.Ledger, model.LedgerEntry{
		Kind: kind, From: from, To: to, Reason: e.reason, Recorded: e.stamp, Published: e.stamp,
	})
	*fact = to
}

// reword gives the reason of the date that customers see in other words: the
// line that said it is withdrawn, and stays in the office.
func (e *editor) reword(kind model.DateKind) bool {
	if e.reason.IsZero() {
		return false
	}
	last := -1
	for i, l := range e.s.Ledger {
		if l.Kind == kind && l.Visible() && (last < 0 || !l.Published.At.Before(e.s.Ledger[last].Published.At)) {
			last = i
		}
	}
	if last < 0 || e.s.Ledger[last].Reason == e.reason {
		return false
	}
	return e.retell(last)
}

// retell withdraws a line of the ledger, with the event that brought it, and
// says the same again with the new reason.
func (e *editor) retell(i int) bool {
	old, by := e.s.Ledger[i], e.stamp
	by.Why = e.reason
	fact := &e.s.Facts.ETA
	if old.Kind == model.KindETD {
		fact = &e.s.Facts.ETD
	}
	if at := eventIndex(*e.s, old.EventID); at >= 0 && model.WithdrawEvent(e.s, old.EventID, by) == nil {
		event := e.s.Events[at]
		event.Text = e.reason
		if _, recorded := model.Record(e.s, event, e.stamp, e.stamp); recorded {
			return true
		}
	}
	e.s.Ledger[i].Withdrawn = by
	e.line(old.Kind, old.From, old.To, fact)
	return true
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
		if err := needReason(e.reason); err != nil {
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
	if !known.Allows(next) && e.reason.IsZero() {
		return false, model.NewFault("error.set.status_back", string(known), string(next))
	}
	e.s.Facts.Status = next
	if model.Shown(*e.s).Status != next {
		return false, model.NewFault("error.set.events", "status")
	}
	return true, nil
}
