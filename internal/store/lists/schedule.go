package lists

import (
	"math"
	"slices"
	"time"

	"porthole/internal/model"
)

// What a shipment needs comes with time alone: an ETD passes while nobody
// writes. The desk must know that without reading every shipment, so each one
// has a schedule that says what it needs now and what it will need later.
//
// The rules are not written a second time for that. What model.Needs answers
// changes at few moments, which are known beforehand: the end of an expected
// date, of a hold or of free time, and the day from which a shipment has been silent for too
// long. A schedule has the answers at all of these. Between two of them only the
// days grow, and of those the schedule keeps from when they are counted.

// schedule is what a shipment will need at any time, if nothing is written.
type schedule struct {
	active   bool      // customers see it on its way
	withheld bool      // it has events that only the office knows
	updated  int64     // when customers last saw something new, in nanoseconds of the epoch
	zones    [2]string // of the port of loading and of discharge
	spans    []span    // in order; the first has no beginning
}

// span is a time during which a shipment needs the same.
type span struct {
	from  int64 // nanoseconds of the epoch
	needs []need
}

// need is one need: its kind, and how its days are counted.
type need struct {
	kind  uint64 // its place in needKinds
	count uint64
	base  int64
}

// How the days of a need are counted.
const (
	countFixed   = iota // base is their number
	countElapsed        // base is an instant: whole times 24 hours since
	countLoading        // base is a day: calendar days since, at the port of loading
	countArrival        // the same at the port of discharge
)

// needKinds are the kinds of need by the numbers that schedules have: a new kind
// comes last, whatever its severity, because stored ones keep their numbers.
var needKinds = []model.NeedKind{
	model.NeedMailed, model.NeedArrival, model.NeedDeparture, model.NeedDates, model.NeedLoaded, model.NeedPublish,
	model.NeedMissing, model.NeedSilent, model.NeedDoubt, model.NeedReason, model.NeedFree,
}

// scheduleOf asks the rules at every moment at which their answer may change. mailed
// is the ETA that customers were mailed last.
func scheduleOf(s model.Shipment, mailed model.When) schedule {
	known, updated := model.Known(s), model.LastUpdate(s)
	o := schedule{updated: nanos(updated), active: slices.Contains(model.TabActive.Statuses(), model.Shown(s).Status)}
	o.withheld = slices.ContainsFunc(s.Events, func(e model.Event) bool { return e.Withdrawn.IsZero() && !e.Visible() })
	o.zones = [2]string{zoneName(known.POL), zoneName(known.POD)}
	for i, at := range moments(s, known, updated) {
		next := span{from: nanos(at), needs: needsOf(s, model.Needs(s, at, model.NeedRules{Mailed: mailed}), updated)}
		if i == 0 {
			next.from = math.MinInt64
		}
		if i == 0 || !slices.Equal(next.needs, o.spans[len(o.spans)-1].needs) {
			o.spans = append(o.spans, next)
		}
	}
	return o
}

// moments are those at which what a shipment needs may change, after one that lies
// before all of them.
func moments(s model.Shipment, known model.Facts, updated time.Time) []time.Time {
	var dates []model.When
	for _, e := range s.Events {
		dates = append(dates, e.Held.Until)
	}
	list := []time.Time{updated}
	if known.Status != model.Done && known.Status != model.Cancelled { // of these nothing is expected any more
		dates = append(dates, known.ETD, known.ETA, known.ATD)
		list[0] = updated.Add(model.UsualSilentDays * 24 * time.Hour).UTC()
	}
	for _, date := range dates {
		if !date.IsZero() {
			list = append(list, date.EndOfDay().UTC())
		}
	}
	if last := s.FreeUntil(); !last.IsZero() {
		soon, over := model.FreeEnds(last, known.POD)
		list = append(list, soon.UTC(), over.UTC())
	}
	slices.SortFunc(list, time.Time.Compare)
	return append([]time.Time{list[0].Add(-time.Nanosecond)}, list...)
}

func needsOf(s model.Shipment, needs []model.Need, updated time.Time) (list []need) {
	for _, of := range needs {
		n := need{kind: uint64(slices.Index(needKinds, of.Kind))}
		switch of.Kind {
		case model.NeedDeparture, model.NeedLoaded:
			n.count, n.base = countLoading, dayNumber(of.Office.Date().Instant().Unix())
		case model.NeedArrival, model.NeedFree:
			n.count, n.base = countArrival, dayNumber(of.Office.Date().Instant().Unix())
		case model.NeedPublish:
			n.count, n.base = countElapsed, nanos(firstRecorded(s, of.Events))
		case model.NeedSilent:
			n.count, n.base = countElapsed, nanos(updated)
		default:
			n.base = int64(of.Days)
		}
		list = append(list, n)
	}
	return list
}

// firstRecorded is when the earliest of some events was recorded.
func firstRecorded(s model.Shipment, ids []string) time.Time {
	var first time.Time
	found := false
	for _, e := range s.Events {
		if slices.Contains(ids, e.ID) && (!found || e.Recorded.At.Before(first)) {
			first, found = e.Recorded.At, true
		}
	}
	return first
}

func zoneName(p model.Place) string {
	if zone := p.Zone(); zone != nil {
		return zone.String()
	}
	return ""
}

// empty reports that a shipment will never be on the desk, nor counts among those
// that are on their way.
func (o schedule) empty() bool {
	return !o.active && !slices.ContainsFunc(o.spans, func(s span) bool { return len(s.needs) > 0 })
}

// at are the needs at now.
func (o schedule) at(now time.Time) (needs []need) {
	at := nanos(now)
	for _, s := range o.spans {
		if s.from > at {
			break
		}
		needs = s.needs
	}
	return needs
}

// severities are how pressing each need is at now, the worst first, in the memory of to.
func (o schedule) severities(now time.Time, to []int) []int {
	to = to[:0]
	for _, n := range o.at(now) {
		to = append(to, model.Need{Kind: needKinds[n.kind], Days: o.days(n, now)}.Severity())
	}
	slices.SortFunc(to, func(a, b int) int { return b - a })
	return to
}

// needs reports whether there is a need of the kind at now.
func (o schedule) needs(kind model.NeedKind, now time.Time) bool {
	return slices.ContainsFunc(o.at(now), func(n need) bool { return needKinds[n.kind] == kind })
}

// days are those of a need at now.
func (o schedule) days(n need, now time.Time) int {
	switch n.count {
	case countElapsed:
		return int(now.Sub(time.Unix(0, n.base)) / (24 * time.Hour))
	case countLoading, countArrival:
		_, offset := now.In(model.ZoneNamed(o.zones[n.count-countLoading])).Zone()
		return int(dayNumber(now.Unix()+int64(offset)) - n.base)
	default:
		return int(n.base)
	}
}
