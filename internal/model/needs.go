package model

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// NeedKind is why a shipment needs an update, as a key of the catalogue.
type NeedKind string

// The kinds, the worst first: what customers were told and is wrong, then what
// they should have been told, then what is merely old.
const (
	NeedMailed    NeedKind = "need.mailed"    // an ETA was mailed, another one is shown
	NeedArrival   NeedKind = "need.arrival"   // ETA passed, no arrival
	NeedDeparture NeedKind = "need.departure" // ETD passed, no departure
	NeedFree      NeedKind = "need.free"      // free time is soon over, or is
	NeedDates     NeedKind = "need.dates"     // the office has another date than is shown
	NeedLoaded    NeedKind = "need.loaded"    // gate-in but not loaded, departure is past
	NeedDoubt     NeedKind = "need.doubt"     // an event waits for a decision
	NeedPublish   NeedKind = "need.publish"   // events recorded and not published
	NeedMissing   NeedKind = "need.missing"   // a milestone that later ones have overtaken
	NeedReason    NeedKind = "need.reason"    // a published date changed, and nobody said why
	NeedSilent    NeedKind = "need.silent"    // nothing new for days
)

// NeedKinds lists them, the worst first.
func NeedKinds() []NeedKind {
	return []NeedKind{
		NeedMailed, NeedArrival, NeedDeparture, NeedFree, NeedDates, NeedLoaded, NeedDoubt, NeedPublish, NeedMissing,
		NeedReason, NeedSilent,
	}
}

// DateName is one of the four dates of a shipment.
type DateName string

// The dates.
const (
	NameETD DateName = "etd"
	NameETA DateName = "eta"
	NameATD DateName = "atd"
	NameATA DateName = "ata"
)

// Need is one reason why a shipment needs an update.
type Need struct {
	Kind       NeedKind
	Days       int       // past the date, between two dates, or without news; 0 on the day itself
	Milestone  Milestone // what to report; empty where it is not one milestone
	Containers []Text    // NeedLoaded: those that were left; empty: all
	Date       DateName  // NeedDates
	Shown      When      // what customers were told: the mailed ETA, or the date shown
	Office     When      // what counts: the date shown now, the office's, or the one that has passed or is near
	Events     []string  // NeedPublish, NeedDoubt, NeedReason: the ids
	Why        Remark    // NeedDoubt: why the first of them waits
}

// NeedRules are the forwarder's own measures. The zero value has the usual ones.
type NeedRules struct {
	SilentDays int  // an active shipment without news for so many days needs some; 0: 7
	Mailed     When // the ETA that customers were mailed last; zero: none was
}

// UsualSilentDays is after how many days without news an active shipment needs
// some, unless the forwarder decides otherwise.
const UsualSilentDays = 7

// Severity orders needs: the kind decides, then the days.
func (n Need) Severity() int {
	kinds := NeedKinds()
	return 1000*(len(kinds)-slices.Index(kinds, n.Kind)) + min(max(n.Days, 0), 999)
}

// compareNeeds is a total order, the worst first.
func compareNeeds(a, b Need) int {
	return cmp.Or(
		cmp.Compare(b.Severity(), a.Severity()),
		cmp.Compare(a.Milestone.Rank(), b.Milestone.Rank()),
		cmp.Compare(a.Date, b.Date),
		cmp.Compare(len(b.Events), len(a.Events)),
	)
}

// Worst is the need to name where there is room for one; false when there is
// none.
func Worst(needs []Need) (Need, bool) {
	if len(needs) == 0 {
		return Need{}, false
	}
	return slices.MinFunc(needs, compareNeeds), true
}

// Standing is a shipment on the desk with what it needs, worst first.
type Standing struct {
	Ref     Text
	Partner string
	Needs   []Need
}

// Remark is the need in words, see [Remark.Tell].
func (n Need) Remark() Remark {
	switch n.Kind {
	case NeedMailed:
		return Remark{Key: "need.mailed", Args: []any{n.Shown, n.Office}}
	case NeedArrival, NeedDeparture:
		return n.overdue()
	case NeedFree:
		return n.free()
	case NeedLoaded:
		return Remark{Key: "need.loaded", Args: []any{n.Office, n.Containers}}
	case NeedDates:
		return n.differs()
	case NeedPublish:
		return Remark{Key: "need.publish", Args: []any{len(n.Events)}}
	case NeedDoubt:
		return n.decision()
	case NeedReason:
		return Remark{Key: "need.reason", Args: []any{len(n.Events), n.Events[0]}}
	case NeedSilent:
		return Remark{Key: "need.silent", Args: []any{inDays(n.Days)}}
	default:
		return Remark{Key: "need.missing", Args: []any{n.Milestone}}
	}
}

func (n Need) overdue() Remark {
	if n.Days < 1 {
		return Remark{Key: string(n.Kind) + ".today"}
	}
	return Remark{Key: string(n.Kind), Args: []any{inDays(n.Days)}}
}

func (n Need) free() Remark {
	if n.Days < 1 {
		return Remark{Key: "need.free.soon", Args: []any{n.Office, n.Milestone}}
	}
	return Remark{Key: "need.free", Args: []any{n.Office, inDays(n.Days), n.Milestone}}
}

func (n Need) decision() Remark {
	var more any = ""
	if rest := len(n.Events) - 1; rest > 0 {
		more = rest
	}
	return Remark{Key: "need.doubt", Args: []any{n.Milestone, n.Why, more}}
}

func (n Need) differs() Remark {
	label := strings.ToUpper(string(n.Date))
	if n.Shown.IsZero() {
		return Remark{Key: "need.dates.unseen", Args: []any{label, n.Office}}
	}
	return Remark{Key: "need.dates", Args: []any{label, n.Office, n.Shown}}
}

// today is the day at a place on which now falls.
func today(now time.Time, at Place) When {
	if zone := at.Zone(); zone != nil {
		now = now.In(zone)
	}
	return DayOf(now)
}
