package model

import (
	"slices"
	"time"
)

// FreeTime is how long a container may stay before it costs money at the port of
// discharge, as the line and the terminal have said. All of it is published, like
// the container's seal; what is zero is not known.
type FreeTime struct {
	Demurrage Terms `json:"demurrage,omitzero"` // the line's, in the terminal
	Storage   Terms `json:"storage,omitzero"`   // the terminal's own, for the same time
	Detention Terms `json:"detention,omitzero"` // the line's, out of the terminal
	// Holds are why a container may not leave the terminal, in words.
	CustomsHold  Text `json:"customs_hold,omitzero"`
	LineHold     Text `json:"line_hold,omitzero"`
	TerminalHold Text `json:"terminal_hold,omitzero"`
	Available    When `json:"available,omitzero"` // from when it can be picked up
}

// Terms are the free days of a tariff, and the last free day where somebody has
// given it.
type Terms struct {
	Days *int `json:"days,omitempty"`
	Last When `json:"last,omitzero"` // a date
}

// Given says that something is known of them.
func (t Terms) Given() bool { return t.Days != nil || !t.Last.IsZero() }

// FreeKind is what is charged for once free time is over, as it is called in the
// catalogue.
type FreeKind string

// The kinds.
const (
	Demurrage FreeKind = "demurrage"
	Storage   FreeKind = "storage"
	Detention FreeKind = "detention"
)

// FreeRun is one free time of one container that has not ended. Demurrage and
// storage are charged for a full container in the terminal, from the discharge until
// the gate-out; detention is charged for one that is out of it, from the gate-out
// until it is returned empty.
//
// Lines count calendar days by the clock of the port. The day of the discharge, or
// of the gate-out, counts here as the first: 7 days from 12 May end with 18 May.
// Tariffs that count otherwise give the last free day, and that day holds whatever
// the count would be.
type FreeRun struct {
	Kind  FreeKind
	Terms Terms
	From  When // the first day; zero: not reported
	Last  When // the last free day; zero: not known
}

func freeRun(kind FreeKind, terms Terms, from When) FreeRun {
	run := FreeRun{kind, terms, from.Date(), terms.Last.Date()}
	if run.Last.IsZero() && terms.Days != nil && !from.IsZero() {
		run.Last = run.From.plus(*terms.Days - 1)
	}
	return run
}

// FreeTerms are the three free times of the container, whether they run or not.
func (c PublishedContainer) FreeTerms() []FreeRun {
	discharged, _ := c.reported(Discharged)
	out, _ := c.reported(GateOut)
	return []FreeRun{
		freeRun(Demurrage, c.Free.Demurrage, discharged),
		freeRun(Storage, c.Free.Storage, discharged),
		freeRun(Detention, c.Free.Detention, out),
	}
}

// FreeRuns are the free times of a container of the shipment that have not ended.
// There are none once it was returned.
func (p Published) FreeRuns(c PublishedContainer) []FreeRun {
	_, isOut := c.reported(GateOut)
	_, delivered := c.reported(Delivered)
	_, returned := c.reported(EmptyReturned)
	switch terms := c.FreeTerms(); {
	case returned || p.Status == Cancelled:
		return nil
	case isOut || delivered || p.Status == Done:
		return terms[2:]
	default:
		return terms[:2]
	}
}

// reported is when a milestone of the container was reached, if that was reported.
func (c PublishedContainer) reported(m Milestone) (at When, reached bool) {
	for _, step := range c.Milestones {
		if step.Milestone == m && step.Classifier == Actual {
			return step.At, true
		}
	}
	return at, false
}

// firstToEnd is the free time that ends first; zero when of none it is known when.
func firstToEnd(runs []FreeRun) (first FreeRun) {
	for _, run := range runs {
		if !run.Last.IsZero() && (first.Last.IsZero() || run.Last.Compare(first.Last) < 0) {
			first = run
		}
	}
	return first
}

// FreeUntil is the last free day of the shipment: the earliest of its containers';
// zero when none is known.
func (p Published) FreeUntil() When { return p.firstFree().Last }

// BoxFreeUntil is the last free day of one of its containers.
func (p Published) BoxFreeUntil(c PublishedContainer) When { return firstToEnd(p.FreeRuns(c)).Last }

// AsksFree says that until when the shipment is free is worth asking: something was
// said of it, or the cargo has come to the port or should have, where money runs up once
// free time is over, whether anybody has said when that is or not. stage is the
// shipment's.
func (p Published) AsksFree(stage Stage, now time.Time) bool {
	if slices.ContainsFunc(p.Containers, func(c PublishedContainer) bool { return c.Free != (FreeTime{}) }) {
		return true
	}
	due := !p.ETA.IsZero() && now.After(p.ETA.EndOfDay())
	return (due || stage >= StageArrived) && (p.Status != Done || len(p.Containers) > 0)
}

// firstFree is the free time of a container that ends first.
func (p Published) firstFree() FreeRun {
	var runs []FreeRun
	for _, c := range p.Containers {
		runs = append(runs, p.FreeRuns(c)...)
	}
	return firstToEnd(runs)
}

// firstFree is the same by all that the office knows.
func (s Shipment) firstFree() FreeRun {
	if !slices.ContainsFunc(s.Facts.Containers, func(c Container) bool { return c.Free != (FreeTime{}) }) {
		return FreeRun{} // most have no terms, and making the office's view takes time
	}
	return Inside(s).firstFree()
}

// FreeUntil is the last free day by all that the office knows.
func (s Shipment) FreeUntil() When { return s.firstFree().Last }

// soonFree is within how many days of its end free time is soon over.
const soonFree = 3

// startOfDay is when a date begins at a place, and where no zone of that is known
// when it has begun everywhere.
func startOfDay(day When, at Place) time.Time {
	zone := at.Zone()
	if zone == nil {
		return day.plus(-1).EndOfDay()
	}
	year, month, date := day.Date().at.Date()
	return time.Date(year, month, date, 0, 0, 0, 0, zone)
}

// FreeEnds are the instants from which the free time of a shipment is soon over, and
// over.
func FreeEnds(last When, pod Place) (soon, over time.Time) {
	return startOfDay(last.plus(-soonFree), pod), startOfDay(last.plus(1), pod)
}
