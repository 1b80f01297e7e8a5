package model

import (
	"cmp"
	"time"
)

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
	FirstETA  When      `json:"first_eta"`           // as first published
	FreeUntil When      `json:"free_until,omitzero"` // see Published.FreeUntil
	Carrier   Text      `json:"carrier"`
	Vessel    Text      `json:"vessel"`
	Voyage    Text      `json:"voyage"`
	Last      LastEvent `json:"last"` // zero Milestone: nothing reported
	StepsDone int       `json:"steps_done"`
	Steps     int       `json:"steps"`
	UpdatedAt time.Time `json:"updated_at"`
	Change    uint64    `json:"change"` // see Published.Change
	Partner   string    `json:"-"`      // slug; in the office's own list alone
	Otherwise bool      `json:"-"`      // customers see another one; likewise
}

// LastEvent is the furthest that was reported of a shipment. Where that is of some
// of its containers only, Boxes is how many of how many.
type LastEvent struct {
	Milestone Milestone `json:"milestone"`
	At        When      `json:"at"`
	Place     Place     `json:"place"`
	Boxes     int       `json:"boxes,omitempty"`
	Of        int       `json:"of,omitempty"`
}

// RowOf is the list's view of a published shipment.
func RowOf(p Published) Row {
	steps := happened(p)
	return p.row(steps, p.standings(steps))
}

func (p Published) row(steps []Step, parts []standing) Row {
	done, of := p.progress(parts, steps)
	return Row{
		Ref: p.Ref, Status: p.Status, Mode: p.Mode, Load: p.Load, POL: p.POL, POD: p.POD,
		ETD: p.ETD, ETA: p.ETA, ATD: p.ATD, ATA: p.ATA, FirstETA: firstETA(p), FreeUntil: p.FreeUntil(),
		Carrier: p.Carrier, Vessel: p.Vessel, Voyage: p.Voyage, Last: p.last(steps, parts), StepsDone: done, Steps: of,
		UpdatedAt: p.UpdatedAt, Change: p.Change,
	}
}

// last is what was reported last of the part that has come furthest.
func (p Published) last(steps []Step, parts []standing) LastEvent {
	s := p.cleared(parts[0], steps)
	last := LastEvent{Milestone: s.Milestone, At: s.At, Place: s.Place}
	for _, part := range parts {
		last.Of += len(part.boxes)
	}
	last.Boxes = len(s.boxes)
	return last
}

// Stage is how far the shipment has come, by what was reported of it, by its
// actual dates and by its status. It has ended with its last container.
func (r Row) Stage() Stage {
	stage := r.Last.Milestone.stage()
	if r.Last.Boxes > 0 {
		stage = min(stage, StageArrived)
	}
	return max(stage, stageByDates(r.ATD, r.ATA), r.Status.stage())
}

// firstETA is the ETA that was published first and not withdrawn, or the present
// one when the ledger has none.
func firstETA(p Published) When {
	return cmp.Or(p.FirstShown(KindETA), p.ETA)
}

// Slip is by how many days the ETA is later than the one first published;
// negative when it is earlier. False when there is no ETA.
func (r Row) Slip() (days int, known bool) {
	if r.ETA.IsZero() || r.FirstETA.IsZero() {
		return 0, false
	}
	return r.ETA.DaysAfter(r.FirstETA), true
}

// onlyInTransit says that the status alone tells that the shipment is on its way.
func (r Row) onlyInTransit() bool {
	return r.Status == InTransit && r.Stage() == StageLoaded && r.Last.Milestone != Loaded
}

// ArrivalSlip is by how many days the shipment arrived later than first published,
// and until it has arrived the same as Slip; not known of an arrival without a date.
func (r Row) ArrivalSlip() (days int, known bool) {
	if r.ATA.IsZero() && r.Label() == LabelArrived {
		return 0, false
	}
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
	if r.Status == InTransit && r.Stage() >= StageArrived {
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
	FreeOver         Attention = "attention.free_over"         // the last free day has passed
	FreeSoon         Attention = "attention.free_soon"         // the last free day is near
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
	stage := r.Stage()
	if r.Status == Cancelled {
		return nil
	}
	var causes []cause
	if !r.ETA.IsZero() && stage < StageArrived {
		causes = append(causes, cause{OverdueArrival, r.ETA.EndOfDay()})
	}
	if !r.ETD.IsZero() && stage < StageSailing {
		causes = append(causes, cause{OverdueDeparture, r.ETD.EndOfDay()})
	}
	if !r.FreeUntil.IsZero() {
		soon, over := FreeEnds(r.FreeUntil, r.POD)
		causes = append(causes, cause{FreeOver, over}, cause{FreeSoon, soon})
	}
	if days, known := r.Slip(); known && days > 0 && stage < StageArrived {
		causes = append(causes, cause{Slipped, r.UpdatedAt})
	}
	return causes
}

// Reads says that somebody who reads one row learns the same from the other.
func (r Row) Reads(o Row) bool {
	return r.Status == o.Status && r.ETD.Equal(o.ETD) && r.ETA.Equal(o.ETA) && r.ATD.Equal(o.ATD) && r.ATA.Equal(o.ATA) &&
		r.Vessel == o.Vessel && r.Voyage == o.Voyage && r.StepsDone == o.StepsDone && r.Steps == o.Steps && r.Last.reads(o.Last)
}

func (l LastEvent) reads(o LastEvent) bool {
	return l.Milestone == o.Milestone && l.At.Equal(o.At) && l.Boxes == o.Boxes && l.Of == o.Of
}
