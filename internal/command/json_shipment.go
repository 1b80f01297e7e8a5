package command

import "porthole/internal/model"

// jsonShipment is a whole record: the fields of a row, and the rest.
type jsonShipment struct {
	jsonRow
	Direction  *string         `json:"direction"`
	Pickup     model.Place     `json:"pickup"`
	Dropoff    model.Place     `json:"dropoff"`
	References jsonReferences  `json:"references"`
	Carrier    *string         `json:"carrier"`
	Vessel     *string         `json:"vessel"`
	Voyage     *string         `json:"voyage"`
	Cargo      jsonCargo       `json:"cargo"`
	Containers []jsonContainer `json:"containers"`
	Legs       []jsonLeg       `json:"legs"`
	Timeline   []jsonEvent     `json:"timeline"`
	ETALedger  []jsonLine      `json:"eta_ledger"`
	ETDLedger  []jsonLine      `json:"etd_ledger"`
	Notes      []jsonNote      `json:"notes"`
	Answers    model.Answers   `json:"answers"`
	Partner    string          `json:"partner,omitempty"` // for staff, as what follows
	View       string          `json:"view,omitempty"`    // published, office
	// Unpublished are the fields that customers see otherwise, in the office's view.
	Unpublished []string `json:"unpublished,omitzero"`
}

type jsonReferences struct {
	HBL     *string  `json:"hbl"`
	MBL     *string  `json:"mbl"`
	Booking *string  `json:"booking"`
	PO      []string `json:"po"`
}

type jsonCargo struct {
	Packages  *int     `json:"packages"`
	WeightKg  *float64 `json:"weight_kg"`
	VolumeCbm *float64 `json:"volume_cbm"`
	Commodity *string  `json:"commodity"`
}

type jsonContainer struct {
	Number     *string    `json:"number"`
	Type       *string    `json:"type"`
	Seal       *string    `json:"seal"`
	Free       jsonFree   `json:"free"`
	Milestones []jsonStep `json:"milestones"`
}

// jsonFree is the free time of a container. Until is when it ends, as it was given or
// counted; the rest is what was given.
type jsonFree struct {
	Until               model.When `json:"until"`
	DemurrageDays       *int       `json:"demurrage_days"`
	LastFreeDay         model.When `json:"last_free_day"`
	StorageDays         *int       `json:"storage_days"`
	TerminalLastFreeDay model.When `json:"terminal_last_free_day"`
	DetentionDays       *int       `json:"detention_days"`
	ReturnBy            model.When `json:"return_by"`
	CustomsHold         *string    `json:"customs_hold"`
	LineHold            *string    `json:"line_hold"`
	TerminalHold        *string    `json:"terminal_hold"`
	Available           model.When `json:"available"`
}

type jsonStep struct {
	Milestone  string      `json:"milestone"`
	Classifier *string     `json:"classifier"`
	At         model.When  `json:"at"`
	Place      model.Place `json:"place"`
}

type jsonLeg struct {
	Mode   *string     `json:"mode"`
	From   model.Place `json:"from"`
	To     model.Place `json:"to"`
	Vessel *string     `json:"vessel"`
	Voyage *string     `json:"voyage"`
	ETD    model.When  `json:"etd"`
	ETA    model.When  `json:"eta"`
	ATD    model.When  `json:"atd"`
	ATA    model.When  `json:"ata"`
	Open   bool        `json:"open"` // planned dates no longer hold; those that do not are null
}

type jsonEvent struct {
	ID         string      `json:"id"`
	Milestone  string      `json:"milestone"`
	Classifier *string     `json:"classifier"`
	At         model.When  `json:"at"`
	Place      model.Place `json:"place"`
	Container  *string     `json:"container"`
	Text       *string     `json:"text"`
}

type jsonLine struct {
	PublishedAt *string    `json:"published_at"`
	From        model.When `json:"from"`
	To          model.When `json:"to"`
	Reason      *string    `json:"reason"`
	Event       *string    `json:"event"`        // the one that brought it
	WithdrawnAt *string    `json:"withdrawn_at"` // null: it stands
	Withdrawal  bool       `json:"withdrawal"`   // a line was withdrawn, and the date before it holds again
}

type jsonNote struct {
	At   *string `json:"at"`
	Text string  `json:"text"`
}

// jsonShipment is the whole of a record, lists never null.
func (s *session) jsonShipment(p model.Published, partner string) jsonShipment {
	r := p.References
	return jsonShipment{
		jsonRow:   s.jsonRow(model.RowOf(p)),
		Direction: known(p.Direction), Pickup: p.Pickup, Dropoff: p.Dropoff,
		References: jsonReferences{
			HBL: orNull(r.HBL), MBL: orNull(r.MBL), Booking: orNull(r.Booking), PO: each(r.PO, model.Text.String),
		},
		Carrier: orNull(p.Carrier), Vessel: orNull(p.Vessel), Voyage: orNull(p.Voyage),
		Cargo: jsonCargo{p.Cargo.Packages, p.Cargo.WeightKg, p.Cargo.VolumeCbm, orNull(p.Cargo.Commodity)},
		Containers: each(p.Containers, func(c model.PublishedContainer) jsonContainer {
			return jsonContainer{orNull(c.Number), orNull(c.Type), orNull(c.Seal), free(p, c), each(c.Milestones, step)}
		}),
		Legs:      each(p.Legs, leg),
		Timeline:  each(p.Timeline, event),
		ETALedger: each(p.History(model.KindETA), s.line),
		ETDLedger: each(p.History(model.KindETD), s.line),
		Notes: each(p.Notes, func(n model.PublishedNote) jsonNote {
			return jsonNote{s.clock(n.At), n.Text.String()}
		}),
		Answers: model.Answer(p, s.Now(), s.Words),
		Partner: partner,
	}
}

func orNull(t model.Text) *string { return known(t.String()) }

// each maps a list to one that is never null.
func each[From, To any](list []From, to func(From) To) []To {
	mapped := make([]To, 0, len(list))
	for _, item := range list {
		mapped = append(mapped, to(item))
	}
	return mapped
}

func free(p model.Published, c model.PublishedContainer) jsonFree {
	f := c.Free
	return jsonFree{
		p.BoxFreeUntil(c), f.Demurrage.Days, f.Demurrage.Last, f.Storage.Days, f.Storage.Last, f.Detention.Days, f.Detention.Last,
		orNull(f.CustomsHold), orNull(f.LineHold), orNull(f.TerminalHold), f.Available,
	}
}

func step(m model.ContainerMilestone) jsonStep {
	return jsonStep{string(m.Milestone), known(m.Classifier), m.At, m.Place}
}

func leg(l model.Leg) jsonLeg {
	return jsonLeg{
		Mode: known(l.Mode), From: l.From, To: l.To, Vessel: orNull(l.Vessel), Voyage: orNull(l.Voyage),
		ETD: l.ETD, ETA: l.ETA, ATD: l.ATD, ATA: l.ATA, Open: l.Open,
	}
}

func event(e model.PublishedEvent) jsonEvent {
	return jsonEvent{
		e.ID, string(e.Milestone), known(e.Classifier), e.At, e.Place, orNull(e.Container), orNull(e.Text),
	}
}

func (s *session) line(l model.PublishedLine) jsonLine {
	return jsonLine{
		PublishedAt: s.clock(l.PublishedAt), From: l.From, To: l.To, Reason: orNull(l.Reason),
		Event: known(l.Event), WithdrawnAt: s.clock(l.WithdrawnAt), Withdrawal: l.Withdrawal,
	}
}
