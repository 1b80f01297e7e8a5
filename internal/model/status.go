package model

import (
	"slices"
)

// Status is how far a shipment has come.
type Status string

// The statuses, in the order in which a shipment goes through them.
const (
	Draft     Status = "draft"
	Confirmed Status = "confirmed"
	InTransit Status = "in_transit"
	Done      Status = "done"
	Cancelled Status = "cancelled"
)

// Statuses lists all of them in order.
func Statuses() []Status { return []Status{Draft, Confirmed, InTransit, Done, Cancelled} }

// rank orders the statuses that follow one another; Cancelled stands aside.
func (s Status) rank() int { return slices.Index(Statuses(), s) }

// Known says that s is one of the statuses.
func (s Status) Known() bool { return s.rank() >= 0 }

// Allows says that a shipment may go from s to next by itself: forward only,
// one step or more, and to Cancelled from any state but Done. Everything else
// is a correction and needs a person and a reason.
func (s Status) Allows(next Status) bool {
	switch {
	case s == next:
		return true
	case s == Cancelled || s == Done:
		return false
	case next == Cancelled:
		return true
	default:
		return next.rank() > s.rank()
	}
}

// Advance is next when it may follow s, and s otherwise.
func (s Status) Advance(next Status) Status {
	if s.Allows(next) {
		return next
	}
	return s
}

// Mode is how a shipment, or one leg of it, travels.
type Mode string

// The modes. Sea comes first in Porthole; the others occur as legs.
const (
	Sea   Mode = "sea"
	Air   Mode = "air"
	Road  Mode = "road"
	Rail  Mode = "rail"
	Barge Mode = "barge"
)

// Load is how the cargo is packed for the sea.
type Load string

// Full and less than container load; a break-bulk load has neither.
const (
	FCL Load = "FCL"
	LCL Load = "LCL"
)

// Direction is seen from the forwarder's country.
type Direction string

// The directions.
const (
	Export     Direction = "export"
	Import     Direction = "import"
	CrossTrade Direction = "cross_trade"
)

// Stage is how far a shipment has come. Status, answers, headline, strip and
// progress all follow it, so that they tell one story.
type Stage int

// The stages, in order. The table of milestones says which one each of them
// reaches.
//
//   - A shipment of which something was reported at its origin is confirmed.
//   - From the loading on it is in transit, also when it has arrived. A gate-out
//     does not end that: the cargo is on the road, and nobody has said that it
//     came. It is done when all of it was delivered, or its empty containers went
//     back.
//   - Customs may clear a shipment that is still at sea, so they say no more than
//     that it has left.
const (
	StageNone Stage = iota
	StageOrigin
	StageLoaded
	StageSailing
	StageArrived
	StageDelivered
)

// status is the least status of a shipment that has come so far; empty where that
// says nothing.
func (g Stage) status() Status {
	switch {
	case g == StageNone:
		return ""
	case g == StageOrigin:
		return Confirmed
	case g < StageDelivered:
		return InTransit
	default:
		return Done
	}
}

// stage is how far a shipment of the status has come at least.
func (s Status) stage() Stage {
	switch s {
	case Confirmed:
		return StageOrigin
	case InTransit:
		return StageLoaded
	case Done:
		return StageDelivered
	default:
		return StageNone
	}
}

// stage is the one that an actual event of the milestone reaches.
func (m Milestone) stage() Stage {
	if rank := m.Rank(); rank >= 0 {
		return milestones[rank].effect.stage
	}
	return StageNone
}

// stageByDates is how far a shipment has come by its actual dates alone.
func stageByDates(atd, ata When) Stage {
	switch {
	case !ata.IsZero():
		return StageArrived
	case !atd.IsZero():
		return StageSailing
	default:
		return StageNone
	}
}

// counted is the milestone as which a report from a place counts. What happens to
// the vessel at another port than that of the milestone is a transshipment; what
// happens at the wrong end of the way is of no concern to the shipment, such as
// the vessel's arrival at the port of loading: empty. A report that names no
// place is believed.
func (f Facts) counted(m Milestone, place Place) Milestone {
	if place.IsZero() {
		return m
	}
	end, _ := f.EndOf(place)
	switch {
	case m == Loaded || m == Departed:
		return elsewhere(m, f.POL, end, AtPOL)
	case m == Arrived || m == Discharged:
		return elsewhere(m, f.POD, end, AtPOD)
	case m.Rank() > Discharged.Rank() && end == AtPOL:
		return ""
	default:
		return m
	}
}

// HappensAt reports whether a milestone can be at a place: a transshipment is at neither
// end of the main carriage, and what happens at one end is not at the other.
func (f Facts) HappensAt(m Milestone, place Place) bool {
	if _, exact := f.EndOf(place); m.between() {
		return !exact
	}
	return f.counted(m, place) != ""
}

// elsewhere is the milestone of a vessel where it happened, when its own port is
// at the end that belongs to it.
func elsewhere(m Milestone, port Place, end, own End) Milestone {
	switch {
	case port.IsZero() || end == own:
		return m
	case end != NoEnd:
		return ""
	default:
		return transshipped[m]
	}
}

// transshipped is what a vessel's milestones are at a port on the way.
var transshipped = map[Milestone]Milestone{
	Loaded: TSLoaded, Departed: TSDeparted, Arrived: TSArrived, Discharged: TSDischarged,
}
