package model

import (
	"slices"
	"time"
)

// Publish is the door: the only way from the office to a customer's window. It
// is a pure function of the office's record and copies, field by field, what
// customers may see. Change is left for the store to set.
func Publish(s Shipment) Published {
	f, events := Shown(s), shownEvents(s.Events)
	way := newRoute(f, events)
	p := Published{
		Ref: s.Ref, Status: f.Status, Mode: f.Mode, Load: f.Load, Direction: f.Direction,
		POL: f.POL, POD: f.POD, Pickup: f.Pickup, Dropoff: f.Dropoff,
		ETD: f.ETD, ETA: f.ETA, ATD: f.ATD, ATA: f.ATA,
		References: f.References, Carrier: f.Carrier, Vessel: f.Vessel, IMO: f.IMO, Voyage: f.Voyage,
		Cargo: f.Cargo, UpdatedAt: s.FactsAt,
	}
	p.References.PO = slices.Clone(f.References.PO)
	p.Timeline = publishEvents(events, f)
	touchEvents(s.Events, &p.UpdatedAt)
	p.Legs = way.legs
	p.board()
	if !way.given {
		p.Legs = nil
	}
	p.Containers = publishContainers(f.Containers, p.Timeline)
	p.Ledger = publishLedger(s.Ledger, &p.UpdatedAt)
	p.Notes = publishNotes(s.Notes, &p.UpdatedAt)
	p.Localize()
	return p
}

// touch moves the time of the last visible change forward.
func touch(updated *time.Time, at time.Time) {
	if at.After(*updated) {
		*updated = at
	}
}

// shownEvents are the events that customers may see, in the order in which they
// happened.
func shownEvents(events []Event) []Event {
	return inOrder(slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return !e.Visible() }))
}

func publishEvents(events []Event, f Facts) []PublishedEvent {
	var shown []PublishedEvent
	for _, e := range events {
		shown = append(shown, PublishedEvent{
			ID: e.ID, Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place,
			Container: e.Container, Vessel: e.Vessel, Voyage: e.Voyage, Text: e.Text, Said: e.Reported,
			Aside: f.counted(e.Milestone, e.Place) == "",
		})
	}
	return shown
}

// touchEvents counts publishing an event and taking it back: its disappearance
// can be seen.
func touchEvents(events []Event, updated *time.Time) {
	for _, e := range events {
		switch {
		case e.Published.IsZero():
		case e.Withdrawn.IsZero():
			touch(updated, e.Published.At)
		default:
			touch(updated, e.Withdrawn.At)
		}
	}
}

// publishContainers gives each container its own steps and those of the whole
// shipment, the latest report of each milestone.
func publishContainers(containers []Container, timeline []PublishedEvent) []PublishedContainer {
	shown := make([]PublishedContainer, 0, len(containers))
	for _, c := range containers {
		box := PublishedContainer{Number: c.Number, Type: c.Type, Seal: c.Seal, Free: c.Free}
		number := NormalizeContainer(c.Number.String())
		for _, e := range timeline {
			own := NormalizeContainer(e.Container.String())
			if e.Milestone.PerContainer() && !e.Aside && (e.Container.IsZero() || own == number) {
				box.Milestones = putMilestone(box.Milestones, e)
			}
		}
		shown = append(shown, box)
	}
	return shown
}

// putMilestone keeps one step per milestone: the latest, but never an estimate
// in place of an actual.
func putMilestone(steps []ContainerMilestone, e PublishedEvent) []ContainerMilestone {
	step := ContainerMilestone{Milestone: e.Milestone, Classifier: e.Classifier, At: e.At, Place: e.Place}
	for i := range steps {
		if steps[i].Milestone != e.Milestone {
			continue
		}
		if steps[i].Classifier != Actual || e.Classifier == Actual {
			steps[i] = step
		}
		return steps
	}
	return append(steps, step)
}

func publishNotes(notes []Note, updated *time.Time) []PublishedNote {
	var shown []PublishedNote
	for _, n := range notes {
		if !n.ForCustomer {
			continue
		}
		if !n.Withdrawn.IsZero() {
			touch(updated, n.Withdrawn.At)
			continue
		}
		touch(updated, n.At)
		shown = append(shown, PublishedNote{At: n.At, Text: n.Text})
	}
	return shown
}
