package screen

import (
	"time"

	"porthole/internal/model"
	"porthole/internal/ui/parts"
)

// news remembers what is new to the visitor.
type news struct {
	Baseline uint64    // changes above it came since the last visit
	Opened   uint64    // changes above it came while looking
	Visit    time.Time // when the last visit ended; zero: not known
	seen     map[model.Text]uint64
	unread   map[model.Text]bool // shipments that changed and were not read since
}

// Of says how new the change of a shipment is to the visitor.
func (n *news) Of(ref model.Text, change uint64) parts.Freshness {
	switch {
	case change <= n.Baseline || change <= n.seen[ref]:
		return parts.Known
	case change > n.Opened:
		return parts.JustNow
	default:
		return parts.SinceVisit
	}
}

// maxSeen bounds what a session remembers of having been read.
const maxSeen = 1024

// Read notes that the visitor has looked at the shipment in its present form.
func (n *news) Read(ref model.Text, change uint64) {
	if n.seen == nil || len(n.seen) >= maxSeen {
		n.seen = map[model.Text]uint64{}
	}
	n.seen[ref] = change
	delete(n.unread, ref)
}

// Note takes it down when the change of a shipment is new to the visitor.
func (n *news) Note(ref model.Text, change uint64) {
	if n.Of(ref, change) == parts.Known || len(n.unread) >= maxSeen {
		return
	}
	if n.unread == nil {
		n.unread = map[model.Text]bool{}
	}
	n.unread[ref] = true
}

// Unread is how many shipments changed and were not read since, of those that
// this session has had in its list.
func (n *news) Unread() int { return len(n.unread) }
