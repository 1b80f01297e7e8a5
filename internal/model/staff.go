package model

import "time"

// The types of this file are what the staff's screens and commands speak of.
// None of them ever reaches a customer.

// EventDraft is an event that somebody is about to record. An empty Classifier
// is Actual.
type EventDraft struct {
	Milestone  Milestone
	Classifier Classifier
	At         When
	Place      Place
	Container  Text // empty: the whole shipment
	Vessel     Text
	Voyage     Text
	Text       Text // for the customer; of a changed date its reason
	NoReason   bool // of a changed date: it is said that none is given
	Internal   Text
}

// DateDraft is a new ETD or ETA that somebody is about to record.
type DateDraft struct {
	Kind DateKind
	To   When
	Why  Reason // told to the customer when it is published
}

// Proposal is what an act would do, before it is done: the record as the
// customer sees it and as it would be, and what the lint asks about the text.
// Version is for compare and swap: the act fails when somebody else has changed
// the shipment meanwhile.
type Proposal struct {
	Before    Published
	After     Published
	Questions []Question
	Version   uint64
}

// Posted is what an act did. ID is the event's.
type Posted struct {
	Ref       Text
	ID        string
	Published bool
}

// DeskQuery asks for a page of what needs an update. The zero value is the
// first page of all partners.
type DeskQuery struct {
	Partner string // slug; empty: all
	Limit   int    // 0: 50
	After   string // cursor
}

// DeskItem is a shipment that needs an update, the worst reason first.
type DeskItem struct {
	Standing
	PartnerName Text
	Row         Row // as the office knows it
	Next        Milestone
	Offers      Offers
}

// DeskPage is a page of the desk, worst first. Total counts all pages.
type DeskPage struct {
	Items []DeskItem
	Next  string
	Total int
	Today Today // what was done, when nothing is left
}

// Today is how much the office has done today: acts on shipments, and on how many.
type Today struct{ Acts, Shipments int }

// PartnerFreshness is the figure for one partner.
type PartnerFreshness struct {
	Partner string
	Name    Text
	Figure  Freshness
}

// VoyageDraft is a departure or an arrival that holds for every shipment on a
// vessel's voyage. Milestone is Departed or Arrived.
//
// Connection is the other vessel at a port where cargo changes from one to another: for
// an arrival the one on which it goes on, for a departure the one on which it came. So
// the entry is also for shipments of which no leg names the second vessel yet, and says
// it of them: of all, or of those that are bound for a port of discharge.
type VoyageDraft struct {
	Vessel    Text
	Voyage    Text
	Milestone Milestone
	At        When
	Place     Place
	Text      Text

	Connection Ship
	Bound      Place
}

// VoyageShipment is one shipment on a voyage, and what the entry is for it: at a
// transshipment port it is another milestone than at the ends. Skip says why the
// entry leaves it alone; zero when it does not.
type VoyageShipment struct {
	Ref       Text
	Partner   string
	Row       Row
	Milestone Milestone
	Port      Place
	Onto      Ship // the vessel on which the entry puts the cargo; zero: it changes nothing of that
	Skip      Remark
}

// VoyagePlan lists the shipments that an entry for a voyage concerns.
type VoyagePlan struct {
	Shipments []VoyageShipment
	Questions []Question
}

// Review is the manager's page of one shipment: both records, what is withheld
// and why, and the final checkpoint.
type Review struct {
	Office      Shipment
	PartnerName Text
	Shown       Published
	Withheld    []Withheld
	Points      []Point
}

// Withheld is one thing that the office knows and the customer does not see.
// Field names it in the form of the record: "event e7", "note n2", "buy_rate".
type Withheld struct {
	Field string
	What  Text
	Why   Remark
}

// ReviewItem is a shipment in the list of reviews.
type ReviewItem struct {
	Ref     Text
	Partner string
	Row     Row
	Failed  []string // the points that failed
}

// AuditLine is an entry of the audit trail.
type AuditLine struct {
	Seq     uint64
	At      time.Time
	Actor   string
	Remote  string
	Verb    string
	Subject string
	Detail  string
}

// LegEdit is a change of one leg of a shipment. At is its number from 1; zero adds
// a leg where it joins the others.
type LegEdit struct {
	At     int
	Remove bool
	Fields map[string]string // by the names of a leg's fields
	Reason Reason            // for the dates that are the shipment's own
	Zone   *time.Location    // of places of which none is known
}
