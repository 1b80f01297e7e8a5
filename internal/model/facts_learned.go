package model

import "slices"

// What the events say of the vessel and the containers is the shipment's too:
//
//   - The vessel is the one of the main carriage: on which the cargo was loaded, or
//     which left the port of loading, before what was only planned. Where nothing
//     is said of that, and no transshipment is known, it is the one that arrives.
//     A vessel that takes the cargo on at a transshipment is its leg's.
//   - Something that happened counts over the vessel that was stated, unless it was
//     stated since. A plan fills in what is not known.
//   - Type and seal of a container fill in what is not known.
//
// events are in the order in which they happened.
func learnFacts(f *Facts, events []Event, counts func(Event) bool) {
	if e := bestVessel(*f, events, counts); e != nil {
		f.board(*e)
	}
	cloned := false
	for _, e := range events {
		i := -1
		if counts(e) && !e.Container.IsZero() && (!e.Type.IsZero() || !e.Seal.IsZero()) {
			i = f.ContainerIndex(e.Container)
		}
		if i < 0 {
			continue
		}
		if !cloned {
			f.Containers, cloned = slices.Clone(f.Containers), true // the record's own are not touched
		}
		fill(&f.Containers[i].Type, e.Type)
		fill(&f.Containers[i].Seal, e.Seal)
	}
}

func fill(to *Text, said Text) {
	if to.IsZero() {
		*to = said
	}
}

// board takes the vessel of an event.
func (f *Facts) board(e Event) {
	if !f.Vessel.IsZero() && !SameVessel(f.Vessel, e.Vessel) {
		aboard := e.Classifier == Actual && (e.Milestone == Loaded || e.Milestone == Departed)
		if !aboard || !e.Recorded.At.After(f.Named) {
			return
		}
		f.Vessel, f.Voyage, f.IMO = Text{}, Text{}, Text{}
	}
	fill(&f.Vessel, e.Vessel)
	fill(&f.Voyage, e.Voyage)
	fill(&f.IMO, e.IMO)
}

// bestVessel is the event that says most surely which vessel the cargo leaves on;
// nil when none says it.
func bestVessel(f Facts, events []Event, counts func(Event) bool) *Event {
	var best *Event
	weight := 1
	if slices.ContainsFunc(events, func(e Event) bool { return counts(e) && e.Milestone.between() }) {
		weight = surelyLeaves // another vessel arrives
	}
	for i, e := range events {
		if w := f.boards(e); counts(e) && !e.Vessel.IsZero() && w >= weight {
			best, weight = &events[i], w
		}
	}
	return best
}

// surelyLeaves is from which weight on an event speaks of the departure.
const surelyLeaves = 10

// boards weighs how surely an event tells the vessel of the main carriage; 0 when
// it does not.
func (f Facts) boards(e Event) int {
	weight := map[Classifier]int{Actual: 3, Estimated: 2, Planned: 1}[e.Classifier]
	switch e.Milestone {
	case Loaded, Departed, ETDChanged:
		if f.liesAt(AtPOL, e.Place) {
			return weight + surelyLeaves
		}
	case Arrived, Discharged, ETAChanged:
		if first, last := mainCarriage(f.Legs, f.POL, f.POD); f.liesAt(AtPOD, e.Place) && first == last {
			return weight
		}
	default:
	}
	return 0
}
