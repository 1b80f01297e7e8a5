package model

import (
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
	Milestone  Milestone
	State      StepState
	At         When
	Place      Place
	Vessel     Text
	Voyage     Text
	Containers []Text // empty: the whole shipment
	Text       Text
	Said       time.Time // for changed dates: when it was reported
}

// Timeline is the planned ladder and the recorded events of a published
// shipment in one list: what happened by event time, then what is expected.
func Timeline(p Published, now time.Time) []Step {
	steps := happened(p)
	reached := -1
	for _, s := range steps {
		if !s.Milestone.IsChange() {
			reached = max(reached, s.Milestone.Rank())
		}
	}
	var ahead []Step
	for _, m := range expected(p) {
		if slices.ContainsFunc(steps, func(s Step) bool { return s.Milestone == m }) {
			continue
		}
		step := foresee(p, m, now)
		switch {
		case m.Rank() < reached:
			step.State, step.At = StepMissing, When{}
			steps = insertByRank(steps, step)
		case p.Status != Cancelled:
			ahead = append(ahead, step)
		}
	}
	return append(steps, ahead...)
}

// happened are the steps that were reported: actual events, dates that were
// changed, and departure and arrival known as bare facts.
func happened(p Published) []Step {
	var steps []Step
	seen := map[Milestone]bool{}
	for _, e := range p.Timeline {
		if e.Classifier != Actual && !e.Milestone.IsChange() {
			continue
		}
		seen[e.Milestone] = true
		steps = mergeStep(steps, e)
	}
	if !p.ATD.IsZero() && !seen[Departed] {
		steps = insertByTime(steps, Step{Milestone: Departed, At: p.ATD, Place: p.POL, Vessel: p.Vessel, Voyage: p.Voyage})
	}
	if !p.ATA.IsZero() && !seen[Arrived] {
		steps = insertByTime(steps, Step{Milestone: Arrived, At: p.ATA, Place: p.POD, Vessel: p.Vessel, Voyage: p.Voyage})
	}
	return steps
}

// mergeStep adds an event, joining containers that did the same at the same
// time and place.
func mergeStep(steps []Step, e PublishedEvent) []Step {
	for i := range steps {
		s := &steps[i]
		if s.Milestone == e.Milestone && s.At.Equal(e.At) && s.Place == e.Place && s.Text == e.Text &&
			len(s.Containers) > 0 && !e.Container.IsZero() {
			s.Containers = append(s.Containers, e.Container)
			return steps
		}
	}
	step := Step{
		Milestone: e.Milestone, At: e.At, Place: e.Place, Vessel: e.Vessel, Voyage: e.Voyage, Text: e.Text, Said: e.Said,
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
	if at < 0 {
		return append(steps, step)
	}
	return slices.Insert(steps, at, step)
}

func insertByRank(steps []Step, step Step) []Step {
	at := slices.IndexFunc(steps, func(s Step) bool {
		return !s.Milestone.IsChange() && s.Milestone.Rank() > step.Milestone.Rank()
	})
	if at < 0 {
		return append(steps, step)
	}
	return slices.Insert(steps, at, step)
}

// expected is the ladder of the shipment's kind, and whatever else somebody
// announced with an estimate.
func expected(p Published) []Milestone {
	ladder := Ladder(p.Load)
	for _, e := range p.Timeline {
		if e.Classifier != Actual && !e.Milestone.IsChange() && !slices.Contains(ladder, e.Milestone) {
			ladder = append(ladder, e.Milestone)
		}
	}
	slices.SortStableFunc(ladder, func(a, b Milestone) int { return a.Rank() - b.Rank() })
	return ladder
}

// foresee is a step that has not been reported, with the latest estimate of it.
func foresee(p Published, m Milestone, now time.Time) Step {
	step := Step{Milestone: m, State: StepUpcoming}
	for _, e := range p.Timeline {
		if e.Milestone == m {
			step.At, step.Place, step.Vessel, step.Voyage = e.At, e.Place, e.Vessel, e.Voyage
		}
	}
	if m == Departed {
		step.At, step.Place = p.ETD, p.POL
	}
	if m == Arrived {
		step.At, step.Place = p.ETA, p.POD
	}
	if step.At.IsZero() {
		return step
	}
	step.State = StepExpected
	if now.After(step.At.EndOfDay()) {
		step.State = StepLate
	}
	return step
}

// Progress counts the steps of the ladder that lie behind the shipment and the
// steps of the ladder in all. A step that later ones have overtaken counts.
func Progress(p Published) (done, steps int) {
	ladder := Ladder(p.Load)
	reached := -1
	for _, s := range happened(p) {
		if !s.Milestone.IsChange() {
			reached = max(reached, s.Milestone.Rank())
		}
	}
	if p.Status == Done {
		reached = max(reached, Delivered.Rank())
	}
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

// Passage places a shipment between its ports at now, by its dates alone.
func Passage(r Row, now time.Time) Track {
	arrival := r.ATA
	if arrival.IsZero() {
		arrival = r.ETA
	}
	today := Moment(now)
	switch {
	case !r.ATA.IsZero() || r.Status == Done:
		days := arrival.DaysAfter(r.ATD)
		return Track{Fraction: 1, Day: days, Days: days}
	case r.ATD.IsZero():
		return Track{}
	case arrival.IsZero() || !arrival.Instant().After(r.ATD.Instant()):
		return Track{Fraction: 0.5, Day: max(0, today.DaysAfter(r.ATD))}
	}
	whole := arrival.Instant().Sub(r.ATD.Instant())
	gone := now.Sub(r.ATD.Instant())
	return Track{
		Fraction: min(0.98, max(0.02, float64(gone)/float64(whole))),
		Day:      max(0, today.DaysAfter(r.ATD)),
		Days:     arrival.DaysAfter(r.ATD),
	}
}
