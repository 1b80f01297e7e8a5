package model

import (
	"slices"
	"time"
)

// Shipment is the office's record: everything the forwarder knows. Customers
// never see it; they see what [Publish] makes of it.
type Shipment struct {
	Ref      Text          `json:"ref"`
	Partner  string        `json:"partner"` // slug of the customer
	Facts    Facts         `json:"facts"`
	Events   []Event       `json:"events,omitempty"` // in the order of recording
	Notes    []Note        `json:"notes,omitempty"`
	Ledger   []LedgerEntry `json:"ledger,omitempty"`
	Internal Internal      `json:"internal,omitzero"`
	Created  time.Time     `json:"created"`
	Updated  time.Time     `json:"updated"`  // last change of anything
	FactsAt  time.Time     `json:"facts_at"` // last change of Facts
	Version  uint64        `json:"version"`  // grows with every write; for compare and swap
}

// Facts are what a shipment is, as opposed to what happened to it. They are
// published as they are: nothing in here is internal. ETD and ETA are those
// last published, the ledger has their history.
type Facts struct {
	Status     Status      `json:"status,omitzero"`
	Mode       Mode        `json:"mode,omitzero"`
	Load       Load        `json:"load,omitzero"`
	Direction  Direction   `json:"direction,omitzero"`
	POL        Place       `json:"pol,omitzero"`
	POD        Place       `json:"pod,omitzero"`
	Pickup     Place       `json:"pickup,omitzero"`
	Dropoff    Place       `json:"dropoff,omitzero"`
	ETD        When        `json:"etd,omitzero"`
	ETA        When        `json:"eta,omitzero"`
	ATD        When        `json:"atd,omitzero"`
	ATA        When        `json:"ata,omitzero"`
	Cargo      Cargo       `json:"cargo"`
	References References  `json:"references"`
	Carrier    Text        `json:"carrier,omitzero"` // SCAC, or a name
	Vessel     Text        `json:"vessel,omitzero"`
	IMO        Text        `json:"imo,omitzero"`
	Voyage     Text        `json:"voyage,omitzero"`
	Named      time.Time   `json:"vessel_named,omitzero"` // when somebody stated the vessel last; not published
	Legs       []Leg       `json:"legs,omitempty"`
	Containers []Container `json:"containers,omitempty"`
}

// Cargo is what is shipped. Packages, kilograms and cubic metres; nil is not
// known.
type Cargo struct {
	Packages  *int     `json:"packages"`
	WeightKg  *float64 `json:"weight_kg"`
	VolumeCbm *float64 `json:"volume_cbm"`
	Commodity Text     `json:"commodity"`
}

// References are the numbers by which a customer knows a shipment: house and
// master bill of lading, booking, and the customer's own purchase orders.
type References struct {
	HBL     Text   `json:"hbl"`
	MBL     Text   `json:"mbl"`
	Booking Text   `json:"booking"`
	PO      []Text `json:"po"`
}

// Leg is one stretch of the way, on one means of transport. Among the facts it is
// as it was planned, published it is what has become of that.
type Leg struct {
	Mode   Mode  `json:"mode"`
	From   Place `json:"from"`
	To     Place `json:"to"`
	Vessel Text  `json:"vessel"`
	Voyage Text  `json:"voyage"`
	ETD    When  `json:"etd"`
	ETA    When  `json:"eta"`
	ATD    When  `json:"atd"`
	ATA    When  `json:"ata"`
	// Basis is the arrival at From for which ETD and ETA were planned, Named when
	// somebody stated the vessel. Both are kept among the facts and never published.
	Basis When      `json:"basis,omitzero"`
	Named time.Time `json:"vessel_named,omitzero"`
	// Open says of a published leg that planned dates of it no longer hold and
	// have not been given anew.
	Open bool `json:"open,omitempty"`
}

// Container is one box of the shipment. Number is kept as it was written, in
// normal form; Type is the raw size and type code.
type Container struct {
	Number    Text     `json:"number"`
	Type      Text     `json:"type"`
	Seal      Text     `json:"seal"`
	Packages  *int     `json:"packages,omitempty"`
	WeightKg  *float64 `json:"weight_kg,omitempty"`
	VolumeCbm *float64 `json:"volume_cbm,omitempty"`
	Free      FreeTime `json:"free,omitzero"`
}

// Internal is what the office keeps to itself. It is a type of its own so that
// it can be named in one place and forgotten nowhere.
type Internal struct {
	BuyRate Text `json:"buy_rate,omitzero"`
	Remarks Text `json:"remarks,omitzero"`
}

// Clone is a copy that shares no slice with s, so that a writer may change it
// while readers look at the original.
func (s Shipment) Clone() Shipment {
	s.Events = append([]Event(nil), s.Events...)
	s.Notes = append([]Note(nil), s.Notes...)
	s.Ledger = append([]LedgerEntry(nil), s.Ledger...)
	s.Facts.Legs = append([]Leg(nil), s.Facts.Legs...)
	s.Facts.Containers = append([]Container(nil), s.Facts.Containers...)
	s.Facts.References.PO = append([]Text(nil), s.Facts.References.PO...)
	return s
}

// ContainerIndex finds a container by its number, spaces and hyphens ignored;
// -1 when the shipment has none such.
func (f Facts) ContainerIndex(number Text) int {
	wanted := NormalizeContainer(number.String())
	return slices.IndexFunc(f.Containers, func(c Container) bool { return NormalizeContainer(c.Number.String()) == wanted })
}
