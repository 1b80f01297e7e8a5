package model

import "time"

// Published is a shipment as its customer sees it: a finished record. None of
// its types has a field in which an internal note, a buy rate or an event that
// was not published could travel; [Publish] is the only way to make one.
type Published struct {
	Ref        Text                 `json:"ref"`
	Status     Status               `json:"status,omitzero"`
	Mode       Mode                 `json:"mode,omitzero"`
	Load       Load                 `json:"load,omitzero"`
	Direction  Direction            `json:"direction,omitzero"`
	POL        Place                `json:"pol,omitzero"`
	POD        Place                `json:"pod,omitzero"`
	Pickup     Place                `json:"pickup,omitzero"`
	Dropoff    Place                `json:"dropoff,omitzero"`
	ETD        When                 `json:"etd,omitzero"`
	ETA        When                 `json:"eta,omitzero"`
	ATD        When                 `json:"atd,omitzero"`
	ATA        When                 `json:"ata,omitzero"`
	References References           `json:"references"`
	Carrier    Text                 `json:"carrier,omitzero"`
	Vessel     Text                 `json:"vessel,omitzero"`
	IMO        Text                 `json:"imo,omitzero"`
	Voyage     Text                 `json:"voyage,omitzero"`
	Cargo      Cargo                `json:"cargo"`
	Containers []PublishedContainer `json:"containers,omitzero"`
	Legs       []Leg                `json:"legs,omitzero"`
	Timeline   []PublishedEvent     `json:"timeline,omitzero"` // by event time
	Ledger     []PublishedLine      `json:"ledger,omitzero"`   // in order of publication, ETD and ETA
	Notes      []PublishedNote      `json:"notes,omitzero"`
	UpdatedAt  time.Time            `json:"updated_at,omitzero"` // last change that customers can see
	// Change is the number of the partner's change that brought this record to
	// its present form. The store sets it; it grows within one partner only.
	Change uint64 `json:"change"`
}

// PublishedContainer is a container with what was published of it.
type PublishedContainer struct {
	Number     Text                 `json:"number"`
	Type       Text                 `json:"type"`
	Seal       Text                 `json:"seal"`
	Free       FreeTime             `json:"free,omitzero"`
	Milestones []ContainerMilestone `json:"milestones"`
}

// Last is the furthest that was reported of the container; false when nothing was.
func (c PublishedContainer) Last() (last ContainerMilestone, known bool) {
	for _, step := range c.Milestones {
		if step.Classifier == Actual && (!known || step.Milestone.Rank() > last.Milestone.Rank()) {
			last, known = step, true
		}
	}
	return last, known
}

// ContainerMilestone is one step of one container.
type ContainerMilestone struct {
	Milestone  Milestone  `json:"milestone"`
	Classifier Classifier `json:"classifier"`
	At         When       `json:"at"`
	Place      Place      `json:"place"`
}

// PublishedEvent is an event as customers see it. At of a changed date is the
// new date; Said is when the change was reported.
type PublishedEvent struct {
	ID         string     `json:"id"`
	Milestone  Milestone  `json:"milestone"`
	Classifier Classifier `json:"classifier"`
	At         When       `json:"at,omitzero"`
	Place      Place      `json:"place,omitzero"`
	Container  Text       `json:"container,omitzero"`
	Vessel     Text       `json:"vessel,omitzero"`
	Voyage     Text       `json:"voyage,omitzero"`
	Text       Text       `json:"text,omitzero"`
	Said       time.Time  `json:"said,omitzero"`
	Aside      bool       `json:"aside,omitempty"` // it says nothing of this shipment, see Facts.counted
}

// PublishedLine is a line of the ledger that customers may see. From is null in
// the first of its kind.
type PublishedLine struct {
	Kind        DateKind  `json:"kind"`
	PublishedAt time.Time `json:"published_at,omitzero"`
	From        When      `json:"from,omitzero"`
	To          When      `json:"to,omitzero"` // absent: no date held any more
	Reason      Text      `json:"reason,omitzero"`
	Event       string    `json:"event,omitempty"`       // the one that brought it
	WithdrawnAt time.Time `json:"withdrawn_at,omitzero"` // zero: it stands
	// Withdrawal: another line was withdrawn, and the date before it holds again.
	Withdrawal bool `json:"withdrawal,omitempty"`
}

// PublishedNote is a remark written for the customer.
type PublishedNote struct {
	At   time.Time `json:"at"`
	Text Text      `json:"text"`
}
