package model

import "slices"

// reports are the actual happenings of a shipment, by the milestone as which they
// count.
type reports map[Milestone]*report

// report is what was said of one milestone: of the whole shipment, or of
// single containers.
type report struct {
	whole bool
	boxes map[Text]bool
}

func reportsOf(s Shipment, counts func(Event) bool) reports {
	all := reports{}
	for _, e := range s.Events {
		m := s.Facts.counted(e.Milestone, e.Place)
		if e.Classifier != Actual || m == "" || m.IsChange() || !counts(e) {
			continue
		}
		r := all[m]
		if r == nil {
			r = &report{boxes: map[Text]bool{}}
			all[m] = r
		}
		if e.Container.IsZero() {
			r.whole = true
		} else {
			r.boxes[NormalizeContainer(e.Container.s)] = true
		}
	}
	return all
}

// recorded counts what the office knows: everything that was not withdrawn and
// is not in doubt.
func recorded(e Event) bool { return e.Withdrawn.IsZero() && !e.InDoubt() }

// covers says that the milestone was reported of the container.
func (r *report) covers(number Text) bool {
	return r != nil && (r.whole || r.boxes[NormalizeContainer(number.s)])
}

// complete says that the milestone was reported of all the shipment.
func (r *report) complete(containers []Container) bool {
	return r != nil && (r.whole || !slices.ContainsFunc(containers, func(c Container) bool { return !r.covers(c.Number) }))
}

// knows says that a milestone was reported, as an event or as the bare date
// that it sets.
func (r reports) knows(f Facts, m Milestone) bool {
	return r[m] != nil || m == Departed && !f.ATD.IsZero() || m == Arrived && !f.ATA.IsZero()
}

// stage is how far a shipment has come, by its events and its actual dates.
func (r reports) stage(f Facts) Stage {
	stage := stageByDates(f.ATD, f.ATA)
	for m := range r {
		stage = max(stage, m.stage())
	}
	return stage
}

// reached is the rank of the furthest milestone that lies behind the shipment,
// by its events, its actual dates and its status; -1 for none. Customs that clear
// a shipment at sea do not say that it has arrived.
func reached(f Facts, r reports) int {
	rank := f.Status.reached()
	for _, m := range Milestones() {
		if r.knows(f, m) && (m != CustomsCleared || rank >= Arrived.Rank()) {
			rank = max(rank, m.Rank())
		}
	}
	return rank
}

// reached is the rank of the milestone that lies behind every shipment of the
// status; -1 for none.
func (s Status) reached() int { return stepTo(s).Rank() }

// keySteps are the milestones that staff publish at least, in order. Each step
// is met by any one of its milestones, of which the first is the usual one.
//
//   - Export: the way of the cargo to the vessel, container by container for
//     FCL, up to the warehouse for LCL, whose container is not its own.
//   - Import and cross trade: what happens at the origin is seen to by others.
//   - The destination counts where the forwarder handles it: on imports, and
//     where there is a place of delivery beyond the port or a report of it.
func keySteps(f Facts, r reports) [][]Milestone {
	sea := f.Mode == Sea || f.Mode == ""
	steps := [][]Milestone{{BookingConfirmed}}
	if sea && f.Direction == Export {
		switch f.Load {
		case FCL:
			steps = append(steps, []Milestone{EmptyPickedUp, CargoReceived}, []Milestone{Stuffed}, []Milestone{GateIn})
		case LCL:
			steps = append(steps, []Milestone{CargoReceived})
		}
	}
	if sea {
		steps = append(steps, []Milestone{Loaded})
	}
	steps = append(steps, []Milestone{Departed}, []Milestone{Arrived})
	switch {
	case f.Direction == Import:
		steps = append(steps, []Milestone{CustomsCleared}, []Milestone{Delivered, GateOut})
	case handlesDestination(f, r):
		steps = append(steps, []Milestone{Delivered, CustomsCleared, GateOut})
	}
	return steps
}

func handlesDestination(f Facts, r reports) bool {
	if r[CustomsCleared] != nil || r[GateOut] != nil || r[Delivered] != nil {
		return true
	}
	return !f.Dropoff.IsZero() && !f.Dropoff.SamePort(f.POD)
}

// dueSteps are the key steps that must have happened for the shipment to be
// where it is.
func dueSteps(f Facts, r reports) [][]Milestone {
	far := reached(f, r)
	return slices.DeleteFunc(keySteps(f, r), func(step []Milestone) bool {
		last := slices.MaxFunc(step, func(a, b Milestone) int { return a.Rank() - b.Rank() })
		return last.Rank() > far
	})
}

// unmet says that none of a step's milestones was reported.
func (r reports) unmet(f Facts, step []Milestone) bool {
	return !slices.ContainsFunc(step, func(m Milestone) bool { return r.knows(f, m) })
}
