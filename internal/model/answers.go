package model

import (
	"cmp"
	"strings"
	"time"
)

// Answers are the customer's five questions answered in words, from what is
// published alone.
type Answers struct {
	Loaded     string `json:"loaded"`
	EtaChanged string `json:"eta_changed"`
	Where      string `json:"where"`
	Arrival    string `json:"arrival"`
	FreeUntil  string `json:"free_until"`
}

// Answer answers the questions at now in the words of say.
func Answer(p Published, now time.Time, say Speaker) Answers {
	if p.Status == Cancelled {
		cancelled := say.Say("answer.cancelled")
		return Answers{Loaded: cancelled, EtaChanged: cancelled, Where: cancelled, Arrival: cancelled, FreeUntil: cancelled}
	}
	p = p.Named(say.Place)
	steps := happened(p)
	parts := p.standings(steps)
	a := answerer{p: p, row: p.row(steps, parts), steps: steps, parts: parts, now: now, say: say}
	a.stage = a.row.Stage()
	return Answers{Loaded: a.loaded(), EtaChanged: a.etaChanged(), Where: a.where(), Arrival: a.arrival(), FreeUntil: a.free()}
}

type answerer struct {
	p     Published
	row   Row
	steps []Step
	parts []standing
	stage Stage
	now   time.Time
	say   Speaker
}

func (a answerer) day(w When) string              { return a.say.Day(w, a.now) }
func (a answerer) moment(w When, at Place) string { return a.say.Moment(w, at, a.now) }

// loaded answers "Has it been loaded?".
func (a answerer) loaded() string {
	boxes, total, last := a.aboard()
	switch {
	case boxes == total && last != nil && a.stage <= StageSailing && !a.row.Last.Milestone.between():
		return a.say.Say("answer.loaded.yes", a.moment(last.At, last.Place), placeOr(last.Place, a.p.POL))
	case boxes == total && last != nil:
		return a.say.Say("answer.loaded.was", a.moment(last.At, last.Place), placeOr(last.Place, a.p.POL))
	case boxes > 0 && boxes < total && a.stage == StageLoaded:
		return a.say.Say("answer.loaded.partly", boxes, total, a.moment(last.At, last.Place))
	case boxes > 0 && boxes < total && !a.p.ATD.IsZero():
		return a.say.Say("answer.loaded.partly_departed", boxes, total, a.p.POL.Short(), a.day(a.p.ATD))
	case boxes > 0 && boxes < total:
		return a.say.Say("answer.loaded.partly_later", boxes, total)
	case !a.p.ATD.IsZero():
		return a.say.Say("answer.loaded.departed", a.p.POL.Short(), a.day(a.p.ATD))
	case a.row.Last.Milestone.stage() > StageLoaded:
		return a.lastReport("answer.loaded.later")
	case a.stage > StageOrigin:
		return a.say.Say("answer.loaded." + string(a.p.Status))
	case a.row.Last.Milestone != "":
		return a.lastReport("answer.loaded.not_yet")
	case a.p.Status == Draft:
		return a.say.Say("answer.loaded.draft")
	case a.p.ETD.IsZero():
		return a.say.Say("answer.loaded.nothing")
	case a.past(a.p.ETD):
		return a.say.Say("answer.loaded.overdue", a.day(a.p.ETD))
	default:
		return a.say.Say("answer.loaded.planned", a.day(a.p.ETD))
	}
}

// lastReport is an answer that names what was reported last: a milestone and its
// time, or how many containers have come to it.
func (a answerer) lastReport(key string) string {
	if a.row.Last.Boxes > 0 {
		return a.say.Say(key, a.furthestPart(), "")
	}
	return a.say.Say(key, a.milestone(a.row.Last.Milestone), a.lastMoment())
}

// aboard counts the containers of which a report says that they have been loaded,
// be it one of a later step, and finds the latest report of the loading itself. Of
// a shipment whose containers nobody has named total is 1.
func (a answerer) aboard() (boxes, total int, last *Step) {
	aboard, whole := map[Text]bool{}, false
	for i, s := range a.steps {
		if !s.counts() || !s.Milestone.PerContainer() || s.Milestone.stage() < StageLoaded {
			continue
		}
		if s.Milestone == Loaded {
			last = &a.steps[i]
		}
		whole = whole || len(s.Containers) == 0
		for _, number := range s.Containers {
			aboard[NormalizeContainer(number.s)] = true
		}
	}
	boxes, total = len(aboard), max(1, len(a.p.boxes(a.steps)))
	if whole {
		boxes = total
	}
	return boxes, total, last
}

// past says that a date lies behind.
func (a answerer) past(w When) bool { return !w.IsZero() && a.now.After(w.EndOfDay()) }

func (a answerer) lastMoment() string {
	last := a.row.Last
	return a.moment(last.At, last.Place)
}

// placeOr names a place, or else the one it is known to be.
func placeOr(place, otherwise Place) string { return cmp.Or(place, otherwise).Short() }

func (a answerer) milestone(m Milestone) string { return a.say.Say("milestone." + string(m)) }

// etaChanged answers "Has the ETA changed?".
func (a answerer) etaChanged() string {
	lines, first := a.p.Standing(KindETA), a.p.FirstShown(KindETA)
	back, takenBack := a.p.takenBack(KindETA)
	changed := len(lines) > 1 || len(lines) == 1 && !first.Equal(lines[0].To)
	over := a.stage >= StageArrived || a.past(a.p.ETA)
	var answer string
	switch {
	case takenBack && !changed:
		return a.etaWithdrawn(back, lines, over)
	case a.p.ETA.IsZero():
		return a.say.Say(tense("answer.eta.none", over))
	case changed:
		answer = a.etaMoved(first, lines[len(lines)-1], over)
	case len(lines) == 0:
		return a.say.Say(tense("answer.eta.still", over), a.day(a.p.ETA))
	default:
		answer = a.say.Say(tense("answer.eta.no", over), a.day(a.p.ETA), a.say.OfficeDay(lines[0].PublishedAt, a.now))
	}
	gone, any := a.p.lastWithdrawn(KindETA)
	if any && (!changed || gone.WithdrawnAt.After(lines[len(lines)-1].PublishedAt)) {
		answer += " " + a.say.Say("answer.eta.withdrawn", a.day(gone.To), a.say.OfficeDay(gone.WithdrawnAt, a.now))
	}
	return answer
}

// etaWithdrawn is the answer when the only change was withdrawn: the date that
// held before it holds again, or none does.
func (a answerer) etaWithdrawn(back PublishedLine, standing []PublishedLine, over bool) string {
	gone, on, first := a.day(back.From), a.say.OfficeDay(back.PublishedAt, a.now), ""
	if len(standing) > 0 {
		first = a.say.OfficeDay(standing[0].PublishedAt, a.now)
	}
	if a.p.ETA.IsZero() {
		return a.say.Say(tense("answer.eta.gone", over), gone, on)
	}
	return a.say.Say(tense("answer.eta.again", over), a.day(a.p.ETA), first, gone, on)
}

// tense is the key of a sentence, or of that which tells the same of what is over.
func tense(key string, over bool) string {
	if over {
		return key + ".past"
	}
	return key
}

func (a answerer) etaMoved(first When, last PublishedLine, over bool) string {
	on := a.say.OfficeDay(last.PublishedAt, a.now)
	slip := a.p.ETA.DaysAfter(first)
	var answer string
	switch {
	case slip > 0:
		answer = a.say.Say(tense("answer.eta.later", over), a.day(a.p.ETA), a.say.Say("days", slip), a.day(first), on)
	case slip < 0:
		answer = a.say.Say(tense("answer.eta.earlier", over), a.day(a.p.ETA), a.say.Say("days", -slip), a.day(first), on)
	default:
		answer = a.say.Say(tense("answer.eta.back", over), a.day(a.p.ETA), on)
	}
	if !last.Reason.IsZero() {
		answer += " " + a.say.Say("answer.eta.reason", last.Reason.String())
	}
	return answer
}

// where answers "Where is it now?": by the furthest step that was reported, and
// where the containers do not stand at the same one, of each of them.
func (a answerer) where() string {
	switch {
	case a.p.Status == Done:
		return a.whereDone()
	case a.row.onlyInTransit():
		return a.say.Say("answer.where.in_transit")
	case len(a.parts) > 1:
		return a.whereParts()
	default:
		return a.whereIs(a.p.cleared(a.parts[0], a.steps).Step)
	}
}

// whereIs is where something stands of which the step was the furthest.
func (a answerer) whereIs(s Step) string {
	stage := s.Milestone.stage()
	switch {
	case stage == StageNone && a.p.Status == Draft:
		return a.say.Say("answer.where.draft")
	case stage == StageNone:
		return a.say.Say("answer.where.nothing")
	case s.Milestone == Departed, s.Milestone == TSDeparted, s.Milestone == CustomsCleared && a.stage < StageArrived && !a.p.ATD.IsZero():
		return a.atSea()
	}
	return a.say.Say("answer.where."+string(s.Milestone), a.place(s), a.moment(s.At, s.Place), a.ship())
}

// whereParts tells how many containers have come furthest, and where the others
// are.
func (a answerer) whereParts() string {
	sentences := []string{a.furthestPart() + "."}
	for _, part := range a.parts[1:] {
		sentences = append(sentences, a.say.Say("answer.where.others", a.numbers(part.boxes), a.whereIs(part.Step)))
	}
	return strings.Join(sentences, " ")
}

// furthestPart tells how many containers have come furthest, without a full stop.
func (a answerer) furthestPart() string {
	last := a.row.Last
	return a.say.Say("answer.part."+string(last.Milestone), last.Boxes, last.Of, a.place(a.parts[0].Step), a.lastMoment(), a.ship())
}

// numbers names containers: two by their numbers, more by their count.
func (a answerer) numbers(boxes []Text) string {
	if len(boxes) > 2 {
		return a.say.Say("answer.boxes", len(boxes))
	}
	return strings.Join(each(boxes, Text.String), ", ")
}

// whereDone is where a finished shipment is: delivered, or at least arrived.
func (a answerer) whereDone() string {
	ended := a.parts[len(a.parts)-1].Step
	switch {
	case ended.Milestone.stage() == StageDelivered:
		return a.whereIs(ended)
	case !a.p.ATA.IsZero():
		return a.say.Say("answer.where.done_arrived", a.p.POD.Short(), a.moment(a.p.ATA, a.p.POD))
	default:
		return a.say.Say("answer.where.done")
	}
}

// place names where the last event was: its own place, or the one where such
// an event happens.
func (a answerer) place(last Step) string {
	switch {
	case !last.Place.IsZero():
		return last.Place.Short()
	case last.Milestone == Delivered:
		return placeOr(a.p.Dropoff, a.p.POD)
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
		return a.arrived()
	case a.stage >= StageArrived:
		return a.say.Say("answer.arrival.undated", a.p.POD.Short())
	case a.p.ETA.IsZero():
		return a.say.Say("answer.arrival.none")
	case a.past(a.p.ETA):
		return a.say.Say("answer.arrival.overdue", a.day(a.p.ETA))
	default:
		return a.say.Say("answer.arrival.due", a.day(a.p.ETA), a.p.POD.Short(), a.say.OfficeDay(a.published(), a.now))
	}
}

// arrived is when it arrived, compared with the ETA that was first given.
func (a answerer) arrived() string {
	at, in := a.moment(a.p.ATA, a.p.POD), a.p.POD.Short()
	switch slip, _ := a.row.ArrivalSlip(); {
	case slip > 0:
		return a.say.Say("answer.arrival.later", at, in, a.say.Say("days", slip))
	case slip < 0:
		return a.say.Say("answer.arrival.earlier", at, in, a.say.Say("days", -slip))
	default:
		return a.say.Say("answer.arrival.arrived", at, in)
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
