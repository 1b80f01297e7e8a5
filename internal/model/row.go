package model

import "time"

// Row is a published shipment in a list: what a line of it needs and nothing
// that would have to be looked up.
type Row struct {
	Ref       Text      `json:"ref"`
	Status    Status    `json:"status"`
	Mode      Mode      `json:"mode"`
	Load      Load      `json:"load"`
	POL       Place     `json:"pol"`
	POD       Place     `json:"pod"`
	ETD       When      `json:"etd"`
	ETA       When      `json:"eta"`
	ATD       When      `json:"atd"`
	ATA       When      `json:"ata"`
	FirstETA  When      `json:"first_eta"` // as first published
	Vessel    Text      `json:"vessel"`
	Voyage    Text      `json:"voyage"`
	Last      LastEvent `json:"last"` // zero Milestone: nothing reported
	StepsDone int       `json:"steps_done"`
	Steps     int       `json:"steps"`
	UpdatedAt time.Time `json:"updated_at"`
	Change    uint64    `json:"change"` // see Published.Change
}

// LastEvent is the actual event with the latest event time.
type LastEvent struct {
	Milestone Milestone `json:"milestone"`
	At        When      `json:"at"`
	Place     Place     `json:"place"`
}

// RowOf is the list's view of a published shipment.
func RowOf(p Published) Row {
	done, steps := Progress(p)
	return Row{
		Ref: p.Ref, Status: p.Status, Mode: p.Mode, Load: p.Load, POL: p.POL, POD: p.POD,
		ETD: p.ETD, ETA: p.ETA, ATD: p.ATD, ATA: p.ATA, FirstETA: firstETA(p),
		Vessel: p.Vessel, Voyage: p.Voyage, Last: Latest(p), StepsDone: done, Steps: steps,
		UpdatedAt: p.UpdatedAt, Change: p.Change,
	}
}

// Latest is the actual happening with the latest event time, which is not the
// one that was typed last. Changed dates are no happenings. What is known of a
// transshipment as a bare date of a leg counts like a report.
func Latest(p Published) LastEvent {
	var last LastEvent
	for _, e := range p.Timeline { // in the order of event times
		if e.Classifier == Actual && !e.Milestone.IsChange() {
			last = LastEvent{Milestone: e.Milestone, At: e.At, Place: e.Place}
		}
	}
	if len(p.Legs) < 2 {
		return last
	}
	for _, s := range bareSteps(p) {
		between := s.Milestone == TSArrived || s.Milestone == TSDeparted
		if between && before(s.At.Instant(), s.Milestone, last.At.Instant(), last.Milestone) > 0 {
			last = LastEvent{Milestone: s.Milestone, At: s.At, Place: s.Place}
		}
	}
	return last
}

// firstETA is the ETA that was published first and not withdrawn, or the present
// one when the ledger has none.
func firstETA(p Published) When {
	if first := p.FirstShown(KindETA); !first.IsZero() {
		return first
	}
	return p.ETA
}

// Slip is by how many days the ETA is later than the one first published;
// negative when it is earlier. False when there is no ETA.
func (r Row) Slip() (days int, known bool) {
	if r.ETA.IsZero() || r.FirstETA.IsZero() {
		return 0, false
	}
	return r.ETA.DaysAfter(r.FirstETA), true
}

// ArrivalSlip is by how many days the shipment arrived later than first published,
// and until it has arrived the same as Slip.
func (r Row) ArrivalSlip() (days int, known bool) {
	if r.ATA.IsZero() || r.FirstETA.IsZero() {
		return r.Slip()
	}
	return r.ATA.DaysAfter(r.FirstETA), true
}

// LabelArrived is how In Transit is called from the arrival on. It is a word for
// readers and the status of no record.
const LabelArrived Status = "arrived"

// Label is the status as readers are told it.
func (r Row) Label() Status {
	if r.Status == InTransit && !r.ATA.IsZero() {
		return LabelArrived
	}
	return r.Status
}

// Attention is why a customer should look at a shipment, as a key of the
// catalogue; empty when there is no reason.
type Attention string

// The reasons, the most pressing first.
const (
	OverdueArrival   Attention = "attention.overdue_arrival"   // ETA passed, no arrival reported
	OverdueDeparture Attention = "attention.overdue_departure" // ETD passed, no departure reported
	Slipped          Attention = "attention.slipped"           // ETA later than first published
)

// Attention says at now why the shipment needs looking at.
func (r Row) Attention(now time.Time) Attention {
	for _, cause := range r.causes() {
		if !now.Before(cause.from) {
			return cause.why
		}
	}
	return ""
}

// AttentionFrom is the instant from which Attention is not empty; zero when the
// passing of time alone will not bring it about. An index can be kept by it.
func (r Row) AttentionFrom() time.Time {
	var first time.Time
	for _, cause := range r.causes() {
		if first.IsZero() || cause.from.Before(first) {
			first = cause.from
		}
	}
	return first
}

type cause struct {
	why  Attention
	from time.Time
}

func (r Row) causes() []cause {
	if r.Status == Done || r.Status == Cancelled || !r.ATA.IsZero() {
		return nil
	}
	var causes []cause
	if !r.ETA.IsZero() {
		causes = append(causes, cause{OverdueArrival, r.ETA.EndOfDay()})
	}
	if !r.ETD.IsZero() && r.ATD.IsZero() {
		causes = append(causes, cause{OverdueDeparture, r.ETD.EndOfDay()})
	}
	if days, known := r.Slip(); known && days > 0 {
		causes = append(causes, cause{Slipped, r.UpdatedAt})
	}
	return causes
}
