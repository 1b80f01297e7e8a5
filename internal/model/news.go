package model

import (
	"slices"
	"time"
)

// NewsKind is what a piece of news is about.
type NewsKind string

// The kinds, in the order in which they are told.
const (
	NewsShipment  NewsKind = "shipment" // it is new altogether
	NewsETA       NewsKind = "eta"
	NewsETD       NewsKind = "etd"
	NewsEvent     NewsKind = "event"
	NewsWithdrawn NewsKind = "withdrawn" // an event that was told and is no more
	NewsATD       NewsKind = "atd"
	NewsATA       NewsKind = "ata"
	NewsStatus    NewsKind = "status"
	NewsShip      NewsKind = "ship"
	NewsFree      NewsKind = "free" // the last free day
	NewsNote      NewsKind = "note"
	NewsDetails   NewsKind = "details" // containers, cargo, references, places, legs
)

// News is one thing that is different in a published shipment. Old and New are
// for dates, Was and Now for texts; Reason is as it was published.
type News struct {
	Kind      NewsKind
	Old, New  When
	Reason    Text
	TakenBack bool // of a date: Old was withdrawn, and New holds again
	Event     Mark
	Text      Text   // of the event, or the note
	Status    Status // as readers are told it, see [Row.Label]
	OldStatus Status
	Was, Now  Text
}

// NewsSince is what has changed in a published shipment since it was as before.
// What one thing brings about is told once: a departure that was reported sets
// ATD and status, and a changed date has an event beside it. Empty: nothing.
func NewsSince(before Outline, p Published) []News {
	if !before.Known {
		return []News{{Kind: NewsShipment, Status: RowOf(p).Label()}}
	}
	n := newsmonger{before: before, p: p}
	n.dates()
	n.events()
	n.actuals()
	n.others()
	return n.news
}

type newsmonger struct {
	before  Outline
	p       Published
	news    []News
	arrived map[Milestone]bool // milestones of which there is news
}

func (n *newsmonger) add(one News) { n.news = append(n.news, one) }

// dates tells of ETA and ETD.
func (n *newsmonger) dates() {
	n.date(NewsETA, KindETA, n.before.ETA, n.p.ETA)
	n.date(NewsETD, KindETD, n.before.ETD, n.p.ETD)
}

// date is the news of one expected date, with the reason that was published for
// it, or that the change which was read before has been withdrawn.
func (n *newsmonger) date(kind NewsKind, of DateKind, was, is When) {
	if was.Equal(is) {
		return
	}
	news := News{Kind: kind, Old: was, New: is}
	if back, ok := n.p.takenBack(of); ok && back.From.Equal(was) {
		news.TakenBack = true
	} else if standing := n.p.Standing(of); len(standing) > 0 {
		news.Reason = standing[len(standing)-1].Reason
	}
	n.add(news)
}

// events tells of events that came and went. Those that only say that a date
// has changed are told as the date.
func (n *newsmonger) events() {
	n.arrived = map[Milestone]bool{}
	for _, e := range n.p.Timeline {
		known := slices.ContainsFunc(n.before.Events, func(m Mark) bool { return m.ID == e.ID })
		if known || e.Milestone.IsChange() {
			continue
		}
		n.arrived[e.Milestone] = n.arrived[e.Milestone] || e.Classifier == Actual
		n.add(News{Kind: NewsEvent, Event: e.mark(), Text: e.Text})
	}
	for _, m := range n.before.Events {
		stays := slices.ContainsFunc(n.p.Timeline, func(e PublishedEvent) bool { return e.ID == m.ID })
		if !stays && !m.Milestone.IsChange() {
			n.arrived[m.Milestone] = n.arrived[m.Milestone] || m.Classifier == Actual
			m.At = n.p.clocks().local(m.At, m.Milestone, m.Place)
			n.add(News{Kind: NewsWithdrawn, Event: m})
		}
	}
}

// actuals tells of actual dates that no event has told of.
func (n *newsmonger) actuals() {
	if !n.before.ATD.Equal(n.p.ATD) && !n.arrived[Departed] {
		n.add(News{Kind: NewsATD, Old: n.before.ATD, New: n.p.ATD})
	}
	if !n.before.ATA.Equal(n.p.ATA) && !n.arrived[Arrived] {
		n.add(News{Kind: NewsATA, Old: n.before.ATA, New: n.p.ATA})
	}
}

func (n *newsmonger) others() {
	if n.before.Status != n.p.Status {
		n.add(News{Kind: NewsStatus, OldStatus: n.labelBefore(), Status: RowOf(n.p).Label()})
	}
	if ship := shipOf(n.p); ship != n.before.Ship {
		n.add(News{Kind: NewsShip, Was: n.before.Ship, Now: ship})
	}
	if until := n.p.FreeUntil(); !until.Equal(n.before.Free) && !until.IsZero() {
		n.add(News{Kind: NewsFree, Old: n.before.Free, New: until})
	}
	for _, note := range n.p.Notes {
		if !slices.Contains(n.before.Notes, noteMark(note)) {
			n.add(News{Kind: NewsNote, Text: note.Text})
		}
	}
	// Events and dates of the shipment move its legs too, and have told of it.
	legs := len(n.news) == 0 && n.before.Legs != "" && n.before.Legs != fingerprint(n.p.Legs)
	if rest(n.p) != n.before.Rest || legs {
		n.add(News{Kind: NewsDetails})
	}
}

// labelBefore is the status as readers were told it before.
func (n *newsmonger) labelBefore() Status {
	was := n.p
	was.Status, was.ATD, was.ATA, was.Timeline = n.before.Status, n.before.ATD, n.before.ATA, nil
	for _, m := range n.before.Events {
		was.Timeline = append(was.Timeline, PublishedEvent{
			ID: m.ID, Milestone: m.Milestone, Classifier: m.Classifier, At: m.At, Place: m.Place, Container: m.Container,
		})
	}
	return RowOf(was).Label()
}

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
