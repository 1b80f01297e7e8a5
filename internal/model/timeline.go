package model

import (
	"cmp"
	"slices"
	"time"
)

// StepState is how a step of the timeline stands.
type StepState int

// The states of a step. What no one reported is not reported, never "not
// happened": Missing is a step that later ones have overtaken.
const (
	StepDone     StepState = iota // reported as actual
	StepExpected                  // has a date that lies ahead
	StepLate                      // has a date that has passed
	StepMissing                   // overtaken, not reported
	StepUpcoming                  // no date yet
)

// Step is one line of the timeline: reports of one milestone at one time and
// place, or an expected milestone of the ladder.
type Step struct {
	Event      string // its id, of several the first's; empty: no event reported it
	Milestone  Milestone
	State      StepState
	At         When
	Place      Place
	Vessel     Text
	Voyage     Text
	Containers []Text // empty: the whole shipment
	Text       Text
	Said       time.Time // for changed dates: when it was reported
	aside      bool      // it says nothing of this shipment
}

// counts says that the step is a happening of the shipment.
func (s Step) counts() bool { return !s.aside && s.Milestone.stage() != StageNone }

// same says that two steps are the same one of the way.
func (p Published) same(a, b Step) bool {
	return a.Milestone == b.Milestone && a.aside == b.aside && p.along(a) == p.along(b)
}

// Timeline is the planned ladder and the recorded events of a published
// shipment in one list: what happened by event time, then what is expected.
func Timeline(p Published, now time.Time) []Step {
	steps := happened(p)
	reached := -1
	for _, part := range p.standings(steps)[:1] {
		if part.Milestone != "" {
			reached = p.along(part.Step)
		}
	}
	var ahead []Step
	for _, step := range expected(p) {
		if slices.ContainsFunc(steps, func(s Step) bool { return p.same(s, step) }) {
			continue
		}
		step.foresee(now)
		switch {
		case p.along(step) < reached || step.Milestone.Rank() <= p.Status.reached():
			step.State, step.At = StepMissing, When{}
			steps = p.insertAlong(steps, step)
		case p.Status != Cancelled:
			ahead = append(ahead, step)
		}
	}
	return append(steps, ahead...)
}

// happened are the steps that were reported: actual events, dates that were
// changed, and what is known as a bare date of the shipment or of its legs.
func happened(p Published) []Step {
	var steps []Step
	for _, e := range p.Timeline {
		if e.Classifier == Actual || e.Milestone.IsChange() {
			steps = mergeStep(steps, e)
		}
	}
	for _, bare := range bareSteps(p) {
		if !slices.ContainsFunc(steps, func(s Step) bool { return p.same(s, bare) }) {
			steps = insertByTime(steps, bare)
		}
	}
	return steps
}

// bareSteps are departures and arrivals by the actual dates of the main carriage.
func bareSteps(p Published) []Step {
	var steps []Step
	add := func(m Milestone, at When, place Place, vessel, voyage Text) {
		if !at.IsZero() {
			steps = append(steps, Step{Milestone: m, At: at, Place: place, Vessel: vessel, Voyage: voyage})
		}
	}
	vessel, voyage := p.firstShip()
	add(Departed, p.ATD, p.POL, vessel, voyage)
	first, last := mainCarriage(p.Legs, p.POL, p.POD)
	for i := first; i < last; i++ {
		here, onward := p.Legs[i], p.Legs[i+1]
		add(TSArrived, here.ATA, meetingPort(p.Legs, i), here.Vessel, here.Voyage)
		add(TSDeparted, onward.ATD, meetingPort(p.Legs, i), onward.Vessel, onward.Voyage)
	}
	add(Arrived, p.ATA, p.POD, p.Vessel, p.Voyage)
	return steps
}

// mergeStep adds an event, joining containers that did the same at the same time
// and place.
func mergeStep(steps []Step, e PublishedEvent) []Step {
	step := Step{
		Event: e.ID, Milestone: e.Milestone, At: e.At, Place: e.Place, Vessel: e.Vessel, Voyage: e.Voyage, Text: e.Text, Said: e.Said,
		aside: e.Aside,
	}
	for i := range steps {
		s := &steps[i]
		if s.Milestone == step.Milestone && s.At.Equal(e.At) && s.Place == e.Place && s.Text == e.Text &&
			len(s.Containers) > 0 && !e.Container.IsZero() {
			s.Containers = append(s.Containers, e.Container)
			return steps
		}
	}
	if !e.Container.IsZero() {
		step.Containers = []Text{e.Container}
	}
	return append(steps, step)
}

// moment is when the step stands in the timeline.
func (s Step) moment() time.Time {
	if s.Milestone.IsChange() {
		return s.Said
	}
	return s.At.Instant()
}

func insertByTime(steps []Step, step Step) []Step {
	at := slices.IndexFunc(steps, func(s Step) bool {
		return before(s.moment(), s.Milestone, step.moment(), step.Milestone) > 0
	})
	return insertStep(steps, at, step)
}

// insertStep puts a step at its place, or behind all others where it has none: -1.
func insertStep(steps []Step, at int, step Step) []Step {
	if at < 0 {
		at = len(steps)
	}
	return slices.Insert(steps, at, step)
}

func (p Published) insertAlong(steps []Step, step Step) []Step {
	at := slices.IndexFunc(steps, func(s Step) bool {
		return s.counts() && p.along(s) > p.along(step)
	})
	return insertStep(steps, at, step)
}

// along is how far along the way a step is: by the normal order of milestones,
// those of a transshipment port by port.
func (p Published) along(s Step) int {
	const most = 100 // transshipments
	rank, between := s.Milestone.Rank(), TSDeparted.Rank()-TSArrived.Rank()+1
	switch {
	case rank < TSArrived.Rank():
		return rank
	case rank > TSDeparted.Rank():
		return rank + most*between
	}
	first, last := mainCarriage(p.Legs, p.POL, p.POD)
	stop := max(0, endingAt(p.Legs, first, last, s.Place)-first)
	return rank + min(stop, most-1)*between
}

// expected are the steps of the shipment's ladder with the dates that are known
// of them, the transshipments of its legs, and whatever else somebody announced
// with an estimate.
func expected(p Published) []Step {
	var steps []Step
	for _, m := range Ladder(p.Load) {
		steps = append(steps, Step{Milestone: m})
	}
	for i := range steps {
		switch step := &steps[i]; step.Milestone {
		case Departed:
			step.At, step.Place = p.ETD, p.POL
		case Arrived:
			step.At, step.Place = p.ETA, p.POD
		default:
		}
	}
	steps = append(steps, transshipments(p)...)
	for _, e := range p.Timeline {
		if e.Classifier != Actual && !e.Milestone.IsChange() {
			steps = p.announce(steps, e)
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return p.along(a) - p.along(b) })
	return steps
}

// transshipments are the arrivals and departures at the ports where two legs of
// the main carriage meet.
func transshipments(p Published) []Step {
	var steps []Step
	first, last := mainCarriage(p.Legs, p.POL, p.POD)
	for i := first; i < last; i++ {
		here, onward, port := p.Legs[i], p.Legs[i+1], meetingPort(p.Legs, i)
		steps = append(steps,
			Step{Milestone: TSArrived, At: here.ETA, Place: port, Vessel: here.Vessel, Voyage: here.Voyage},
			Step{Milestone: TSDeparted, At: onward.ETD, Place: port, Vessel: onward.Vessel, Voyage: onward.Voyage})
	}
	return steps
}

// announce puts an estimate into the steps. The dates of departures and arrivals
// are those of the shipment and its legs.
func (p Published) announce(steps []Step, e PublishedEvent) []Step {
	announced := Step{Milestone: e.Milestone, At: e.At, Place: e.Place, Vessel: e.Vessel, Voyage: e.Voyage}
	i := slices.IndexFunc(steps, func(s Step) bool { return s.Milestone == e.Milestone && p.along(s) == p.along(announced) })
	if i < 0 {
		return append(steps, announced)
	}
	switch e.Milestone {
	case Departed, Arrived:
		steps[i].Vessel, steps[i].Voyage = e.Vessel, e.Voyage
	case TSArrived, TSDeparted:
	default:
		steps[i] = announced
	}
	return steps
}

// foresee says how a step that has not been reported stands.
func (s *Step) foresee(now time.Time) {
	switch {
	case s.At.IsZero():
		s.State = StepUpcoming
	case now.After(s.At.EndOfDay()):
		s.State = StepLate
	default:
		s.State = StepExpected
	}
}

// progress counts the steps of the ladder that lie behind all of the shipment,
// and the steps of the ladder in all. A step that later ones have overtaken counts.
func (p Published) progress(parts []standing, steps []Step) (done, of int) {
	ladder, reached := Ladder(p.Load), parts[len(parts)-1].Milestone.Rank()
	if reached >= Arrived.Rank() && slices.ContainsFunc(steps, func(s Step) bool { return s.Milestone == CustomsCleared && s.counts() }) {
		reached = max(reached, CustomsCleared.Rank())
	}
	reached = max(reached, p.Status.reached())
	for _, m := range ladder {
		if m.Rank() <= reached {
			done++
		}
	}
	return done, len(ladder)
}

// Track is how far along the sea passage is at now.
type Track struct {
	Fraction float64 // 0 before departure, 1 after arrival
	Day      int     // days since departure; 0 before it
	Days     int     // days from departure to arrival; 0 when not known
}

// Passage places a shipment between its ports at now, by its stage and its dates.
func Passage(r Row, now time.Time) Track {
	arrival, stage := cmp.Or(r.ATA, r.ETA), r.Stage()
	track := Track{}
	if !r.ATD.IsZero() {
		track.Day = max(0, Moment(now).DaysAfter(r.ATD))
	}
	switch {
	case stage >= StageArrived:
		days := max(0, r.ATA.DaysAfter(r.ATD))
		return Track{Fraction: 1, Day: days, Days: days}
	case stage < StageSailing:
		return Track{}
	case r.ATD.IsZero() || !arrival.Instant().After(r.ATD.Instant()): // nobody said when
		track.Fraction = 0.5
		return track
	}
	whole := arrival.Instant().Sub(r.ATD.Instant())
	gone := now.Sub(r.ATD.Instant())
	track.Fraction = min(0.98, max(0.02, float64(gone)/float64(whole)))
	track.Days = max(0, arrival.DaysAfter(r.ATD))
	return track
}
