package intake

import (
	"cmp"
	"slices"

	"porthole/internal/model"
)

// A container travels again and again, and what a carrier answers when it is asked
// for one has its other voyages too. So what was found by nothing but the container
// waits for a person when it names a booking or a bill that is not the shipment's, or
// lies months before the departure or behind the arrival.

// otherVoyage is by how many days a move is beyond both ends of a voyage when it is
// probably of another one.
const otherVoyage = 60

// strays says that a message is probably of another voyage of its container.
func (m message) strays(f model.Facts) bool {
	left, came := cmp.Or(f.ATD, f.ETD), cmp.Or(f.ATA, f.ETA)
	if !m.ByBox || m.Kind != kindEquipment {
		return false
	}
	return m.At.DaysAfter(left) < -otherVoyage || m.At.DaysAfter(came) > otherVoyage ||
		slices.ContainsFunc(m.Refs, func(r reference) bool { return hasNumber(f, r.Kind) })
}
