package model

import "time"

// Answers are the customer's four questions answered in words, from what is
// published alone.
type Answers struct {
	Loaded     string `json:"loaded"`
	EtaChanged string `json:"eta_changed"`
	Where      string `json:"where"`
	Arrival    string `json:"arrival"`
}

// Answer answers the four questions at now in the words of say.
func Answer(p Published, now time.Time, say Speaker) Answers {
	if p.Status == Cancelled {
		cancelled := say.Say("answer.cancelled")
		return Answers{Loaded: cancelled, EtaChanged: cancelled, Where: cancelled, Arrival: cancelled}
	}
	a := answerer{p: p, row: RowOf(p), now: now, say: say}
	return Answers{Loaded: a.loaded(), EtaChanged: a.etaChanged(), Where: a.where(), Arrival: a.arrival()}
}

type answerer struct {
	p   Published
	row Row
	now time.Time
	say Speaker
}

func (a answerer) day(w When) string              { return a.say.Day(w, a.now) }
func (a answerer) moment(w When, at Place) string { return a.say.Moment(w, at, a.now) }

// loaded answers "Has it been loaded?".
func (a answerer) loaded() string {
	boxes, last := a.aboard()
	total := len(a.p.Containers)
	switch {
	case last != nil && (boxes == 0 || boxes >= total):
		return a.say.Say("answer.loaded.yes", a.moment(last.At, last.Place), a.at(last.Place, a.p.POL))
	case last != nil && a.p.ATD.IsZero():
		return a.say.Say("answer.loaded.partly", boxes, total, a.moment(last.At, last.Place))
	case last != nil:
		return a.say.Say("answer.loaded.partly_departed", boxes, total, a.p.POL.Short(), a.day(a.p.ATD))
	case !a.p.ATD.IsZero():
		return a.say.Say("answer.loaded.departed", a.p.POL.Short(), a.day(a.p.ATD))
	case a.row.Last.Milestone != "":
		return a.say.Say("answer.loaded.not_yet", a.milestone(a.row.Last.Milestone), a.moment(a.row.Last.At, a.row.Last.Place))
	case a.p.Status == Draft:
		return a.say.Say("answer.loaded.draft")
	case !a.p.ETD.IsZero():
		return a.say.Say("answer.loaded.planned", a.day(a.p.ETD))
	default:
		return a.say.Say("answer.loaded.nothing")
	}
}

// aboard counts the containers reported as loaded at the port of loading, and
// finds the latest such report. Zero boxes with a report: the whole shipment.
func (a answerer) aboard() (boxes int, last *PublishedEvent) {
	loaded := map[Text]bool{}
	whole := false
	for i, e := range a.p.Timeline {
		if e.Milestone != Loaded || e.Classifier != Actual {
			continue
		}
		last = &a.p.Timeline[i]
		if e.Container.IsZero() {
			whole = true
		} else {
			loaded[NormalizeContainer(e.Container.String())] = true
		}
	}
	if whole {
		return 0, last
	}
	return len(loaded), last
}

// at names a place, or else the one it is known to be.
func (a answerer) at(place, otherwise Place) string {
	if place.IsZero() {
		return otherwise.Short()
	}
	return place.Short()
}

func (a answerer) milestone(m Milestone) string { return a.say.Say("milestone." + string(m)) }

// etaChanged answers "Has the ETA changed?".
func (a answerer) etaChanged() string {
	lines, first := a.p.Standing(KindETA), a.p.FirstShown(KindETA)
	back, takenBack := a.p.takenBack(KindETA)
	changed := len(lines) > 1 || len(lines) == 1 && !first.Equal(lines[0].To)
	var told string
	switch {
	case takenBack && !changed:
		return a.etaWithdrawn(back, lines)
	case a.p.ETA.IsZero():
		return a.say.Say("answer.eta.none")
	case changed:
		told = a.etaMoved(first, lines[len(lines)-1])
	case len(lines) == 0:
		return a.say.Say("answer.eta.still", a.day(a.p.ETA))
	case !a.p.ATA.IsZero():
		told = a.say.Say("answer.eta.kept", a.day(a.p.ETA), a.say.HouseDay(lines[0].PublishedAt, a.now))
	default:
		told = a.say.Say("answer.eta.no", a.day(a.p.ETA), a.say.HouseDay(lines[0].PublishedAt, a.now))
	}
	gone, any := a.p.lastWithdrawn(KindETA)
	if any && (!changed || gone.WithdrawnAt.After(lines[len(lines)-1].PublishedAt)) {
		told += " " + a.say.Say("answer.eta.withdrawn", a.day(gone.To), a.say.HouseDay(gone.WithdrawnAt, a.now))
	}
	return told
}

// etaWithdrawn is the answer when the only change was withdrawn: the date that
// held before it holds again, or none does.
func (a answerer) etaWithdrawn(back PublishedLine, standing []PublishedLine) string {
	gone, on, first := a.day(back.From), a.say.HouseDay(back.PublishedAt, a.now), ""
	if len(standing) > 0 {
		first = a.say.HouseDay(standing[0].PublishedAt, a.now)
	}
	switch {
	case a.p.ETA.IsZero():
		return a.say.Say("answer.eta.gone", gone, on)
	case !a.p.ATA.IsZero():
		return a.say.Say("answer.eta.was_again", a.day(a.p.ETA), first, gone, on)
	default:
		return a.say.Say("answer.eta.again", a.day(a.p.ETA), first, gone, on)
	}
}

func (a answerer) etaMoved(first When, last PublishedLine) string {
	on := a.say.HouseDay(last.PublishedAt, a.now)
	slip := a.p.ETA.DaysAfter(first)
	var told string
	switch {
	case slip > 0:
		told = a.say.Say("answer.eta.later", a.day(a.p.ETA), a.say.Say("days", slip), a.day(first), on)
	case slip < 0:
		told = a.say.Say("answer.eta.earlier", a.day(a.p.ETA), a.say.Say("days", -slip), a.day(first), on)
	default:
		told = a.say.Say("answer.eta.back", a.day(a.p.ETA), on)
	}
	if !last.Reason.IsZero() {
		told += " " + a.say.Say("answer.eta.reason", last.Reason.String())
	}
	return told
}

// where answers "Where is it now?": by the actual event with the latest event
// time, or by the actual dates where they tell more.
func (a answerer) where() string {
	last := a.row.Last
	stage := last.Milestone
	switch {
	case a.p.Status == Done && stage != EmptyReturned:
		return a.whereDone()
	case !a.p.ATA.IsZero() && stage.Rank() < Arrived.Rank():
		return a.say.Say("answer.where.arrived", a.p.POD.Short(), a.moment(a.p.ATA, a.p.POD))
	case !a.p.ATD.IsZero() && stage.Rank() <= Departed.Rank():
		return a.atSea()
	case stage == "" && a.p.Status == Draft:
		return a.say.Say("answer.where.draft")
	case stage == "":
		return a.say.Say("answer.where.nothing")
	case stage == TSDeparted:
		return a.atSea()
	}
	return a.say.Say("answer.where."+string(stage), a.place(last), a.moment(last.At, last.Place), a.ship())
}

// whereDone is where a finished shipment is: delivered, or at least arrived.
func (a answerer) whereDone() string {
	for i := len(a.p.Timeline) - 1; i >= 0; i-- {
		if e := a.p.Timeline[i]; e.Milestone == Delivered && e.Classifier == Actual {
			return a.say.Say("answer.where.delivered", a.at(e.Place, a.destination()), a.moment(e.At, e.Place), "")
		}
	}
	if !a.p.ATA.IsZero() {
		return a.say.Say("answer.where.done_arrived", a.p.POD.Short(), a.moment(a.p.ATA, a.p.POD))
	}
	return a.say.Say("answer.where.done")
}

func (a answerer) destination() Place {
	if a.p.Dropoff.IsZero() {
		return a.p.POD
	}
	return a.p.Dropoff
}

// place names where the last event was: its own place, or the one where such
// an event happens.
func (a answerer) place(last LastEvent) string {
	switch {
	case !last.Place.IsZero():
		return last.Place.Short()
	case last.Milestone == Delivered:
		return a.destination().Short()
	case last.Milestone.Rank() >= Arrived.Rank():
		return a.p.POD.Short()
	case last.Milestone.between():
		return "" // a transshipment port that nobody has named
	default:
		return a.p.POL.Short()
	}
}

func (a answerer) atSea() string {
	if a.ship() == "" {
		return a.say.Say("answer.where.at_sea_unnamed", a.p.nextPort().Short())
	}
	return a.say.Say("answer.where.at_sea", a.ship(), a.p.nextPort().Short())
}

// ship is the vessel on which the cargo is, with its voyage.
func (a answerer) ship() string { return shipName(a.p.Vessel, a.p.Voyage) }

func shipName(vessel, voyage Text) string {
	if vessel.IsZero() || voyage.IsZero() {
		return vessel.String()
	}
	return vessel.String() + " " + voyage.String()
}

// arrival answers "When will it arrive?".
func (a answerer) arrival() string {
	switch {
	case !a.p.ATA.IsZero():
		return a.say.Say("answer.arrival.arrived", a.moment(a.p.ATA, a.p.POD), a.p.POD.Short())
	case a.p.ETA.IsZero():
		return a.say.Say("answer.arrival.none")
	case a.now.After(a.p.ETA.EndOfDay()) && a.p.Status != Done:
		return a.say.Say("answer.arrival.overdue", a.day(a.p.ETA))
	default:
		return a.say.Say("answer.arrival.due", a.day(a.p.ETA), a.p.POD.Short(), a.say.HouseDay(a.published(), a.now))
	}
}

// published is the day on which the present ETA was published.
func (a answerer) published() time.Time {
	if standing := a.p.Standing(KindETA); len(standing) > 0 {
		return standing[len(standing)-1].PublishedAt
	}
	if back, withdrawn := a.p.takenBack(KindETA); withdrawn {
		return back.PublishedAt
	}
	return a.p.UpdatedAt
}

// Headline is a shipment in two short sentences: what happened last, and what
// comes next.
func Headline(r Row, now time.Time, say Speaker) (last, next string) {
	switch {
	case r.Status == Cancelled:
		return say.Say("answer.cancelled"), ""
	case !r.ATA.IsZero() && r.Last.Milestone.Rank() <= Arrived.Rank():
		last = say.Say("headline.arrived", r.POD.Short(), say.Day(r.ATA, now))
	case r.Last.Milestone == "" && r.ATD.IsZero():
		last = say.Say("headline.nothing")
	case r.Last.Milestone == TSDeparted:
		last = headlineLeft(r, r.Last.Place, r.Last.At, now, say)
	case !r.ATD.IsZero() && r.Last.Milestone.Rank() <= Departed.Rank():
		last = headlineLeft(r, r.POL, r.ATD, now, say)
	case r.Last.Milestone.between():
		last = say.Say("headline.at", say.Say("milestone."+string(r.Last.Milestone)), r.Last.Place.Short(), say.Moment(r.Last.At, r.Last.Place, now))
	default:
		last = say.Say("headline.last", say.Say("milestone."+string(r.Last.Milestone)), say.Moment(r.Last.At, r.Last.Place, now))
	}
	return last, headlineNext(r, now, say)
}

func headlineLeft(r Row, port Place, at When, now time.Time, say Speaker) string {
	if r.Vessel.IsZero() {
		return say.Say("headline.left", port.Short(), say.Day(at, now))
	}
	return say.Say("headline.left_on", port.Short(), say.Day(at, now), shipName(r.Vessel, r.Voyage))
}

func headlineNext(r Row, now time.Time, say Speaker) string {
	slip, known := r.Slip()
	switch {
	case r.Status == Done || !r.ATA.IsZero():
		return ""
	case !known:
		return say.Say("headline.no_eta")
	case now.After(r.ETA.EndOfDay()):
		return say.Say("headline.overdue", say.Day(r.ETA, now))
	case slip > 0:
		return say.Say("headline.due_later", say.Day(r.ETA, now), say.Say("days", slip))
	case slip < 0:
		return say.Say("headline.due_earlier", say.Day(r.ETA, now), say.Say("days", -slip))
	default:
		return say.Say("headline.due", say.Day(r.ETA, now))
	}
}
