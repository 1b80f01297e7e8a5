package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The ledger of ETD and ETA is append-only, for customers as for the office.
//
//   - A line that customers have read stays for them when it is withdrawn. It is
//     then said to be withdrawn, and its reason is gone: a text may be why.
//   - When the date of a withdrawn line was the one that held, the date that held
//     before it holds again, and that is a line of its own. So the last line of a
//     date always leads to the date that is shown.
//   - A reason can be given afterwards, or put in other words; the office keeps
//     what it was.

// Reason is why an expected date is another one. The zero value: nobody said why.
type Reason struct {
	Text Text // written for the customer
	None bool // it was said that no reason is given
}

// IsZero says that nobody said why.
func (r Reason) IsZero() bool { return r.Text.IsZero() && !r.None }

// LineID names a line of the ledger by its place, such as l2 for the second.
func LineID(i int) string { return "l" + strconv.Itoa(i+1) }

// lineNamed is the line that an id means: that of an event, or a line's own; -1
// when there is none, or it was withdrawn.
func (s Shipment) lineNamed(id string) int {
	if i := lineOf(s, id); i >= 0 {
		return i
	}
	number, ok := strings.CutPrefix(id, "l")
	i, err := strconv.Atoi(number)
	if !ok || err != nil || i < 1 || i > len(s.Ledger) || !s.Ledger[i-1].Withdrawn.IsZero() {
		return -1
	}
	return i - 1
}

// GiveReason gives a changed date its reason, or another one than it had. id is
// that of the event that brought the date, or of its line, see [LineID]. False
// when it has this reason already. ErrNotFound.
func GiveReason(s *Shipment, id string, why Reason, by Stamp) (changed bool, err error) {
	i := s.lineNamed(id)
	if i < 0 {
		return false, ErrNotFound
	}
	line := &s.Ledger[i]
	if why.IsZero() || line.Reason == why.Text && line.NoReason == why.None {
		return false, nil
	}
	if !line.Published.IsZero() || !line.Reason.IsZero() {
		by.Why = line.Reason
		line.Reworded = append(slices.Clip(line.Reworded), by)
	}
	s.explain(line, why)
	return true, nil
}

func (s *Shipment) explain(line *LedgerEntry, why Reason) {
	line.Reason, line.NoReason = why.Text, why.None
	if at := s.eventIndex(line.EventID); at >= 0 {
		s.Events[at].Text = why.Text
	}
}

// unexplained says that customers see the date changed, and nobody said why.
// That a date is told for the first time needs no reason.
func (l LedgerEntry) unexplained() bool {
	return l.Visible() && !l.From.IsZero() && l.Reason.IsZero() && !l.NoReason
}

// Unexplained counts the changed dates that after shows to customers, before did
// not, and for which nobody said why.
func Unexplained(before, after Shipment) (count int) {
	for i, l := range after.Ledger {
		if l.unexplained() && (i >= len(before.Ledger) || !before.Ledger[i].Visible()) {
			count++
		}
	}
	return count
}

// turn is a moment at which customers were shown another date, because a line
// was published, or withdrawn after that.
type turn struct {
	at        time.Time
	line      int
	withdrawn bool
}

// turnsOf are the moments of a ledger in their order.
func turnsOf(lines []LedgerEntry) []turn {
	var turns []turn
	for i, l := range lines {
		if l.wasShown() && !retold(lines, i) {
			turns = append(turns, turn{l.Published.At, i, false})
		}
	}
	for i, l := range lines {
		if l.wasShown() && !l.Withdrawn.IsZero() && !retold(lines, i) {
			turns = append(turns, turn{l.Withdrawn.At, i, true})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int { return a.at.Compare(b.at) })
	return turns
}

// wasShown says that customers have read the line: what was published and
// withdrawn in one act nobody has.
func (l LedgerEntry) wasShown() bool {
	return !l.Published.IsZero() && !l.Published.At.Equal(l.Withdrawn.At)
}

// retold says that a line was withdrawn only to say the same date again in other
// words: the line that does so stands for it.
func retold(lines []LedgerEntry, i int) bool {
	l := lines[i]
	return !l.Withdrawn.IsZero() && slices.ContainsFunc(lines[i+1:], func(o LedgerEntry) bool {
		return o.Kind == l.Kind && o.To.Equal(l.To) && o.Published.At.Equal(l.Withdrawn.At)
	})
}

// publishLedger is the ledger as customers read it.
func publishLedger(lines []LedgerEntry, updated *time.Time) []PublishedLine {
	var shown []PublishedLine
	dates := map[DateKind]*holding{}
	for _, t := range turnsOf(lines) {
		l, h := lines[t.line], dates[lines[t.line].Kind]
		touch(updated, t.at)
		if h == nil {
			h = &holding{first: l.From}
			dates[l.Kind] = h
		}
		if !t.withdrawn {
			h.lines = append(h.lines, t.line)
			shown = append(shown, l.published(updated))
		} else if to, held := h.withdraw(t.line, lines); held && !to.Equal(l.To) {
			shown = append(shown, PublishedLine{Kind: l.Kind, PublishedAt: t.at, From: l.To, To: to, Withdrawal: true})
		}
	}
	return shown
}

// published is a line as customers read it.
func (l LedgerEntry) published(updated *time.Time) PublishedLine {
	p := PublishedLine{
		Kind: l.Kind, PublishedAt: l.Published.At, From: l.From, To: l.To, Event: l.EventID, WithdrawnAt: l.Withdrawn.At,
	}
	if l.Withdrawn.IsZero() {
		p.Reason = l.Reason
		for _, by := range l.Reworded {
			touch(updated, by.At)
		}
	}
	return p
}

// holding follows which line of one date holds.
type holding struct {
	first When  // what was shown before there was a line
	lines []int // those that were published and not withdrawn
}

// withdraw is the date that holds without a line, and whether the line held.
func (h *holding) withdraw(i int, lines []LedgerEntry) (to When, held bool) {
	held = h.lines[len(h.lines)-1] == i
	h.lines = slices.DeleteFunc(h.lines, func(j int) bool { return j == i })
	if len(h.lines) == 0 {
		return h.first, held
	}
	return lines[h.lines[len(h.lines)-1]].To, held
}

// shownByLedger is the date to which the published lines of a kind lead.
func shownByLedger(lines []LedgerEntry, kind DateKind) When {
	var updated time.Time
	var to When
	for _, l := range publishLedger(lines, &updated) {
		if l.Kind == kind {
			to = l.To
		}
	}
	return to
}

// History are all lines of one date, as customers were shown them.
func (p Published) History(kind DateKind) []PublishedLine {
	return slices.DeleteFunc(slices.Clone(p.Ledger), func(l PublishedLine) bool { return l.Kind != kind })
}

// Standing are the lines of one date that were not withdrawn.
func (p Published) Standing(kind DateKind) []PublishedLine {
	return slices.DeleteFunc(p.History(kind), func(l PublishedLine) bool { return l.Withdrawal || !l.WithdrawnAt.IsZero() })
}

// FirstShown is the date that customers were shown first, of those that were not
// withdrawn; zero when there is none in the ledger.
func (p Published) FirstShown(kind DateKind) When {
	history, standing := p.History(kind), p.Standing(kind)
	switch {
	case len(history) > 0 && !history[0].From.IsZero():
		return history[0].From // there was a date before there was a ledger
	case len(standing) > 0:
		return standing[0].To
	default:
		return When{}
	}
}

// lastWithdrawn is the line that was withdrawn last; false when none was.
func (p Published) lastWithdrawn(kind DateKind) (last PublishedLine, found bool) {
	for _, l := range p.History(kind) {
		if l.WithdrawnAt.After(last.WithdrawnAt) {
			last, found = l, true
		}
	}
	return last, found
}

// takenBack is the withdrawal by which a date came to be what it is; false when
// it came by a line that stands.
func (p Published) takenBack(kind DateKind) (PublishedLine, bool) {
	history := p.History(kind)
	if len(history) == 0 || !history[len(history)-1].Withdrawal {
		return PublishedLine{}, false
	}
	return history[len(history)-1], true
}

// Date is the expected date of a kind.
func (f Facts) Date(kind DateKind) When { return *f.date(kind) }

func (f *Facts) date(kind DateKind) *When {
	if kind == KindETD {
		return &f.ETD
	}
	return &f.ETA
}

// happened is the actual date that an expected one of a kind comes to.
func (f Facts) happened(kind DateKind) When {
	if kind == KindETD {
		return f.ATD
	}
	return f.ATA
}

// Backwards are a departure and an arrival on a day before it, both expected, both
// actual, or the last that is known of each; zero when they are in order.
func (f Facts) Backwards() (left, came When) {
	for _, d := range [][2]When{{f.ATD, f.ATA}, {f.ETD, f.ETA}, {cmp.Or(f.ATD, f.ETD), cmp.Or(f.ATA, f.ETA)}} {
		if d[1].DaysAfter(d[0]) < 0 {
			return d[0], d[1]
		}
	}
	return When{}, When{}
}

// LineInForce is the id of the line by which customers read the present date;
// empty when none has brought it.
func LineInForce(s Shipment, kind DateKind) string {
	last := -1
	for i, l := range s.Ledger {
		if l.Kind == kind && l.Visible() && (last < 0 || !l.Published.At.Before(s.Ledger[last].Published.At)) {
			last = i
		}
	}
	if last < 0 {
		return ""
	}
	return LineID(last)
}

// LastLine is the id of the last line of a kind that was not withdrawn; empty
// when there is none.
func LastLine(s Shipment, kind DateKind) string {
	for i := len(s.Ledger) - 1; i >= 0; i-- {
		if s.Ledger[i].Kind == kind && s.Ledger[i].Withdrawn.IsZero() {
			return LineID(i)
		}
	}
	return ""
}

// PublishLine shows a changed date to the customer, with the event that brought
// it. id is as in [GiveReason]. ErrNotFound.
func PublishLine(s *Shipment, id string, by Stamp) error {
	i := s.lineNamed(id)
	switch {
	case i < 0:
		return ErrNotFound
	case s.eventIndex(s.Ledger[i].EventID) >= 0:
		return PublishEvent(s, s.Ledger[i].EventID, by)
	case s.Ledger[i].Published.IsZero():
		publishLine(s, i, by)
	}
	return nil
}

// Explain gives the reason to all dates that were changed under this stamp and
// have none, and says of how many nobody has said why.
func Explain(s *Shipment, why Reason, by Stamp) (unexplained int) {
	for i := range s.Ledger {
		line := &s.Ledger[i]
		if !line.unexplained() || !line.Published.At.Equal(by.At) {
			continue
		}
		if why.IsZero() {
			unexplained++
			continue
		}
		s.explain(line, why)
	}
	return unexplained
}

// Unsaid are the ids of the lines of which customers see that a date changed, and
// nobody said why: of the event that brought it, or else of the line.
func Unsaid(s Shipment) (ids []string) {
	for i, l := range s.Ledger {
		if l.unexplained() {
			ids = append(ids, cmp.Or(l.EventID, LineID(i)))
		}
	}
	return ids
}
