package model

import (
	"cmp"
	"slices"
	"time"
)

// Needs says what of the office's record needs an update at now, worst first;
// nil when all is well. What is cancelled or
// done needs no more than that customers learn of it, and a decision about what is
// in doubt.
func Needs(s Shipment, now time.Time, rules NeedRules) []Need {
	if rules.SilentDays <= 0 {
		rules.SilentDays = UsualSilentDays
	}
	e := examiner{s: s, now: now, rules: rules, known: Known(s), shown: Shown(s), reports: reportsOf(s, recorded)}
	e.doubts()
	switch e.known.Status {
	case Cancelled:
		if e.shown.Status != Cancelled {
			e.publish()
		}
	case Done:
		e.dates()
		if e.shown.Status != Done {
			e.publish()
		}
		e.free()
	default:
		e.mailed()
		e.overdue()
		e.dates()
		e.leftBehind()
		e.publish()
		e.missing()
		e.reason()
		e.silent()
		e.free()
	}
	slices.SortFunc(e.needs, compareNeeds)
	return e.needs
}

// examiner looks through one shipment.
type examiner struct {
	s            Shipment
	now          time.Time
	rules        NeedRules
	known, shown Facts
	reports      reports
	needs        []Need
}

func (e *examiner) add(n Need) { e.needs = append(e.needs, n) }

// has says that a need about the milestone was found already.
func (e *examiner) has(m Milestone) bool {
	return slices.ContainsFunc(e.needs, func(n Need) bool { return n.Milestone == m })
}

// mailed finds the ETA that customers have in their mail and that is no longer
// the one they are shown.
func (e *examiner) mailed() {
	mailed, eta := e.rules.Mailed.Date(), e.shown.ETA.Date()
	if mailed.IsZero() || eta.IsZero() || !e.shown.ATA.IsZero() || mailed.Equal(eta) {
		return
	}
	e.add(Need{Kind: NeedMailed, Days: abs(eta.DaysAfter(mailed)), Shown: mailed, Office: eta})
}

// overdue finds the departure and the arrival that should have been reported. Once
// a later step is known they are missing reports like any other.
func (e *examiner) overdue() {
	f, stage := e.known, e.reports.stage(e.known)
	if stage < StageSailing && e.past(f.ETD) {
		e.add(Need{Kind: NeedDeparture, Milestone: Departed, Days: today(e.now, f.POL).DaysAfter(f.ETD), Office: f.ETD})
	}
	if stage < StageArrived && e.past(f.ETA) {
		e.add(Need{Kind: NeedArrival, Milestone: Arrived, Days: today(e.now, f.POD).DaysAfter(f.ETA), Office: f.ETA})
	}
}

func (e *examiner) past(w When) bool { return !w.IsZero() && !e.now.Before(w.EndOfDay()) }

// free finds containers whose free time is soon over, or is, by all that the office
// knows, and asks for the report that would end it.
func (e *examiner) free() {
	run := e.s.firstFree()
	if run.Last.IsZero() {
		return
	}
	n := Need{Kind: NeedFree, Milestone: GateOut, Days: today(e.now, e.known.POD).DaysAfter(run.Last), Office: run.Last}
	if run.Kind == Detention {
		n.Milestone = EmptyReturned
	}
	if soon, _ := FreeEnds(run.Last, e.known.POD); !e.now.Before(soon) {
		e.add(n)
	}
}

// dates finds the dates that the office has, does not keep back, and customers are
// not shown.
func (e *examiner) dates() {
	for _, d := range datesBehind(e.known, e.shown, toTell(e.s, e.known, e.shown, e.now)) {
		e.add(Need{
			Kind: NeedDates, Date: d.name, Milestone: d.milestone, Days: abs(d.office.DaysAfter(d.shown)), Shown: d.shown, Office: d.office,
		})
	}
}

// dateBehind is a date that customers are shown otherwise than they should be told.
type dateBehind struct {
	name          DateName
	milestone     Milestone
	shown, office When
}

// datesBehind are the dates that differ by their days. An expected date no longer
// matters once the actual one is known.
func datesBehind(known, shown, tell Facts) []dateBehind {
	all := []dateBehind{
		{NameATD, Departed, shown.ATD, tell.ATD},
		{NameATA, Arrived, shown.ATA, tell.ATA},
		{NameETD, ETDChanged, shown.ETD, tell.ETD},
		{NameETA, ETAChanged, shown.ETA, tell.ETA},
	}
	return slices.DeleteFunc(all, func(d dateBehind) bool {
		past := d.milestone.IsChange() && !known.happened(DateKind(d.name)).IsZero()
		return past || d.office.Date().Equal(d.shown.Date())
	})
}

// leftBehind finds containers that went into the terminal and were not reported
// as loaded although the vessel has left, or should have. After the arrival it
// is a missing report like any other.
func (e *examiner) leftBehind() {
	f, gate, loaded := e.known, e.reports[GateIn], e.reports[Loaded]
	left := cmp.Or(f.ATD, f.ETD)
	if gate == nil || e.reports.stage(f) >= StageArrived || !e.past(left) || loaded != nil && loaded.whole {
		return
	}
	n := Need{Kind: NeedLoaded, Milestone: Loaded, Days: today(e.now, f.POL).DaysAfter(left), Office: left}
	for _, c := range f.Containers {
		if gate.covers(c.Number) && !loaded.covers(c.Number) {
			n.Containers = append(n.Containers, c.Number)
		}
	}
	if loaded == nil || len(n.Containers) > 0 {
		e.add(n)
	}
}

// publish finds events that only the office knows. Those whose date was found
// to differ are told of by that.
func (e *examiner) publish() {
	n := Need{Kind: NeedPublish}
	for _, event := range Waiting(e.s, e.now) {
		if e.told(event.Milestone) {
			continue
		}
		n.Events = append(n.Events, event.ID)
		n.Days = max(n.Days, int(e.now.Sub(event.Recorded.At)/(24*time.Hour)))
	}
	if len(n.Events) > 0 {
		e.add(n)
	}
}

func (e *examiner) told(m Milestone) bool {
	return slices.ContainsFunc(e.needs, func(n Need) bool { return n.Kind == NeedDates && n.Milestone == m })
}

// missing finds the milestones that staff publish at least and nobody reported
// although later ones were.
func (e *examiner) missing() {
	for _, step := range dueSteps(e.known, e.reports) {
		if e.reports.unmet(e.known, step) && !slices.ContainsFunc(step, e.has) {
			e.add(Need{Kind: NeedMissing, Milestone: step[0]})
		}
	}
}

// reason finds dates that customers saw change, and of which nobody said why.
func (e *examiner) reason() {
	if ids := Unsaid(e.s); len(ids) > 0 {
		e.add(Need{Kind: NeedReason, Events: ids})
	}
}

// Mend is the command that gives what the need lacks; zero where the milestone to
// post says it all.
func (n Need) Mend(ref Text) Remark {
	if n.Kind == NeedReason {
		return mend("event_reason", ref.s, n.Events[0])
	}
	return Remark{}
}

// silent finds shipments on their way of which customers heard nothing.
func (e *examiner) silent() {
	updated := LastUpdate(e.s)
	if !underway(e.known.Status) || updated.IsZero() {
		return
	}
	if days := int(e.now.Sub(updated) / (24 * time.Hour)); days >= e.rules.SilentDays {
		e.add(Need{Kind: NeedSilent, Days: days})
	}
}

func abs(n int) int { return max(n, -n) }
