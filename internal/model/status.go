package model

import "slices"

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
