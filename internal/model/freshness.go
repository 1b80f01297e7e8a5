package model

import "time"

// oldestAge bounds the ages, in days, that a meter tells apart: what is older
// is as old as that.
const oldestAge = 366

// FreshnessMeter finds out, one shipment after the other, how fresh what
// customers see is. It keeps counts only, so that a meter costs the same for
// ten shipments and for a million. Make it with [NewFreshnessMeter].
type FreshnessMeter struct {
	now           time.Time
	days          int
	active, fresh int
	ages          map[int]int // shipments by age in days
}

// Freshness is the figure for a partner, or for all of them.
type Freshness struct {
	Active     int     `json:"active"`      // shipments on their way: confirmed or in transit
	Fresh      int     `json:"fresh"`       // of these, updated within the days
	Share      float64 `json:"share"`       // Fresh of Active, 0 to 1; 1 when nothing is active
	MedianDays int     `json:"median_days"` // age of the update of the middle one, in whole days
}

// NewFreshnessMeter measures at now; fresh is what was updated within days.
func NewFreshnessMeter(now time.Time, days int) *FreshnessMeter {
	return &FreshnessMeter{now: now, days: days, ages: map[int]int{}}
}

// Add counts a shipment by its status, which is that of [Known] or [Shown] and
// not the bare fact, and by its last update, see [LastUpdate]. Those that are
// not on their way do not count.
func (m *FreshnessMeter) Add(status Status, updated time.Time) {
	if !underway(status) {
		return
	}
	age := oldestAge
	if !updated.IsZero() {
		age = min(oldestAge, max(0, int(m.now.Sub(updated)/(24*time.Hour))))
	}
	m.active++
	m.ages[age]++
	if age < m.days {
		m.fresh++
	}
}

// Figure is the freshness of what was added so far.
func (m *FreshnessMeter) Figure() Freshness {
	f := Freshness{Active: m.active, Fresh: m.fresh, Share: 1, MedianDays: m.median()}
	if m.active > 0 {
		f.Share = float64(m.fresh) / float64(m.active)
	}
	return f
}

// median is the age in the middle, the younger of two.
func (m *FreshnessMeter) median() int {
	passed := 0
	for age := 0; age <= oldestAge && m.active > 0; age++ {
		if passed += m.ages[age]; 2*passed >= m.active {
			return age
		}
	}
	return 0
}

// underway says that customers wait for news of a shipment of this status.
func underway(s Status) bool { return s == Confirmed || s == InTransit }

// LastUpdate is when customers last saw something new of the shipment, or when
// it was made. A note for the office is no update. It is the UpdatedAt of the
// published record without the making of one, for lists of many shipments.
func LastUpdate(s Shipment) time.Time {
	at := s.FactsAt
	for _, e := range s.Events {
		if !e.Published.IsZero() {
			touch(&at, e.Published.At)
			touch(&at, e.Withdrawn.At)
		}
	}
	for _, l := range s.Ledger {
		if !l.Published.IsZero() {
			touch(&at, l.Published.At)
			touch(&at, l.Withdrawn.At)
		}
		for _, by := range l.Reworded {
			touch(&at, by.At)
		}
	}
	for _, n := range s.Notes {
		if n.ForCustomer {
			touch(&at, n.At)
			touch(&at, n.Withdrawn.At)
		}
	}
	if at.IsZero() {
		return s.Created
	}
	return at
}
