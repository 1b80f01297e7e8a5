package model

import (
	"slices"
	"time"
)

// OutlineAt is how a published shipment stood at t, as far as the record itself
// says when its parts came: dates by the ledger, events by when they were
// reported, notes by when they were written. Whatever has no time of its own is
// taken to have been as it is.
func OutlineAt(p Published, t time.Time) Outline {
	then := p
	then.ETD, then.ETA = p.dateAt(KindETD, p.ETD, t), p.dateAt(KindETA, p.ETA, t)
	then.Timeline = slices.DeleteFunc(slices.Clone(p.Timeline), func(e PublishedEvent) bool { return e.Said.After(t) })
	then.Notes = slices.DeleteFunc(slices.Clone(p.Notes), func(n PublishedNote) bool { return n.At.After(t) })
	o := OutlineOf(then, t)
	told := len(p.Ledger) + len(p.Timeline) + len(p.Notes)
	ledger := slices.ContainsFunc(p.Ledger, func(l PublishedLine) bool { return !l.PublishedAt.After(t) })
	o.Known = told == 0 || ledger || len(o.Events) > 0 || len(o.Notes) > 0
	return o
}

// dateAt is the date that customers read at t; is is the one they read now.
func (p Published) dateAt(kind DateKind, is When, t time.Time) When {
	lines := p.History(kind)
	if len(lines) == 0 {
		return is
	}
	date := lines[0].From
	for _, line := range lines {
		if !line.PublishedAt.After(t) {
			date = line.To
		}
	}
	return date
}

// Gravity orders news, the worst first by the greatest number: what is overdue,
// then later arrivals by their days, other dates, what was taken back, and then
// what went as it should.
func Gravity(r Row, news []News, now time.Time) int {
	worst := 0
	if why := r.Attention(now); why == OverdueArrival || why == OverdueDeparture {
		worst = 10_000
	}
	for _, one := range news {
		worst = max(worst, one.gravity())
	}
	return worst
}

func (n News) gravity() int {
	switch n.Kind {
	case NewsETA, NewsETD:
		if days := n.New.DaysAfter(n.Old); days > 0 && !n.Old.IsZero() && !n.New.IsZero() {
			return 1000 + days
		}
		return 500
	case NewsStatus:
		if n.Status == Cancelled {
			return 900
		}
		return 100
	case NewsWithdrawn:
		return 400
	case NewsNote:
		return 300
	case NewsEvent, NewsATD, NewsATA:
		return 200
	default:
		return 50
	}
}
