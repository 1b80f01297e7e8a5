package model

// Milestone is a step of a shipment's way that is worth telling.
type Milestone string

// The milestones, in the order in which they normally happen. The names follow
// the trade; DCSA's Track & Trace names for them are in the intake.
const (
	BookingConfirmed Milestone = "booking_confirmed"
	BookingCancelled Milestone = "booking_cancelled"
	EmptyPickedUp    Milestone = "empty_picked_up"
	CargoReceived    Milestone = "cargo_received"
	Stuffed          Milestone = "stuffed"
	GateIn           Milestone = "gate_in"
	Loaded           Milestone = "loaded"
	Departed         Milestone = "departed"
	TSArrived        Milestone = "ts_arrived"
	TSDischarged     Milestone = "ts_discharged"
	TSLoaded         Milestone = "ts_loaded"
	TSDeparted       Milestone = "ts_departed"
	ETDChanged       Milestone = "etd_changed"
	ETAChanged       Milestone = "eta_changed"
	Arrived          Milestone = "arrived"
	Discharged       Milestone = "discharged"
	CustomsCleared   Milestone = "customs_cleared"
	GateOut          Milestone = "gate_out"
	Delivered        Milestone = "delivered"
	EmptyReturned    Milestone = "empty_returned"
)

// effect is what an actual event of a milestone does to the shipment: the stage
// that it reaches, from which the status follows, and the date that it sets.
type effect struct {
	stage Stage
	sets  func(*Facts) *When
}

type milestoneRow struct {
	name   Milestone
	effect effect
}

// milestones is the table of the trade: every milestone in its normal order
// with its effect.
var milestones = []milestoneRow{
	{BookingConfirmed, effect{stage: StageOrigin}},
	{BookingCancelled, effect{}}, // → Cancelled, see bookingCancelled
	{EmptyPickedUp, effect{stage: StageOrigin}},
	{CargoReceived, effect{stage: StageOrigin}},
	{Stuffed, effect{stage: StageOrigin}},
	{GateIn, effect{stage: StageOrigin}},
	{Loaded, effect{stage: StageLoaded}},
	{Departed, effect{stage: StageSailing, sets: func(f *Facts) *When { return &f.ATD }}},
	{TSArrived, effect{stage: StageSailing}},
	{TSDischarged, effect{stage: StageSailing}},
	{TSLoaded, effect{stage: StageSailing}},
	{TSDeparted, effect{stage: StageSailing}},
	{ETDChanged, effect{}},
	{ETAChanged, effect{}},
	{Arrived, effect{stage: StageArrived, sets: func(f *Facts) *When { return &f.ATA }}},
	{Discharged, effect{stage: StageArrived}},
	{CustomsCleared, effect{stage: StageSailing}},
	{GateOut, effect{stage: StageArrived}},
	{Delivered, effect{stage: StageDelivered}},
	{EmptyReturned, effect{stage: StageDelivered}},
}

// Milestones lists all of them in their normal order.
func Milestones() []Milestone {
	return each(milestones, func(row milestoneRow) Milestone { return row.name })
}

// Rank is the place of m in the normal order, from 0; -1 for what is none.
func (m Milestone) Rank() int {
	for i, row := range milestones {
		if row.name == m {
			return i
		}
	}
	return -1
}

// Known says that m is in the table.
func (m Milestone) Known() bool { return m.Rank() >= 0 }

// IsChange says that m reports a new date and not a happening: its event's At
// is the new date, and it stands in a timeline by when it was reported.
func (m Milestone) IsChange() bool { return m == ETDChanged || m == ETAChanged }

// between says that m happens at a transshipment port.
func (m Milestone) between() bool {
	return m == TSArrived || m == TSDischarged || m == TSLoaded || m == TSDeparted
}

// PerContainer says that m happens to each container by itself.
func (m Milestone) PerContainer() bool {
	switch m {
	case EmptyPickedUp, Stuffed, GateIn, Loaded, TSDischarged, TSLoaded, Discharged, GateOut, Delivered, EmptyReturned:
		return true
	default:
		return false
	}
}

// ParseMilestone reads a milestone's code as people type it: `gate_in`,
// `gate-in`, `Gate In`.
func ParseMilestone(text string) (Milestone, bool) {
	wanted := Fold(text)
	for _, row := range milestones {
		if Fold(string(row.name)) == wanted {
			return row.name, true
		}
	}
	return "", false
}

// Ladder is what is expected of a shipment of this kind, in order. LCL has
// house-level steps and no container of its own at first.
func Ladder(load Load) []Milestone {
	if load == LCL {
		return []Milestone{
			BookingConfirmed, CargoReceived, Stuffed, GateIn, Loaded, Departed,
			Arrived, Discharged, CustomsCleared, Delivered,
		}
	}
	return []Milestone{
		BookingConfirmed, EmptyPickedUp, Stuffed, GateIn, Loaded, Departed,
		Arrived, Discharged, CustomsCleared, GateOut, Delivered, EmptyReturned,
	}
}
