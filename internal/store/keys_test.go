package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"porthole/internal/model"
)

func drawWhen(t *rapid.T, label string) model.When {
	switch rapid.IntRange(0, 3).Draw(t, label) {
	case 0:
		return model.When{}
	case 1:
		return model.DayOf(noon.AddDate(0, 0, rapid.IntRange(-20000, 60000).Draw(t, label+" day")))
	default:
		zone := time.FixedZone("", 900*rapid.IntRange(-48, 56).Draw(t, label+" zone"))
		return model.Moment(noon.Add(time.Duration(rapid.IntRange(-1e9, 1e9).Draw(t, label+" second")) * time.Second).In(zone))
	}
}

// parseInstant is the second of the epoch that instantKey wrote; false for the
// unknown.
func parseInstant(key []byte) (seconds int64, known bool) {
	value := binary.BigEndian.Uint64(key)
	return int64(value ^ 1<<63), value != math.MaxUint64
}

// parseLatest reads what latestKey wrote, in nanoseconds of the epoch.
func parseLatest(key []byte) (at int64, change uint64) {
	return int64(^binary.BigEndian.Uint64(key) ^ 1<<63), ^binary.BigEndian.Uint64(key[8:])
}

// Keys sort as the values in them do, and give the values back.
func TestInstantKeysSortAsInstantsDoAndTheUnknownLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawWhen(t, "a"), drawWhen(t, "b")
		keyA, keyB := instantKey(nil, a), instantKey(nil, b)
		want := a.Compare(b)
		if a.IsZero() != b.IsZero() {
			want = -want // the zero time comes first, the unknown last
		}
		if got := bytes.Compare(keyA, keyB); got != want {
			t.Fatalf("%v and %v compare as %d, want %d", a, b, got, want)
		}
		seconds, known := parseInstant(keyA)
		if known == a.IsZero() || known && seconds != a.Instant().Unix() {
			t.Fatalf("%v reads back as %d %v", a, seconds, known)
		}
	})
}

func TestLatestKeysHaveTheLatestFirst(t *testing.T) {
	times := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(0, rapid.Int64().Draw(t, "nanos")).UTC()
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := times.Draw(t, "a"), times.Draw(t, "b")
		if rapid.Bool().Draw(t, "tie") {
			b = a
		}
		changeA, changeB := rapid.Uint64().Draw(t, "change a"), rapid.Uint64().Draw(t, "change b")
		keyA := latestKey(nil, a, changeA)
		want := cmp.Or(b.Compare(a), cmp.Compare(changeB, changeA))
		if got := bytes.Compare(keyA, latestKey(nil, b, changeB)); got != want {
			t.Fatalf("compare as %d, want %d", got, want)
		}
		if at, change := parseLatest(keyA); at != a.UnixNano() || change != changeA {
			t.Fatalf("reads back as %d %d", at, change)
		}
	})
}

func TestTimesThatNanosecondsCannotExpressStillSort(t *testing.T) {
	order := []time.Time{{}, noon, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := 1; i < len(order); i++ {
		if bytes.Compare(latestKey(nil, order[i-1], 1), latestKey(nil, order[i], 1)) <= 0 {
			t.Errorf("%v does not stand behind %v", order[i-1], order[i])
		}
	}
}

func TestWaitingKeysSortByTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		if bytes.Compare(waitingKey(nil, a), waitingKey(nil, b)) != cmp.Compare(a, b) {
			t.Fatalf("%d and %d do not sort", a, b)
		}
	})
}

// Every line of the index leads back to its shipment, whatever its number.
func TestEveryLineOfTheIndexLeadsToItsShipment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := held{row: model.Row{
			Ref: model.Line(rapid.StringMatching(`[A-Za-z/.é-]{1,12}`).Draw(t, "ref"), model.RefCells), Status: model.Draft,
			ETD: drawWhen(t, "etd"), ETA: drawWhen(t, "eta"), UpdatedAt: noon, Change: rapid.Uint64().Draw(t, "change"),
		}, attention: rapid.Bool().Draw(t, "attention"), waiting: rapid.Bool().Draw(t, "waiting"), tokens: []token{{"abc", 0}, {"đà", kindPO}}}
		for _, line := range h.entries() {
			ref, ok := refOf(line.key)
			walked := line.key[0] != orderChanged && line.key[0] != orderWaiting
			if !ok || string(ref) != h.row.Ref.String() || walked && !h.stands(line.key) {
				t.Fatalf("line %q leads to %q %v", line.key, ref, ok)
			}
		}
	})
}

func TestKeysThatAreNoneAreRefused(t *testing.T) {
	for _, key := range []string{"", "u", "u\x00", "u\x0012345678901234567"[:18], "s\x00abc", "s\x00abc\x00", "s\x00abc\x00\x01", "x\x00abc", "r\x00"} {
		if ref, ok := refOf([]byte(key)); ok {
			t.Errorf("%q leads to %q", key, ref)
		}
	}
}
