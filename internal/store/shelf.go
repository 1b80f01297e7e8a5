package store

import (
	"math"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// The shelves of a list are the statuses of shipments. A tab of the list is some
// shelves, or what needs attention on all of them.

// shelfOf is the shelf of a status.
func shelfOf(s model.Status) uint8 {
	if i := slices.Index(model.Statuses(), s); i >= 0 {
		return uint8(i)
	}
	return engine.Shelves - 1 // a status from a newer Porthole
}

// shelvesOf are the shelves that a tab looks at, in ascending order, and whether
// it looks at what needs attention alone.
func shelvesOf(tab model.Tab, status model.Status) (shelves []uint8, attention bool) {
	wanted := tab.Statuses()
	if attention = tab == model.TabAttention; attention {
		wanted = model.Statuses()
	}
	for _, s := range wanted {
		if status == "" || s == status {
			shelves = append(shelves, shelfOf(s))
		}
	}
	return shelves, attention
}

// everyShelf are all of them.
func everyShelf() (all []uint8) {
	for shelf := range uint8(engine.Shelves) {
		all = append(all, shelf)
	}
	return all
}

// countsOf are how many shipments of a list stand under each tab.
func countsOf(s engine.State) model.Counts {
	counts := model.Counts{}
	for _, tab := range model.Tabs() {
		counts[tab] = 0
		shelves, attention := shelvesOf(tab, "")
		for _, shelf := range shelves {
			if attention {
				counts[tab] += int(s.Attention[shelf])
			} else {
				counts[tab] += int(s.All[shelf])
			}
		}
	}
	return counts
}

// total is how many shipments a list has.
func total(s engine.State) (n uint64) {
	for _, shelf := range s.All {
		n += shelf
	}
	return n
}

// nanos is the time in nanoseconds of the epoch; what these cannot express is the
// first or the last moment that they can.
func nanos(at time.Time) int64 {
	switch year := at.Year(); {
	case year < 1678:
		return math.MinInt64
	case year > 2261:
		return math.MaxInt64
	default:
		return at.UnixNano()
	}
}

// seconds is when a date is or ends, in seconds of the epoch.
func seconds(w model.When) int64 {
	if w.IsZero() {
		return engine.Unknown
	}
	return w.Instant().Unix()
}
