package lists

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"porthole/internal/model"
	"porthole/internal/store/engine"
)

// ItemOf is how a shipment stands in a list at now, under the number of its change, with
// its record; whose it is the office's list says alone.
func ItemOf(p model.Published, whose string, record []byte, now time.Time, places PlaceWords) engine.Item {
	row := model.RowOf(p)
	row.Partner = whose
	i := itemOf(row)
	i.Seq, i.Words, i.Record = p.Change, engine.Pack(wordsOf(p, places)), record
	switch from := row.AttentionFrom(); {
	case from.IsZero():
	case from.After(now):
		i.Turn = nanos(from)
	default:
		i.Attention = true
	}
	return i
}

// itemOf is what a row says of an item.
func itemOf(row model.Row) engine.Item {
	return engine.Item{
		Ref: row.Ref.String(), Status: statusNumber(row.Status), ETD: seconds(row.ETD), ETA: seconds(row.ETA),
		Updated: nanos(row.UpdatedAt), Row: packRow(make([]byte, 0, 256), row),
	}
}

// rowOf is the row of an item.
func rowOf(i engine.Item) (model.Row, error) {
	row, err := unpackRow(i.Row)
	if err == nil && row.Ref.String() != i.Ref {
		err = fmt.Errorf("row of %q is another's: %w", i.Ref, engine.ErrDamaged)
	}
	row.Change = i.Seq
	return row, err
}

// Attend has shipments need attention whose time has come, as one change of their list,
// and says how many. Those are passed over that the list does not have, or not waiting for now.
func Attend(tx engine.Tx, l engine.List, refs []string, now time.Time) (moved int, err error) {
	for _, ref := range refs {
		attends, err := attend(tx, l, ref, now)
		if err != nil {
			return 0, err
		}
		if attends {
			moved++
		}
	}
	if moved > 0 { // it looks different now, though no shipment was changed
		_, err = tx.Next(l)
	}
	return moved, err //nolint:wrapcheck // the engine names the list
}

func attend(tx engine.Tx, l engine.List, ref string, now time.Time) (bool, error) {
	i, found, err := Of(tx, l).Item(ref)
	if errors.Is(err, engine.ErrDamaged) || err == nil && (!found || i.Turn == 0 || i.Turn > nanos(now)) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	i.Attention, i.Turn = true, 0
	return true, tx.PutItem(l, i) //nolint:wrapcheck // the engine names the list
}

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
