package model

import "time"

// Classifier says how sure an event is, as DCSA does.
type Classifier string

// The classifiers. An estimate never overwrites an actual.
const (
	Planned   Classifier = "PLN"
	Estimated Classifier = "EST"
	Actual    Classifier = "ACT"
)

// ParseClassifier reads the three-letter codes and the full words.
func ParseClassifier(text string) (Classifier, bool) {
	switch Fold(text) {
	case "pln", "planned":
		return Planned, true
	case "est", "estimated":
		return Estimated, true
	case "act", "actual":
		return Actual, true
	default:
		return "", false
	}
}

// Origin is where an event was learned.
type Origin struct {
	Kind string `json:"kind"` // "manual", "import", "dcsa"
	ID   string `json:"id,omitempty"`
	Raw  string `json:"raw,omitempty"`  // as received, bounded; for the office only
	Gone bool   `json:"gone,omitempty"` // its source took it back
}

// Event is what the office knows of one happening. It reaches customers only
// when it is published, and then without what is internal in it.
type Event struct {
	ID         string     `json:"id"` // unique in its shipment
	Milestone  Milestone  `json:"milestone"`
	Classifier Classifier `json:"classifier"`
	At         When       `json:"at,omitzero"` // for ETDChanged and ETAChanged: the new date
	Place      Place      `json:"place,omitzero"`
	Container  Text       `json:"container,omitzero"` // empty: the whole shipment
	Vessel     Text       `json:"vessel,omitzero"`
	Voyage     Text       `json:"voyage,omitzero"`
	IMO        Text       `json:"imo,omitzero"`      // of the vessel
	Type       Text       `json:"type,omitzero"`     // of the container, as it was written
	Seal       Text       `json:"seal,omitzero"`     // of the container
	Text       Text       `json:"text,omitzero"`     // written for the customer
	Internal   Text       `json:"internal,omitzero"` // never leaves the office
	Origin     Origin     `json:"origin,omitzero"`
	Also       []Report   `json:"also,omitempty"`    // further reports of the same
	Doubt      Doubt      `json:"doubt,omitempty"`   // why it waits for a person
	Reported   time.Time  `json:"reported,omitzero"` // when its source said so
	Recorded   Stamp      `json:"recorded,omitzero"`
	Published  Stamp      `json:"published,omitzero"`
	Withdrawn  Stamp      `json:"withdrawn,omitzero"`
	Held       Hold       `json:"held,omitzero"` // see HeldAt
}

// Stamp is who did something and when; the zero value: nobody did.
type Stamp struct {
	At  time.Time `json:"at"`
	By  string    `json:"by,omitempty"`
	Why Text      `json:"why,omitzero"`
}

// IsZero says that it was not done.
func (s Stamp) IsZero() bool { return s.At.IsZero() }

// Visible says that customers may see the event: published and not withdrawn.
func (e Event) Visible() bool { return !e.Published.IsZero() && e.Withdrawn.IsZero() }

// Moment is when the event stands in a timeline: when it happened, or for a
// changed date when the change was reported.
func (e Event) Moment() time.Time {
	if e.Milestone.IsChange() {
		return e.Reported
	}
	return e.At.Instant()
}

// before orders events by when they happened, never by when they were typed;
// at the same time the normal order of milestones decides.
func before(am time.Time, a Milestone, bm time.Time, b Milestone) int {
	if c := am.Compare(bm); c != 0 {
		return c
	}
	return a.Rank() - b.Rank()
}

// Same says that both report the same thing, so that one of them is a repeat:
// carriers send events again, and files are imported twice.
func (e Event) Same(o Event) bool {
	return e.Milestone == o.Milestone && e.Classifier == o.Classifier && e.At.Instant().Equal(o.At.Instant()) &&
		NormalizeContainer(e.Container.String()) == NormalizeContainer(o.Container.String()) &&
		(e.Place.IsZero() || o.Place.IsZero() || e.Place.SameGateway(o.Place))
}

// Note is a remark on a shipment. It is internal unless it was written for the
// customer.
type Note struct {
	ID          string    `json:"id"`
	At          time.Time `json:"at"`
	By          string    `json:"by"`
	Text        Text      `json:"text"`
	ForCustomer bool      `json:"for_customer,omitempty"`
	Withdrawn   Stamp     `json:"withdrawn"`
}

// DateKind tells the ledger's two columns apart.
type DateKind string

// The dates that the ledger keeps.
const (
	KindETD DateKind = "etd"
	KindETA DateKind = "eta"
)

// Change is the milestone that reports a new date of the kind.
func (k DateKind) Change() Milestone {
	if k == KindETD {
		return ETDChanged
	}
	return ETAChanged
}

// LedgerEntry is one line of the ETD and ETA ledger, which is append-only: what
// was expected, what is expected now, why, and who said so. From is the date
// that customers were shown before when the entry is published.
type LedgerEntry struct {
	Kind      DateKind `json:"kind"`
	From      When     `json:"from,omitzero"`
	To        When     `json:"to,omitzero"`
	Reason    Text     `json:"reason,omitzero"`
	NoReason  bool     `json:"no_reason,omitempty"` // it was said that none is given
	EventID   string   `json:"event_id,omitempty"`  // the event that brought it
	Recorded  Stamp    `json:"recorded,omitzero"`
	Published Stamp    `json:"published,omitzero"`
	Withdrawn Stamp    `json:"withdrawn,omitzero"`
	// Reworded is when the reason was put in other words after it was published,
	// by whom, and in Why what it was.
	Reworded []Stamp `json:"reworded,omitempty"`
}

// Visible says that customers may see the entry.
func (l LedgerEntry) Visible() bool { return !l.Published.IsZero() && l.Withdrawn.IsZero() }
