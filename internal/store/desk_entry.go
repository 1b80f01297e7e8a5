package store

import (
	"fmt"
	"math"
	"slices"
	"time"

	"porthole/internal/model"
)

// What a shipment needs comes with time alone: an ETD passes while nobody
// writes. The desk must know that without reading every shipment, so each one
// has a small entry that says what it needs now and what it will need later.
//
// The rules are not written a second time for that. What model.Needs answers
// changes at few moments, which are known beforehand: the end of an expected
// date or of a hold, and the day from which a shipment has been silent for too long. An
// entry has its answers at all of these. Between two of them only the days
// grow, and of those the entry keeps from when they are counted.

// outlook is what a shipment will need at any time, if nothing is written.
type outlook struct {
	active   bool      // customers see it on its way
	withheld bool      // it has events that only the office knows
	updated  int64     // when customers last saw something new, in nanoseconds of the epoch
	zones    [2]string // of the port of loading and of discharge
	spans    []stretch // in order; the first has no beginning
}

// stretch is a time during which a shipment needs the same.
type stretch struct {
	from  int64 // nanoseconds of the epoch
	terms []term
}

// term is one need: its kind, and how its days are counted.
type term struct {
	kind  uint64 // its place in termKinds
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

// mostDays bounds the days of a need, as its severity does.
const mostDays = 999

// termKinds are the kinds of need by the numbers that entries have: a new kind
// comes last, whatever its severity, because stored entries keep their numbers.
var termKinds = []model.NeedKind{
	model.NeedMailed, model.NeedArrival, model.NeedDeparture, model.NeedDates, model.NeedLoaded, model.NeedPublish,
	model.NeedMissing, model.NeedSilent, model.NeedDoubt, model.NeedReason,
}

// severities are those of each kind of need on its first day.
var severities = firstSeverities()

func firstSeverities() []int {
	var list []int
	for _, kind := range termKinds {
		list = append(list, model.Need{Kind: kind}.Severity())
	}
	return list
}

// outlookOf asks the rules at every moment at which their answer may change.
func outlookOf(s model.Shipment, mailed model.When) outlook {
	known, updated := model.Known(s), model.LastUpdate(s)
	o := outlook{updated: nanos(updated), active: slices.Contains(model.TabActive.Statuses(), model.Shown(s).Status)}
	o.withheld = slices.ContainsFunc(s.Events, func(e model.Event) bool { return e.Withdrawn.IsZero() && !e.Visible() })
	o.zones = [2]string{zoneName(known.POL), zoneName(known.POD)}
	for i, at := range turns(s, known, updated) {
		next := stretch{from: nanos(at), terms: termsOf(s, model.Needs(s, at, model.NeedRules{Mailed: mailed}), updated)}
		if i == 0 {
			next.from = math.MinInt64
		}
		if i == 0 || !slices.Equal(next.terms, o.spans[len(o.spans)-1].terms) {
			o.spans = append(o.spans, next)
		}
	}
	return o
}

// turns are the moments at which what a shipment needs may change, after one
// that lies before all of them.
func turns(s model.Shipment, known model.Facts, updated time.Time) []time.Time {
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
	slices.SortFunc(list, time.Time.Compare)
	return append([]time.Time{list[0].Add(-time.Nanosecond)}, list...)
}

func termsOf(s model.Shipment, needs []model.Need, updated time.Time) []term {
	var terms []term
	for _, need := range needs {
		t := term{kind: uint64(slices.Index(termKinds, need.Kind))}
		switch need.Kind {
		case model.NeedDeparture, model.NeedLoaded:
			t.count, t.base = countLoading, dayNumber(need.Office)
		case model.NeedArrival:
			t.count, t.base = countArrival, dayNumber(need.Office)
		case model.NeedPublish:
			t.count, t.base = countElapsed, nanos(firstRecorded(s, need.Events))
		case model.NeedSilent:
			t.count, t.base = countElapsed, nanos(updated)
		default:
			t.base = int64(need.Days)
		}
		terms = append(terms, t)
	}
	return terms
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

func dayNumber(w model.When) int64 { return floorDays(w.Date().Instant().Unix()) }

func zoneName(p model.Place) string {
	if zone := p.Zone(); zone != nil {
		return zone.String()
	}
	return ""
}

// empty says that a shipment will never be on the desk, nor counts among those
// that are on their way.
func (o outlook) empty() bool {
	return !o.active && !slices.ContainsFunc(o.spans, func(s stretch) bool { return len(s.terms) > 0 })
}

// severities appends how pressing each need is at now, the worst first.
func (o outlook) severities(now time.Time, to []int) []int {
	to = to[:0]
	at, terms := nanos(now), []term(nil)
	for _, s := range o.spans {
		if s.from > at {
			break
		}
		terms = s.terms
	}
	for _, t := range terms {
		to = append(to, severities[t.kind]+o.days(t, now))
	}
	slices.SortFunc(to, func(a, b int) int { return b - a })
	return to
}

// days are those of a need at now, from 0 to mostDays.
func (o outlook) days(t term, now time.Time) int {
	days := t.base
	switch t.count {
	case countElapsed:
		days = mostDays
		if t.base != math.MinInt64 {
			days = (nanos(now) - t.base) / int64(24*time.Hour)
		}
	case countLoading, countArrival:
		_, offset := now.In(model.ZoneNamed(o.zones[t.count-countLoading])).Zone()
		days = floorDays(now.Unix()+int64(offset)) - t.base
	}
	return int(min(max(days, 0), mostDays))
}

func (o outlook) pack() []byte {
	p := packer{b: make([]byte, 0, 96)}
	p.unsigned(flag(o.active) | flag(o.withheld)<<1)
	p.number(o.updated)
	p.string(o.zones[0])
	p.string(o.zones[1])
	for _, s := range o.spans {
		p.number(s.from)
		p.unsigned(uint64(len(s.terms)))
		for _, t := range s.terms {
			p.unsigned(t.kind)
			p.unsigned(t.count)
			p.number(t.base)
		}
	}
	return p.b
}

func flag(set bool) uint64 {
	if set {
		return 1
	}
	return 0
}

// outlookReader reads entries one after the other into the same memory: the
// desk looks through very many of them.
type outlookReader struct {
	o     outlook
	terms []term
	names map[string]string // of zones
}

// read reads what pack wrote. What it gives is good until it reads again.
func (r *outlookReader) read(payload []byte) (outlook, error) {
	u := unpacker{b: payload}
	flags := u.unsigned()
	r.o.active, r.o.withheld, r.o.updated = flags&1 != 0, flags&2 != 0, u.number()
	r.o.zones[0], r.o.zones[1] = r.name(u.bytes()), r.name(u.bytes())
	r.o.spans, r.terms = r.o.spans[:0], r.terms[:0]
	for len(u.b) > 0 && !u.failed {
		from, first := u.number(), len(r.terms)
		for n := u.unsigned(); n > 0 && !u.failed; n-- {
			t := term{u.unsigned(), u.unsigned(), u.number()}
			u.failed = u.failed || t.kind >= uint64(len(severities)) || t.count > countArrival
			r.terms = append(r.terms, t)
		}
		r.o.spans = append(r.o.spans, stretch{from, r.terms[first:]})
	}
	if u.failed || flags > 3 {
		return outlook{}, fmt.Errorf("entry of the desk: %w", errDamaged)
	}
	return r.o, nil
}

func (r *outlookReader) name(zone []byte) string {
	if name, known := r.names[string(zone)]; known {
		return name
	}
	if r.names == nil {
		r.names = map[string]string{}
	}
	name := string(zone)
	r.names[name] = name
	return name
}

// has says that a need of the kind is among those at now.
func (o outlook) has(kind model.NeedKind, now time.Time) bool {
	wanted := uint64(slices.Index(termKinds, kind))
	found := false
	for _, s := range o.spans {
		if s.from > nanos(now) {
			break
		}
		found = slices.ContainsFunc(s.terms, func(t term) bool { return t.kind == wanted })
	}
	return found
}
