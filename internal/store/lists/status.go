package lists

import (
	"math"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// An engine knows a status by its number, and no tabs: a tab of a list has the
// shipments of some statuses, or of all those that need attention.

// statusNumber is the number of a status.
func statusNumber(s model.Status) uint8 {
	if i := slices.Index(model.Statuses(), s); i >= 0 {
		return uint8(i)
	}
	return engine.Statuses - 1 // a status from a newer Porthole
}

// statusNumbers are the numbers of the statuses of a tab that are wanted, ascending.
func statusNumbers(tab model.Tab, wanted func(model.Status) bool) (numbers []uint8) {
	all := tab.Statuses()
	if tab == model.TabAttention {
		all = model.Statuses()
	}
	for _, s := range all {
		if wanted(s) {
			numbers = append(numbers, statusNumber(s))
		}
	}
	return numbers
}

// everyStatus are the numbers of all statuses, also of those that a newer Porthole has.
func everyStatus() (numbers []uint8) {
	for n := range uint8(engine.Statuses) {
		numbers = append(numbers, n)
	}
	return numbers
}

// Counts are how many shipments of a list stand under each tab.
func Counts(s engine.State) model.Counts {
	counts := model.Counts{}
	for _, tab := range model.Tabs() {
		by := s.All
		if tab == model.TabAttention {
			by = s.Attention
		}
		counts[tab] = 0
		for _, n := range statusNumbers(tab, func(model.Status) bool { return true }) {
			counts[tab] += int(by[n])
		}
	}
	return counts
}

// total is how many shipments a list has.
func total(s engine.State) (n uint64) {
	for _, count := range s.All {
		n += count
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

const secondsOfDay = 24 * 60 * 60

// dayNumber is the day, counted from that of the epoch, on which a second of it
// falls in UTC.
func dayNumber(seconds int64) int64 {
	return (seconds - (seconds%secondsOfDay+secondsOfDay)%secondsOfDay) / secondsOfDay
}
