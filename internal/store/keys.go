package store

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"

	"porthole/internal/model"
)

// The keys of the index. All orders of a tree and its search are in one bucket:
//
//	order shelf place ref
//
// The order is one byte. The shelf is one byte, the status of the shipment; a
// shipment that needs attention stands a second time on the attention shelf of
// its status. A tab is therefore a few shelves, each of them sorted, and a page
// of it is a merge of at most five cursors. The words of a shipment, of which
// there are many, stand once: on the attention shelf or on the other.
//
// The place is what the order sorts by, in bytes that sort as the values do:
//
//	updated   time of the last change, the latest first (8); its number (8)
//	etd, eta  instant (8), the unknown last
//	ref       nothing
//	search    token, 0, class (1)
//	changed   number of the latest change (8); all on one shelf
//	waiting   from when on it needs attention (8); all on one shelf
//
// The order by status needs no place of its own: it is the order by update,
// one shelf after the other.
const (
	orderUpdated byte = 'u'
	orderETD     byte = 'd'
	orderETA     byte = 'a'
	orderRef     byte = 'r'
	orderSearch  byte = 's'
	orderChanged byte = 'c'
	orderWaiting byte = 'w'
)

// oneShelf is the shelf of orders that know no status.
const oneShelf byte = 0

// Of search keys, those of references come before those of words: a reference
// that is looked up exactly is then found without walking over the shipments
// to a port that happens to have the same name.
const (
	classReference byte = 1
	classWord      byte = 2
)

// attentionBit marks the attention shelf of a status.
const attentionBit byte = 0x80

// indexHead is the length of what comes before the place.
const indexHead = 2

// shelfOf is the shelf of a status.
func shelfOf(s model.Status) byte {
	for i, status := range model.Statuses() {
		if s == status {
			return byte(i)
		}
	}
	return byte(len(model.Statuses())) // a status from a newer Porthole
}

// shelvesOf are the shelves that a query looks at, in ascending order.
func shelvesOf(tab model.Tab, status model.Status) []byte {
	var shelves []byte
	wanted, bit := tab.Statuses(), byte(0)
	if tab == model.TabAttention {
		wanted, bit = model.Statuses(), attentionBit
	}
	for _, s := range wanted {
		if status == "" || s == status {
			shelves = append(shelves, shelfOf(s)|bit)
		}
	}
	return shelves
}

// wordShelves are the shelves on which the words of these shelves' shipments stand.
func wordShelves(shelves []byte) []byte {
	all := make([]byte, 0, 2*len(shelves))
	for _, shelf := range shelves {
		if shelf&attentionBit == 0 {
			all = append(all, shelf)
		}
		all = append(all, shelf|attentionBit)
	}
	return all
}

// instantKey is a point in time as bytes that sort as times do; the unknown
// sorts behind all of them.
func instantKey(key []byte, w model.When) []byte {
	if w.IsZero() {
		return binary.BigEndian.AppendUint64(key, math.MaxUint64)
	}
	return binary.BigEndian.AppendUint64(key, uint64(w.Instant().Unix())^1<<63)
}

// latestKey is a time with its change number as bytes that sort the latest
// first.
func latestKey(key []byte, at time.Time, change uint64) []byte {
	key = binary.BigEndian.AppendUint64(key, ^(uint64(nanos(at)) ^ 1<<63))
	return binary.BigEndian.AppendUint64(key, ^change)
}

// nanos is the time in nanoseconds of the epoch; what these cannot express is
// the first or the last moment that they can.
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

// searchKey is the place of a token in the search.
func searchKey(key []byte, token string, class byte) []byte {
	return append(append(key, token...), 0, class)
}

// refOf is the shipment that a key of the index leads to; false for a key that
// cannot be one.
func refOf(key []byte) (ref []byte, ok bool) {
	if len(key) <= indexHead {
		return nil, false
	}
	rest := key[indexHead:]
	skip := 0
	switch key[0] {
	case orderUpdated:
		skip = 16
	case orderETD, orderETA, orderChanged, orderWaiting:
		skip = 8
	case orderSearch:
		end := bytes.IndexByte(rest, 0)
		if end < 0 {
			return nil, false
		}
		skip = end + 2
	case orderRef:
	default:
		return nil, false
	}
	if len(rest) <= skip {
		return nil, false
	}
	return rest[skip:], true
}

// tokenOf is the token of a search key; false for one that has none.
func tokenOf(key []byte) (token []byte, class byte, ok bool) {
	if len(key) <= indexHead || key[0] != orderSearch {
		return nil, 0, false
	}
	rest := key[indexHead:]
	end := bytes.IndexByte(rest, 0)
	if end < 0 || end+1 >= len(rest) {
		return nil, 0, false
	}
	return rest[:end], rest[end+1], true
}

// waitingKey is from when on a row needs attention, in nanoseconds of the epoch.
func waitingKey(key []byte, at int64) []byte {
	return binary.BigEndian.AppendUint64(key, uint64(at)^1<<63)
}

// numberOf is the number that the place of an order begins with.
func numberOf(key []byte) uint64 { return binary.BigEndian.Uint64(key[indexHead:]) }

// pairKey joins two names of which the first has no zero byte.
func pairKey(first, second string) []byte {
	return append(append([]byte(first), 0), second...)
}

// numberKey is a number as bytes that sort as numbers do.
func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// parseNumber reads what numberKey wrote; false for what is no number.
func parseNumber(key []byte) (uint64, bool) {
	if len(key) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key), true
}
