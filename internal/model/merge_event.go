package model

// Learn takes an event that a carrier or a partner reported. It differs from
// [Record], which is for what our own people say, in what it makes of reports
// that come again, are corrected, or are late:
//
//   - What is known is a repeat, and so is what was withdrawn, unless it was
//     reported anew after that. With publish, a repeat publishes what the
//     office had kept.
//   - A newer report under the same id replaces the older one. When customers
//     see the older one and publish is not asked for, both stay and it is
//     remarked ("remark.import.superseded", the event's id): publishing is an act.
//   - A planned or estimated departure from the port of loading, or arrival at
//     the port of discharge, becomes an ETD or ETA change when it names another
//     day than the one expected; else it is kept as the estimate that it is.
//     An older report does not undo a newer one, a plan no estimate, and an
//     estimate no actual date.
//
// news says whether it brought any. The record may also have changed without:
// noted says that another id of a known event was kept. s must not share its slices.
func Learn(s *Shipment, e Event, by Stamp, publish bool) (news, noted bool, remarks []Remark) {
	l := learner{s: s, e: e, by: by, timed: !e.Reported.IsZero()}
	if publish && e.Doubt == "" {
		l.published = by
	}
	if !l.timed {
		l.e.Reported = by.At
	}
	l.e.At = s.Facts.clocks().local(e.At, e.Milestone, e.Place)
	kind, expected := e.expects(s.Facts)
	switch {
	case l.takenBack():
	case expected:
		news = l.date(kind)
	default:
		news = l.happening()
	}
	if news {
		s.Updated = by.At
	}
	return news, l.noted, l.remarks
}

// Retraction is what a retraction came to: whether there was such an event,
// withdrawn before or not; whether the record is different now; whether customers
// could see the event until now; and the id of one that stays, because it was
// reported under another id too.
type Retraction struct {
	Found, Changed, Seen bool
	Stands               string
}

// Retract takes back what was reported under an id by its source.
func Retract(s *Shipment, id string, by Stamp) (r Retraction) {
	for i := range s.Events {
		e := &s.Events[i]
		report, known := e.report(id)
		if !known {
			continue
		}
		r.Found = true
		switch {
		case !e.Withdrawn.IsZero() || report.Gone:
		case e.takeBack(id):
			r.Changed, r.Stands = true, e.ID
		case WithdrawEvent(s, e.ID, by) == nil:
			r.Changed, r.Seen = true, r.Seen || !e.Published.IsZero()
		}
	}
	if r.Changed {
		s.Updated = by.At
	}
	return r
}

// learner is one report on its way into a shipment.
type learner struct {
	s         *Shipment
	e         Event
	by        Stamp
	published Stamp
	timed     bool // the report says when it was made
	noted     bool // only its id was kept
	remarks   []Remark
}

// expects tells which expected date an event speaks of, if any.
func (e Event) expects(f Facts) (DateKind, bool) {
	switch {
	case e.Classifier == Actual:
		return "", false
	case e.Milestone == Departed && f.liesAt(AtPOL, e.Place):
		return KindETD, true
	case e.Milestone == Arrived && f.liesAt(AtPOD, e.Place):
		return KindETA, true
	default:
		return "", false
	}
}

// asEstimate is the event as its sender reported it: a change of a date is an
// estimate that named another day.
func (e Event) asEstimate() Event {
	if e.Milestone == ETDChanged {
		e.Milestone = Departed
	}
	if e.Milestone == ETAChanged {
		e.Milestone = Arrived
	}
	return e
}

// sameReport tells that both came from the same message.
func sameReport(a, b Event) bool {
	return a.reportedAs(b.Origin.ID) && a.asEstimate().Same(b.asEstimate())
}

// happening takes everything but expected dates.
func (l *learner) happening() bool {
	settled := false
	for _, known := range l.s.Events {
		switch {
		case known.Withdrawn.IsZero() && (known.Same(l.e) || known.SameMove(l.e)) && !l.revises(known):
			return l.again(known)
		case sameReport(known, l.e), l.wasWithdrawn(known):
			settled = true
		}
	}
	if settled {
		return false
	}
	for _, known := range l.s.Events {
		if l.corrects(known) && l.e.Reported.Before(known.lastReport(l.e.Origin.ID)) {
			return false
		}
	}
	for _, known := range l.s.Events {
		if l.corrects(known) && known.Withdrawn.IsZero() {
			l.replace(known)
			l.e.inherit(known)
		}
	}
	_, recorded := Record(l.s, l.e, l.by, l.published)
	return recorded
}

// again takes a move that is known: it keeps the id, and a moment in place of the
// day that was known.
func (l *learner) again(known Event) bool {
	i := l.s.eventIndex(known.ID)
	finer := known.At.IsDate() && !l.e.At.IsDate() && (known.Published.IsZero() || !l.published.IsZero())
	if finer {
		l.e.inherit(known)
		l.replace(known)
		_, recorded := Record(l.s, l.e, l.by, l.published)
		return recorded
	}
	l.noted = l.s.Events[i].addReport(l.e)
	if l.noted && !known.Same(l.e) {
		l.remarks = append(l.remarks, Remark{Key: "remark.import.same_move", Args: []any{known.ID, known.At.String()}})
	}
	return l.repeat(known)
}

// revises tells that the report says another time than the one before it under the
// same id, and so corrects it.
func (l *learner) revises(known Event) bool {
	before, found := known.report(l.e.Origin.ID)
	return found && l.timed && !before.At.Equal(l.e.At) && !before.Reported.Equal(l.e.Reported)
}

// takenBack tells that everything that was reported under this id was taken back
// by its source, or with this time withdrawn by the office, and that this report
// was not made after that.
func (l *learner) takenBack() bool {
	gone := false
	for _, known := range l.s.Events {
		before, found := known.report(l.e.Origin.ID)
		if !found || !before.Gone && !before.At.Equal(l.e.At) {
			continue
		}
		if known.Withdrawn.IsZero() || (l.timed && l.e.Reported.After(known.Withdrawn.At)) {
			return false
		}
		gone = true
	}
	return gone
}

// wasWithdrawn tells that known says the same and was withdrawn, and that this
// report was not made after that: it is no reason to believe it again.
func (l *learner) wasWithdrawn(known Event) bool {
	again := l.timed && l.e.Reported.After(known.Withdrawn.At)
	return !known.Withdrawn.IsZero() && !again && known.asEstimate().Same(l.e.asEstimate())
}

// repeat publishes what the office had kept, if that is asked for. What is said
// without a doubt is in doubt no more.
func (l *learner) repeat(known Event) bool {
	believed := l.e.Doubt == "" && believe(l.s, known.ID)
	return l.publishRepeat(known) || believed
}

func (l *learner) publishRepeat(known Event) bool {
	if l.published.IsZero() || !known.Published.IsZero() || !known.Withdrawn.IsZero() {
		return false
	}
	if known.HeldAt(l.by.At) {
		return false // a person decided so
	}
	if _, _, over := Overtaken(*l.s, known); over {
		return false // an old file does not move a date back
	}
	if ShownAlready(*l.s, known) {
		return false
	}
	return PublishEvent(l.s, known.ID, l.published) == nil
}

// corrects tells that the same sender reported known under the same id, at
// another time: of the two, the later report counts.
func (l *learner) corrects(known Event) bool {
	before, found := known.report(l.e.Origin.ID)
	return l.timed && found && known.Milestone == l.e.Milestone && !before.Reported.Equal(l.e.Reported) &&
		NormalizeContainer(known.Container.String()) == NormalizeContainer(l.e.Container.String())
}

func (l *learner) replace(old Event) {
	if !old.Published.IsZero() && l.published.IsZero() {
		l.remarks = append(l.remarks, Remark{Key: "remark.import.superseded", Args: []any{old.ID}})
		return
	}
	if old.HeldAt(l.by.At) {
		l.e.Held, l.published = old.Held, Stamp{}
	}
	// It is the shipment's own event: the id was just read from it.
	_ = WithdrawEvent(l.s, old.ID, l.by)
}

// date takes an expected date.
func (l *learner) date(kind DateKind) bool {
	var again *Event
	for i := range l.s.Events {
		known := l.s.Events[i].asEstimate()
		if known.Milestone != l.e.Milestone || known.Classifier == Actual {
			continue
		}
		same := known.Same(l.e)
		if sameReport(known, l.e) || (same && known.Withdrawn.IsZero() && (!l.timed || known.Reported.Equal(l.e.Reported))) {
			return l.repeat(l.s.Events[i])
		}
		if l.wasWithdrawn(known) {
			return false
		}
		if !known.Withdrawn.IsZero() {
			continue
		}
		if l.overtaken(known) {
			return false
		}
		if same {
			again = &l.s.Events[i]
		}
	}
	if l.isNews(kind) {
		return l.change(kind)
	}
	if again != nil {
		return l.repeat(*again)
	}
	_, recorded := Record(l.s, l.e, l.by, l.published)
	return recorded
}

// overtaken tells that known was said later, or more surely. Of two reports
// made at one time the one that was there first counts.
func (l *learner) overtaken(known Event) bool {
	switch {
	case known.Classifier != l.e.Classifier && known.Classifier == Estimated:
		return true
	case known.Reported.Equal(l.e.Reported):
		other := l.timed && known.Classifier == l.e.Classifier && !known.At.Equal(l.e.At)
		if other && known.At.DaysAfter(l.e.At) != 0 {
			l.remarks = append(l.remarks, Remark{Key: "remark.import.at_once", Args: []any{known.At.String(), l.e.At.String()}})
		}
		return other
	default:
		return known.Reported.After(l.e.Reported)
	}
}

// isNews tells that the date is another day than the one expected, while the
// actual date is not known.
func (l *learner) isNews(kind DateKind) bool {
	known := Known(*l.s)
	return known.happened(kind).IsZero() && !l.e.At.Date().Equal(known.Date(kind).Date())
}

// change records the new date, its line of the ledger and, when asked for,
// shows both.
func (l *learner) change(kind DateKind) bool {
	e := l.e
	e.Milestone = kind.Change()
	e.ID, e.Recorded = nextEventID(*l.s), l.by
	if !Reschedule(l.s, kind, e.At, e.Text, e.ID, l.by, Stamp{}) {
		return false
	}
	l.s.Events = append(l.s.Events, e)
	if !l.published.IsZero() {
		publishEvent(l.s, len(l.s.Events)-1, l.published)
	}
	return true
}
